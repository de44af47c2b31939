"""Letters: written into the outbox with the act that they tell of, sent later, never twice."""

from applications.notices.outbox import Recipient, commission_of, team_of, write
from applications.notices.sending import send_waiting

__all__ = ["Recipient", "commission_of", "send_waiting", "team_of", "write"]
