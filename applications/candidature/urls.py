"""The addresses of the candidate city's journey."""

from django.urls import path

from applications.candidature.files import file_page, files
from applications.candidature.history import choose, revisions
from applications.candidature.questions import question
from applications.candidature.starting import begin, eligibility, start_page
from applications.candidature.unsaved import kept_text, kept_texts

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
    path("files/<int:number>/kept/", kept_texts, name="kept-texts"),
    path("kept/<uuid:kept>/", kept_text, name="kept-text"),
]
