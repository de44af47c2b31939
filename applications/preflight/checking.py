"""The rules that a file is checked by, in their order, and the checking."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Kind
from applications.preflight import answering, candidates, clauses, enclosing
from applications.preflight.clauses import Clause
from applications.preflight.findings import Finding, Findings
from applications.preflight.reading import ReadFile


@dataclass(frozen=True)
class Rule:
    """One rule: what it asks, where it comes from, and what finds the breaches of it."""

    code: str
    title: Promise
    clause: Clause
    breaches: Callable[[ReadFile], Iterator[Finding]]


@dataclass(frozen=True)
class Verdict:
    """A rule, and what was found against it."""

    rule: Rule
    findings: Findings

    @property
    def is_kept(self) -> bool:
        return not self.findings


def field(file: ReadFile) -> Iterator[Finding]:
    return candidates.field_is_offered(file.call, file.application.field)


def state(file: ReadFile) -> Iterator[Finding]:
    if changes_its_field(file):
        return iter(())
    return candidates.state_belongs_to_unesco(file.application.city.country, file.at)


def no_member(file: ReadFile) -> Iterator[Finding]:
    if changes_its_field(file):
        return candidates.city_holds_another_field(
            file.application.city, file.application.field, file.at
        )
    return candidates.city_is_no_member(file.application.city, file.at)


def moratorium(file: ReadFile) -> Iterator[Finding]:
    if changes_its_field(file):
        return iter(())
    return candidates.moratorium_is_over(file.call, file.application.city)


def changes_its_field(file: ReadFile) -> bool:
    """Whether the file is a member's, which the rules for candidates do not concern."""
    return file.application.kind == Kind.FIELD_CHANGE


RULES = (
    Rule("field", _("a field that the call offers"), clauses.FIELD, field),
    Rule("state", _("a State of UNESCO"), clauses.STATE, state),
    Rule("no-member", _("not a member yet"), clauses.NO_MEMBER, no_member),
    Rule("moratorium", _("no moratorium"), clauses.MORATORIUM, moratorium),
    Rule("eligible", _("eligible"), clauses.ELIGIBILITY, answering.eligible),
    Rule("answered", _("every question answered"), clauses.EVERY_SECTION, answering.answered),
    Rule("kinds", _("answers of the right kind"), clauses.SHAPE, answering.of_the_right_kind),
    Rule("words", _("word limits"), clauses.WORD_LIMIT, answering.within_word_limits),
    Rule("numbers", _("numbers of entries"), clauses.NUMBERS, answering.within_numbers),
    Rule("documents", _("documents"), clauses.DOCUMENTS, enclosing.enclosed),
    Rule("format", _("types and sizes"), clauses.FORMAT, enclosing.in_the_right_format),
    Rule("rights", _("rights of photographs"), clauses.RIGHTS, enclosing.with_rights),
    Rule("size", _("size of the whole"), clauses.SIZE, enclosing.small_enough),
)


def verdicts(application: Application, at: datetime.datetime | None = None) -> list[Verdict]:
    """Every rule with what was found against it, for screening."""
    return verdicts_on(ReadFile(application, at or timezone.now()))


def verdicts_on(file: ReadFile) -> list[Verdict]:
    """The same of a file that was read already."""
    return [Verdict(rule, Findings(list(rule.breaches(file)))) for rule in RULES]


def check(application: Application, at: datetime.datetime | None = None) -> Findings:
    """All that keeps the file from being complete at the instant, in the order of the rules."""
    return Findings(
        [finding for verdict in verdicts(application, at) for finding in verdict.findings]
    )
