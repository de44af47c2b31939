"""Two days compared, on the real network."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, Designation

pytestmark = pytest.mark.usefixtures("network")


def compared(client, question):
    answer = client.get(f"/compare/{question}")
    assert answer.status_code == 200
    return answer


def heading(answer):
    return re.search(r"<h1>(.*?)</h1>", answer.content.decode()).group(1)


def sentence(answer):
    return answer.context["sentence"]


@pytest.mark.parametrize(
    ("question", "title", "changes"),
    [
        (
            "?earlier=2015-12-31&later=2019-12-31",
            "116 cities in 54 countries on 31 December 2015; "
            "246 cities in 84 countries on 31 December 2019",
            "130 cities joined; none left; none changed its field; 116 are unchanged.",
        ),
        (
            "?earlier=2017&later=2025",
            "180 cities in 72 countries on 31 December 2017; "
            "408 cities in 108 countries on 31 December 2025",
            "228 cities joined; none left; 1 changed its field; 179 are unchanged.",
        ),
        (
            "?earlier=2021-12&later=2023-10-30",
            "295 cities in 92 countries on 31 December 2021; "
            "295 cities in 92 countries on 30 October 2023",
            "No city joined; none left; none changed its field; 295 are unchanged.",
        ),
        (
            "?earlier=2017-12-31&later=2021-12-31&field=design",
            "31 cities of Design on 31 December 2017; 43 cities of Design on 31 December 2021",
            "12 cities joined; none left; none changed its field; 31 are unchanged.",
        ),
        (
            "?earlier=2021-11-30&later=2023-10-30&field=gastronomy",
            "49 cities of Gastronomy on 30 November 2021; "
            "49 cities of Gastronomy on 30 October 2023",
            "No city joined; none left; none changed its field; 49 are unchanged.",
        ),
    ],
)
def test_the_title_says_both_sizes_and_the_sentence_what_happened(client, question, title, changes):
    answer = compared(client, question)

    assert heading(answer) == title
    assert sentence(answer) == changes


def test_lyon_changed_its_field_and_the_size_did_not_change_by_it(client):
    answer = compared(client, "?earlier=2023-10-30&later=2023-10-31&country=fr")
    found = answer.context["found"]

    ((before, after),) = answer.context["changed"]
    assert (before["city"]["slug"], before["field"]) == ("lyon", "media-arts")
    assert (after["city"]["slug"], after["field"]) == ("lyon", "literature")
    # Of the cities of France, those that joined make all the difference.
    assert found.growth == len(found.joined)
    assert "The size of the network does not change by it." in answer.content.decode()

    network = compared(client, "?earlier=2023-10-30&later=2023-10-31").context["found"]
    assert (network.then.members, network.now.members) == (295, 350)
    assert (len(network.joined), network.unchanged) == (55, 294)
    assert network.by_field["media-arts"] == (22, 25)


def test_of_a_field_a_change_counts_where_it_came_from_and_where_it_went(client):
    days = "?earlier=2023-10-30&later=2023-10-31&country=FR"

    left = compared(client, f"{days}&field=media-arts").context["found"]
    came = compared(client, f"{days}&field=literature").context["found"]

    assert len(left.changed) == len(came.changed) == 1
    assert left.growth - len(left.joined) == -1
    assert came.growth - len(came.joined) == 1


def test_by_field_and_by_region_add_up_to_the_network_on_both_days(client):
    found = compared(client, "?earlier=2015&later=2025").context["found"]

    for parts in (found.by_field, found.by_region):
        assert tuple(map(sum, zip(*parts.values(), strict=True))) == (116, 408)


def test_each_figure_leads_to_the_list_that_it_counts(client):
    answer = compared(client, "?earlier=2015-12-31&later=2019-12-31&region=africa")

    assert answer.context["fields"]
    for line in [*answer.context["fields"], *answer.context["regions"]]:
        for address, count in ((line.then_address, line.then), (line.now_address, line.now)):
            assert client.get(address).context["page"].count == count, address


def test_without_days_it_tells_what_the_last_round_changed(client):
    answer = compared(client, "")

    assert heading(answer).startswith("350 cities in 105 countries on 30 October 2025; 408 cities")
    assert sentence(answer) == (
        "58 cities joined; none left; none changed its field; 350 are unchanged."
    )


def test_days_in_the_wrong_order_are_put_right(client):
    right = compared(client, "?earlier=2015-12-31&later=2019-12-31")
    wrong = compared(client, "?later=2015-12-31&earlier=2019-12-31")

    assert heading(wrong) == heading(right)
    canonical = "http://testserver/compare/?earlier=2015-12-31&amp;later=2019-12-31"
    for answer in (right, wrong):
        assert f'<link rel="canonical" href="{canonical}">' in answer.content.decode()


def test_steps_lead_from_round_to_round_and_say_how_many_more_there_were(client):
    steps = compared(client, "?earlier=2017-10-31&later=2019-10-30").context["steps"]

    assert [(step.year, step.difference) for step in steps][-5:] == [
        (2017, 64), (2019, 66), (2021, 49), (2023, 55), (2025, 58),
    ]  # fmt: skip
    assert [step.year for step in steps if step.is_now] == [2019]
    for step in steps:
        assert compared(client, step.address).context["found"].growth == step.difference


@pytest.mark.parametrize(
    ("question", "named", "offer"),
    [
        ("?earlier=2015-02-30&later=2019", "earlier=2015-02-30", "?earlier=2015-02-28&amp;later="),
        ("?earlier=1999", "earlier=1999", "?earlier=2004-12-31"),
        ("?field=gastronmy", "field=gastronmy", "?field=gastronomy"),
        ("?as_of=2015", "as_of=2015", ""),
        ("?earlier=%00&later=yesterday&country=xx", "later=yesterday", ""),
    ],
)
def test_what_is_not_understood_is_named(client, question, named, offer):
    page = compared(client, question).content.decode()

    assert named in page[page.index('class="problems"') :].split("</section>")[0]
    assert f'href="{offer}' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_city_that_left_is_told_and_one_that_came_and_went_is_on_neither_day(client):
    bergen = Designation.objects.get(city__slug="bergen")
    bergen.ended_on, bergen.end_reason = "2020-01-01", "withdrawal"
    bergen.save()

    answer = compared(client, "?earlier=2019-12-31&later=2020-01-01")

    assert sentence(answer) == (
        "No city joined; 1 left; none changed its field; 245 are unchanged."
    )
    assert [row["city"]["slug"] for row in answer.context["left"]] == ["bergen"]
    between = compared(client, "?earlier=2015-12-10&later=2020-01-01")
    assert "bergen" not in {row["city"]["slug"] for row in between.context["left"]}


def test_it_speaks_every_language_and_costs_the_same_for_few_and_many(client):
    def cost(question):
        with CaptureQueriesContext(connection) as queries:
            compared(client, question)
        return len(queries)

    assert City.objects.count() == 408
    few = cost("?earlier=2004&later=2005")
    many = cost("?earlier=2004&later=2025")
    assert few == many <= 11
    for language in ("fr", "es", "ru", "ar", "zh-hans"):
        assert client.get(f"/{language}/compare/?earlier=2015&field=music").status_code == 200
