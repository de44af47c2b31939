"""Where on the pages of a file a finding is mended, and where its clause comes from."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from applications.models import Application
from applications.preflight import clauses
from applications.preflight.findings import Finding

# What the documents are checked for: see `applications.preflight.enclosing`.
OF_DOCUMENTS = frozenset(
    clause.code for clause in (clauses.DOCUMENTS, clauses.FORMAT, clauses.RIGHTS, clauses.SIZE)
)


def address_of(finding: Finding, file: Application) -> str:
    """The page on which the finding is mended; empty where no page of the file can mend it."""
    if finding.clause.code in OF_DOCUMENTS:
        return reverse("applications:candidature:documents", args=[file.pk])
    if finding.section and finding.subject:
        return reverse("applications:candidature:question", args=[file.pk, finding.subject])
    return ""


def rows_of(findings: Iterable[Finding], file: Application) -> list[dict[str, Any]]:
    """Findings as pages show them: what is wrong, what to do and where, and the clause."""
    return [
        {
            "message": finding.message,
            "to_do": finding.to_do,
            "quote": finding.quote,
            "source": "" if finding.printed else finding.clause.source,
            "address": address_of(finding, file),
        }
        for finding in findings
    ]
