"""The pages of a list, by number."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db.models import QuerySet
from django.forms import ChoiceField, ModelChoiceField
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from cities.pages.question import Question, question_of
from uccn.doors.filtering import StrictFilterSet
from uccn.doors.keeping import Shelf

Filters = TypeVar("Filters", bound=StrictFilterSet)

PAGE_SIZE = 50
MOST_DIGITS = 6
NEIGHBOURS = 2
# Eight bytes for each row of the list: of a hundred thousand cities, each takes under a megabyte.
ORDERS: Shelf[Sequence[int]] = Shelf(most=16)


class NoSuchPage(Http404):
    """The list is shorter; the message says how long it is, and `address` is its last page."""

    def __init__(self, last: int, address: str) -> None:
        super().__init__(
            _("There is no such page in this list; the last one is %(last)d.") % {"last": last}
        )
        self.last = last
        self.address = address


@dataclass(frozen=True)
class NumberedPage:
    """One page of a list: the primary keys on it, in order, and where it stands.

    `question` is what the list was asked; every page of it answers the same.
    """

    number: int
    last: int
    count: int
    keys: list[Any]
    question: Question
    size: int = PAGE_SIZE

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.keys) - 1

    @property
    def shown_pages(self) -> list[tuple[int | None, str]]:
        """The first and last page and those around this one, with their addresses.

        None stands for a gap.
        """
        wanted = sorted(
            {1, self.last}
            | set(
                range(
                    max(1, self.number - NEIGHBOURS), min(self.last, self.number + NEIGHBOURS) + 1
                )
            )
        )
        pages: list[tuple[int | None, str]] = []
        before = 0
        for number in wanted:
            if number - before > 1:
                pages.append((None, ""))
            pages.append((number, address_of_page(self.question, number)))
            before = number
        return pages


def asked(
    filterset_class: type[Filters],
    request: HttpRequest,
    queryset: QuerySet[Any],
    other_parameters: tuple[str, ...] = ("page",),
) -> Filters:
    """The filter set of a page, which knows `page` but not the API's ways of paging."""
    filterset = filterset_class(request.GET, queryset=queryset)
    filterset.other_parameters = other_parameters  # type: ignore[misc]
    for field in filterset.form.fields.values():
        if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
            # Choices from the database are asked for once, not each time they are looked at.
            field.choices = list(cast("Iterable[Any]", field.choices))
    return filterset


def kept_keys(
    filterset: StrictFilterSet, context: Hashable, make: Callable[[], Iterable[int]]
) -> Sequence[int]:
    """The primary keys of a whole list in its order, made once for each question in a moment.

    So every page of it costs the same, the last as the first, and its length is known. `context`
    is what the order depends on besides the question.
    """
    return ORDERS.get((filterset.asked, context), lambda: array("q", make()))


def numbered_page(
    every_key: Sequence[Any], filterset: StrictFilterSet, size: int = PAGE_SIZE
) -> NumberedPage:
    """The page that the address asks for by its number; without a number, the first one.

    `every_key` are the primary keys of the whole list in a total order, so that no row stands on
    two pages. Raises `NoSuchPage`.
    """
    question = Question(filterset.parameters, (*question_of(filterset).names, "page"))
    count = len(every_key)
    last = max(1, -(-count // size))
    number = _number(filterset.parameters.get("page", "1").strip())
    if not 1 <= number <= last:
        raise NoSuchPage(last, address_of_page(question, last))
    start = (number - 1) * size
    keys = list(every_key[start : start + size])
    return NumberedPage(number, last, count, keys, question, size)


def address_of_page(question: Question, number: int) -> str:
    """The address of one page of a list; nothing in it that the list did not understand."""
    return question.with_only("page", str(number) if number > 1 else "")


def _number(text: str) -> int:
    # isascii, since int() also takes digits of other scripts; 0 is on no list.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
