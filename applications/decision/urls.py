"""The addresses of the decision."""

from django.urls import path

from applications.decision.announcement import announcement, hold_page, release_page
from applications.decision.desk import desk, desks
from applications.decision.files import file_page
from applications.decision.letters import letter_page, letters
from applications.decision.members import member, members

app_name = "decision"
urlpatterns = [
    path("", desks, name="desks"),
    path("members/", members, name="members"),
    path("members/<int:number>/", member, name="member"),
    path("members/letters/", letters, name="member-letters"),
    path("members/letters/<slug:kind>/<slug:language>/", letter_page, name="member-letter"),
    path("<int:year>/", desk, name="desk"),
    path("<int:year>/files/<int:number>/", file_page, name="file"),
    path("<int:year>/letters/", letters, name="letters"),
    path("<int:year>/letters/<slug:kind>/<slug:language>/", letter_page, name="letter"),
    path("<int:year>/announcement/", announcement, name="announcement"),
    path("<int:year>/announcement/release/", release_page, name="release"),
    path("<int:year>/announcement/hold/", hold_page, name="hold"),
]
