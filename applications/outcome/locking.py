"""Who may decide and announce, one at a time, and on what they have seen."""

from typing import Any

from django.utils.translation import gettext as _

from applications.models import Announcement, Call
from applications.permissions import decides, name_of, screens
from applications.workflow.refusals import Conflict, NotAllowed


def to_come(call: Call) -> Announcement | None:
    """The call's announcement that is not done yet, if one is planned."""
    found = Announcement.objects.filter(call=call, done_at__isnull=True)
    return found.select_related("call", "released_by").first()


def check_office(by: Any) -> None:
    if not decides(by):
        raise NotAllowed(_("Only the Director-General’s office decides and announces."))


def check_writer(by: Any) -> None:
    """Letters are written by the Secretariat, too: they tell nothing of what is decided."""
    if not decides(by) and not screens(by):
        raise NotAllowed(_("Only the Secretariat and the Director-General’s office write letters."))


def lock_call(call: Call) -> None:
    """One at a time among those who decide and announce in a call; its key stays free."""
    list(Call.objects.select_for_update(no_key=True).filter(pk=call.pk).values_list("pk"))


def check_seen(planned: Announcement | None, seen: int | None) -> None:
    if seen is not None and seen != (planned.revision if planned else 0):
        raise Conflict(
            _("Somebody changed the announcement since you opened this page. Look at it again."),
            code="stale",
        )


def check_not_released(planned: Announcement | None) -> None:
    """Raise `Conflict` for what was released: whoever wants to change something holds it first."""
    if planned is None or planned.released_by is None:
        return
    raise Conflict(
        _("%(person)s released the announcement. Hold it before you change anything.")
        % {"person": name_of(planned.released_by)},
        code="released",
    )
