"""What a draft of an evaluation may hold, and whether it says anything new."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Criterion
from applications.panel.missing import CRITERIA, Given, Instead, applies_always, off_scale
from applications.preflight.findings import Finding, Findings
from applications.workflow.refusals import Incomplete

MOST_LETTERS = 20_000


def is_same(wanted: Mapping[str, Given], stored: Mapping[str, Given]) -> bool:
    """Whether nothing would change; a criterion without score and reason is as one not named."""
    return all(given == stored.get(code, (None, "")) for code, given in wanted.items())


def demand_known(
    criteria: Mapping[str, Criterion], scores: Mapping[str, Given], comment: str
) -> None:
    """Raise `Incomplete` with everything in a draft that cannot be kept as it is."""
    found = []
    for code, (value, _reason) in scores.items():
        if code not in criteria:
            found.append(_unknown(code, criteria))
        elif isinstance(value, Instead):
            found += [] if criteria[code].may_not_apply else [applies_always(criteria[code])]
        elif value is not None and value not in criteria[code].steps:
            found.append(off_scale(criteria[code], value))
    texts = {code: reason for code, (_value, reason) in scores.items()} | {"comment": comment}
    found += [_too_long(name) for name, text in texts.items() if len(text) > MOST_LETTERS]
    if found:
        raise Incomplete(_("This cannot be saved."), Findings(found), code="unknown-scores")


def _unknown(code: str, criteria: Mapping[str, Criterion]) -> Finding:
    return Finding(
        "unknown-criterion",
        gettext_lazy("“%(code)s” is no criterion of this call.") % {"code": code[:50]},
        gettext_lazy("Its criteria are: %(codes)s.") % {"codes": ", ".join(criteria)},
        CRITERIA,
        subject=code,
    )


def _too_long(name: str) -> Finding:
    return Finding(
        "too-long",
        gettext_lazy("This text is too long: “%(name)s”.") % {"name": name},
        gettext_lazy("Write %(number)s characters at most.") % {"number": MOST_LETTERS},
        CRITERIA,
        subject=name,
    )
