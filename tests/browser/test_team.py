"""A team from its first invitation to a second owner, by people in two browsers."""

import os
import re
from pathlib import Path

import pytest

from applications.models import Notice
from applications.notices.letters import letter
from applications.workflow.commissions import invite as invite_to_commission
from applications.workflow.team import invite
from tests.applications.workflow.people import denmark, file_of, open_call
from tests.browser.test_accounts import check, link_in
from tests.browser.test_commission import follow, reach
from tests.factories import PASSWORD, NationalCommissionFactory, TeamMemberFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def file():
    """A file whose owner is Ana."""
    file = file_of(denmark(), open_call())
    ana = UserFactory(confirmed=True, email="ana@example.org", first_name="Ana", last_name="Lund")
    file.team.update(user=ana)
    return file


def sign_in(page, email="ana@example.org"):
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def invitation_of(settings, live_server, template="invited"):
    """The path of the page that the last letter of the kind leads to."""
    settings.PUBLIC_ADDRESS = live_server.url
    notice = Notice.objects.filter(template=template).latest("pk")
    (link,) = re.findall(rf"^{live_server.url}(\S+)$", letter(notice).body, re.MULTILINE)
    return link


def look(page, name):
    """A picture of the page, where somebody asks for pictures."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_an_owner_invites_and_a_guest_without_an_account_accepts(
    visit, live_server, settings, mailoutbox, file
):
    with visit(f"/applications/files/{file.pk}/team/", width=390) as visited:
        page = visited.page
        sign_in(page)
        check(visited)
        reach(page, "#id_email")
        page.keyboard.type("ana@example.org")
        follow(page, "Send the invitation")
        page.locator("#problems:focus").wait_for()
        assert page.input_value("#id_email") == "ana@example.org"
        visited.complaints[:] = [one for one in visited.complaints if "409" not in one]
        check(visited)
        page.locator("#id_email").fill("guest@example.org")
        page.keyboard.press("Enter")
        page.locator("[role=status]").wait_for()
        assert "guest@example.org" in page.inner_text("[role=status]")
        check(visited)

    path = invitation_of(settings, live_server)
    with visit(path, width=390) as visited:
        page = visited.page
        check(visited)
        follow(page, "Make an account")
        page.locator("#id_email").fill("guest@example.org")
        page.locator("#id_password1").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/email/sent/")

    # The letter is opened in another browser.
    with visit(path, width=390) as visited:
        page = visited.page
        page.goto(link_in(mailoutbox[-1], live_server))
        check(visited)
        page.locator("main form .button").click()
        page.wait_for_url(f"**{path}")
        check(visited)
        follow(page, "Sign in")
        sign_in(page, "guest@example.org")
        page.wait_for_url(f"**{path}")
        check(visited)
        follow(page, "Accept the invitation")
        assert f"You are in the team of {file.city.name} now." in page.inner_text("[role=status]")
    assert file.team.get(user__email="guest@example.org").part == "editor"


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_of_teams_and_commissions(visit, live_server, settings, file, width, language):
    prefix = "" if language == "en" else f"/{language}"
    ana = file.team.get().user
    other = TeamMemberFactory(application=file, part="reader")
    commission = NationalCommissionFactory(country=denmark(), name="Unesco Denmark")
    commission.members.add(ana, UserFactory())
    team_member = f"/applications/files/{file.pk}/team/{other.pk}/"
    invite(file, "a-guest-with-a-long-address@ministry-of-culture.example.org", "owner", by=ana)
    to_team = invitation_of(settings, live_server)
    invite_to_commission(commission, "guest@example.org", by=ana)
    to_commission = invitation_of(settings, live_server, "invited-to-commission")
    desk = "/applications/commission/dk/people/"
    with visit(f"{prefix}/account/", width=width, language=language) as visited:
        page = visited.page
        sign_in(page)
        for name, path in {
            "team": f"/applications/files/{file.pk}/team/",
            "member": team_member,
            "self": f"/applications/files/{file.pk}/team/{file.team.get(user=ana).pk}/",
            "to-team": to_team,
            "to-commission": to_commission,
            "people": desk,
            "people-self": f"{desk}{ana.pk}/",
            "desks": "/applications/commission/",
        }.items():
            page.goto(f"{live_server.url}{prefix}{path}")
            look(page, f"{name}-{language}-{width}")
            check(visited)
            assert page.get_attribute("html", "lang") == language
        page.goto(f"{live_server.url}{prefix}/applications/invitations/unknown/")
        look(page, f"not-open-{language}-{width}")
        visited.complaints[:] = [one for one in visited.complaints if "404" not in one]
        check(visited)
