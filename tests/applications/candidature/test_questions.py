"""What a team sees and does on the page of a question; without a script, every save is a form."""

import datetime
import uuid
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Application, KeptText
from tests.applications.answers.conftest import a_file
from tests.factories import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return a_file()


def address(file, code="motivation", name="question", *more):
    return reverse(f"applications:candidature:{name}", args=[file.application.pk, code, *more])


def post(client, file, code="motivation", base=0, follow=False, **given):
    sent = {"base": base, "key": str(uuid.uuid4()), **given}
    return client.post(address(file, code), sent, follow=follow)


def text_of(answer):
    return answer.content.decode()


def kept_answer(file, code="motivation"):
    return file.application.answers.get(question=code).value


def test_a_text_is_saved_and_shown_again(anna, file):
    answer = post(anna, file, value="Glass and song", then="list")
    assert answer.status_code == 302
    assert answer.url == reverse("applications:candidature:file", args=[file.application.pk])
    assert kept_answer(file) == "Glass and song"
    assert "Glass and song" in text_of(anna.get(address(file)))


def test_saving_leads_to_the_next_question_and_from_the_last_to_the_list(anna, file):
    assert post(anna, file, value="One").url == address(file, "initiatives")
    last = post(anna, file, "amount", **{"value-amount": "12", "value-currency": "EUR"})
    assert last.url == reverse("applications:candidature:file", args=[file.application.pk])
    assert kept_answer(file, "amount") == {"amount": "12", "currency": "EUR"}


def test_an_answer_that_breaks_a_rule_is_saved_and_the_page_says_which_rule(anna, file):
    file.section.questions.filter(code="motivation").update(word_limit=2, clause="Form, 4")
    page = post(anna, file, value="three words here", follow=True)
    assert kept_answer(file) == "three words here"
    assert page.status_code == 200
    assert "<title>Error:" in text_of(page)
    assert "1 word more than the 2" in text_of(page)
    assert "Form, 4" in text_of(page)
    assert "3 of at most 2 words" in text_of(page)


def test_rows_are_added_changed_and_taken_out_without_a_script(anna, file):
    question = file.section.questions.get(code="initiatives")
    question.columns = [
        {"code": "title", "kind": "short-text", "en": "Title", "is_required": True},
        {"code": "cost", "kind": "money", "en": "Cost"},
    ]
    question.save()
    sent = {
        "row": ["one", "two", "three"],
        "row-one-title": "Festival",
        "row-one-cost-amount": "5",
        "row-one-cost-currency": "EUR",
        "row-two-title": "School",
        "row-three-title": "",
    }
    answer = post(anna, file, "initiatives", then="another", **sent)
    assert answer.url.endswith("?more=1#more")
    festival = {"id": "one", "title": "Festival", "cost": {"amount": "5", "currency": "EUR"}}
    assert kept_answer(file, "initiatives") == [festival, {"id": "two", "title": "School"}]

    page = text_of(anna.get(address(file, "initiatives") + "?more=1"))
    assert page.count("data-row=") == 3
    post(anna, file, "initiatives", base=1, **sent, **{"row-two-remove": "yes"})
    assert kept_answer(file, "initiatives") == [festival]


def test_as_many_rows_are_offered_as_are_asked_for_and_no_more_than_are_taken(anna, file):
    file.section.questions.filter(code="initiatives").update(
        columns=[{"code": "title", "en": "Title"}], at_least=2, at_most=3
    )
    assert text_of(anna.get(address(file, "initiatives"))).count("data-row=") == 2
    file.write([{"id": str(n), "title": "x"} for n in range(3)], code="initiatives")
    assert text_of(anna.get(address(file, "initiatives") + "?more=1")).count("data-row=") == 3


@pytest.mark.parametrize("kind", ["choice", "yes-no", "number", "date", "links", "short-text"])
def test_every_kind_of_question_is_shown_and_takes_whatever_is_typed(anna, file, kind):
    choices = [{"value": "a", "en": "First"}, {"value": "b", "en": "Second"}]
    QuestionFactory(section=file.section, code="asked", kind=kind, choices=choices)
    assert anna.get(address(file, "asked")).status_code == 200
    if kind == "links":
        sent = {"row": "x", "row-x-url": "example.org", "row-x-title": "Ours"}
        wanted = [{"url": "example.org", "title": "Ours"}]
    else:
        sent, wanted = {"value": "maybe"}, "maybe"
    post(anna, file, "asked", **sent)
    assert kept_answer(file, "asked") == wanted
    assert anna.get(address(file, "asked")).status_code == 200


def test_nothing_relevant_is_said_by_a_tick(anna, file):
    post(anna, file, value="", no_relevant_information="yes")
    assert file.application.answers.get(question="motivation").no_relevant_information
    assert "checked" in text_of(anna.get(address(file)))


def test_a_double_click_saves_once(anna, file):
    sent = {"base": 0, "key": str(uuid.uuid4()), "value": "Once"}
    anna.post(address(file), sent)
    anna.post(address(file), sent)
    assert file.application.answers.get().revisions.count() == 1


def test_what_two_wrote_at_different_places_is_merged_and_said(anna, file):
    file.write("one two three")
    file.write("one two three four", by="bo", base=1)
    page = post(anna, file, value="zero one two three", base=1, follow=True)
    assert kept_answer(file) == "zero one two three four"
    assert "Somebody else wrote here too" in text_of(page)


def test_where_two_changed_the_same_words_both_are_shown_until_somebody_chooses(anna, file):
    file.write("red glass")
    file.write("blue glass", by="bo", base=1)
    page = post(anna, file, value="green glass", base=1, follow=True)
    assert kept_answer(file) == "blue glass"
    assert 'id="beside"' in text_of(page)
    assert "green glass" in text_of(page)
    chosen = anna.post(address(file, "motivation", "choose", 3), {"choice": "this"}, follow=True)
    assert kept_answer(file) == "green glass"
    assert 'id="beside"' not in text_of(chosen)


def test_the_answer_may_stay_as_it_is(anna, file):
    file.write("red glass")
    file.write("blue glass", by="bo", base=1)
    file.write("green glass", base=1)
    chosen = anna.post(address(file, "motivation", "choose", 3), {"choice": "answer"}, follow=True)
    assert kept_answer(file) == "blue glass"
    assert 'id="beside"' not in text_of(chosen)
    # The text that gave way is still found.
    assert "green glass" in text_of(anna.get(address(file, "motivation", "history")))


def test_every_version_is_shown_and_can_come_back(anna, file):
    file.write("first")
    file.write("second", base=1)
    page = text_of(anna.get(address(file, "motivation", "history")))
    assert "first" in page
    assert "second" in page
    anna.post(address(file, "motivation", "choose", 1), {"choice": "earlier"})
    assert kept_answer(file) == "first"


@pytest.mark.parametrize(
    ("revision", "choice"), [(1, "nonsense"), (1, "this"), (99, "earlier"), (1, None)]
)
def test_what_cannot_be_chosen_is_not_found(anna, file, revision, choice):
    file.write("first")
    sent = {} if choice is None else {"choice": choice}
    assert anna.post(address(file, "motivation", "choose", revision), sent).status_code == 404


def close(file):
    call = file.call
    call.opens_at = call.opens_at - datetime.timedelta(days=900)
    call.deadline = call.deadline - datetime.timedelta(days=800)
    call.save()


def test_a_closed_call_keeps_the_text_and_says_that_it_is_not_submitted(anna, file):
    close(file)
    answer = post(anna, file, value="Too late")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "not submitted" in page
    assert "Too late" in page
    kept = KeptText.objects.get()
    download = anna.get(reverse("applications:candidature:kept-text", args=[kept.number]))
    assert download["Content-Disposition"].startswith("attachment")
    assert "Too late" in text_of(download)
    assert text_of(download).startswith("Not submitted")
    listed = anna.get(reverse("applications:candidature:kept-texts", args=[file.application.pk]))
    assert "Too late" in text_of(listed)


def test_only_its_author_finds_a_kept_text(anna, file, client):
    close(file)
    post(anna, file, value="Too late")
    where = reverse("applications:candidature:kept-text", args=[KeptText.objects.get().number])
    client.force_login(file.bo)
    assert client.get(where).status_code == 404


def test_the_page_of_a_closed_call_shows_the_answer_and_no_field(anna, file):
    file.write("In time")
    close(file)
    page = text_of(anna.get(address(file)))
    assert "In time" in page
    assert "<textarea" not in page


def test_a_reader_reads_and_writes_nothing(client, file):
    file.write("Text")
    client.force_login(file.reader)
    page = text_of(client.get(address(file)))
    assert "Text" in page
    assert "<textarea" not in page
    answer = post(client, file, value="Mine")
    assert answer.status_code == 403
    assert "Mine" in text_of(answer)
    assert kept_answer(file) == "Text"


def test_whoever_is_signed_out_gets_the_text_back(client, file):
    answer = post(client, file, value="A long evening's work")
    page = text_of(answer)
    assert answer.status_code == 403
    assert "A long evening&#x27;s work" in page
    assert "A long evening's work" in unquote(page)
    assert "You are signed out" in page
    assert client.get(address(file)).status_code == 302


def test_a_stranger_learns_nothing_and_loses_nothing(client, file):
    client.force_login(file.stranger)
    assert client.get(address(file)).status_code == 404
    answers = [
        post(client, file, value="My words"),
        client.post(
            reverse("applications:candidature:question", args=[999_999, "motivation"]),
            {"value": "My words"},
        ),
    ]
    pages = [text_of(answer).replace(answer.request["PATH_INFO"], "") for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    for page in pages:
        assert "My words" in page
        assert file.application.city.name not in page
    assert not KeptText.objects.exists()


def test_a_token_from_before_the_sign_in_shows_the_text_to_be_saved_again(file):
    client = Client(enforce_csrf_checks=True)
    client.force_login(file.anna)
    sent = {"value": "Kept words", "base": "0", "csrfmiddlewaretoken": "x" * 64}
    answer = client.post(address(file), sent, headers={"origin": "http://testserver"})
    page = text_of(answer)
    assert answer.status_code == 403
    assert "Kept words</textarea>" in page
    assert not file.application.answers.exists()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = client.post(
        address(file),
        {**sent, "csrfmiddlewaretoken": token},
        headers={"origin": "http://testserver"},
    )
    assert again.status_code == 302
    assert kept_answer(file) == "Kept words"


def test_a_form_of_another_site_shows_nothing_of_what_it_sent(file):
    client = Client(enforce_csrf_checks=True)
    client.force_login(file.anna)
    sent = {"value": "Planted words", "csrfmiddlewaretoken": "x" * 64}
    for headers in ({"origin": "https://elsewhere.example"}, {}):
        answer = client.post(address(file), sent, headers=headers)
        assert answer.status_code == 403
        assert "Planted words" not in text_of(answer)


def test_a_question_that_the_form_lost_keeps_what_is_sent_to_it(anna, file):
    answer = post(anna, file, "gone", value="Still mine")
    assert answer.status_code == 409
    assert "Still mine" in text_of(answer)
    assert KeptText.objects.get().value == "Still mine"
    assert anna.get(address(file, "gone")).status_code == 404


@pytest.mark.parametrize("base", ["-1", "x", "9" * 30, "²", "99"])
def test_a_base_that_nobody_knows_loses_nothing(anna, file, base):
    file.write("first words")
    assert post(anna, file, value="other things", base=base).status_code == 302
    everything = str(list(file.application.answers.get().revisions.values()))
    assert "first words" in everything
    assert "other things" in everything


def test_the_page_costs_the_same_for_one_row_and_for_three(anna, file):
    file.section.questions.filter(code="initiatives").update(
        columns=[{"code": "title", "en": "Title"}]
    )

    def queries(rows, base):
        file.write(
            [{"id": str(n), "title": f"x{n}"} for n in range(rows)], code="initiatives", base=base
        )
        anna.get(address(file, "initiatives"))
        with CaptureQueriesContext(connection) as asked:
            anna.get(address(file, "initiatives"))
        return len(asked)

    assert queries(1, 0) == queries(3, 1)
    assert Application.objects.count() == 1
