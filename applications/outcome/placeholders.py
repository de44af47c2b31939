"""What stands in braces in a letter: a handful of names, and nothing that could do more."""

import string
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.preflight.clauses import PROCEDURE
from applications.preflight.findings import Finding

# What is filled in for each recipient.
PLACEHOLDERS = {
    "name": gettext_lazy("the name of whoever gets the letter"),
    "city": gettext_lazy("the city"),
    "field": gettext_lazy("its creative field"),
    "country": gettext_lazy("its country"),
    "year": gettext_lazy("the year of the call"),
}


def problems(text: str, part: str) -> Iterator[Finding]:
    """What keeps a text from being a letter's subject or body."""
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
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
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
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
