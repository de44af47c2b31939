"""How to quote a page of the record: as a sentence, as BibTeX and as CSL-JSON.

What is quoted is a view of the record on a day, as a revision of the record knows it. Its address
answers the same for good, whatever happens to the record on other days.
"""

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cities.record.revision import RevisionStamp
from uccn.doors.filtering import is_tracking

# Which page of a list is read makes no difference to what it says.
LEFT_OUT = frozenset({"as_of", "page"})
# What BibTeX or TeX would take for something else. Braces are written out, since BibTeX counts
# them even behind a backslash.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)


def normalised(question: QueryDict, day: datetime.date | None) -> str:
    """A question in one order, each value once, on the day: what follows the path of an address.

    Without a day for pages that take none. Words that only tell where a link was shared, and the
    number of the page within a list, are left out.
    """
    query = QueryDict(mutable=True)
    if day is not None:
        query["as_of"] = day.isoformat()
    for name in sorted(question):
        if name in LEFT_OUT or is_tracking(name):
            continue
        values = dict.fromkeys(value for value in question.getlist(name) if value.strip())
        query.setlist(name, list(values))
    return f"?{query.urlencode()}" if query.urlencode() else ""


@dataclass(frozen=True)
class Citation:
    """One view, to be quoted: its title is a sentence without its full stop.

    `day` is that of which the view speaks, `read_on` today; the revision may not be known.
    """

    title: str
    address: str
    day: datetime.date
    read_on: datetime.date
    language: str
    revision: RevisionStamp | None = None

    @property
    def record(self) -> str:
        """What the view is a part of, as on its day."""
        # A Russian date ends with a full stop of its own.
        said = {"date": date_format(self.day, "DATE_FORMAT").rstrip(".。")}
        return _("Record of the UNESCO Creative Cities Network, as on %(date)s") % said

    @property
    def version(self) -> str:
        return str(self.revision.number) if self.revision else ""

    @property
    def text(self) -> str:
        """One line for people."""
        record = self.record
        if self.version:
            said = {"record": record, "revision": self.version}
            record = _("%(record)s, revision %(revision)s") % said
        said = {"title": self._sentence, "record": record, "address": self.address}
        return _("%(title)s. %(record)s. %(address)s") % said

    @property
    def bibtex(self) -> str:
        """An entry in UTF-8; its address is given as it is, as the packages that read it want."""
        entries = {
            "title": f"{{{_tex(self._sentence)}}}",
            "howpublished": _tex(self.record),
            "note": _tex(_("Revision %(revision)s") % {"revision": self.version})
            if self.version
            else "",
            "year": str(self._issued.year),
            "url": self.address,
            "urldate": self.read_on.isoformat(),
            "language": self.language,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in entries.items() if value]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    @property
    def csl_json(self) -> str:
        """A list of one item, a line for each part, as programs for references import it."""
        item = {
            "id": self.key,
            "type": "webpage",
            "title": self._sentence,
            "container-title": self.record,
            "issued": _parts(self._issued),
            "accessed": _parts(self.read_on),
            "version": self.version,
            "URL": self.address,
            "language": self.language,
            "custom": {"as_of": self.day.isoformat()},
        }
        lines = [
            f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
            for name, value in item.items()
            if value
        ]
        return "[{\n" + ",\n".join(lines) + "\n}]"

    @cached_property
    def key(self) -> str:
        """The name of the entry: the path, the day and, if more was asked, a mark of that."""
        address = urlsplit(self.address)
        words = [word for word in re.split(r"[^a-z0-9]+", address.path.lower()) if word]
        question = QueryDict(address.query, mutable=True)
        question.pop("as_of", None)
        asked = question.urlencode()
        mark = [blake2b(asked.encode(), digest_size=3).hexdigest()] if asked else []
        return "-".join(["uccn", *words, self.day.isoformat(), *mark])

    @property
    def _sentence(self) -> str:
        return " ".join(self.title.split()).rstrip(".。")

    @property
    def _issued(self) -> datetime.date:
        """The day since which the record has stood as it is quoted."""
        instant = self.revision.instant if self.revision else None
        return instant.date() if instant else self.read_on


def _tex(text: str) -> str:
    return text.translate(TEX)


def _parts(day: datetime.date) -> dict[str, Iterable[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
