"""Sources and statements in the staff's pages, with the record's own answers beside them."""

import pytest
from django.urls import reverse

from cities.models import Statement
from tests.factories import DesignationFactory, SourceFactory, StatementFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


def verdicts(page):
    """The text of the verdict column, row by row."""
    html = page.content.decode()
    return [cell.split("</td>")[0] for cell in html.split('class="field-verdict">')[1:]]


def test_the_list_shows_what_the_record_answers(staff, time_machine):
    time_machine.move_to("2026-11-21")
    DesignationFactory(announced_on="2015-12-11")
    StatementFactory(key="right", value=1, said_on="2020-01-01")
    StatementFactory(key="wrong", value=180, said_on="2020-01-01")

    page = staff.get(reverse("admin:cities_statement_changelist"), {"o": "3"})

    assert [text.lower() for text in verdicts(page)] == ["agrees", "differs"]


def test_the_form_shows_the_answer_in_words_and_takes_no_other(staff):
    DesignationFactory(announced_on="2015-12-11")
    statement = StatementFactory(value=180, said_on="2020-01-01")

    page = staff.get(reverse("admin:cities_statement_change", args=(statement.pk,)))

    fields = page.context["adminform"].form.fields
    assert {"verdict", "explanation"}.isdisjoint(fields)
    assert "differs" in page.content.decode().lower()


def test_a_statement_is_found_by_its_print_and_its_source_without_accents(staff):
    StatementFactory(printed="49 byer", source=SourceFactory(title="Bergen, gastronomiens årbok"))
    StatementFactory(printed="180 cités")

    def found(question):
        page = staff.get(reverse("admin:cities_statement_changelist"), {"q": question})
        return [statement.printed for statement in page.context["cl"].result_list]

    assert found("cites") == ["180 cités"]
    assert found("arbok") == ["49 byer"]


def test_a_statement_of_a_number_without_its_figure_is_refused_in_words(staff):
    source = SourceFactory()
    data = {
        "source": source.pk,
        "key": "members",
        "printed": "many cities",
        "metric": "members",
        "scope": "network",
    }

    response = staff.post(reverse("admin:cities_statement_add"), data)

    form = response.context["adminform"].form
    assert form.non_field_errors() == ["A statement about a number needs its figure."]
    assert not Statement.objects.exists()
