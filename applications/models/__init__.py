"""Calls with their rules as data, and the files that candidate cities hand in."""

from applications.models.calls import Call, Channel, DeadlineChange
from applications.models.commissions import NationalCommission
from applications.models.files import (
    Application,
    BudgetLine,
    Commitment,
    Milestone,
    ProcessStep,
    ReferenceCity,
    Status,
)

__all__ = [
    "Application",
    "BudgetLine",
    "Call",
    "Channel",
    "Commitment",
    "DeadlineChange",
    "Milestone",
    "NationalCommission",
    "ProcessStep",
    "ReferenceCity",
    "Status",
]
