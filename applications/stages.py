"""What pages tell of where a file stands, and what its screening found."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation

from applications.instants import told
from applications.models import Action, Screening, Status
from applications.permissions import PART_LABELS, Part, name_of
from applications.preflight.checking import RULES as PREFLIGHT
from applications.preflight.clauses import Clause
from applications.workflow.rules import RULES
from applications.workflow.screening import CLAUSE_OF_GROUND
from applications.workflow.standing import OF_THE_NETWORK, Stage, Who
from cities.models import Source

Row = dict[str, Any]

# Acts that the table of the files' course does not hold: they come with an announcement.
ANNOUNCED = (Action.DESIGNATE, Action.TURN_DOWN)


def stage_row(stage: Stage, person: Any) -> Row:
    """The stage as plain data: labels in the reader's language, instants in the reader's zone."""
    screening = stage.screening
    clause = CLAUSE_OF_GROUND.get(screening.ground) if screening else None
    return {
        "status": stage.status.label,
        "next": "" if stage.who is Who.NOBODY else stage.who.label,
        "act": stage.action.label if stage.action else "",
        "begins": told(stage.begins, person),
        "until": told(stage.until, person),
        "is_being_evaluated": stage.status == Status.UNDER_EVALUATION,
        "announced": told(stage.announced, person),
        "evaluations": stage.evaluations,
        "ground": screening.get_ground_display() if screening and screening.ground else "",
        "clause": clause,
        "reason": screening.change.reason if screening else "",
        "review_until": told(stage.review_until, person),
        "is_reviewed": stage.review is not None,
    }


def verdict_rows(screening: Screening | None) -> list[Row]:
    """Every rule with what was found against it, its clause and its source, as it was kept.

    Titles and clauses are kept in English, and told in the reader's language while the portal still
    words them so; findings stay as they were written.
    """
    now = {rule.code: rule for rule in PREFLIGHT}
    with translation.override("en"):
        known = {code: (str(rule.title), str(rule.clause)) for code, rule in now.items()}
    rows = []
    for verdict in screening.verdicts if screening else ():
        code, title, clause = verdict["code"], verdict["title"], verdict["clause"]
        is_same = known.get(code) == (title, clause)
        rows.append(
            {
                "title": now[code].title if is_same else title,
                "clause": now[code].clause.text if is_same else clause,
                "source": verdict["source"],
                "is_kept": verdict["is_kept"],
                "findings": verdict["findings"],
            }
        )
    return rows


def sources_of(rows: list[Row], stage: Stage | None = None) -> dict[str, str]:
    """The titles of the sources behind the verdicts and the ground, by their keys."""
    keys = {row["source"] for row in rows}
    keys |= {finding["source"] for row in rows for finding in row["findings"]}
    if stage and stage.screening and stage.screening.ground:
        keys.add(CLAUSE_OF_GROUND[stage.screening.ground].source)
    return dict(Source.objects.titles(keys))


def titles_of(quoted: Iterable[Clause]) -> dict[str, str]:
    """The titles of the sources behind clauses, by their keys; asked once for a page."""
    return dict(Source.objects.titles(clause.source for clause in quoted))


def doer_of(change: Any, parts: frozenset[Part]) -> str:
    """Who did an act on a file: a member of the team by name, others by their office.

    A Commission reads its own members' names, and the network every name.
    """
    if parts & OF_THE_NETWORK:
        return name_of(change.by)
    if change.action in ANNOUNCED:
        return str(PART_LABELS[Part.OFFICE])
    rule = RULES.get(Action(change.action))
    if rule is None or Part.OWNER in rule.who or Part.COMMISSION in rule.who & parts:
        return name_of(change.by)
    return str(PART_LABELS[next(part for part in Part if part in rule.who)])
