"""What is given with an act of the team: the declaration, or why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.acting.files import AttemptForm
from applications.models import Action

# What hands a file in, with a declaration, and leads to a receipt.
HANDING_IN = (Action.SUBMIT, Action.COMPLETE)


class ActForm(AttemptForm):
    """The declaration of whoever hands in; the reason of whoever withdraws or reopens."""

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if action in HANDING_IN:
            self.fields["declared"] = forms.BooleanField(
                label=_("I have read this, and declare it."),
                error_messages={
                    "required": _("Read the declaration, and confirm it if it is true.")
                },
            )
        else:
            self.fields["reason"] = forms.CharField(
                label=_("Why (optional)"),
                help_text=_("It stays with the file. Whoever gets the letter reads it there.")
                if action == Action.WITHDRAW
                else _("It stays with the file."),
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            )
