"""A file as it stands in the portal, for whoever reads it there: its answers and its documents."""

from collections.abc import Callable, Iterable
from typing import Any

from applications.models import Application, Document, DocumentKind


def answers_of(file: Application) -> dict[str, dict[str, Any]]:
    """What was answered so far, by the codes of the questions."""
    found = file.answers.values("question", "value", "no_relevant_information")
    return {answer["question"]: dict(answer) for answer in found}


def documents_of(file: Application, address_of: Callable[[Document], str]) -> list[dict[str, Any]]:
    """The documents with the names of their kinds, and where each is saved from."""
    documents = file.documents.order_by("kind", "uploaded_at", "pk")
    kinds = DocumentKind.objects.filter(version=file.form_id)
    return [
        row | {"address": address_of(document)}
        for row, document in zip(document_rows(documents, kinds), documents, strict=True)
    ]


def document_rows(
    documents: Iterable[Document], kinds: Iterable[DocumentKind]
) -> list[dict[str, Any]]:
    """Documents with what they show; one of a kind that is gone has the kind's code."""
    titles = {kind.code: kind.title for kind in kinds}
    return [
        {
            "kind": titles.get(document.kind, document.kind),
            "name": document.original_name,
            "size": document.size,
            "caption": document.caption,
            "credit": document.credit,
        }
        for document in documents
    ]
