"""The addresses of the candidate city's journey."""

from django.urls import path

from applications.candidature.files import file_page, files

app_name = "candidature"
urlpatterns = [
    path("", files, name="files"),
    path("files/<int:number>/", file_page, name="file"),
]
