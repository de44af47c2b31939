"""What an assignment is made from: files, evaluators and the rules of one round."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Kind: TypeAlias = Literal["expert", "member-city"]
EXPERT: Kind = "expert"
MEMBER_CITY: Kind = "member-city"
# The two consultations on an application: independent experts, and member cities of its field.
KINDS: tuple[Kind, ...] = (EXPERT, MEMBER_CITY)
KIND_NAMES = {EXPERT: _("experts"), MEMBER_CITY: _("member cities")}
LANGUAGE_NAMES = {"en": _("English"), "fr": _("French")}

# The key of a file, then the key of an evaluator.
Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class File:
    """A candidature file. `conflicts` has the reason for each evaluator who may not see it."""

    key: str
    field: str
    language: str
    region: str
    country: str
    conflicts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    # How many evaluators; the round's number where it is None.
    needed: int | None = None
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.key


@dataclass(frozen=True)
class Evaluator:
    """An expert or a member city. `capacity` is the number of files that they can take at most."""

    key: str
    kind: Kind
    fields: frozenset[str]
    languages: frozenset[str]
    region: str
    country: str
    capacity: int
    employer: str = ""
    minimum: int = 0
    preferred_language: str = ""
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.key


@dataclass(frozen=True)
class Problem:
    """One round. `fixed` pairs are accepted work and never move; `wanted` pairs are set by hand.

    `at_least` has the number of evaluators of each kind that every file must have. `earlier` are
    the pairs of an assignment to stay near to; as few of them as possible are given up.
    """

    files: tuple[File, ...]
    evaluators: tuple[Evaluator, ...]
    per_file: int = 3
    at_least: Mapping[Kind, int] = dataclasses.field(default_factory=dict)
    fixed: frozenset[Pair] = frozenset()
    wanted: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    earlier: frozenset[Pair] = frozenset()

    @cached_property
    def sorted_files(self) -> tuple[File, ...]:
        """In the order of their keys, so that the order of the input decides nothing."""
        return tuple(sorted(self.files, key=lambda file: file.key))

    @cached_property
    def sorted_evaluators(self) -> tuple[Evaluator, ...]:
        return tuple(sorted(self.evaluators, key=lambda evaluator: evaluator.key))

    @cached_property
    def file_by_key(self) -> dict[str, File]:
        return {file.key: file for file in self.files}

    @cached_property
    def evaluator_by_key(self) -> dict[str, Evaluator]:
        return {evaluator.key: evaluator for evaluator in self.evaluators}

    @cached_property
    def settled(self) -> frozenset[Pair]:
        """The pairs that every solution has."""
        return self.fixed | self.wanted

    def needed(self, file: File) -> int:
        return self.per_file if file.needed is None else file.needed

    def at_least_of(self, kind: Kind) -> int:
        return self.at_least.get(kind, 0)

    def loads(self, pairs: Iterable[Pair]) -> dict[str, int]:
        """How many files each evaluator has, by their keys in order."""
        numbers = Counter(evaluator for _file, evaluator in pairs)
        return {evaluator.key: numbers[evaluator.key] for evaluator in self.sorted_evaluators}


def language_name(code: str) -> object:
    return LANGUAGE_NAMES.get(code, format_lazy("{}", code))
