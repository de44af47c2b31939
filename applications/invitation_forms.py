"""The forms in which people are invited, to the team of a file or to a National Commission."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.models import TeamPart
from uccn.doors.plain_forms import Plainly


class ByLetterForm(Plainly, forms.Form):
    """To which address the letter goes; `key` names the attempt, so that a double click is one."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Our letter goes there, with a link that is good for 14 days."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def clean_key(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return None

    def refuse(self, error: ValidationError) -> None:
        """Say what the rules found in what was typed, beside its field."""
        for field, faults in error.message_dict.items():
            self.add_error(field if field == "email" else None, faults)


class PartForm(Plainly, forms.Form):
    """Which part somebody has in a team."""

    part = forms.ChoiceField(label=_("Part"), choices=TeamPart.choices, widget=forms.RadioSelect)


class TeamInvitationForm(ByLetterForm):
    """Whom to invite to a team, and to which part in it."""

    part = PartForm.base_fields["part"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["email", "part"])
