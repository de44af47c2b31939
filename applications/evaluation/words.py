"""What the pages of a panel call the reasons that assignments keep as codes."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REASONS = {
    "fixed": gettext_lazy("had accepted the file"),
    "wanted": gettext_lazy("set by hand"),
    "earlier": gettext_lazy("kept from the assignment before"),
    "field": gettext_lazy("knows the field"),
    "language": gettext_lazy("reads the language of the file"),
    "other-region": gettext_lazy("of another region"),
    "forbidden": gettext_lazy("forbidden by hand"),
    "by-hand": gettext_lazy("taken back by hand"),
    "conflict": gettext_lazy("a conflict of interest was found"),
    "left": gettext_lazy("takes part no longer"),
    "made-way": gettext_lazy("made way for an evaluator set by hand"),
    "needed-elsewhere": gettext_lazy("needed for another file"),
}
GIVEN_UP = {
    "other-region": gettext_lazy("all evaluators of the file are of its region"),
    "expert-field": gettext_lazy("the field is not among theirs"),
    "other-country": gettext_lazy("of the country of the file"),
    "employers": gettext_lazy("of the same employer as another evaluator"),
    "regions": gettext_lazy("of the same region as another evaluator"),
    "language": gettext_lazy("prefers another language"),
}


def reason_words(reason: dict[str, Any]) -> str:
    """A reason of an assignment in words; empty for one that nobody knows any more."""
    code = reason.get("code", "")
    if code == "load" and {"load", "capacity"} <= set(reason):
        return _("file %(load)s of at most %(capacity)s") % reason
    if reason.get("given_up"):
        told = GIVEN_UP.get(code)
        return _("but %(what)s") % {"what": told} if told else ""
    return str(REASONS.get(code, ""))
