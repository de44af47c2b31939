"""Letters of an announcement: their versions, what stands in braces, and what goes out."""

import pytest
from django.core import mail

from applications.models import LetterTemplate, Notice
from applications.notices import send_waiting
from applications.notices.letters import letter
from applications.outcome import announce_due, decide, plan, release, write_letter
from applications.outcome.letters import letters_for
from applications.outcome.placeholders import filled_in
from applications.workflow import Conflict, Incomplete, NotAllowed
from tests.applications.outcome.decided import (
    closed_call,
    judged_file,
    let_the_instant_come,
    letters,
    office,
    person_in,
    released,
    tomorrow,
)
from tests.applications.workflow.people import denmark, member_of_commission, owner_of
from tests.factories import CityFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


def write(call, by, body="Dear {name}", **details):
    return write_letter(call, "designated", "en", subject="{city}", body=body, by=by, **details)


def test_each_writing_is_a_version_of_its_own_and_no_version_changes():
    call, by = closed_call(), office()

    write(call, by)
    write(call, by, seen_version=1, body="Hello {name}")
    # The same once more is no new version.
    write(call, by, seen_version=2, body="Hello {name}")

    written = LetterTemplate.objects.order_by("version").values_list("version", "body")
    assert list(written) == [(1, "Dear {name}"), (2, "Hello {name}")]


def test_whoever_writes_on_an_older_version_is_told():
    call, by = closed_call(), office()
    write(call, by)

    with pytest.raises(Conflict, match="wrote another version"):
        write(call, office(), seen_version=0, body="Hello")


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("", "empty", "no text"),
        ("Dear {mayor}", "unknown-placeholder", "“{mayor}”"),
        ("Dear {name.password}", "unknown-placeholder", "“{name.password}”"),
        ("Dear {name!r}", "unknown-placeholder", "“{name!r}”"),
        ("In {year:>10000}", "unknown-placeholder", "“{year:>10000}”"),
        ("Dear {}", "unknown-placeholder", "“{}”"),
        ("Dear {name", "brace", "open or closed alone"),
        ("Dear name}", "brace", "open or closed alone"),
    ],
)
def test_what_could_not_be_filled_in_is_refused_when_it_is_written(body, code, message):
    with pytest.raises(Incomplete) as refused:
        write(closed_call(), office(), body=body)

    (finding,) = refused.value.findings
    assert (finding.code, finding.subject) == (code, "body")
    assert message in str(finding.message)
    assert not LetterTemplate.objects.exists()


def test_values_are_taken_as_they_are():
    assert filled_in("{{so}} {city}", {"city": "{name} <b>"}) == "{so} {name} <b>"


def test_the_secretariat_writes_letters_and_nobody_else():
    call = closed_call()

    assert write(call, person_in("Secretariat")).version == 1
    with pytest.raises(NotAllowed):
        write(call, person_in("Evaluator"), body="Hello")


def test_what_is_released_is_held_before_its_letters_change():
    call, by = closed_call(), office()
    released(call, by, {judged_file(call): "designated"})

    with pytest.raises(Conflict, match="Hold it"):
        write(call, by)


def test_the_letter_that_goes_out_is_the_one_that_was_shown():
    call, by = closed_call(), office()
    city = CityFactory(country=denmark(), name="Aarhus <&>")
    file = judged_file(
        call, city=city, field=CreativeFieldFactory(name_en="Film", name_fr="Cinéma")
    )
    member = member_of_commission(denmark())
    member.language = "fr"
    member.save()
    released(call, by, {file: "designated"})
    shown = {
        notice.email: letter(notice) for notice in letters_for(file, "designated", call.deadline)
    }
    let_the_instant_come(call)
    announce_due()

    sent = {notice.email: letter(notice) for notice in Notice.objects.all()}
    send_waiting()

    assert shown == sent
    assert set(sent) == {owner_of(file).email, member.email}
    assert sent[owner_of(file).email].subject == "designated en: Aarhus <&>"
    assert sent[owner_of(file).email].body.startswith(
        f"designated en. Dear {owner_of(file).email}, Aarhus <&> (Film, Denmark) in {call.year}."
    )
    assert "designated fr" in sent[member.email].subject
    assert "(Cinéma, Danemark)" in sent[member.email].body
    assert {(one.to[0], one.subject, one.body) for one in mail.outbox} == {
        (email, text.subject, text.body) for email, text in sent.items()
    }
    versions = Notice.objects.values_list("context__version", flat=True)
    assert set(versions) == {1}


def test_a_member_whose_field_changes_or_stays_gets_a_letter_of_its_own():
    call, by = closed_call(), office()
    media, music = (CreativeFieldFactory(name_en=name) for name in ("Media Arts", "Music"))
    files = {}
    for outcome in ("designated", "not-designated"):
        city = CityFactory(country=denmark())
        DesignationFactory(city=city, field=media, announced_on="2008-06-01")
        files[judged_file(call, city=city, field=music, kind="field-change")] = outcome
    plan(call, tomorrow(), by=by)
    for file, outcome in files.items():
        decide(file, outcome, by=by)
    with pytest.raises(Incomplete) as refused:
        release(call, by)
    assert {one.subject for one in refused.value.findings} >= {
        *("field-changed-en", "field-changed-fr", "field-kept-en", "field-kept-fr")
    }
    letters(call, by)
    for kind in ("field-changed", "field-kept"):
        for language in ("en", "fr"):
            subject = f"{kind}: {{former_field}}, {{field}}"
            write_letter(call, kind, language, subject=subject, body="{city}", by=by)
    shown = [letters_for(file, outcome, call.deadline)[0] for file, outcome in files.items()]
    release(call, by)
    let_the_instant_come(call)
    announce_due()

    sent = [letter(Notice.objects.get(email=owner_of(file).email)) for file in files]
    assert sent == [letter(notice) for notice in shown]
    assert [one.subject for one in sent] == [
        "field-changed: Media Arts, Music",
        "field-kept: Media Arts, Music",
    ]
    assert "names its new field" in sent[0].body
    assert "remains a member in its field" in sent[1].body


def test_what_a_kind_of_letter_does_not_know_is_no_placeholder_of_it():
    with pytest.raises(Incomplete, match="cannot be written"):
        write(closed_call(), office(), body="{city} held {former_field}")
