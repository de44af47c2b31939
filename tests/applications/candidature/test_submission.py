"""How a team checks its file, hands it in, keeps the receipt, and takes it back."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Notice, Receipt, StatusChange
from applications.workflow import perform
from applications.workflow.seeing import last_act
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    AnswerFactory,
    DocumentFactory,
    DocumentKindFactory,
    FormSectionFactory,
    NationalCommissionFactory,
    QuestionFactory,
    SourceFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ACTS = ("submit", "withdraw", "reopen")


def address(name, *parts):
    return reverse(f"applications:candidature:{name}", args=parts)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def country():
    return denmark()


@pytest.fixture
def call():
    return open_call(max_submitted_per_country=2, retention_months=12)


@pytest.fixture
def file(country, call):
    return file_of(country, call, form=call.form_versions.get())


@pytest.fixture
def owner(client, file):
    user = owner_of(file)
    client.force_login(user)
    return user


@pytest.fixture
def question(file):
    return QuestionFactory(
        section=FormSectionFactory(version=file.form),
        code="motivation",
        label_en="Why do you apply?",
        clause="Form, 4: say why.",
    )


def member(file, part):
    return TeamMemberFactory(application=file, part=part).user


def post(client, file, action, **given):
    given = {"key": str(uuid.uuid4()), "seen": last_act(file), **given}
    if action == "submit":
        given.setdefault("declared", "on")
    return client.post(address("act", file.pk, action), given)


def submitted(file):
    owner = file.team.filter(part="owner").order_by("pk").first().user
    return perform(file, "submit", by=owner, declared=True)


def pages_of(file, change):
    number = change.number
    return [
        address("preflight", file.pk),
        address("answers", file.pk),
        address("course", file.pk),
        *(address("act", file.pk, action) for action in ACTS),
        address("receipt", file.pk, number),
        *(
            address("dossier", file.pk, number, language, kind)
            for language in ("en", "fr")
            for kind in ("pdf", "zip")
        ),
    ]


# Who comes in.


def test_whoever_is_not_signed_in_is_led_to_the_sign_in(client, file):
    for path in pages_of(file, submitted(file)):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/sign-in/?next=")


def test_another_teams_file_is_not_found_anywhere(client, country, call, file):
    canary = "CANARY-7f3a"
    AnswerFactory(application=file, question="motivation", value=canary)
    change = submitted(file)
    client.force_login(owner_of(file_of(country, call)))
    for path in pages_of(file, change):
        answer = client.get(path)
        assert answer.status_code == 404
        assert canary not in text_of(answer)
    for action in ACTS:
        assert post(client, file, action).status_code == 404


def test_a_receipt_is_not_found_under_another_file_of_the_same_owner(client, country, call, file):
    change, other = submitted(file), file_of(country, call)
    TeamMemberFactory(application=other, user=owner_of(file))
    client.force_login(owner_of(file))
    assert client.get(address("receipt", other.pk, change.number)).status_code == 404
    assert client.get(address("dossier", other.pk, change.number, "en", "pdf")).status_code == 404


def test_its_commission_and_the_secretariat_have_other_pages(client, country, file):
    change = submitted(file)
    for person in (member_of_commission(country), UserFactory(superuser=True)):
        client.force_login(person)
        for path in pages_of(file, change):
            assert client.get(path).status_code == 403
        for action in ACTS:
            assert post(client, file, action).status_code == 403
    assert StatusChange.objects.count() == 1


# What becomes of each act by each part in each status, by the page; what is written 302 is done.
OUTCOMES = """
                        draft submitted endorsed declined withdrawn
    owner submit        302   409       409      409      409
    owner withdraw      302   302       302      409      409
    owner reopen        409   302       409      409      302
    editor submit       403   403       403      403      403
    editor withdraw     403   403       403      403      403
    editor reopen       403   403       403      403      403
    reader submit       403   403       403      403      403
    reader withdraw     403   403       403      403      403
    reader reopen       403   403       403      403      403
"""


def outcomes():
    head, *rows = [line.split() for line in OUTCOMES.strip().splitlines()]
    for part, action, *codes in rows:
        yield from (
            (part, action, status, int(code)) for status, code in zip(head, codes, strict=True)
        )


@pytest.mark.parametrize(("part", "action", "status", "code"), [*outcomes()])
def test_each_part_does_what_the_table_says(client, country, call, part, action, status, code):
    traits = {} if status == "draft" else {status: True}
    file = file_of(country, call, **traits)
    person = owner_of(file) if part == "owner" else member(file, part)
    client.force_login(person)

    answer = post(client, file, action)

    assert answer.status_code == code
    assert StatusChange.objects.count() == (1 if code == 302 else 0)
    file.refresh_from_db()
    after = {"submit": "submitted", "withdraw": "withdrawn", "reopen": "draft"}[action]
    assert file.status == (after if code == 302 else status)
    if code == 409:
        assert "The rule:" in text_of(answer)


@pytest.mark.parametrize("part", ["editor", "reader"])
@pytest.mark.parametrize("action", ACTS)
def test_whoever_may_not_reads_who_may(client, file, part, action):
    owner = owner_of(file)
    client.force_login(member(file, part))
    for page in (client.get(address("act", file.pk, action)), post(client, file, action)):
        assert owner.email in text_of(page)
        assert '<form class="typed"' not in text_of(page)
        assert page.status_code == (200 if page.wsgi_request.method == "GET" else 403)


def test_other_words_are_no_acts(client, file, owner):
    for word in ("endorse", "decline", "erase", "start", "Submit"):
        path = f"/applications/files/{file.pk}/{word}/"
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert client.put(address("act", file.pk, "submit")).status_code == 405


# Pre-flight.


def test_the_check_says_how_much_is_missing_and_where_each_thing_is_mended(
    client, file, owner, question
):
    DocumentKindFactory(version=file.form, code="letter", title_en="Letter of the mayor")
    text = text_of(client.get(address("preflight", file.pk)))
    assert "2 things are missing." in text
    assert "Form, 4: say why." in text
    assert f'href="{address("question", file.pk, "motivation")}"' in text
    assert f'href="{address("documents", file.pk)}"' in text
    assert "by the same rules" in text


def test_a_file_that_lacks_nothing_can_be_submitted(client, file, owner):
    text = text_of(client.get(address("preflight", file.pk)))
    assert "Nothing is missing" in text
    assert f'href="{address("act", file.pk, "submit")}"' in text


def test_a_rule_names_the_source_that_it_comes_from(client, file, owner, question):
    SourceFactory(key="form-2017", title="Form of the call of 2017")
    text = text_of(client.get(address("preflight", file.pk)))
    assert f'href="{reverse("cities:source", args=["form-2017"])}"' in text


def test_what_may_stay_empty_is_told_and_missing_nowhere(client, file, owner, question):
    question.is_required = False
    question.save()
    text = text_of(client.get(address("preflight", file.pk)))
    assert "Nothing is missing" in text
    assert "May stay empty" in text
    AnswerFactory(application=file, question="motivation")
    assert "May stay empty" not in text_of(client.get(address("preflight", file.pk)))


def test_a_reader_sees_what_is_missing_without_links_to_change_it(client, file, question):
    client.force_login(member(file, "reader"))
    for name in ("preflight", "answers"):
        text = text_of(client.get(address(name, file.pk)))
        assert "Why do you apply?" in text
        assert address("question", file.pk, "motivation") not in text


@pytest.mark.parametrize("name", ["preflight", "answers"])
def test_more_questions_cost_no_more_queries(client, file, owner, name):
    section = FormSectionFactory(version=file.form)
    costs = []
    for number in (1, 2):
        for _new in range(number):
            QuestionFactory(section=section)
            kind = DocumentKindFactory(version=file.form)
            DocumentFactory(application=file, kind=kind.code)
        client.get(address(name, file.pk))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(name, file.pk))
        costs.append(len(queries))
    assert costs[0] == costs[1]


# Everything once more.


def test_everything_is_read_before_it_is_handed_in(client, file, owner, question):
    AnswerFactory(application=file, question="motivation", value="<b>Because</b>\nwe draw.")
    AnswerFactory(application=file, question="older", value="Of an earlier form.")
    DocumentFactory(application=file, original_name="brev.pdf", caption="By the mayor")
    file.links.create(url="https://example.org/film", title="Our film")
    text = text_of(client.get(address("answers", file.pk)))
    for expected in (
        "Why do you apply?",
        "&lt;b&gt;Because&lt;/b&gt;<br>we draw.",
        "Of an earlier form.",
        "brev.pdf",
        "By the mayor",
        'href="https://example.org/film"',
        f'href="{address("question", file.pk, "motivation")}"',
        f'href="{address("documents", file.pk)}"',
    ):
        assert expected in text


def test_a_submitted_file_is_read_and_not_changed(client, file, owner, question):
    AnswerFactory(application=file, question="motivation")
    submitted(file)
    text = text_of(client.get(address("answers", file.pk)))
    assert "A port that became a stage." in text
    assert address("question", file.pk, "motivation") not in text


# Submitting.


def test_the_page_asks_for_the_declaration_and_says_what_follows(client, file, owner):
    file.form.declaration_en = "All of this is true & complete."
    file.form.save()
    NationalCommissionFactory(country=file.city.country).members.add(UserFactory())
    text = text_of(client.get(address("act", file.pk, "submit")))
    for expected in (
        "All of this is true &amp; complete.",
        'name="declared"',
        "is then “submitted”",
        "Denmark reads it and decides",
        "hands in 2 files at most",
        "Your team gets a letter.",
        "The National Commission of your country gets a letter.",
        "(Europe/Paris)",
        "(UTC)",
    ):
        assert expected in text
    assert not StatusChange.objects.exists()


def test_a_country_whose_commission_is_not_here_is_told_so(client, file, owner):
    text = text_of(client.get(address("act", file.pk, "submit")))
    assert "Nobody of the National Commission has an account here yet" in text


def test_without_the_declaration_nothing_is_handed_in(client, file, owner):
    page = post(client, file, "submit", declared="")
    assert page.status_code == 422
    assert 'href="#id_declared"' in text_of(page)
    assert "<title>Error:" in text_of(page)
    assert not StatusChange.objects.exists()


def test_an_incomplete_file_is_refused_with_everything_that_is_missing(
    client, file, owner, question
):
    DocumentKindFactory(version=file.form, code="letter")
    page = post(client, file, "submit")
    assert page.status_code == 422
    text = text_of(page)
    assert "2 things are missing." in text
    assert f'href="{address("question", file.pk, "motivation")}"' in text
    assert f'href="{address("documents", file.pk)}"' in text


def test_a_submission_leads_to_its_receipt_and_its_letter_names_the_code(client, file, owner):
    answer = post(client, file, "submit")
    change = StatusChange.objects.get()
    assert answer.url == address("receipt", file.pk, change.number)
    receipt = Receipt.objects.get()
    text = text_of(client.get(answer.url))
    code = receipt.code
    assert f"{code[:5]}-{code[5:10]}-{code[10:15]}-{code[15:]}" in text
    assert receipt.sha256 in text
    assert change.at.isoformat() in text
    assert "http://testserver/applications/verify/" in text
    assert "The file of" in text
    assert "is submitted." in text
    assert Notice.objects.get().context["code"] == code


def test_a_double_click_submits_once(client, file, owner):
    key, seen = str(uuid.uuid4()), last_act(file)
    first, second = (post(client, file, "submit", key=key, seen=seen) for _click in range(2))
    assert first.url == second.url
    assert StatusChange.objects.count() == Receipt.objects.count() == 1


def test_of_two_owners_the_second_is_told_what_the_first_did(client, file, owner):
    other = member(file, "owner")
    seen = last_act(file)
    submitted(file)
    client.force_login(other)
    page = post(client, file, "withdraw", seen=seen, reason="We are not ready.")
    assert page.status_code == 409
    assert "Somebody acted on this file since you opened this page." in text_of(page)
    assert "We are not ready." in text_of(page)
    file.refresh_from_db()
    assert file.status == "submitted"


@pytest.mark.parametrize("given", [{"key": "x\x00"}, {"key": ""}, {"seen": "y\x00"}])
def test_what_no_page_sends_is_refused_without_an_error(client, file, owner, given):
    page = post(client, file, "submit", **given)
    assert page.status_code == 409
    assert not StatusChange.objects.exists()


@pytest.mark.parametrize(("late", "code"), [(-1, 302), (0, 409), (1, 409)])
def test_the_deadline_counts_to_the_second(client, file, owner, call, late, code, time_machine):
    deadline = datetime.datetime(2031, 5, 30, 22, 0, tzinfo=datetime.UTC)
    call.deadline = deadline
    call.save()
    time_machine.move_to(deadline + datetime.timedelta(seconds=late), tick=False)
    client.force_login(owner)
    answer = post(client, file, "submit")
    assert answer.status_code == code
    if code == 409:
        text = text_of(answer)
        assert f'datetime="{deadline.isoformat()}"' in text
        assert f"22:00:0{late} (UTC)" in text
        assert "Only the Secretariat can give more time" in text
        assert not StatusChange.objects.exists()


def test_the_commissions_own_date_says_whom_to_ask(client, file, owner, country, call):
    commission = NationalCommissionFactory(country=country)
    commission.deadlines.create(
        call=call, deadline=call.opens_at + datetime.timedelta(minutes=1), is_binding=True
    )
    page = post(client, file, "submit")
    assert page.status_code == 409
    assert "Ask your National Commission whether it gives you more time" in text_of(page)


# Afterwards.


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_the_dossier_is_saved_and_never_shown_or_kept(client, file, owner, kind):
    change = submitted(file)
    answer = client.get(address("dossier", file.pk, change.number, "en", kind))
    assert answer.status_code == 200
    assert answer["Content-Type"] == f"application/{kind}"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert f"{Receipt.objects.get().code}-en.{kind}" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content)


@pytest.mark.parametrize("path", ["de/pdf", "en/exe", "en/PDF"])
def test_there_is_no_other_dossier(client, file, owner, path):
    change = submitted(file)
    page = client.get(f"{address('receipt', file.pk, change.number)}{path}/")
    assert page.status_code == 404


def test_a_dossier_whose_contents_are_erased_is_refused_in_words(client, file, owner):
    change = submitted(file)
    Receipt.objects.update(contents={})
    text = text_of(client.get(address("receipt", file.pk, change.number)))
    assert "The contents are erased." in text
    for kind in ("pdf", "zip"):
        page = client.get(address("dossier", file.pk, change.number, "en", kind))
        assert page.status_code == 409
        assert "are erased" in text_of(page)


def test_a_receipt_of_an_earlier_submission_says_that_it_counts_no_longer(client, file, owner):
    first = submitted(file)
    assert "counts no longer" not in text_of(client.get(address("receipt", file.pk, first.number)))
    perform(file, "reopen", by=owner)
    assert "counts no longer" in text_of(client.get(address("receipt", file.pk, first.number)))
    second = submitted(file)
    assert "counts no longer" in text_of(client.get(address("receipt", file.pk, first.number)))
    assert "counts no longer" not in text_of(client.get(address("receipt", file.pk, second.number)))


def test_withdrawing_says_first_what_is_lost(client, file, owner, call):
    text = text_of(client.get(address("act", file.pk, "withdraw")))
    assert "An owner can reopen it as a draft until" in text
    assert "12 months after the call" in text
    call.deadline = call.opens_at + datetime.timedelta(minutes=1)
    call.save()
    text = text_of(client.get(address("act", file.pk, "withdraw")))
    assert "the file cannot be reopened" in text


def test_an_endorsed_file_gives_its_place_back(client, country, call):
    file = file_of(country, call, endorsed=True)
    client.force_login(owner_of(file))
    assert "gives back the place" in text_of(client.get(address("act", file.pk, "withdraw")))


def test_reopening_says_that_the_submission_counts_no_longer(client, file, owner):
    submitted(file)
    text = text_of(client.get(address("act", file.pk, "reopen")))
    assert "What was submitted counts no longer." in text
    post(client, file, "reopen", reason="A letter is missing.")
    assert StatusChange.objects.last().reason == "A letter is missing."


def test_the_course_tells_the_team_every_act_but_the_rank_and_no_officials_name(
    client, file, owner, country
):
    change = submitted(file)
    official = member_of_commission(country)
    perform(file, "endorse", by=official)
    perform(file, "rank", by=official, rank=1)
    text = text_of(client.get(address("course", file.pk)))
    assert "Submit" in text
    assert "Endorse" in text
    assert "Rank" not in text
    assert official.email not in text
    assert "the National Commission of its country" in text
    assert f'href="{address("receipt", file.pk, change.number)}"' in text


def test_a_longer_course_costs_no_more_queries(client, file, owner):
    costs = []
    for _again in range(2):
        submitted(file)
        perform(file, "reopen", by=owner)
        client.get(address("course", file.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("course", file.pk))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_every_page_speaks_french(client, file, owner, question):
    AnswerFactory(application=file, question="motivation")
    change = submitted(file)
    for path in pages_of(file, change)[:7]:
        page = client.get(f"/fr{path}")
        assert 'lang="fr"' in text_of(page)
