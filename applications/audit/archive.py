"""The record of a file as an archive: the same bytes for the same record."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.urls import reverse

from applications.audit import contents, verify
from applications.audit.chain import Part
from applications.audit.reading import readme
from applications.audit.rows import Row, Rows, document, lines
from applications.audit.sight import Sight
from applications.documents.naming import clean_name
from applications.dossier.archive import contents_of
from applications.dossier.packing import EARLIEST, Packing, packing
from applications.log.snapshot import one_state
from applications.models import Application, Document, LogEntry


def write_record(file: Application, into: IO[bytes], sight: Sight) -> None:
    """Write the archive, as all of it stood at one moment. What may be long comes in steps."""
    with one_state():
        part = Part.of(file, sight)
        with packing(into, last_recorded(file)) as packed:
            put_all(packed, file, sight, part)


def last_recorded(file: Application) -> datetime.datetime:
    """The instant that the files in the archive bear: that of the last entry on the file."""
    entries = LogEntry.objects.filter(application=file).order_by("-sequence")
    return entries.values_list("recorded_at", flat=True).first() or EARLIEST


def put_all(packed: Packing, file: Application, sight: Sight, part: Part) -> None:
    rows = Rows()
    documents = list(documents_of(file))
    heads = f"{settings.PUBLIC_ADDRESS}{reverse('applications:log')}"
    packed.put("README.txt", readme(file, sight, last=part.last, heads=heads))
    packed.put("verify.py", Path(verify.__file__).read_bytes())
    for name, data in (
        ("file", contents.facts(rows, file)),
        ("form", list(contents.forms(rows, file))),
        ("submissions", list(contents.submissions(rows, file))),
        ("team", contents.team(rows, file)),
        ("commission", contents.commission(rows, file, sight)),
        ("screenings", list(contents.screenings(rows, file))),
        ("criteria", contents.criteria(rows, file)),
        ("evaluations", list(contents.evaluations(rows, file))),
        ("result", contents.result(rows, file)),
        ("decision", contents.decision(rows, file, sight)),
        ("feedback", list(contents.feedback(rows, file))),
        ("reviews", list(contents.reviews(rows, file))),
        ("documents", [told(rows, *found) for found in documents]),
    ):
        packed.put(f"{name}.json", document(data))
    for name, long in (
        ("answers", contents.answers(rows, file)),
        ("trail", contents.trail(rows, file, sight)),
        ("letters", contents.letters(rows, file)),
    ):
        packed.put_steps(f"{name}.jsonl", lines(long))
    packed.put_steps("log/entries.jsonl", part.words(rows))
    packed.put_steps("log/salts.jsonl", lines(part.salts()))
    packed.put_steps("log/chain.txt", part.links())
    packed.put("log/heads.json", document(part.heads(rows)))
    packed.put("people.json", document(list(rows.people())))
    for at, receipt in enumerate(contents.receipts_of(file), start=1):
        if receipt.contents:
            packed.put(contents.submission_name(at), contents_of(receipt))
    for name, row in documents:
        if is_kept(row):
            with row.file.open("rb") as stored:
                packed.put_stored(name, stored)


def documents_of(file: Application) -> Iterator[tuple[str, Document]]:
    """The documents that the file has, each with its name in the archive."""
    found = file.documents.select_related("rights_form").order_by("kind", "pk")
    for at, row in enumerate(found, start=1):
        yield f"documents/{at:02} {row.kind} {clean_name(row.original_name)}", row


def is_kept(row: Document) -> bool:
    """Whether the bytes are there; that they are not is for the auditor to know."""
    name = row.file.name
    return bool(name) and row.file.storage.exists(name or "")


def told(rows: Rows, name: str, row: Document) -> Row:
    columns = "number kind original_name size sha256 recognised_type caption credit uploaded_by"
    return rows.of(row, f"{columns} uploaded_at") | {
        "lies_in": name if is_kept(row) else None,
        "rights_form": str(row.rights_form.number) if row.rights_form else None,
    }
