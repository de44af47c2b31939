"""The addresses of the Secretariat's pages."""

from django.urls import path

from applications.screening.feedback import feedback
from applications.screening.reviews import review, reviews

app_name = "screening"
urlpatterns = [
    path("files/<int:number>/feedback/", feedback, name="feedback"),
    path("reviews/", reviews, name="reviews"),
    path("reviews/<uuid:number>/", review, name="review"),
]
