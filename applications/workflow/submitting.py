"""What submitting and reopening change besides the status of the file."""

from typing import Any

from django.utils.crypto import get_random_string

from applications.log.digests import digest_of
from applications.models import Application, FormVersion, Receipt, StatusChange
from applications.workflow.acts import Act

# Without letters and digits that are taken for one another; a hundred bits.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 20


def give_a_receipt(act: Act, change: StatusChange) -> None:
    """Keep what was handed in, with a digest, under a code that cannot be guessed."""
    contents = handed_in(act.application, change)
    Receipt.objects.create(
        change=change,
        form=act.application.form,
        code=get_random_string(CODE_LENGTH, CODE_LETTERS),
        contents=contents,
        sha256=digest_of(contents),
    )


def handed_in(application: Application, change: StatusChange) -> dict[str, Any]:
    """The file as it is handed in: who, what for, every answer, every document by its digest."""
    return {
        "call": application.call.year,
        "city": application.city.name,
        "city_number": application.city.number,
        "country": application.city.country.code,
        "field": application.field.slug,
        "form": application.form.number if application.form else None,
        "submission": str(change.number),
        "received_at": change.at.isoformat(),
        "answers": [
            {
                "question": answer.question,
                "value": answer.value,
                "no_relevant_information": answer.no_relevant_information,
                "revision": answer.revision,
            }
            for answer in application.answers.order_by("question")
        ],
        "documents": [
            {
                "number": str(document.number),
                "kind": document.kind,
                "name": document.original_name,
                "size": document.size,
                "sha256": document.sha256,
            }
            for document in application.documents.order_by("kind", "pk")
        ],
        "links": list(application.links.order_by("position", "pk").values("url", "title")),
    }


def take_the_current_form(act: Act) -> dict[str, Any]:
    """A reopened file is written in the form that is published now; its answers come along."""
    form = FormVersion.objects.current_of(act.call)
    if form is not None and form.pk != act.application.form_id:
        Application.objects.filter(pk=act.application.pk).update(form=form)
        act.application.form = form
    return {}
