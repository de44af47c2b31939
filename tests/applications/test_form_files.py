"""A call gets its form from a file, whole or not at all; a corrected file becomes a new version."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from applications.form_files import load_form
from applications.models import Answer, FormVersion, Question
from applications.workflow.refusals import NotAllowed
from cities.record.reading import BadFixtures
from tests.factories import ApplicationFactory, CallFactory, UserFactory

pytestmark = pytest.mark.django_db

STANDARD = Path("fixtures/forms/standard.yaml")
SMALL = """
declaration: {en: It is true., fr: C’est exact.}
sections:
  - code: city
    title: {en: The city, fr: La ville}
    questions:
      - code: presentation
        label: {en: Present the city, fr: Présentez la ville}
        word_limit: 300
documents:
  - code: letter
    title: {en: Letter, fr: Lettre}
    accepted_types: [application/pdf]
"""


@pytest.fixture
def secretariat():
    return UserFactory(email="secretariat@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def call():
    return CallFactory(year=2031)


def written(folder, text):
    path = folder / "form.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_standard_form_has_what_the_network_asks_for(call, secretariat):
    version = load_form(STANDARD, call, by=secretariat)

    assert version.number == 1
    assert version.published_at is not None
    assert list(version.sections.values_list("slug", flat=True)) == [
        "eligibility", "contacts", "city", "motivation", "assets", "plan", "commitment",
    ]  # fmt: skip
    initiatives = Question.objects.get(section__version=version, code="initiatives")
    scope = initiatives.columns[0]
    assert (scope["code"], scope["at_most_each"]) == ("scope", 3)
    assert [choice["value"] for choice in scope["choices"]] == ["local", "international"]
    photographs = version.document_kinds.get(code="photographs")
    assert (photographs.at_least, photographs.at_most, photographs.max_megabytes) == (3, 3, 3)
    assert photographs.accepted_types == ["image/jpeg"]
    assert photographs.needs_rights_form
    links = Question.objects.get(section__version=version, code="links")
    assert (links.kind, links.at_most, links.is_required) == ("links", 4, False)


def test_every_text_of_the_standard_form_is_there_in_english_and_french(call, secretariat):
    version = load_form(STANDARD, call, by=secretariat)

    questions = Question.objects.filter(section__version=version)
    for rows in (version.sections.all(), questions, version.document_kinds.all()):
        for row in rows:
            for name in ("title", "label", "help"):
                english, french = (getattr(row, f"{name}_{one}", "") for one in ("en", "fr"))
                assert bool(english) == bool(french), (row, name)
    for question in questions:
        for part in [*question.columns, *question.choices]:
            for one in [part, *part.get("choices", [])]:
                assert one["en"], question
                assert one["fr"], question


def test_loading_again_changes_nothing(call, secretariat):
    load_form(STANDARD, call, by=secretariat)

    assert load_form(STANDARD, call, by=secretariat) is None
    assert FormVersion.objects.filter(call=call).count() == 1


def test_a_corrected_file_becomes_the_next_version_and_answers_stay(call, secretariat, tmp_path):
    first = load_form(written(tmp_path, SMALL), call, by=secretariat)
    file = ApplicationFactory(call=call, form=first)
    Answer.objects.create(application=file, question="presentation", value="A town by a river")
    corrected = SMALL.replace("word_limit: 300", "word_limit: 350")
    changed = "what_changed: {en: You may write more., fr: Vous pouvez écrire davantage.}"

    second = load_form(written(tmp_path, corrected + changed), call, by=secretariat)

    assert second.number == 2
    assert second.what_changed_en == "You may write more."
    file.refresh_from_db()
    assert file.form == second
    assert file.answers.get(question="presentation").value == "A town by a river"
    assert Question.objects.get(section__version=second).word_limit == 350


def test_a_correction_that_does_not_say_what_changed_is_refused(call, secretariat, tmp_path):
    load_form(written(tmp_path, SMALL), call, by=secretariat)
    corrected = written(tmp_path, SMALL.replace("300", "350"))

    with pytest.raises(CommandError, match="what changed"):
        call_command("load_form", corrected, call=2031, by="secretariat@example.org")

    assert FormVersion.objects.filter(call=call).count() == 1


def test_a_bad_file_is_refused_whole_with_every_mistake_by_its_line(call, secretariat, tmp_path):
    bad = (
        SMALL.replace("word_limit: 300", "word_limit: many\n        colour: blue")
        .replace("La ville}", "La ville}\n    kind: poem")
        .replace("[application/pdf]", "[application/pdf]\n    at_least: 3")
    )

    with pytest.raises(BadFixtures) as refused:
        load_form(written(tmp_path, bad), call, by=secretariat)

    assert [(one.place.line, one.reason) for one in refused.value.problems] == [
        (10, "“many” must be a whole number"),
        (11, "nobody knows the key “colour”"),
    ]
    mended = bad.replace("many\n        colour: blue", "300")
    with pytest.raises(BadFixtures) as refused:
        load_form(written(tmp_path, mended), call, by=secretariat)
    assert [one.place.line for one in refused.value.problems] == [4, 12]
    assert not FormVersion.objects.filter(call=call).exists()


def test_only_who_keeps_forms_may_load_one(call):
    with pytest.raises(NotAllowed):
        load_form(STANDARD, call, by=UserFactory())


@pytest.mark.parametrize(
    ("year", "address", "reason"),
    [
        (2033, "secretariat@example.org", "There is no call of 2033."),
        (2031, "nobody@example.org", "Nobody has an account with the address nobody@example.org."),
    ],
)
def test_the_command_says_what_it_does_not_know(call, secretariat, year, address, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("load_form", STANDARD, call=year, by=address)
