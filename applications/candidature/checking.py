"""A file before it is handed in: rule by rule what is missing, and everything as it stands."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.candidature.people import file_or_404
from applications.candidature.places import rows_of
from applications.dossier.reading import document_rows
from applications.dossier.wording import sections
from applications.instants import received_at
from applications.models import Application
from applications.preflight.checking import verdicts_on
from applications.preflight.reading import ReadFile
from applications.stages import titles_of
from applications.workflow import Refusal
from applications.writing import demand_writing, open_parts


@require_safe
@login_required
def preflight(request: HttpRequest, number: int) -> HttpResponse:
    """Every rule that the file is checked by, with what is missing and where it is mended."""
    file = file_or_404(request, number)
    read = ReadFile(file, received_at(request))
    verdicts = verdicts_on(read)
    quoted = [finding.clause for verdict in verdicts for finding in verdict.findings]
    context = {
        "file": file,
        "missing": sum(len(verdict.findings) for verdict in verdicts),
        "has_form": read.form is not None,
        "rules": [
            {
                "title": verdict.rule.title,
                "clause": verdict.rule.clause,
                "is_kept": verdict.is_kept,
                "findings": rows_of(verdict.findings, file),
            }
            for verdict in verdicts
        ],
        "optional": list(left_open(read)),
        "can_write": can_write(request, file),
        "sources": titles_of([*quoted, *(verdict.rule.clause for verdict in verdicts)]),
    }
    return render(request, "candidature/check.html", context)


def left_open(read: ReadFile) -> Iterator[dict[str, str]]:
    """What may stay empty, and is."""
    for _section, question in read.questions:
        silent = read.value(question) is None and not read.says_nothing_relevant(question)
        if silent and not question.is_required:
            yield {
                "title": question.label,
                "address": reverse(
                    "applications:candidature:question", args=[read.application.pk, question.code]
                ),
            }


def can_write(request: HttpRequest, file: Application) -> bool:
    """Whether the person may change what stands in the file, at the instant of the request."""
    try:
        demand_writing(file, request.user, received_at(request))
    except Refusal:
        return False
    return True


@require_safe
@login_required
def answers(request: HttpRequest, number: int) -> HttpResponse:
    """All that would be handed in, to be read once more."""
    file = file_or_404(request, number)
    read = ReadFile(file, received_at(request))
    is_open, only = can_write(request, file), open_parts(file)
    given = {
        answer.question: {
            "value": answer.value,
            "no_relevant_information": answer.no_relevant_information,
        }
        for answer in read.answers.values()
    }
    context = {
        "file": file,
        "sections": [
            {
                "title": title,
                "answers": [row_of(one, file, is_open, only) for one in answered],
            }
            for title, answered in sections(read.form, given)
        ],
        "documents": document_rows(read.documents, read.kinds),
        "documents_address": reverse("applications:candidature:documents", args=[file.pk]),
        "addresses": read.links,
        "can_write": is_open,
    }
    return render(request, "candidature/answers.html", context)


def row_of(
    answered: Any, file: Application, is_open: bool, only: list[str] | None
) -> dict[str, Any]:
    return {
        "can_write": is_open and (only is None or answered.code in only),
        "question": answered.question,
        "lines": answered.lines,
        "address": reverse("applications:candidature:question", args=[file.pk, answered.code]),
    }
