"""The steps that a candidature takes, by how long before the deadline.

The three political steps stand as far before the deadline as in Viborg's plan for the call of 2019
(20 May, 4 June and 19 June before 30 June); letters and signatures, which that plan does not name,
are placed between them so that each is there when the next step needs it: our reading.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Proposal:
    """A step so many days before the deadline; `month` says that only its month is meant."""

    code: str
    days_before: int
    title: Promise
    body: Promise
    month: bool = False


TEMPLATE: tuple[Proposal, ...] = (
    Proposal(
        "begin",
        120,
        _("Found the team and read the call"),
        _("city administration, whoever initiates the candidature"),
        month=True,
    ),
    Proposal(
        "ask-associations",
        75,
        _("Ask two national professional associations for their letters"),
        _("main contact"),
        month=True,
    ),
    Proposal(
        "commission-visit",
        41,
        _("Talk with the National Commission, or be visited by it"),
        _("National Commission for UNESCO"),
    ),
    Proposal(
        "briefing",
        26,
        _("Brief the committee that is responsible for culture"),
        _("council"),
    ),
    Proposal(
        "association-letters",
        20,
        _("Receive the two letters of the associations"),
        _("professional associations"),
    ),
    Proposal(
        "photographs",
        18,
        _("Choose three photographs and have the rights forms signed"),
        _("photographers"),
    ),
    Proposal(
        "decision",
        11,
        _("Decide on the candidature and its budget"),
        _("council"),
    ),
    Proposal(
        "mayors-letter",
        9,
        _("Have the formal letter signed by the mayor"),
        _("mayor"),
    ),
    Proposal(
        "check",
        6,
        _("Check the whole file, and let somebody read it who did not write it"),
        _("team"),
    ),
    Proposal("submit", 3, _("Submit, with days in hand"), _("owner of the file")),
)
