"""A file with its form, read once for all rules, by a constant number of queries."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from applications.models import (
    Answer,
    Application,
    Call,
    Document,
    DocumentKind,
    FormSection,
    FormVersion,
    Question,
)


@dataclass(frozen=True)
class ReadFile:
    """What the rules look at, at an instant."""

    application: Application
    at: datetime.datetime

    @property
    def call(self) -> Call:
        return self.application.call

    @cached_property
    def form(self) -> FormVersion | None:
        """The version that the file is written in, or the one that is published now."""
        return self.application.form or FormVersion.objects.current_of(self.call)

    @cached_property
    def sections(self) -> list[FormSection]:
        if self.form is None:
            return []
        return list(self.form.sections.prefetch_related("questions"))

    @cached_property
    def questions(self) -> list[tuple[FormSection, Question]]:
        """Each question with its section, in the order of the form."""
        return [
            (section, question)
            for section in self.sections
            for question in sorted(
                section.questions.all(), key=lambda question: (question.position, question.pk)
            )
        ]

    @cached_property
    def kinds(self) -> list[DocumentKind]:
        return list(self.form.document_kinds.all()) if self.form else []

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return {answer.question: answer for answer in self.application.answers.all()}

    @cached_property
    def documents(self) -> list[Document]:
        return list(self.application.documents.all())

    @cached_property
    def links(self) -> list[dict[str, str]]:
        return [
            {"url": url, "title": title}
            for url, title in self.application.links.values_list("url", "title")
        ]

    def value(self, question: Question) -> Any:
        """What the file answers, with texts trimmed; None where it answers nothing.

        A question for links is answered by the file's links.
        """
        answer = self.answers.get(question.code)
        value = answer.value if answer else None
        if isinstance(value, str):
            value = value.strip()
        if question.kind == "links" and not value:
            value = self.links
        return None if value in ("", [], {}) else value

    def says_nothing_relevant(self, question: Question) -> bool:
        answer = self.answers.get(question.code)
        return bool(
            question.allows_no_relevant_information and answer and answer.no_relevant_information
        )
