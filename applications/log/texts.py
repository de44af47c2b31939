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


def is_text_of(entry: LogEntry, name: str, text: str, salts: Mapping[str, str]) -> bool:
    """Whether the text is the one that the entry has under the name.

    Of a text whose salt is gone with it nothing can be said.
    """
    logged = entry.contents.get(name)
    if logged is None:
        return not text
    return name not in salts or logged == salted(text, salts[name])
