"""Whether the documents that the call asks for are there, in its numbers, types and sizes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from applications.models import Document, DocumentKind, Provider
from applications.preflight import clauses
from applications.preflight.clauses import Clause, Text
from applications.preflight.findings import Finding
from applications.preflight.reading import ReadFile

MEGABYTE = 1_000_000
# What people call the types of files.
TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


def in_words(types: list[str]) -> str:
    """Types of files as people call them."""
    return ", ".join(TYPES.get(one, one) for one in types)


def of_candidate(file: ReadFile) -> list[tuple[DocumentKind, list[Document]]]:
    """The kinds that the candidate city brings, each with the documents that are there."""
    return [
        (kind, [document for document in file.documents if document.kind == kind.code])
        for kind in file.kinds
        if kind.provider == Provider.CANDIDATE
    ]


def enclosed(file: ReadFile) -> Iterator[Finding]:
    """Of each kind there are as many documents as the call asks for."""
    for kind, documents in of_candidate(file):
        numbers = {"kind": kind.title, "number": len(documents)}
        if len(documents) < kind.at_least:
            yield found(
                kind,
                "document-missing",
                _("“%(kind)s”: %(number)s of %(limit)s documents are there.")
                % {**numbers, "limit": kind.at_least},
                _("Upload what is missing."),
                clauses.DOCUMENTS,
            )
        if len(documents) > kind.at_most:
            yield found(
                kind,
                "too-many-documents",
                _("“%(kind)s”: %(number)s documents are there; %(limit)s are allowed.")
                % {**numbers, "limit": kind.at_most},
                _("Take out what is too much."),
                clauses.DOCUMENTS,
            )


def in_the_right_format(file: ReadFile) -> Iterator[Finding]:
    """Each document is of a type and size that its kind takes."""
    for kind, documents in of_candidate(file):
        for document in documents:
            named = {"name": document.original_name, "kind": kind.title}
            if kind.accepted_types and document.recognised_type not in kind.accepted_types:
                yield found(
                    kind,
                    "wrong-type",
                    _("“%(name)s” is of a type that “%(kind)s” does not take.") % named,
                    _("Replace it by a document of one of these types: %(types)s.")
                    % {"types": in_words(kind.accepted_types)},
                    clauses.FORMAT,
                )
            if kind.max_megabytes and document.size > kind.max_megabytes * MEGABYTE:
                yield found(
                    kind,
                    "too-large",
                    _("“%(name)s” is larger than %(limit)s MB.")
                    % {**named, "limit": kind.max_megabytes},
                    _("Replace it by a smaller one."),
                    clauses.FORMAT,
                )


def with_rights(file: ReadFile) -> Iterator[Finding]:
    """Each document that needs its own rights form names one, and no two name the same."""
    for kind, documents in of_candidate(file):
        taken: set[int] = set()
        for document in documents if kind.needs_rights_form else ():
            form = document.rights_form_id
            if form is not None and form not in taken:
                taken.add(form)
                continue
            yield found(
                kind,
                "rights-form-missing",
                _("“%(name)s” has no rights form of its own.") % {"name": document.original_name},
                _("Upload the form by which its rights are ceded, and name it there."),
                clauses.RIGHTS,
            )


def small_enough(file: ReadFile) -> Iterator[Finding]:
    """All documents together are within the size that the call allows."""
    limit = file.call.max_file_megabytes
    size = sum(document.size for document in file.documents)
    if limit is not None and size > limit * MEGABYTE:
        yield Finding(
            "file-too-large",
            _("The documents have %(size)s MB; %(limit)s MB are allowed.")
            % {"size": round(size / MEGABYTE, 1), "limit": limit},
            _("Replace large documents by smaller ones."),
            clauses.SIZE,
        )


def found(kind: DocumentKind, code: str, message: str, to_do: Text, clause: Clause) -> Finding:
    return Finding(code, message, to_do, clause, subject=kind.code, printed=kind.clause)
