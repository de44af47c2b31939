"""Forms of acts, drawn as the administration draws those of its records."""

from typing import Any

from django.contrib.admin.helpers import Fieldset


def fieldset_of(form: Any) -> Fieldset:
    """Every field of a form that need not be a model's, for `admin/act_form.html`."""
    return Fieldset(form, fields=tuple(form.fields))
