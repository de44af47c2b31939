"""The addresses of the record for an auditor."""

from django.urls import path

from applications.audit.pages import record_page

app_name = "audit"
urlpatterns = [path("files/<int:number>/", record_page, name="file")]
