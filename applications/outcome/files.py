"""The files of a call on which is decided, with what is decided so far."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from applications.models import Application, Call, Decision, Kind, Outcome, Status
from cities.models import Designation
from fields.models import CreativeField

FINAL = {
    Status.DESIGNATED: Outcome.DESIGNATED,
    Status.NOT_DESIGNATED: Outcome.NOT_DESIGNATED,
}


@dataclass(frozen=True)
class DecidedFile:
    """A file with its outcome: a draft, an announced one (`is_known`), or none yet."""

    application: Application
    outcome: str = ""
    draft: Decision | None = None

    @property
    def number(self) -> int:
        return self.application.pk

    @property
    def is_known(self) -> bool:
        return self.application.status in FINAL

    @property
    def is_designated(self) -> bool:
        return self.outcome == Outcome.DESIGNATED

    @property
    def changes_field(self) -> bool:
        """Whether it is a member's, which joins nothing by it and takes no place of its country."""
        return self.application.kind == Kind.FIELD_CHANGE


def decided_files(call: Call) -> list[DecidedFile]:
    """The call's files that are under evaluation or were, in the order of their cities' names."""
    files = Application.objects.filter(
        call=call, status__in=(Status.UNDER_EVALUATION, *FINAL)
    ).select_related("call", "city__country", "field")
    drafts = {
        draft.application_id: draft
        for draft in Decision.objects.filter(
            application__call=call, change__isnull=True
        ).select_related("by")
    }
    return [
        _with_its_outcome(file, drafts.get(file.pk))
        for file in files.order_by("city__country__name", "city__name", "pk")
    ]


def _with_its_outcome(file: Application, draft: Decision | None) -> DecidedFile:
    if file.status in FINAL:
        return DecidedFile(file, FINAL[Status(file.status)])
    return DecidedFile(file, draft.outcome if draft else "", draft)


def what_if(files: list[DecidedFile], outcomes: Mapping[int, str]) -> list[DecidedFile]:
    """The same files as they would be with these outcomes, by the files' keys.

    What is known already stays as it is.
    """
    return [
        file
        if file.is_known or file.number not in outcomes
        else dataclasses.replace(file, outcome=outcomes[file.number])
        for file in files
    ]


def fields_held(files: Iterable[DecidedFile]) -> dict[int, CreativeField]:
    """The fields that the files' cities hold now, by the cities' keys; candidates hold none."""
    cities = [file.application.city_id for file in files]
    held = Designation.objects.filter(city__in=cities, ended_on="").select_related("field")
    return {designation.city_id: designation.field for designation in held}
