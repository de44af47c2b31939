"""The links from a list to its files."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from cities.exports import formats_of
from cities.exports.lists import TABLES
from cities.pages.question import question_of
from uccn.doors.filtering import StrictFilterSet


@dataclass(frozen=True)
class FileLink:
    """One file of a list: the name of its format, its address and its media type."""

    label: str
    address: str
    media_type: str


def file_address(name: str, extension: str, question: str = "") -> str:
    """The address of a list in a format; the question begins with `?` or is empty."""
    return reverse("cities:download", args=[name, extension]) + question


def file_links(name: str, question: str = "") -> list[FileLink]:
    """The files of a list, in every format that it has."""
    return [
        FileLink(known.label, file_address(name, extension, question), known.media_type)
        for extension, known in formats_of(TABLES[name]).items()
    ]


def links_of(name: str, filterset: StrictFilterSet) -> list[FileLink]:
    """The files of what a page shows; none while the page shows nothing for a wrong value."""
    if any(not problem.is_unknown_parameter for problem in filterset.problems()):
        return []
    return file_links(name, asked_of(filterset))


def question_on(filterset: StrictFilterSet, **conditions: str) -> str:
    """The conditions, on the day that a page was asked for, as a question for a list's files."""
    return "?" + urlencode([*conditions.items(), *question_of(filterset).pairs])


def asked_of(filterset: StrictFilterSet) -> str:
    """What a filter set understood, as the part of an address that begins with `?`, or nothing."""
    question = question_of(filterset)
    return "" if question.is_empty else question.address
