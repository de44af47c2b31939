"""What the members of a National Commission see and do on their desk."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.commission import words
from applications.commission.acts import OURS
from applications.models import Action, Document, Endorsement, NationalDeadline, Status
from applications.workflow import perform
from applications.workflow.deadlines import extend
from applications.workflow.seeing import last_act
from tests.applications.documents.making import pdf
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    AnswerFactory,
    CountryFactory,
    CreativeFieldFactory,
    DocumentFactory,
    DocumentKindFactory,
    EndorsementFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def address(name, *parts):
    return reverse(f"applications:commission:{name}", args=parts)


@pytest.fixture
def country():
    return denmark()


@pytest.fixture
def call():
    return open_call(max_submitted_per_country=2, min_distinct_fields=2)


@pytest.fixture
def member(client, country):
    """Somebody of the Danish Commission, signed in."""
    user = member_of_commission(country)
    client.force_login(user)
    return user


def post(client, file, action, **given):
    return client.post(
        address("act", file.pk, action),
        {"key": str(uuid.uuid4()), "seen": last_act(file), **given},
    )


def test_whoever_is_not_signed_in_is_led_to_the_sign_in(client, country, call):
    file = file_of(country, call, submitted=True)
    for path in [
        address("desks"),
        address("desk", "dk", call.year),
        address("date", "dk", call.year),
        address("file", file.pk),
        address("act", file.pk, "endorse"),
    ]:
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/sign-in/?next=")
        assert answer["Cache-Control"] == "private, no-store"


# What each person gets at each page of a file in each status; 403 where they know of the file.
DOORS = """
                      d   s   e   c   w
    member          404 200 200 200 404
    other country   404 404 404 404 404
    owner           403 403 403 403 403
    staff           200 200 200 200 200
    nobody          404 404 404 404 404
"""
STATUSES = {"d": {}, "s": {"submitted": True}, "e": {"endorsed": True}, "c": {"declined": True}}
STATUSES["w"] = {"withdrawn": True}


def rows_of(table):
    head, *rows = [line.split() for line in table.strip().splitlines()]
    for row in rows:
        cells = row[-len(head) :]
        yield from ((" ".join(row[: -len(head)]), *pair) for pair in zip(head, cells, strict=True))


def as_person(client, who, file):
    country = file.city.country
    if who == "owner":
        client.force_login(owner_of(file))
    elif who == "staff":
        client.force_login(UserFactory(superuser=True))
    elif who == "member":
        client.force_login(member_of_commission(country))
    elif who == "other country":
        client.force_login(member_of_commission(CountryFactory(code="SE")))
    else:
        client.force_login(UserFactory())


@pytest.mark.parametrize(("who", "status", "code"), [*rows_of(DOORS)])
def test_a_file_is_shown_to_its_own_commission_from_its_submission_on(
    client, country, call, who, status, code
):
    file = file_of(country, call, **STATUSES[status])
    document = DocumentFactory(application=file)
    as_person(client, who, file)

    assert client.get(address("file", file.pk)).status_code == int(code)
    # The document of the factory has no contents: it is not found by those who may have it, too.
    expected = {200: 404}.get(int(code), int(code))
    path = address("document", file.pk, document.number)
    assert client.get(path).status_code == expected


# What becomes of each act on a file in each status, for a member of the file's Commission. What is
# written 302 is done.
ACTS = """
                  s   e   c
    endorse     302 409 409
    decline     302 409 409
    swap        409 409 409
    release     409 302 409
    rank        409 302 409
    reconsider  409 409 302
"""


@pytest.mark.parametrize(("action", "status", "code"), [*rows_of(ACTS)])
def test_what_becomes_of_each_act(client, country, call, action, status, code):
    file = file_of(country, call, **STATUSES[status])
    if status == "e":
        assert Endorsement.objects.filter(application=file).exists()
    if status == "c":
        file.declines.create(reason="x", by=UserFactory(), at=timezone.now())
    client.force_login(member_of_commission(country))

    answer = post(client, file, action, reason="A reason", rank="1", instead_of=str(file.pk))

    assert answer.status_code == int(code)
    assert file.status_changes.count() == (1 if code == "302" else 0)


@pytest.mark.parametrize("action", ["endorse", "decline", "swap", "release", "rank", "reconsider"])
@pytest.mark.parametrize(
    ("who", "code"), [("owner", 403), ("staff", 403), ("other country", 404), ("nobody", 404)]
)
def test_nobody_else_acts(client, country, call, action, who, code):
    file = file_of(country, call, submitted=True)
    as_person(client, who, file)

    answer = post(client, file, action, reason="A reason", rank="1", instead_of=str(file.pk))

    assert answer.status_code == code
    assert not file.status_changes.exists()


@pytest.mark.parametrize("action", ["submit", "withdraw", "erase", "start", "nonsense"])
def test_acts_of_others_have_no_page_on_the_desk(client, member, country, call, action):
    file = file_of(country, call, submitted=True)

    assert client.get(address("act", file.pk, action)).status_code == 404
    assert post(client, file, action).status_code == 404


def test_the_desk_of_another_country_is_not_found(client, member, call):
    member_of_commission(CountryFactory(code="SE"))

    assert client.get(address("desk", "se", call.year)).status_code == 404
    assert client.get(address("date", "se", call.year)).status_code == 404
    assert client.get(address("desk", "dk", 1999)).status_code == 404


def test_whoever_acts_for_no_commission_is_told_so(client):
    client.force_login(UserFactory())

    answer = client.get(address("desks"))

    assert answer.status_code == 403
    assert "You act for no National Commission here." in answer.content.decode()


def test_the_desk_lists_calls_places_and_files_with_whose_turn_it_is(client, member, country, call):
    waiting = file_of(country, call, submitted=True)
    holder = file_of(country, call, endorsed=True)
    draft = file_of(country, call)

    text = client.get(address("desks")).content.decode()
    assert f"Call of {call.year}" in text
    assert "2 files, 1 to decide" in text

    text = client.get(address("desk", "dk", call.year)).content.decode()
    assert waiting.city.name in text
    assert "The National Commission of its country" in text
    assert "1 place of 2 is free." in text
    assert holder.city.name in text
    assert draft.city.name not in text


def test_instants_are_shown_in_the_readers_zone_in_paris_and_in_utc(client, member, country):
    member.time_zone = "America/Lima"
    member.save()
    client.force_login(member)
    call = open_call()
    call.deadline = datetime.datetime(2099, 6, 30, 21, 59, tzinfo=datetime.UTC)
    call.save()

    text = client.get(address("desk", "dk", call.year)).content.decode()

    assert "16:59:00 (America/Lima)" in text
    assert "23:59:00 (Europe/Paris)" in text
    assert "21:59:00 (UTC)" in text


def test_extensions_are_shown_with_their_reasons(client, member, country, call):
    staff = UserFactory(superuser=True)
    later = call.deadline + datetime.timedelta(days=2)
    extend(call, later, reason="The portal stood still.", by=staff, country=country)

    text = client.get(address("desk", "dk", call.year)).content.decode()

    assert "The portal stood still." in text
    assert "For your country." in text


def test_the_commission_sets_and_changes_its_own_date(client, member, country, call):
    path = address("date", "dk", call.year)
    day = (timezone.now() + datetime.timedelta(days=10)).date().isoformat()
    given = {"day": day, "time": "17:00", "zone": "Europe/Paris", "is_binding": "on"}

    assert client.post(path, given).status_code == 302
    date = NationalDeadline.objects.get()
    assert date.is_binding
    assert date.deadline.astimezone(datetime.UTC).isoformat()[:10] == day

    assert client.post(path, given | {"time": "18:00"}).status_code == 302
    assert NationalDeadline.objects.get().history.count() == 2
    assert "set on" in client.get(path).content.decode()


def test_a_date_after_the_calls_own_is_refused_and_stays_typed(client, member, country, call):
    day = (call.deadline + datetime.timedelta(days=1)).date().isoformat()
    given = {"day": day, "time": "17:00", "zone": "UTC", "printed": "At the end of the day"}

    answer = client.post(address("date", "dk", call.year), given)

    assert answer.status_code == 409
    assert "A national date lies before the deadline of the call." in answer.content.decode()
    assert "At the end of the day" in answer.content.decode()
    assert not NationalDeadline.objects.exists()


@pytest.mark.parametrize(
    ("day", "time"), [("2099-03-29", "02:30"), ("2026-10-25", "02:30"), ("2026-03-29", "02:30")]
)
def test_an_hour_at_which_clocks_change_is_no_instant(client, member, call, day, time):
    answer = client.post(
        address("date", "dk", call.year), {"day": day, "time": time, "zone": "Europe/Paris"}
    )

    assert answer.status_code == 422
    assert "it is not one instant" in answer.content.decode()


def test_what_would_happen_is_told_before_the_act_with_the_rule_quoted(
    client, member, country, call
):
    film = CreativeFieldFactory()
    file = file_of(country, call, submitted=True, field=film)
    rival = file_of(country, call, submitted=True, field=film)

    text = client.get(address("act", file.pk, "endorse")).content.decode()

    assert f"What happens if I endorse {file.city.name}?" in text
    assert "1 place of 2 would be left." in text
    assert f"{rival.city.name} ({film.name}) could then not be endorsed any more." in text
    assert "The files of one country are in different creative fields" in text
    assert not file.status_changes.exists()


def test_a_refusal_names_the_holders_and_keeps_what_was_typed(client, member, country, call):
    file = file_of(country, call, submitted=True)
    holders = [file_of(country, call, endorsed=True) for _number in range(2)]

    answer = post(client, file, "endorse", reason="The best file of all")

    text = answer.content.decode()
    assert answer.status_code == 409
    for holder in holders:
        assert address("file", holder.pk) in text
    assert "The best file of all" in text
    # What can be done instead.
    assert address("act", file.pk, "swap") in text


def test_a_reason_that_is_missing_is_asked_for(client, member, country, call):
    file = file_of(country, call, submitted=True)

    answer = post(client, file, "decline")

    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.content.decode()
    assert not file.status_changes.exists()


def test_a_double_click_does_it_once(client, member, country, call):
    file = file_of(country, call, submitted=True)
    given = {"key": str(uuid.uuid4()), "seen": ""}

    answers = [client.post(address("act", file.pk, "endorse"), given) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert file.status_changes.count() == 1
    assert Endorsement.objects.count() == 1


def test_a_swap_sent_twice_is_done_once(client, member, country, call):
    file = file_of(country, call, submitted=True)
    holder = file_of(country, call, endorsed=True)
    given = {"key": str(uuid.uuid4()), "seen": "", "reason": "Better", "instead_of": holder.pk}

    answers = [client.post(address("act", file.pk, "swap"), given) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Endorsement.objects.in_force().get().application == file


def test_whoever_decides_on_an_older_copy_is_told(client, member, country, call):
    file = file_of(country, call)
    owner = owner_of(file)
    perform(file, "submit", by=owner, declared=True)
    seen = last_act(file)
    perform(file, "reopen", by=owner)
    perform(file, "submit", by=owner, declared=True)

    answer = post(client, file, "endorse", seen=seen)

    assert answer.status_code == 409
    assert "Somebody acted on this file since you opened this page." in answer.content.decode()
    file.refresh_from_db()
    assert file.status == Status.SUBMITTED
    # The page that answers is a newer copy.
    assert f'name="seen" value="{last_act(file)}"' in answer.content.decode()


@pytest.fixture
def letter_kind(call):
    form = FormVersionFactory(call=call)
    return DocumentKindFactory(
        version=form, code="endorsement", provider="commission", accepted_types=["application/pdf"]
    )


def letter():
    return SimpleUploadedFile("letter.pdf", pdf(), content_type="application/pdf")


def test_the_letter_comes_with_the_endorsement(client, member, country, call, letter_kind):
    file = file_of(country, call, submitted=True, form=letter_kind.version)

    missing = post(client, file, "endorse")
    assert missing.status_code == 422
    assert "The letter of the National Commission is missing." in missing.content.decode()

    assert post(client, file, "endorse", upload=letter()).status_code == 302
    endorsement = Endorsement.objects.get()
    assert endorsement.letter == Document.objects.get()
    saved = client.get(address("document", file.pk, endorsement.letter.number))
    assert saved.status_code == 200
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved["Cache-Control"] == "private, no-store"
    assert b"".join(saved.streaming_content).startswith(b"%PDF")


def test_a_letter_need_not_be_brought_again_after_a_refusal(
    client, member, country, call, letter_kind
):
    file = file_of(country, call, submitted=True, form=letter_kind.version)
    refused = post(client, file, "decline", upload=letter())
    assert refused.status_code == 422
    kept = Document.objects.get()
    assert f'value="{kept.number}"' in refused.content.decode()

    done = post(client, file, "decline", reason="Too early", letter=str(kept.number))

    assert done.status_code == 302
    assert file.declines.get().letter == kept


def test_a_letter_of_another_file_is_not_taken(client, member, country, call, letter_kind):
    file = file_of(country, call, submitted=True, form=letter_kind.version)
    other = DocumentFactory(application=file_of(country, call, submitted=True))

    answer = post(client, file, "endorse", letter=str(other.number))

    assert answer.status_code == 422
    assert not file.status_changes.exists()


def test_what_lies_about_its_type_is_no_letter(client, member, country, call, letter_kind):
    file = file_of(country, call, submitted=True, form=letter_kind.version)
    lie = SimpleUploadedFile("letter.pdf", b"<html>", content_type="application/pdf")

    answer = post(client, file, "endorse", upload=lie, reason="A good file")

    assert answer.status_code in {409, 422}
    assert "A good file" in answer.content.decode()
    assert not Document.objects.exists()


def test_after_the_deadline_an_endorsement_is_late_and_says_so(client, member, country, call):
    file = file_of(country, call, submitted=True)
    call.deadline = timezone.now() - datetime.timedelta(seconds=1)
    call.save()

    answer = post(client, file, "endorse", reason="Just in time")

    assert answer.status_code == 409
    assert "The call closed on" in answer.content.decode()
    assert "Just in time" in answer.content.decode()


def test_a_file_is_read_with_its_answers_documents_and_course(client, member, country, call):
    form = FormVersionFactory(call=call)
    section = FormSectionFactory(version=form, title_en="The city")
    question = QuestionFactory(section=section, label_en="Why now?")
    file = file_of(country, call, form=form)
    AnswerFactory(application=file, question=question.code, value="Because <of> the port.")
    document = DocumentFactory(application=file, original_name="letter of the mayor.pdf")
    perform_submit(file)

    text = client.get(address("file", file.pk)).content.decode()

    for shown in ["The city", "Why now?", "Because &lt;of&gt; the port.", document.original_name]:
        assert shown in text
    assert address("act", file.pk, "endorse") in text
    assert "<form" not in text.split("<main", 1)[1].split("</main>", 1)[0]


def perform_submit(file):
    file.documents.update(kind="other")
    file.status, file.submitted_at = Status.SUBMITTED, timezone.now()
    file.save()


def test_staff_read_a_file_and_are_offered_no_act(client, country, call):
    file = file_of(country, call, submitted=True)
    client.force_login(UserFactory(superuser=True))

    text = client.get(address("file", file.pk)).content.decode()

    assert file.city.name in text
    assert "What you can do" not in text


def test_pages_cost_the_same_number_of_queries_however_many_files(client, member, country, call):
    def cost(path):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = [address("desks"), address("desk", "dk", call.year)]
    file_of(country, call, submitted=True)
    # The first visit also notes that the session is used.
    client.get(paths[0])
    few = [cost(path) for path in paths]
    for _number in range(10):
        file_of(country, call, submitted=True)
    EndorsementFactory(
        application=file_of(country, call, status="endorsed", submitted_at=timezone.now())
    )
    open_call()

    assert [cost(path) for path in paths] == few


def test_in_arabic_the_desk_leads_to_a_language_that_it_speaks(client, member):
    answer = client.get("/ar/applications/commission/", headers={"accept-language": "fr"})

    assert answer.status_code in {302, 307}
    assert answer["Location"] == "/fr/applications/commission/"


def test_every_act_of_a_commission_has_its_words():
    assert set(words.QUESTIONS) == set(words.BUTTONS) == set(words.DONE) == OURS
    assert Action.ENDORSE in OURS


def test_a_reader_of_the_team_is_sent_to_no_desk(client, country, call):
    file = file_of(country, call, submitted=True)
    reader = TeamMemberFactory(application=file, part="reader").user
    client.force_login(reader)

    assert client.get(address("file", file.pk)).status_code == 403
