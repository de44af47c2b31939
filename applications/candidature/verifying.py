"""Is this dossier what was handed in? A page for anyone who holds one, without an account."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from applications.candidature.receipts import spelled
from applications.dossier.verifying import (
    MOST_BYTES,
    MOST_OF_CONTENTS,
    Verdict,
    Verification,
    verify_file,
    verify_words,
)
from applications.instants import told
from uccn.doors.plain_forms import Plainly

MEGABYTE = 1_000_000
# What a form has besides the file.
AROUND_A_FILE = 100_000
TOO_LARGE = 413


class WordsForm(Plainly, forms.Form):
    """The code of a receipt, or the digest of the contents."""

    words = forms.CharField(
        label=_("Code or digest"),
        help_text=_(
            "The code of the receipt, or the SHA-256 of the contents: both stand in the PDF."
        ),
        max_length=200,
        error_messages={"required": _("Write the code or the digest.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
            | {"dir": "ltr"}
        ),
    )


class DossierForm(Plainly, forms.Form):
    """The dossier itself."""

    dossier = forms.FileField(
        label=_("The ZIP or the PDF"),
        help_text=_("As it was downloaded. It is compared, and not kept."),
        allow_empty_file=True,
        max_length=1000,
        error_messages={"required": _("Choose the file.")},
    )


# The token of a form stands within its body: how large that is, is asked before it is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say what a dossier is; of what became of the candidature, nothing."""
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if length.isascii() and length.isdigit() and int(length[:20]) > MOST_BYTES + AROUND_A_FILE:
        return show(request, is_too_large=True, status=TOO_LARGE)
    # Files wait on the disk, whatever their size.
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    answer: HttpResponse = judge(request)
    return answer


@csrf_protect
def judge(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request)
    if "dossier" in request.FILES or request.POST.get("by") == "file":
        form: Any = DossierForm(request.POST, request.FILES)
        if not form.is_valid():
            return show(request, dossier_form=form, status=422)
        dossier: Any = form.cleaned_data["dossier"]
        found = verify_file(dossier.file)
        return show(request, verification=found, judged=dossier.name or "")
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, words_form=form, status=422)
    words = form.cleaned_data["words"]
    return show(request, verification=verify_words(words), words_form=form, judged=words)


def show(
    request: HttpRequest,
    *,
    verification: Verification | None = None,
    words_form: WordsForm | None = None,
    dossier_form: DossierForm | None = None,
    judged: str = "",
    is_too_large: bool = False,
    status: int = 200,
) -> HttpResponse:
    words_form = words_form or WordsForm()
    dossier_form = dossier_form or DossierForm()
    context = {
        "form": dossier_form if dossier_form.errors else words_form,
        "words_form": words_form,
        "dossier_form": dossier_form,
        "judged": judged,
        "is_too_large": is_too_large,
        "most_megabytes": MOST_BYTES // MEGABYTE,
        "most_of_pdf": MOST_OF_CONTENTS // MEGABYTE,
        "verdict": result_of(verification, request.user) if verification else None,
    }
    return render(request, "candidature/verify.html", context, status=status)


def result_of(verification: Verification, person: Any) -> dict[str, Any]:
    """The verdict as the page tells it; of a submission, when it was received and no more."""
    receipt = verification.receipt
    return {
        "is_genuine": verification.verdict is Verdict.GENUINE,
        "is_altered": verification.verdict is Verdict.ALTERED,
        "is_unknown": verification.verdict is Verdict.UNKNOWN,
        "differing": verification.differing,
        "is_latest": verification.is_latest,
        "code": spelled(receipt.code) if receipt else "",
        "received": told(receipt.change.at if receipt else None, person),
    }
