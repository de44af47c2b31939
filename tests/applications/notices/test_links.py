"""Every letter leads to a page that whoever gets it may open, in the letter's language."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from applications.models import Action, Notice
from applications.notices.letters import letter
from applications.outcome.reviews import answer, request_review, take_up
from applications.panel.declaring import declare_conflict
from applications.workflow import commissions, perform, start, team
from applications.workflow.deadlines import extend
from applications.workflow.forms import draft_next_version, publish
from tests.applications.notices.test_letters import TEMPLATES
from tests.applications.panel.panels import assigned, panel, secretary
from tests.applications.workflow.network import (
    closed_call,
    file_in,
    refused,
    returned,
    secretariat,
)
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    CityFactory,
    CreativeFieldFactory,
    FormSectionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TEAM_PAGE, DESK_PAGE = "/applications/files/{file}/", "/applications/commission/files/{file}/"
RESULT_PAGE = "/applications/files/{file}/result/"
DESK = "/applications/commission/dk/{year}/"
PANEL_PAGE = "/applications/evaluation/calls/{year}/"
INVITATION = "/applications/invitations/[0-9a-f]{{64}}/"


def started():
    """The letter of the beginning."""
    city, call = CityFactory(country=denmark()), open_call()
    return start(call, city, CreativeFieldFactory(slug="film"), by=UserFactory())


def after(*actions):
    """Whatever the acts of a course owe to the team and to the Commission."""

    def course():
        call = open_call(max_submitted_per_country=2, min_distinct_fields=1)
        file = file_of(denmark(), call)
        member, second = member_of_commission(denmark()), member_of_commission(denmark())
        assert member != second
        owner = owner_of(file)
        ours = {Action.SUBMIT, Action.REOPEN, Action.WITHDRAW}
        for action in actions:
            given = {"declared": True} if action == Action.SUBMIT else {"reason": "So."}
            given = {} if action == Action.REOPEN else given
            perform(file, action, by=owner if action in ours else member, **given)
        return file

    return course


def corrected():
    file = file_of(denmark(), open_call())
    by = UserFactory(superuser=True)
    version = draft_next_version(file.call, by=by)
    version.what_changed_en = version.what_changed_fr = "A limit."
    version.save()
    publish(version, by=by)
    return file


def extended():
    file = file_of(denmark(), open_call())
    by = UserFactory(superuser=True)
    extend(file.call, file.call.deadline + timedelta(days=3), by=by, reason="A storm.")
    return file


def invited():
    file = file_of(denmark(), open_call())
    team.invite(file, "guest@example.org", "reader", by=owner_of(file))
    return file


def invited_to_commission():
    member = member_of_commission(denmark())
    commissions.invite(member.national_commissions.get(), "guest@example.org", by=member)
    return file_of(denmark(), open_call())


def recused():
    call, person = panel(files=1, evaluators=1, per_file=1), secretary()
    (row,) = assigned(call, by=person)
    declare_conflict(row, kind="tie", by=row.evaluator.user)
    return row.application


def screened(act, *later):
    """A file of a Commission with members after an act of the network, and what came after it."""

    def course():
        country, call = denmark(), closed_call()
        QuestionFactory(
            section=FormSectionFactory(version=call.form_versions.get()),
            code="motivation",
            is_required=False,
        )
        member_of_commission(country)
        file = file_in(country, call)
        for step in (act, *later):
            step(file)
        return file

    return course


def to_be_completed(file):
    returned(file, "motivation")


def completed(file):
    perform(file, "complete", by=owner_of(file), declared=True)


def admitted(file):
    perform(file, "admit", by=secretariat())


def reviewed(file):
    request_review(file, "It came in time.", by=owner_of(file))


def granted(file):
    review, handler = file.review_requests.get(), secretariat()
    take_up(review, by=handler)
    answer(review, "granted", "It did.", by=handler)


# How each letter comes about, and where it leads its team or guest, and the Commission.
LETTERS = {
    "started": (started, TEAM_PAGE, None),
    "submitted": (after("submit"), TEAM_PAGE, DESK_PAGE),
    "endorsed": (after("submit", "endorse"), TEAM_PAGE, DESK_PAGE),
    "declined": (after("submit", "decline"), TEAM_PAGE, DESK_PAGE),
    "reconsidered": (after("submit", "decline", "reconsider"), TEAM_PAGE, DESK_PAGE),
    "released": (after("submit", "endorse", "release"), TEAM_PAGE, DESK_PAGE),
    "reopened": (after("submit", "reopen"), TEAM_PAGE, DESK),
    "withdrawn": (after("submit", "withdraw"), TEAM_PAGE, DESK_PAGE),
    "form-corrected": (corrected, TEAM_PAGE, None),
    "deadline-extended": (extended, TEAM_PAGE, None),
    "admitted": (screened(admitted), TEAM_PAGE, DESK_PAGE),
    "returned": (screened(to_be_completed), TEAM_PAGE, DESK_PAGE),
    "completed": (screened(to_be_completed, completed), TEAM_PAGE, DESK_PAGE),
    "ineligible": (screened(refused), RESULT_PAGE, DESK_PAGE),
    "review-requested": (screened(refused, reviewed), TEAM_PAGE, DESK_PAGE),
    "review-answered": (screened(refused, reviewed, granted), RESULT_PAGE, DESK_PAGE),
    "reinstated": (screened(refused, reviewed, granted), TEAM_PAGE, DESK_PAGE),
    "invited": (invited, INVITATION, None),
    "invited-to-commission": (invited_to_commission, INVITATION, None),
    "nobody-left": (recused, PANEL_PAGE, None),
}
# For the people of the panel, and what is announced: see tests/applications/panel and outcome.
OF_EVALUATORS = {
    "assigned",
    "assignment-taken-back",
    "conflict-asked",
    "evaluation-given-back",
    "announcement",
    "membership-ended",
    "evaluations-due-soon",
    "evaluations-overdue",
    "review-waits",
}


def test_every_letter_is_led_somewhere():
    assert set(LETTERS) | OF_EVALUATORS == set(TEMPLATES)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("template", list(LETTERS))
def test_a_letter_leads_to_a_page_that_its_reader_may_open(template, language, settings):
    settings.PUBLIC_ADDRESS = "https://portal.example.org"
    course, to_team, to_commission = LETTERS[template]
    file = course()
    Notice.objects.update(language=language)
    written = Notice.objects.filter(template=template).select_related("user")
    assert written

    for notice in written:
        (link,) = re.findall(r"^http\S+$", letter(notice).body, re.MULTILINE)
        wanted = to_commission if notice.why == "commission" else to_team
        path = wanted.format(file=file.pk, year=file.call.year)
        prefix = "/fr" if language == "fr" else ""
        assert re.fullmatch(f"https://portal.example.org{prefix}{path}", link)
        assert opens(urlsplit(link).path, notice.user)


def opens(path, reader):
    client = Client()
    if reader:
        client.force_login(reader)
    return client.get(path).status_code == 200


def test_readers_of_other_languages_are_led_to_the_english_page(settings):
    settings.PUBLIC_ADDRESS = "https://portal.example.org"
    file = invited()
    Notice.objects.update(language="ar")

    body = letter(Notice.objects.get(application=file)).body

    assert "\nhttps://portal.example.org/applications/invitations/" in body
