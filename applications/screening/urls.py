"""The addresses of the Secretariat's desk."""

from django.urls import path

from applications.screening.acts import act
from applications.screening.desk import desk, desks
from applications.screening.feedback import feedback
from applications.screening.files import file_page
from applications.screening.reviews import review, reviews

app_name = "screening"
urlpatterns = [
    path("", desks, name="desks"),
    path("<int:year>/", desk, name="desk"),
    path("files/<int:number>/", file_page, name="file"),
    path("files/<int:number>/feedback/", feedback, name="feedback"),
    path("files/<int:number>/<slug:action>/", act, name="act"),
    path("reviews/", reviews, name="reviews"),
    path("reviews/<uuid:number>/", review, name="review"),
]
