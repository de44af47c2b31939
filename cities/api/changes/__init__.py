"""The changes of the record, for whoever keeps a copy in step.

Not to be taken for `cities.record.changes`, which tells people what happened in the network: here
programs are told which objects of the API have a new state, and what that state is.
"""

from cities.api.changes.kinds import KINDS, Kind
from cities.api.changes.resource import ChangesResource

__all__ = ["KINDS", "ChangesResource", "Kind"]
