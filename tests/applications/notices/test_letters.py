"""What letters say: what happened, what comes next, and why one gets them."""

from pathlib import Path

import pytest
from django.conf import settings

from applications.models import Notice, Why
from applications.notices.letters import letter
from tests.factories import ApplicationFactory, CreativeFieldFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FOLDER = Path(settings.BASE_DIR) / "templates" / "applications" / "letters"
TEMPLATES = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != "letter")
CONTEXT = {
    "city": "Viborg & Søn",
    "field": "media-arts",
    "country": "DK",
    "year": 2019,
    "reason": "Another <year>",
    "received_at": "2019-06-30T21:59:58+00:00",
    "deadline_at": "2019-06-30T21:59:59+00:00",
    "earlier_at": "2019-06-30T21:59:59+00:00",
    "expires_at": "2019-06-30T21:59:59+00:00",
    "what_changed": "The limit",
    "inviter": "Ane",
    "part": "editor",
    "commission": "Unesco Denmark",
    "number": 3,
    "due_at": "2019-06-30T21:59:59+00:00",
    "rules": "Viborg needs 2 evaluators, and 1 can take it.",
    "remedies": ["Add an evaluator."],
    "ground": "late",
    "subjects": ["motivation"],
    "complete_by_at": "2019-07-10T21:59:59+00:00",
    "review_until_at": "2019-07-30T21:59:59+00:00",
    "outcome": "upheld",
    "answer": "It came <late>",
    "evaluator": "Eva <Berg>",
    "subject": "Viborg is designated",
    "body": "Dear Ane,\n\nwelcome.",
    "note": "A cousin & a friend",
}


def notice(template, why="team", language="en", zone="America/Sao_Paulo", **context):
    CreativeFieldFactory(slug="media-arts", name_en="Media Arts", name_fr="Arts numériques")
    return Notice(
        template=template,
        context=CONTEXT | context,
        why=why,
        language=language,
        user=UserFactory(time_zone=zone),
        application=ApplicationFactory(),
        email="x@example.org",
    )


def test_there_is_a_letter_for_every_act_that_owes_one():
    from applications.workflow.rules import RULES

    invited = {"invited", "invited-to-commission"}
    of_panels = {"assigned", "assignment-taken-back", "nobody-left"}
    of_evaluations = {"conflict-asked", "evaluation-given-back"}
    owed = {one.template for rule in RULES.values() for one in rule.letters}
    owed |= invited | of_panels | of_evaluations

    reviews = {"review-requested", "review-answered"}
    others = {"started", "form-corrected", "deadline-extended", "announcement", "membership-ended"}
    reminders = {"evaluations-due-soon", "evaluations-overdue", "review-waits"}

    assert owed | reviews | others | reminders == set(TEMPLATES)


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_letter_has_a_subject_what_comes_next_and_why(template, language, why):
    written = letter(notice(template, why, language))

    assert written.subject
    assert "\n" not in written.subject
    what, following, reason = written.body.split("\n\n", 1)[0], *_parts(written.body, language)
    assert what
    assert following
    assert reason.strip()
    for words in ("{{", "{%", "&amp;", "&lt;", "midnight", "None"):
        assert words not in written.subject + written.body


def _parts(body, language):
    headings = {
        "en": ("What comes next", "Why you get this letter"),
        "fr": ("Ce qui suit", "Pourquoi vous recevez cette lettre"),
    }[language]
    _before, after = body.split(headings[0])
    return after.split(headings[1])


def test_a_letter_tells_instants_in_the_readers_zone_in_paris_and_in_utc():
    body = letter(notice("submitted")).body

    assert "30 June 2019, 18:59:58 (America/Sao_Paulo)" in body
    assert "30 June 2019, 23:59:58 (Europe/Paris)" in body
    assert "30 June 2019, 21:59:58 (UTC)" in body


def test_a_letter_speaks_french_to_whoever_reads_french():
    written = letter(notice("submitted", language="fr"))

    assert written.subject == "Le dossier de Viborg & Søn est déposé"
    assert "Arts numériques" in written.body
    assert "30 juin 2019" in written.body


def test_other_languages_read_english():
    assert letter(notice("submitted", language="ar")).subject == (
        "The file of Viborg & Søn is submitted"
    )


def test_a_commission_is_told_its_own_next_step():
    team, commission = (letter(notice("submitted", why)).body for why in ("team", "commission"))

    assert "Until the deadline you may reopen the file" in team
    assert "Read it, and endorse or decline it" in commission


def test_the_letter_of_a_submission_names_its_code_and_where_it_is_verified(settings):
    settings.PUBLIC_ADDRESS = "https://portal.example.org"
    written = letter(notice("submitted", language="fr", code="ABCDE"))
    assert "ABCDE" in written.body
    assert "https://portal.example.org/fr/applications/verify/" in written.body
    assert "/verify/" not in letter(notice("submitted")).body
