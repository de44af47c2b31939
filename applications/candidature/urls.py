"""The addresses of the candidate city's journey."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from applications.candidature.acts import act
from applications.candidature.checking import answers, preflight
from applications.candidature.documents import document, documents
from applications.candidature.files import file_page, files
from applications.candidature.history import choose, revisions
from applications.candidature.invitations import invitation_page
from applications.candidature.one_document import describe_document, remove_document
from applications.candidature.planner import (
    planner,
    proposals_take_over,
    step_change,
    step_new,
    step_remove,
)
from applications.candidature.questions import question
from applications.candidature.receipts import course, dossier, receipt
from applications.candidature.results import result
from applications.candidature.reviewing import review
from applications.candidature.saving import saving
from applications.candidature.starting import begin, eligibility, start_page
from applications.candidature.subscribing import calendar
from applications.candidature.team import member_page, take_back, team
from applications.candidature.unsaved import kept_text, kept_texts
from applications.candidature.uploads import begin_upload, upload
from applications.candidature.verifying import verify


class ActConverter(StringConverter):
    """The acts of a team that have a page; every other word is left to other addresses."""

    regex = "submit|withdraw|reopen|complete"


register_converter(ActConverter, "act")

app_name = "candidature"
urlpatterns = [
    path("", files, name="files"),
    path("start/<int:year>/", start_page, name="start"),
    path("start/<int:year>/questions/", eligibility, name="eligibility"),
    path("start/<int:year>/city/", begin, name="begin"),
    path("files/<int:number>/", file_page, name="file"),
    # Questions: answering, going back, and what could not be saved.
    path("files/<int:number>/questions/<slug:code>/", question, name="question"),
    path("files/<int:number>/questions/<slug:code>/history/", revisions, name="history"),
    path(
        "files/<int:number>/questions/<slug:code>/history/<int:revision>/choose/",
        choose,
        name="choose",
    ),
    path("files/<int:number>/answers/<slug:code>/", saving, name="saving"),
    path("files/<int:number>/kept/", kept_texts, name="kept-texts"),
    path("kept/<uuid:kept>/", kept_text, name="kept-text"),
    # The plan, its steps, and the calendar of it, whose address holds a secret.
    path("files/<int:number>/planner/", planner, name="planner"),
    path("files/<int:number>/planner/proposals/", proposals_take_over, name="proposals"),
    path("files/<int:number>/planner/steps/new/", step_new, name="step-new"),
    path("files/<int:number>/planner/steps/<int:step>/", step_change, name="step"),
    path("files/<int:number>/planner/steps/<int:step>/remove/", step_remove, name="step-remove"),
    path("files/<int:number>/calendar/<slug:secret>.ics", calendar, name="calendar"),
    # Handing in: what is missing, all as it stands, the acts, what they leave behind.
    path("files/<int:number>/check/", preflight, name="preflight"),
    path("files/<int:number>/answers/", answers, name="answers"),
    path("files/<int:number>/<act:action>/", act, name="act"),
    path("files/<int:number>/course/", course, name="course"),
    path("files/<int:number>/result/", result, name="result"),
    path("files/<int:number>/review/", review, name="review"),
    path("files/<int:number>/receipts/<uuid:change>/", receipt, name="receipt"),
    path(
        "files/<int:number>/receipts/<uuid:change>/<slug:language>/<slug:kind>/",
        dossier,
        name="dossier",
    ),
    path("verify/", verify, name="verify"),
    # The team, and the letters of invitations, those of Commissions too.
    path("files/<int:number>/team/", team, name="team"),
    path("files/<int:number>/team/<int:member>/", member_page, name="member"),
    path(
        "files/<int:number>/team/invitations/<uuid:invitation>/back/", take_back, name="take-back"
    ),
    path("invitations/<slug:token>/", invitation_page, name="invitation"),
    # Documents: bringing them, also in parts, saving, describing and taking them out.
    path("files/<int:number>/documents/", documents, name="documents"),
    path("files/<int:number>/documents/<uuid:document>/", document, name="document"),
    path(
        "files/<int:number>/documents/<uuid:document>/description/",
        describe_document,
        name="describe-document",
    ),
    path(
        "files/<int:number>/documents/<uuid:document>/removal/",
        remove_document,
        name="remove-document",
    ),
    path("files/<int:number>/uploads/", begin_upload, name="uploads"),
    path("files/<int:number>/uploads/<uuid:upload>/", upload, name="upload"),
]
