"""Acts of the workflow done again from the log alone, and compared with their rows.

Imported when the portal starts, so that whoever verifies the log knows of them.
"""

from applications.workflow.replaying import (
    commissions,
    deadlines,
    forms,
    invitations,
    rules,
    teams,
)

__all__ = ["commissions", "deadlines", "forms", "invitations", "rules", "teams"]
