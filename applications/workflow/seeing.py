"""Acts on a file as somebody saw it: whoever decides on an older copy is told, and nothing is done.

The status alone does not tell: a file that was reopened and submitted again since is another file
in the same status.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, StatusChange
from applications.workflow.performing import locked, perform
from applications.workflow.refusals import Conflict


def last_act(application: Application) -> str:
    """The number of the last act on the file, which pages send back; empty before the first."""
    numbers = application.status_changes.order_by("-pk").values_list("number", flat=True)
    return str(numbers.first() or "")


def perform_as_seen(
    application: Application, action: str, *, by: Any, seen: str, key: str, **details: Any
) -> StatusChange:
    """`perform`, unless somebody acted on the file after the last act that the person has seen.

    An attempt that was made before is told its outcome again. Raises `Conflict` for an older copy,
    and what `perform` raises.
    """
    with transaction.atomic():
        file = locked(application)
        if last_act(file) != seen and not made_before(file, key):
            raise Conflict(
                _("Somebody acted on this file since you opened this page. Look at it again."),
                code="stale",
            )
        change = perform(file, action, by=by, key=key, **details)
    application.refresh_from_db(fields=("status", "submitted_at", "form"))
    return change


def made_before(application: Application, key: str) -> bool:
    return bool(key) and application.status_changes.filter(key=key).exists()
