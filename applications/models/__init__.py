"""Calls with their rules as data, and the files that candidate cities hand in."""

from applications.models.answers import Answer, AnswerRevision
from applications.models.calls import Call, Channel, DeadlineChange
from applications.models.commissions import NationalCommission
from applications.models.deadlines import CountryExtension, NationalDeadline
from applications.models.documents import Document, Link
from applications.models.endorsements import Decline, Endorsement
from applications.models.files import (
    HANDED_IN,
    Application,
    BudgetLine,
    Commitment,
    Milestone,
    ProcessStep,
    ReferenceCity,
    Status,
)
from applications.models.form import (
    DocumentKind,
    FormSection,
    FormVersion,
    Provider,
    Question,
    QuestionKind,
    SectionKind,
)
from applications.models.invitations import CommissionInvitation, Invitation
from applications.models.kept import KeptText
from applications.models.notices import Notice, NoticeState, Why
from applications.models.teams import TeamMember, TeamPart
from applications.models.trail import Action, Receipt, StatusChange
from applications.models.uploads import Upload, UploadPart

__all__ = [
    "HANDED_IN",
    "Action",
    "Answer",
    "AnswerRevision",
    "Application",
    "BudgetLine",
    "Call",
    "Channel",
    "CommissionInvitation",
    "Commitment",
    "CountryExtension",
    "DeadlineChange",
    "Decline",
    "Document",
    "DocumentKind",
    "Endorsement",
    "FormSection",
    "FormVersion",
    "Invitation",
    "KeptText",
    "Link",
    "Milestone",
    "NationalCommission",
    "NationalDeadline",
    "Notice",
    "NoticeState",
    "ProcessStep",
    "Provider",
    "Question",
    "QuestionKind",
    "Receipt",
    "ReferenceCity",
    "SectionKind",
    "Status",
    "StatusChange",
    "TeamMember",
    "TeamPart",
    "Upload",
    "UploadPart",
    "Why",
]
