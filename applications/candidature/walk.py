"""The way from question to question, in the order of the form."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from applications.dossier.wording import plain, written
from applications.models import Application, FormSection, Question
from applications.preflight.reading import ReadFile


@dataclass
class Walk:
    """Where a question stands among those of its file's form."""

    file: Application
    code: str

    @cached_property
    def steps(self) -> list[tuple[FormSection, Question]]:
        return ReadFile(self.file, timezone.now()).questions

    @cached_property
    def place(self) -> int | None:
        codes = [question.code for _section, question in self.steps]
        return codes.index(self.code) if self.code in codes else None

    @property
    def is_known(self) -> bool:
        return self.place is not None

    @property
    def section(self) -> FormSection:
        return self.steps[self.place or 0][0]

    @property
    def question(self) -> Question:
        return self.steps[self.place or 0][1]

    def address_of_next(self) -> str:
        """The next question; after the last one, the list of tasks."""
        after = self.steps[self.place + 1 :] if self.place is not None else []
        return self._address(after[0][1]) if after else self._list()

    def address_of_previous(self) -> str:
        before = self.steps[: self.place] if self.place else []
        return self._address(before[-1][1]) if before else self._list()

    def written(self, value: Any, no_relevant_information: bool = False) -> list[str]:
        """The answer line by line, to be read."""
        if not self.is_known:
            return plain(value)
        told = {"value": value, "no_relevant_information": no_relevant_information}
        return written(self.question, told)

    def _address(self, question: Question) -> str:
        return reverse("applications:candidature:question", args=[self.file.pk, question.code])

    def _list(self) -> str:
        return reverse("applications:candidature:file", args=[self.file.pk])
