"""The Secretariat's pages of a panel, on a telephone and on a desk, without a barrier."""

from decimal import Decimal

import pytest

from tests.applications.panel.panels import assigned, panel, scored
from tests.browser.test_accounts import check
from tests.browser.test_commission import follow
from tests.factories import PASSWORD, CriterionFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call():
    """A call of three files, two of which are judged; one of them far apart."""
    call = panel(files=3, evaluators=7, per_file=2, employer="Academy of the Northern Sea")
    CriterionFactory(call=call)
    rows = assigned(call)
    for row, value in zip(rows[:4], (1, 4, 3, 3), strict=True):
        scored(row, Decimal(value))
    return call


@pytest.mark.parametrize(
    ("width", "prefix", "language"), [(390, "/ar", "ar"), (1440, "", "en")], ids=["phone", "desk"]
)
def test_every_page_of_a_panel_holds(visit, live_server, call, width, prefix, language):
    UserFactory(confirmed=True, superuser=True, email="ana@example.org")
    start = f"{prefix}/applications/evaluation/calls/"
    first, row = call.applications.first(), call.evaluators.first().assignments.first()
    with visit(start, width=width, language=language) as visited:
        page = visited.page
        page.locator("#id_login").fill("ana@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        for path in [
            "",
            f"{call.year}/",
            f"{call.year}/evaluators/",
            f"{call.year}/proposal/",
            f"{call.year}/proposal/change/",
            f"{call.year}/results/",
            f"{call.year}/files/{first.pk}/",
            f"{call.year}/files/{first.pk}/consensus/",
            f"{call.year}/assignments/{row.number}/removal/",
        ]:
            page.goto(f"{live_server.url}{start}{path}")
            check(visited)


def test_a_proposal_is_assigned_by_keyboard(visit, live_server):
    call = panel(files=2, evaluators=4, per_file=2)
    UserFactory(confirmed=True, superuser=True, email="ana@example.org")
    with visit(f"/applications/evaluation/calls/{call.year}/", width=390) as visited:
        page = visited.page
        page.locator("#id_login").fill("ana@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        follow(page, "Look at the proposal and assign")
        check(visited)
        follow(page, "Assign just so")
        assert "It is assigned" in page.inner_text("[role=status]")
        check(visited)
    assert sum(file.assignments.count() for file in call.applications.all()) == 4
