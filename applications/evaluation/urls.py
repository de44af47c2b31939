"""The addresses of the evaluators' own desk."""

from django.urls import path

from applications.evaluation.declaring import declaration
from applications.evaluation.desk import assignment_page, desk
from applications.evaluation.drafts import draft
from applications.evaluation.others import others
from applications.evaluation.reading import document, file_page
from applications.evaluation.scores import scores
from applications.evaluation.submitting import submission

app_name = "evaluation"
urlpatterns = [
    path("", desk, name="desk"),
    path("<uuid:number>/", assignment_page, name="assignment"),
    path("<uuid:number>/declaration/", declaration, name="declaration"),
    path("<uuid:number>/file/", file_page, name="file"),
    path("<uuid:number>/documents/<uuid:document>/", document, name="document"),
    path("<uuid:number>/scores/", scores, name="scores"),
    path("<uuid:number>/scores/draft/", draft, name="draft"),
    path("<uuid:number>/submit/", submission, name="submit"),
    path("<uuid:number>/others/", others, name="others"),
]
