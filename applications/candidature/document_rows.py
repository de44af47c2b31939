"""The documents of a file as plain rows: kind by kind, with what is there and what is wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from applications.candidature.tasks import UNFINISHED, State, document_state
from applications.documents.naming import EXTENSIONS
from applications.documents.wording import held_by, limits_of, numbers_of, size_of
from applications.models import Application, Document, DocumentKind, Provider, Upload
from applications.preflight import enclosing
from applications.preflight.checking import verdicts_on
from applications.preflight.findings import Findings
from applications.preflight.reading import ReadFile

Row = dict[str, Any]


def kind_rows(read: ReadFile, problems: Mapping[str, Sequence[str]]) -> list[Row]:
    """The kinds that the team brings. `problems` are what a form was refused for, by its kind."""
    found = Findings([finding for one in verdicts_on(read) for finding in one.findings])
    names = {document.pk: document.original_name for document in read.documents}
    return [
        {
            "code": kind.code,
            "title": kind.title,
            "help": kind.help,
            "clause": kind.clause,
            "limits": limits_of(kind),
            "numbers": numbers_of(kind),
            "accept": ",".join(kind.accepted_types or EXTENSIONS),
            "brought": len(documents),
            "room": max(kind.at_most - len(documents), 0),
            "state": state_of(kind, documents, found.about(kind.code)),
            "findings": [one for one in found.about(kind.code) if one.code not in UNFINISHED],
            "documents": [document_row(one, kind, names) for one in documents],
            "problems": problems.get(kind.code, []),
        }
        for kind, documents in enclosing.of_candidate(read)
    ]


def state_of(kind: DocumentKind, documents: list[Document], found: Findings) -> State:
    """How far a kind is: a rule that one of its documents breaks is a problem."""
    if set(found.codes()) - UNFINISHED:
        return State.PROBLEM
    return document_state(len(documents), kind.at_least)


def document_row(
    document: Document, kind: DocumentKind | None, names: Mapping[int, str] | None = None
) -> Row:
    """One document with what it holds, and where it is saved, described and taken out."""
    place = [document.application_id, document.number]
    is_described = is_to_be_described(document, kind)
    return {
        "name": document.original_name,
        "size": size_of(document.size),
        "held": held_by(document),
        "caption": document.caption,
        "credit": document.credit,
        "needs_rights_form": bool(kind and kind.needs_rights_form),
        "rights_form": (names or {}).get(document.rights_form_id or 0, ""),
        "is_described": is_described,
        "address": reverse("applications:candidature:document", args=place),
        "describe": reverse("applications:candidature:describe-document", args=place),
        "remove": reverse("applications:candidature:remove-document", args=place),
    }


def is_to_be_described(document: Document, kind: DocumentKind | None) -> bool:
    """Whether a document is a picture, or one of those that need a rights form."""
    return bool(document.width or (kind and kind.needs_rights_form))


def other_rows(read: ReadFile) -> list[Row]:
    """Documents of kinds that the form of the file no longer asks for."""
    asked = {kind.code for kind in read.kinds}
    return [document_row(one, None) for one in read.documents if one.kind not in asked]


def commission_rows(read: ReadFile) -> list[Row]:
    """What the National Commission brings, with what it brought."""
    return [
        {
            "title": kind.title,
            "help": kind.help,
            "clause": kind.clause,
            "documents": [
                document_row(one, kind) for one in read.documents if one.kind == kind.code
            ],
        }
        for kind in read.kinds
        if kind.provider == Provider.COMMISSION
    ]


def upload_rows(file: Application, person: Any) -> list[Row]:
    """What the person began to upload and what has not come wholly, the latest first."""
    unfinished = Upload.objects.filter(application=file, by=person, document=None)
    return [
        {
            "number": upload.number,
            "kind": upload.kind,
            "name": upload.name,
            "received": size_of(upload.received),
            "size": size_of(upload.size),
        }
        for upload in unfinished.order_by("-begun_at", "-pk")
    ]
