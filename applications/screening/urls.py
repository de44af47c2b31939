"""The addresses of the Secretariat's desk."""

from django.urls import path

from applications.screening.acts import act
from applications.screening.desk import desk, desks
from applications.screening.files import file_page

app_name = "screening"
urlpatterns = [
    path("", desks, name="desks"),
    path("<int:year>/", desk, name="desk"),
    path("files/<int:number>/", file_page, name="file"),
    path("files/<int:number>/<slug:action>/", act, name="act"),
]
