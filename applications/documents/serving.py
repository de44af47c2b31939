"""Giving a document out: to be saved, and never shown or run by a browser."""

from django.http import FileResponse, Http404

from applications.documents.naming import attachment_headers
from applications.models import Document


def as_attachment(document: Document) -> FileResponse:
    """The bytes of a document. Raises `Http404` where they are no longer kept.

    Whoever asks for it must have been allowed to before.
    """
    if not document.file:
        raise Http404
    try:
        contents = document.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(contents)
    # Afterwards: a response of a file writes a disposition of its own over any that it is given.
    headers = attachment_headers(document.original_name, document.recognised_type)
    for name, value in headers.items():
        answer[name] = value
    return answer
