"""The addresses of the Commissions' desk."""

from django.urls import path

from applications.commission.acts import act
from applications.commission.dates import national_date
from applications.commission.desk import desk, desks
from applications.commission.files import document, file_page
from applications.commission.members import member, people, take_back

app_name = "commission"
urlpatterns = [
    path("", desks, name="desks"),
    path("files/<int:number>/", file_page, name="file"),
    path("files/<int:number>/documents/<uuid:document>/", document, name="document"),
    path("files/<int:number>/<slug:action>/", act, name="act"),
    path("<slug:code>/people/", people, name="people"),
    path("<slug:code>/people/<int:number>/", member, name="member"),
    path("<slug:code>/people/invitations/<uuid:invitation>/back/", take_back, name="take-back"),
    path("<slug:code>/<int:year>/", desk, name="desk"),
    path("<slug:code>/<int:year>/date/", national_date, name="date"),
]
