"""Texts that people wrote, compared with the salted digests that the log has of them."""

from collections.abc import Iterable, Mapping

from applications.log.recording import salted
from applications.models import LogEntry, LogSalt

Salts = dict[int, dict[str, str]]


def salts_of(entries: Iterable[LogEntry]) -> Salts:
    """The salts of the texts of each entry, by their names; without those that are erased."""
    salts: Salts = {entry.sequence: {} for entry in entries}
    found = LogSalt.objects.filter(entry__in=list(salts))
    for sequence, name, salt in found.values_list("entry", "name", "salt"):
        salts[sequence][name] = salt
    return salts


def is_text_of(
    entry: LogEntry, name: str, text: str, salts: Mapping[str, str], *, is_forgotten: bool
) -> bool:
    """Whether the text is the one that the entry has under the name.

    Of a text that was forgotten with its file (`is_forgotten`) the salt is gone, too, and nothing
    more can be said of it.
    """
    logged = entry.contents.get(name)
    if logged is None:
        return not text
    if is_forgotten and name not in salts:
        return True
    return bool(logged == salted(text, salts.get(name)))
