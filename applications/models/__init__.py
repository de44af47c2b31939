"""Calls with their rules as data, and the files that candidate cities hand in."""

from applications.models.answers import Answer, AnswerRevision
from applications.models.calls import Call, Channel, DeadlineChange
from applications.models.commissions import NationalCommission
from applications.models.criteria import Anchor, Criterion, EvaluationTerms
from applications.models.deadlines import CountryExtension, NationalDeadline
from applications.models.decisions import (
    Announcement,
    Decision,
    Feedback,
    LetterKind,
    LetterTemplate,
    Outcome,
    ReviewOutcome,
    ReviewRequest,
)
from applications.models.documents import Document, Link
from applications.models.endorsements import Decline, Endorsement
from applications.models.evaluations import (
    Assignment,
    AssignmentState,
    ConflictKind,
    Consensus,
    Evaluation,
    Score,
)
from applications.models.evaluators import Evaluator, EvaluatorKind, Tie, TieKind
from applications.models.files import (
    HANDED_IN,
    Application,
    BudgetLine,
    Commitment,
    Kind,
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
from applications.models.log import LogEntry, LogHead, LogSalt, PublishedHead
from applications.models.notices import Notice, NoticeState, Why
from applications.models.screening import Ground, Screening
from applications.models.teams import TeamMember, TeamPart
from applications.models.trail import Action, Receipt, StatusChange
from applications.models.uploads import Upload, UploadPart

__all__ = [
    "HANDED_IN",
    "Action",
    "Anchor",
    "Announcement",
    "Answer",
    "AnswerRevision",
    "Application",
    "Assignment",
    "AssignmentState",
    "BudgetLine",
    "Call",
    "Channel",
    "CommissionInvitation",
    "Commitment",
    "ConflictKind",
    "Consensus",
    "CountryExtension",
    "Criterion",
    "DeadlineChange",
    "Decision",
    "Decline",
    "Document",
    "DocumentKind",
    "Endorsement",
    "Evaluation",
    "EvaluationTerms",
    "Evaluator",
    "EvaluatorKind",
    "Feedback",
    "FormSection",
    "FormVersion",
    "Ground",
    "Invitation",
    "KeptText",
    "Kind",
    "LetterKind",
    "LetterTemplate",
    "Link",
    "LogEntry",
    "LogHead",
    "LogSalt",
    "Milestone",
    "NationalCommission",
    "NationalDeadline",
    "Notice",
    "NoticeState",
    "Outcome",
    "ProcessStep",
    "Provider",
    "PublishedHead",
    "Question",
    "QuestionKind",
    "Receipt",
    "ReferenceCity",
    "ReviewOutcome",
    "ReviewRequest",
    "Score",
    "Screening",
    "SectionKind",
    "Status",
    "StatusChange",
    "TeamMember",
    "TeamPart",
    "Tie",
    "TieKind",
    "Upload",
    "UploadPart",
    "Why",
]
