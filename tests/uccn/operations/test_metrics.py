"""Figures for Prometheus, for whoever has the token."""

import re

import pytest
from django.utils import timezone

from applications.models import Notice
from tests.factories import DesignationFactory

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = "of-prometheus"


@pytest.fixture
def figures(client, settings):
    """Reads the figures: names with their labels, and values."""
    settings.METRICS_TOKEN = TOKEN

    def read():
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Type"].startswith("text/plain")
        return {
            name: float(value)
            for name, value in re.findall(
                r"^(\w+(?:\{[^\n]*\})?) ([\d.e+-]+)$", answer.text, re.MULTILINE
            )
        }

    return read


@pytest.mark.parametrize("header", [None, "", "Bearer ", "Bearer other", f"Basic {TOKEN}"])
def test_without_the_token_the_address_leads_nowhere(client, settings, header):
    settings.METRICS_TOKEN = TOKEN
    headers = {} if header is None else {"Authorization": header}

    assert client.get("/metrics", headers=headers).status_code == 404


def test_where_no_token_is_set_nobody_reads_them(client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_view_method_and_status(client, figures):
    city = DesignationFactory(city__slug="cork", announced_on="2017-10-31").city
    name = 'portal_request_seconds_count{method="GET",status="%s",view="%s"}'
    before = figures()
    for _ in range(3):
        client.get(f"/cities/{city.slug}/")
    client.get("/fr/cities/cork/")
    client.get("/cities/nowhere/")
    client.get("/nowhere/")
    after = figures()

    def more(status, view):
        return after.get(name % (status, view), 0) - before.get(name % (status, view), 0)

    assert more(200, "cities:city") == 4
    assert more(404, "cities:city") == 1
    assert more(404, "none") == 1


def test_answers_from_memory_and_queries_are_counted(client, figures):
    before = figures()
    client.get("/about/")
    first = figures()
    client.get("/about/")
    second = figures()

    def more(later, earlier, name):
        return later.get(name, 0) - earlier.get(name, 0)

    hits = 'portal_public_answers_total{outcome="hit"}'
    assert more(first, before, 'portal_public_answers_total{outcome="miss"}') == 1
    assert (more(first, before, hits), more(second, first, hits)) == (0, 1)
    assert more(second, first, "portal_database_queries_total") == 1
    assert second["portal_kept_bytes"] > 1_000


def test_methods_that_nobody_has_heard_of_are_counted_together(client, figures):
    for number in range(3):
        client.generic(f"METHOD{number}", "/about/")

    assert not any("METHOD" in name for name in figures())
    assert any('method="other"' in name for name in figures())


def test_letters_that_went_astray_are_counted(figures):
    Notice.objects.create(
        key="1",
        email="ida@example.org",
        language="en",
        template="endorsed",
        why="team",
        state="unknown",
        written_at=timezone.now(),
    )

    found = figures()

    assert found['portal_to_look_into{what="letters_unknown"}'] == 1
    assert found['portal_to_look_into{what="announcements_overdue"}'] == 0
