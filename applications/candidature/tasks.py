"""A file as tasks: every question, what to bring, and the handing in, each with how far it is."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.models import Provider, Question, QuestionKind, Status
from applications.preflight.checking import RULES
from applications.preflight.findings import Findings
from applications.preflight.reading import ReadFile
from applications.preflight.words import count_words
from applications.writing import to_be_completed


class State(enum.StrEnum):
    """How far a task is."""

    COMPLETE = "complete"
    BEGUN = "begun"
    PROBLEM = "problem"
    UNTOUCHED = "untouched"
    OPTIONAL = "optional"

    @property
    def label(self) -> Promise:
        return STATES[self]


STATES = {
    State.COMPLETE: gettext_lazy("Complete"),
    State.BEGUN: gettext_lazy("In progress"),
    State.PROBLEM: gettext_lazy("There is a problem"),
    State.UNTOUCHED: gettext_lazy("Not begun"),
    State.OPTIONAL: gettext_lazy("Optional"),
}
# What is wrong with an answer because it has not come far enough yet.
UNFINISHED = frozenset({"not-answered", "too-few", "row-not-filled-in", "document-missing"})


@dataclass(frozen=True)
class Task:
    """One row of the list."""

    number: int
    title: str
    address: str
    about: str
    state: State
    code: str


@dataclass(frozen=True)
class Group:
    """Tasks of one section of the form."""

    title: str
    is_our_reading: bool
    tasks: list[Task]


@dataclass
class Tasks:
    """The tasks of a file, and what the check of the file says of each; asked once for all."""

    read: ReadFile

    def __post_init__(self) -> None:
        found = [finding for rule in RULES for finding in rule.breaches(self.read)]
        self.findings = Findings(found)
        self.groups = list(self._groups())
        self.all = [task for group in self.groups for task in group.tasks]

    @property
    def complete(self) -> int:
        return len([one for one in self.all if one.state in (State.COMPLETE, State.OPTIONAL)])

    def _groups(self) -> Iterator[Group]:
        number = 0
        for section in self.read.sections:
            questions = [one for of, one in self.read.questions if of.pk == section.pk]
            tasks = [self._task(one, number + at) for at, one in enumerate(questions, start=1)]
            number += len(tasks)
            if tasks:
                yield Group(section.title, section.is_our_reading, tasks)

    def _task(self, question: Question, number: int) -> Task:
        address, about = self._address(question), self._about(question)
        return Task(number, question.label, address, about, self._state(question), question.code)

    def _address(self, question: Question) -> str:
        file = self.read.application
        return reverse("applications:candidature:question", args=[file.pk, question.code])

    def _state(self, question: Question) -> State:
        found = self.findings.about(question.code)
        value = self.read.value(question)
        if value is None and not self.read.says_nothing_relevant(question):
            return State.UNTOUCHED if question.is_required else State.OPTIONAL
        if not found:
            return State.COMPLETE
        return State.BEGUN if set(found.codes()) <= UNFINISHED else State.PROBLEM

    def _about(self, question: Question) -> str:
        """How much there is, or how much there may be."""
        value = self.read.value(question)
        if self.read.says_nothing_relevant(question) and value is None:
            return _("No relevant information to provide")
        if isinstance(value, list):
            said = ngettext("%(number)s entry", "%(number)s entries", len(value))
            return said % {"number": len(value)}
        limit = question.word_limit
        if limit and isinstance(value, str):
            return words_of(count_words(value), limit)
        if limit:
            return ngettext("up to %(limit)s word", "up to %(limit)s words", limit) % {
                "limit": limit
            }
        return numbers_of(question) if question.kind == QuestionKind.ROWS else ""


def words_of(number: int, limit: int) -> str:
    said = ngettext("%(number)s of %(limit)s word", "%(number)s of %(limit)s words", limit)
    return said % {"number": number, "limit": limit}


def numbers_of(question: Question) -> str:
    if question.at_least and question.at_most:
        told = {"least": question.at_least, "most": question.at_most}
        return _("%(least)s to %(most)s entries") % told
    if question.at_most:
        said = ngettext("up to %(most)s entry", "up to %(most)s entries", question.at_most)
        return said % {"most": question.at_most}
    return ""


def documents_of(read: ReadFile, *, after: int = 0) -> list[dict[str, Any]]:
    """The kinds of documents that the team brings, with how many of how many there are."""
    brought = [document.kind for document in read.documents]
    asked = [kind for kind in read.kinds if kind.provider == Provider.CANDIDATE]
    return [
        {
            "number": after + place,
            "title": kind.title,
            "code": kind.code,
            "brought": brought.count(kind.code),
            "wanted": kind.at_least,
            "state": document_state(brought.count(kind.code), kind.at_least),
        }
        for place, kind in enumerate(asked, start=1)
    ]


def document_state(brought: int, wanted: int) -> State:
    if brought >= wanted:
        return State.COMPLETE if brought else State.OPTIONAL
    return State.BEGUN if brought else State.UNTOUCHED


def completion_of(tasks: Tasks, documents: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What a returned file is to be completed in, by when and why; None for every other file."""
    file = tasks.read.application
    if file.status != Status.RETURNED:
        return None
    returned = to_be_completed(file)
    where = reverse("applications:candidature:documents", args=[file.pk])
    parts = [
        *({"code": one.code, "title": one.title, "address": one.address} for one in tasks.all),
        *(
            {"code": one["code"], "title": one["title"], "address": f"{where}#kind-{one['code']}"}
            for one in documents
        ),
    ]
    return {
        "codes": returned.subjects,
        "parts": [part for part in parts if part["code"] in returned.subjects],
        "until": returned.complete_by,
        "reason": returned.change.reason,
    }
