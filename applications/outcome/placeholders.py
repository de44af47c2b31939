"""What stands in braces in a letter: a handful of names, and nothing that could do more."""

import string
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import LetterKind
from applications.models.decisions import OF_NO_CALL
from applications.preflight.clauses import PROCEDURE, Text
from applications.preflight.findings import Finding

# What is filled in for each recipient of any letter.
ALWAYS = {
    "name": gettext_lazy("the name of whoever gets the letter"),
    "city": gettext_lazy("the city"),
    "field": gettext_lazy("its creative field"),
    "country": gettext_lazy("its country"),
}
IN_A_CALL = {"year": gettext_lazy("the year of the call")}
OF_A_CHANGE = {
    "field": gettext_lazy("the creative field that it asked for"),
    "former_field": gettext_lazy("the creative field that it held before"),
}
OF_AN_END = {"day": gettext_lazy("the first day on which it is no member, such as 2026-05-20")}


def placeholders_of(kind: str) -> Mapping[str, Text]:
    """What may stand in braces in a letter of this kind, and what it means."""
    if kind in OF_NO_CALL:
        return ALWAYS | OF_AN_END
    changes_field = kind in (LetterKind.FIELD_CHANGED, LetterKind.FIELD_KEPT)
    return ALWAYS | (OF_A_CHANGE if changes_field else {}) | IN_A_CALL


def problems(text: str, part: str, kind: str) -> Iterator[Finding]:
    """What keeps a text from being the subject or the body of a letter of this kind."""
    allowed = placeholders_of(kind)
    known = ", ".join(f"{{{name}}}" for name in allowed)
    if not text:
        yield Finding(
            "empty", _("The letter has no text here."), _("Write one."), PROCEDURE, "", part
        )
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        yield Finding(
            "brace",
            _("A brace is open or closed alone."),
            _("Write {{ or }} for a brace that is meant; placeholders are %(known)s.")
            % {"known": known},
            PROCEDURE,
            subject=part,
        )
        return
    for _literal, name, form, conversion in parts:
        if name is not None and (name not in allowed or form or conversion):
            yield Finding(
                "unknown-placeholder",
                _("Nobody knows what “{%(name)s}” stands for.")
                % {"name": as_written(name, form, conversion)},
                _("Placeholders are %(known)s.") % {"known": known},
                PROCEDURE,
                subject=part,
            )


def as_written(name: str, form: str | None, conversion: str | None) -> str:
    return f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"


def filled_in(text: str, values: dict[str, str]) -> str:
    """The text with its placeholders filled in; values are taken as they are.

    Raises `ValueError` or `KeyError` for a text that `problems` finds something in.
    """
    return "".join(
        literal + (values[name] if name is not None else "")
        for literal, name, _form, _conversion in string.Formatter().parse(text)
    )
