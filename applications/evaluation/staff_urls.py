"""The Secretariat's pages of the panels of calls."""

from django.urls import path

from applications.evaluation.consensus import consensus
from applications.evaluation.overview import calls, evaluators, file, overview
from applications.evaluation.proposing import change, proposal
from applications.evaluation.ranking import results
from applications.evaluation.removing import removal

app_name = "panel"
urlpatterns = [
    path("", calls, name="calls"),
    path("<int:year>/", overview, name="overview"),
    path("<int:year>/evaluators/", evaluators, name="evaluators"),
    path("<int:year>/proposal/", proposal, name="proposal"),
    path("<int:year>/proposal/change/", change, name="change"),
    path("<int:year>/results/", results, name="results"),
    path("<int:year>/files/<int:number>/", file, name="file"),
    path("<int:year>/files/<int:number>/consensus/", consensus, name="consensus"),
    path("<int:year>/assignments/<uuid:number>/removal/", removal, name="removal"),
]
