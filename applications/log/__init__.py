"""The log of acts: written with each act, chained by digests, verified and replayed by anybody."""

from applications.log.digests import Head, text_digest
from applications.log.problems import Problem
from applications.log.publishing import publish_head
from applications.log.reading import entries_of
from applications.log.recording import Erasable, record
from applications.log.replaying import differences
from applications.log.status_changes import record_change
from applications.log.verifying import verify

__all__ = [
    "Erasable",
    "Head",
    "Problem",
    "differences",
    "entries_of",
    "publish_head",
    "record",
    "record_change",
    "text_digest",
    "verify",
]
