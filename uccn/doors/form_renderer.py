"""How forms are written: each field with its label, its help and its errors, wired together."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Forms and fields by the portal's own templates.

    A field's help and errors have the identifiers that Django names in `aria-describedby`.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
