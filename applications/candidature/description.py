"""The form of what a photograph shows, whose it is, and by which form its rights are ceded."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Document
from uccn.doors.plain_forms import Plainly


class DescriptionForm(Plainly, forms.Form):
    """Caption, credit, and the rights form where the document needs one."""

    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        help_text=gettext_lazy("What it shows, where and when."),
        max_length=300,
        required=False,
    )
    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        help_text=gettext_lazy("Who made it, and who holds the rights, as it is to be printed."),
        max_length=200,
        required=False,
    )

    def __init__(
        self, *args: Any, document: Document, rights_forms: Sequence[Document] | None
    ) -> None:
        named = document.rights_form
        super().__init__(
            *args,
            initial={
                "caption": document.caption,
                "credit": document.credit,
                "rights_form": str(named.number) if named else "",
            },
        )
        self.rights_forms = {str(one.number): one for one in rights_forms or ()}
        if rights_forms is None:
            return
        self.fields["rights_form"] = forms.ChoiceField(
            label=_("By which form are its rights ceded?"),
            help_text=_("Each photograph needs a form of its own.")
            if rights_forms
            else _("There is none yet. Upload it under its own kind, then name it here."),
            choices=[
                *((number, one.original_name) for number, one in self.rights_forms.items()),
                ("", _("none of them yet")),
            ],
            widget=forms.RadioSelect,
            required=False,
            error_messages={
                "invalid_choice": _("This form is no longer part of the file. Choose another.")
            },
        )

    def clean(self) -> dict[str, Any]:
        """What the form says, as the rules take it: the rights form as a document."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        return given | {"rights_form": self.rights_forms.get(given.get("rights_form", ""))}
