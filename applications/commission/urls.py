"""The addresses of the Commissions' desk."""

from django.urls import path

from applications.commission.acts import act
from applications.commission.dates import national_date
from applications.commission.desk import desk, desks
from applications.commission.files import document, file_page

app_name = "commission"
urlpatterns = [
    path("", desks, name="desks"),
    path("files/<int:number>/", file_page, name="file"),
    path("files/<int:number>/documents/<uuid:document>/", document, name="document"),
    path("files/<int:number>/<slug:action>/", act, name="act"),
    path("<slug:code>/<int:year>/", desk, name="desk"),
    path("<slug:code>/<int:year>/date/", national_date, name="date"),
]
