"""What all acts of the Secretariat on a panel have in common: who, one after the other, once."""

from typing import Any

from django.utils.translation import gettext as _

from applications.log import text_digest
from applications.models import Call, LogEntry
from applications.permissions import screens
from applications.workflow.refusals import NotAllowed


def check_is_staff(by: Any) -> None:
    """Raise `NotAllowed` for whoever does not keep files for the Secretariat."""
    if not screens(by):
        raise NotAllowed(_("Only the Secretariat says who evaluates which file."))


def locked(call: Call) -> Call:
    """The call as it is now, after everybody who acts on its panel has finished.

    Every act on a panel locks the call first and the head of the log last. The call's key stays
    free, as with files: see `applications.workflow.performing.locked`.
    """
    calls = Call.objects.select_for_update(no_key=True)
    return calls.get(pk=call.pk)


def entry_of(kind: str, call: Call, by: Any, key: str) -> LogEntry | None:
    """The entry of an attempt that was made before, by the key that its page gave it."""
    if not key:
        return None
    entries = LogEntry.objects.filter(
        kind=kind, call=call, by_id=by.pk, contents__key=text_digest(key)
    )
    return entries.first()
