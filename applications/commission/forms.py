"""The forms of the desk. What may be done is the workflow's to say; forms take things apart."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.acting.files import AttemptForm
from applications.instant_forms import InstantForm
from applications.models import Action, Document, DocumentKind
from applications.workflow.refusals import Holder


class DateForm(InstantForm):
    """The Commission's own date: day, hour and zone, so that it is one instant."""

    time = forms.TimeField(
        label=_("Time"),
        help_text=_(
            "Such as 17:00. From this second on files come too late; 00:00 is the very beginning"
            " of the day."
        ),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "short", "dir": "ltr", "autocomplete": "off"}
        ),
    )
    printed = forms.CharField(
        label=_("The words in which you announced it (optional)"), max_length=200, required=False
    )
    reading = forms.CharField(
        label=_("Why they mean this instant (optional)"), max_length=500, required=False
    )
    is_binding = forms.BooleanField(
        label=_("Refuse files that come later"),
        help_text=_("Otherwise the date is shown, and the call’s own deadline counts."),
        required=False,
    )


class NumberChoice(forms.TypedChoiceField):
    """Offers the numbers that were possible when the page was made, and takes any.

    Whether a number still is possible is judged by the act, which says why not.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return str(value).isascii() and str(value).isdigit() and len(str(value)) < 10


class ActForm(AttemptForm):
    """What is given with an act: a reason, the letter, the file that gives its place, the rank."""

    def __init__(
        self,
        *args: Any,
        action: Action,
        needs_reason: bool,
        kind: DocumentKind | None,
        letters: Sequence[Document],
        exchanges: Sequence[Holder],
        ranks: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if action == Action.SWAP:
            self.fields["instead_of"] = NumberChoice(
                label=_("Which file gives its place?"),
                choices=[(one.application, f"{one.city} ({one.field})") for one in exchanges],
                widget=forms.RadioSelect,
            )
        if action == Action.RANK:
            self.fields["rank"] = NumberChoice(
                label=_("Rank"),
                choices=[(number, str(number)) for number in range(1, ranks + 1)],
                help_text=_("1 is the file that you prefer. The others keep their order."),
            )
        if action in (Action.ENDORSE, Action.DECLINE, Action.RELEASE, Action.SWAP):
            self.fields["reason"] = forms.CharField(
                label=_("Reason") if needs_reason else _("Reason (optional)"),
                help_text=_("The team of the city reads it.")
                if needs_reason
                else _("It is kept with the file."),
                required=needs_reason,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        if kind is not None and action in (Action.ENDORSE, Action.DECLINE, Action.SWAP):
            self.add_letter(kind, letters)
        self.order_fields(["instead_of", "rank", "reason", "letter", "upload"])

    def add_letter(self, kind: DocumentKind, letters: Sequence[Document]) -> None:
        if letters:
            self.fields["letter"] = forms.ChoiceField(
                label=_("Letter that you brought"),
                choices=[
                    *((str(one.number), one.original_name) for one in letters),
                    ("", _("none of them")),
                ],
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["upload"] = forms.FileField(
            label=kind.title if not letters else _("Another letter (optional)"),
            help_text=kind.help,
            required=False,
        )
