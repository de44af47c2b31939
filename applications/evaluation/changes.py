"""Pairs that the Secretariat sets or forbids by hand, as they travel in addresses and forms."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from applications.models import Call
from applications.panel.rounds import files_of
from applications.permissions import name_of
from uccn.doors.plain_forms import Plainly

WANTED, FORBIDDEN = "wanted", "forbidden"
MOST = 50
LONGEST = 18  # digits of the largest key


@dataclass(frozen=True)
class ByHand:
    """Pairs of keys of files and evaluators, in their order, without any twice."""

    wanted: tuple[tuple[int, int], ...] = ()
    forbidden: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, given: QueryDict) -> "ByHand":
        """The pairs of an address or a form. Raises `Http404` for what is no pair."""
        return cls(pairs(given.getlist(WANTED)), pairs(given.getlist(FORBIDDEN)))

    def also(self, how: str, pair: tuple[int, int]) -> "ByHand":
        """With one more; what was said last of a pair holds."""
        wanted = tuple(one for one in self.wanted if one != pair)
        forbidden = tuple(one for one in self.forbidden if one != pair)
        if how == WANTED:
            return ByHand((*wanted, pair), forbidden)
        return ByHand(wanted, (*forbidden, pair))

    @property
    def values(self) -> list[tuple[str, str]]:
        """As names and values of an address."""
        return [
            *((WANTED, f"{file}-{who}") for file, who in self.wanted),
            *((FORBIDDEN, f"{file}-{who}") for file, who in self.forbidden),
        ]

    @property
    def query(self) -> str:
        return f"?{urlencode(self.values)}" if self.values else ""


def pairs(texts: list[str]) -> tuple[tuple[int, int], ...]:
    if len(texts) > MOST:
        raise Http404
    return tuple(sorted({pair(text) for text in texts}))


def pair(text: str) -> tuple[int, int]:
    """Such as 12-5: file 12 and evaluator 5."""
    parts = text.split("-")
    if len(parts) != 2 or not all(is_number(part) for part in parts):
        raise Http404
    return int(parts[0]), int(parts[1])


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST


class ChangeForm(Plainly, forms.Form):
    """One pair that is to be, or must not be."""

    file = forms.TypedChoiceField(label=_("File"), coerce=int)
    evaluator = forms.TypedChoiceField(label=_("Evaluator"), coerce=int)
    how = forms.ChoiceField(
        label=_("What is to be"),
        choices=[
            (WANTED, _("This evaluator takes this file.")),
            (FORBIDDEN, _("This evaluator must not take this file.")),
        ],
        widget=forms.RadioSelect,
        initial=WANTED,
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files: Any = self.fields["file"]
        files.choices = [
            ("", "–"),
            *((one.pk, f"{one.city.name}, {one.field.name}") for one in files_of(call)),
        ]
        evaluators: Any = self.fields["evaluator"]
        people = call.evaluators.filter(is_active=True).select_related("user").order_by("pk")
        evaluators.choices = [("", "–"), *((one.pk, name_of(one.user)) for one in people)]
