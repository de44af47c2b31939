"""The part of the log that concerns a file, and how it hangs together with what was published."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet

from applications.audit.rows import Row, Rows
from applications.audit.sight import Sight
from applications.log.digests import (
    FIRST_FORMAT,
    first_words_of,
    format_of,
    text_digest,
    words_of,
)
from applications.models import Application, LogEntry, LogSalt, PublishedHead

# Acts on the whole call that every file of it stands under.
OF_THE_CALL = (
    *("call:extend", "call:national-deadline", "call:change", "form:publish"),
    *(f"{name}:{act}" for name in ("criterion", "evaluationterms") for act in ("add", "change")),
    *("criterion:delete", "letter:write"),
    *(f"announcement:{act}" for act in ("plan", "release", "hold", "done")),
)


@dataclass(frozen=True)
class Part:
    """The entries from the first that concerns the file to where the chain is known to everybody.

    That is the first published head behind the last of them, or else the end of the log.
    """

    file: Application
    sight: Sight
    first: int
    last: int

    @classmethod
    def of(cls, file: Application, sight: Sight) -> "Part":
        own = of_file(file).aggregate(first=Min("sequence"), latest=Max("sequence"))
        if own["latest"] is None:
            return cls(file, sight, first=1, last=0)
        published = PublishedHead.objects.filter(sequence__gte=own["latest"])
        last = published.aggregate(first=Min("sequence"))["first"]
        if last is None:
            last = LogEntry.objects.aggregate(latest=Max("sequence"))["latest"]
        return cls(file, sight, own["first"], last)

    def entries(self) -> Iterator[LogEntry]:
        """Those that concern the file and that may be read."""
        country = self.file.city.country.code
        for entry in of_file(self.file).order_by("sequence").iterator():
            if entry.contents.get("country") in (None, country) and self.sight.shows(entry):
                yield entry

    def words(self, rows: Rows) -> Iterator[bytes]:
        """Each entry in a line: what it says, exactly as it was digested."""
        for entry in self.entries():
            rows.name(entry.by_id)
            is_first = format_of(entry) == FIRST_FORMAT
            yield f"{first_words_of(entry) if is_first else words_of(entry)}\n".encode()

    def salts(self) -> Iterator[Row]:
        """What the digests of texts were salted with, while the texts are kept."""
        shown = [one.sequence for one in self.entries() if self.sight.shows_salts(one)]
        salts = LogSalt.objects.filter(entry__in=shown).order_by("entry", "name")
        for sequence, name, salt in salts.values_list("entry", "name", "salt").iterator():
            yield {"sequence": sequence, "name": name, "salt": salt}

    def links(self) -> Iterator[bytes]:
        """Every entry in between: its number, the digest of its words, and its own digest.

        Of the first entries, whose words cannot be told from the digest before them, a stroke.
        """
        if self.last:
            yield f"{self.first - 1} - {self.before()}\n".encode()
        rows = LogEntry.objects.filter(sequence__gte=self.first, sequence__lte=self.last)
        for entry in rows.order_by("sequence").iterator():
            is_first = format_of(entry) == FIRST_FORMAT
            words = "-" if is_first else text_digest(words_of(entry))
            yield f"{entry.sequence} {words} {entry.digest}\n".encode()

    def before(self) -> str:
        """The digest that the first of the entries follows."""
        return LogEntry.objects.values_list("previous", flat=True).get(sequence=self.first)

    def heads(self, rows: Rows) -> list[Row]:
        """What everybody could see of these entries, day by day."""
        heads = PublishedHead.objects.filter(sequence__gte=self.first, sequence__lte=self.last)
        return [
            rows.of(head, "date sequence digest published_at") for head in heads.order_by("date")
        ]


def of_file(file: Application) -> QuerySet[LogEntry]:
    """The entries on the file, and those on its call that concern every file."""
    own = Q(application=file)
    return LogEntry.objects.filter(
        own | Q(application__isnull=True, call=file.call_id, kind__in=OF_THE_CALL)
    )
