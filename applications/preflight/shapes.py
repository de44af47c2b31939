"""Whether a value is of the kind that a question, or a column of a list, asks for."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import QuestionKind
from cities.models.dates import validate_partial_date

WEB = URLValidator(schemes=["http", "https"])


def misfit(kind: str, value: Any, choices: Sequence[dict[str, Any]] = ()) -> str | Promise | None:
    """What is wrong with a value that is not empty, in words; None where nothing is."""
    if kind == QuestionKind.CHOICE:
        known = [choice.get("value") for choice in choices]
        return None if value in known else _("Choose one of the answers that are offered.")
    fits, told = SHAPES[QuestionKind(kind)]
    return None if fits(value) else told


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_yes_or_no(value: Any) -> bool:
    return value in ("yes", "no")


def is_number(value: Any) -> bool:
    """Whether a number is written, as text or as a number, and is a finite one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def is_money(value: Any) -> bool:
    """Whether an amount that is not negative stands with the three letters of its currency."""
    if not isinstance(value, dict):
        return False
    amount, currency = value.get("amount"), value.get("currency")
    return (
        is_number(amount)
        and Decimal(str(amount)) >= 0
        and isinstance(currency, str)
        and len(currency) == 3
        and currency.isascii()
        and currency.isalpha()
    )


def is_date(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        validate_partial_date(value)
    except ValidationError:
        return False
    return True


def is_web_address(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        WEB(value)
    except ValidationError:
        return False
    return True


def are_links(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(link, dict) and is_web_address(link.get("url")) for link in value
    )


def are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


SHAPES: dict[QuestionKind, tuple[Callable[[Any], bool], Promise]] = {
    QuestionKind.SHORT_TEXT: (is_text, _("Write a text.")),
    QuestionKind.LONG_TEXT: (is_text, _("Write a text.")),
    QuestionKind.YES_NO: (is_yes_or_no, _("Answer yes or no.")),
    QuestionKind.NUMBER: (is_number, _("Write a number, such as 12 or 12.5.")),
    QuestionKind.MONEY: (is_money, _("Write an amount and its currency, such as 1200 EUR.")),
    QuestionKind.DATE: (is_date, _("Write a date such as 2019-05-20, or 2019-05, or 2019.")),
    QuestionKind.LINKS: (are_links, _("Write whole addresses, such as https://example.org.")),
    QuestionKind.ROWS: (are_rows, _("Write one entry for each row.")),
}
