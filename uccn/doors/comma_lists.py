"""Parameters that take several words of a few, separated by commas."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from uccn.doors.filtering import Problem, shown
from uccn.doors.words import nearest


def words_of(text: str) -> list[str]:
    """The words, each once, in their order."""
    return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def unknown_words(parameter: str, text: str, known: Iterable[str]) -> list[Problem]:
    """A problem for each word that there is not, with the one that was probably meant."""
    right = list(known)
    return [
        Problem(
            parameter,
            shown(word),
            _("“%(value)s” is not one of: %(choices)s.")
            % {"value": shown(word), "choices": ", ".join(right)},
            nearest(word, right),
        )
        for word in words_of(text)
        if word not in right
    ]
