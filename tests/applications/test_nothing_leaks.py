"""What a file holds is found at no public door, and at none of another country's Commission."""

import io
import re
import uuid
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.candidature import urls as candidature
from applications.models import Application, KeptText
from tests.api_routes import api_routes
from tests.applications.workflow.network import not_designated
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
)
from tests.factories import (
    AnswerFactory,
    CityFactory,
    CountryFactory,
    CriterionFactory,
    DocumentFactory,
    EndorsementFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    UserFactory,
)
from tests.site_map import public_pages

pytestmark = pytest.mark.django_db

# What is asked for, and comes back with the question; what files hold begins with it.
ASKED = "quokkazebra"
CANARY = f"{ASKED}finch"
FORMATS = ["csv", "xlsx", "json", "geojson"]
MOST_PAGES = 400
KEPT = uuid.UUID(int=7)


def planted(country, call, **state):
    """A file with the canary in everything that people write in it."""
    form = FormVersionFactory(call=call)
    question = QuestionFactory(section=FormSectionFactory(version=form))
    file = file_of(
        country, call, form=form, initiator=f"{CANARY} initiator", note=f"{CANARY} note", **state
    )
    person = UserFactory(email=f"{CANARY}{file.pk}@example.org", first_name=CANARY)
    AnswerFactory(
        application=file, question=question.code, value=f"{CANARY} answer", saved_by=person
    )
    DocumentFactory(application=file, original_name=f"{CANARY}.pdf", caption=CANARY, credit=CANARY)
    file.links.create(url=f"https://{CANARY}.example.org/", title=CANARY)
    file.process_steps.create(on="2026-12", title=CANARY, body=CANARY)
    file.team.update(user=person)
    file.status_changes.create(
        action="submit",
        from_status="draft",
        to_status="submitted",
        by=person,
        at=timezone.now(),
        reason=CANARY,
    )
    return file


def decided(file):
    """The file after a decision, with the canary in what came of it."""
    change = not_designated(file)
    criterion = CriterionFactory(call=file.call)
    file.feedback.create(criterion=criterion, text=CANARY, by=change.by, at=change.at)
    file.review_requests.create(
        number=KEPT, change=change, grounds=CANARY, by=change.by, at=change.at
    )
    return file


@pytest.fixture
def files():
    country = denmark()
    calls = [open_call(max_submitted_per_country=2), open_call()]
    made = [
        planted(country, calls[0]),
        planted(country, calls[0], submitted=True),
        planted(country, calls[1], declined=True),
        planted(country, calls[1], status="endorsed", submitted_at=timezone.now()),
    ]
    made.append(decided(planted(country, calls[1], under_evaluation=True)))
    EndorsementFactory(application=made[3], reason=CANARY)
    made[2].declines.create(reason=CANARY, by=UserFactory(), at=timezone.now())
    return made


def doors(files):
    """Addresses of every kind of public door, with those that ask for the canary itself."""
    city = CityFactory(member=True)
    slugs = {
        "cities:field": {"slug": city.designations.get().field.slug},
        "cities:city": {"slug": city.slug},
        "cities:country": {"code": city.country.code.lower()},
        "applications:call": {"year": files[0].call.year},
    }
    yield from (
        address for _name, address in public_pages({**slugs, "cities:source": {"key": "none"}})
    )
    for name in ["fields", "cities", "countries", "designations", "statements"]:
        yield from (f"/{name}.{extension}" for extension in FORMATS)
    candidate = files[0].city
    yield from [
        reverse("cities:city", args=[candidate.slug]),
        reverse("applications:call", args=[files[1].call.year]),
        *(f"/calls/{file.call.year}/" for file in files),
        *("/feeds/members/", "/feeds/changes/", "/feeds/countries/dk/", "/record.zip"),
        *("/sitemap.xml", "/robots.txt", "/catalogue.jsonld", "/opensearch.xml"),
        *(f"/search/?q={ASKED}", f"/search/suggestions/?q={ASKED}", f"/cities/?q={ASKED}"),
        *(
            f"/api/v1/search/?q={ASKED}",
            f"/api/v1/cities/?search={ASKED}",
            f"/claims/?q={ASKED}",
        ),
    ]
    words = {"year": files[0].call.year, "code": "dk", "slug": candidate.slug}
    for route in api_routes():
        yield re.sub(r"\{(\w+)\}", lambda word: str(words.get(word[1], candidate.number)), route)


def text_of(answer):
    """All that an answer says; what lies in archives, too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "".join(
                archive.read(name).decode(errors="replace") for name in archive.namelist()
            )
    return body.decode(errors="replace")


def crawl(client, begin):
    """Every address that can be reached by links from those given, with what it says."""
    waiting, seen = list(begin), set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        text = text_of(answer)
        yield path, answer, text
        if "html" in answer.get("Content-Type", "") or "xml" in answer.get("Content-Type", ""):
            found = re.findall(r'(?:href="|<loc>)(?:http://testserver)?(/[^"<#]*)', text)
            waiting.extend(link.replace("&amp;", "&") for link in found if is_of_interest(link))


def is_of_interest(link):
    """One language, and no list in all its orders, filters and days."""
    return "?" not in link and not re.match(r"/(fr|es|ru|ar|zh-hans|static|style|admin)\b", link)


def journey_of(file):
    """Every address of the candidate city's own pages, as they would be for the file."""
    document = file.documents.get()
    known = {
        "number": file.pk,
        "year": file.call.year,
        "code": file.answers.get().question,
        "revision": 1,
        "document": document.number,
        "kept": KEPT,
        "action": "submit",
        "change": file.status_changes.get().number,
        "language": "en",
        "kind": "pdf",
        "step": file.process_steps.get().pk,
        # The secret of nobody's calendar.
        "secret": "a" * 64,
        "member": file.team.get().pk,
        "invitation": KEPT,
        "token": "f" * 64,
        "upload": KEPT,
    }
    for pattern in candidature.urlpatterns:
        names = pattern.pattern.converters
        yield reverse(
            f"applications:candidature:{pattern.name}",
            kwargs={name: known[name] for name in names},
        )


@pytest.mark.parametrize(
    "who", ["anonymous", "somebody", "the own Commission", "another Commission", "staff"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_own_pages_of_a_file_tell_nobody_outside_of_its_team_what_it_holds(
    client, files, who, method
):
    KeptText.objects.create(
        number=KEPT,
        application=files[0],
        question="why",
        value=CANARY,
        why="late",
        client_key=KEPT,
        by=files[0].team.get().user,
        at=timezone.now(),
    )
    people = {
        "somebody": UserFactory,
        "the own Commission": lambda: member_of_commission(denmark()),
        "another Commission": lambda: member_of_commission(CountryFactory(code="SE")),
        "staff": lambda: UserFactory(superuser=True),
    }
    if who in people:
        client.force_login(people[who]())
    # A draft, which nobody else knows of, and one that the Commission reads on pages of its own.
    for file in files[:2]:
        for path in journey_of(file):
            answer = getattr(client, method)(path)
            assert CANARY not in text_of(answer).lower(), (path, answer.status_code)
            assert answer.status_code < 500, path


def test_the_team_itself_finds_it_on_its_pages(client, files):
    client.force_login(files[0].team.get().user)
    found = [path for path in journey_of(files[0]) if CANARY in text_of(client.get(path))]
    assert len(found) > 1


@pytest.mark.parametrize("who", ["anonymous", "member of another Commission", "somebody"])
def test_what_was_planted_in_files_is_found_nowhere(client, files, who):
    if who == "member of another Commission":
        client.force_login(member_of_commission(CountryFactory(code="SE")))
    elif who == "somebody":
        client.force_login(UserFactory())
    private = [
        reverse(f"applications:commission:{name}", args=[file.pk, *more])
        for file in files
        for name, more in [("file", ()), *((("act", (one,))) for one in ("endorse", "decline"))]
    ]
    private += [
        reverse("applications:commission:document", args=[file.pk, file.documents.get().number])
        for file in files
    ]
    private += ["/applications/commission/", f"/applications/commission/dk/{files[0].call.year}/"]

    private += ["/applications/screening/reviews/", f"/applications/screening/reviews/{KEPT}/"]
    private += [f"/applications/screening/files/{file.pk}/feedback/" for file in files]
    private += [f"/applications/files/{files[-1].pk}/{page}/" for page in ("result", "review")]
    # The record for an auditor has all of it, and comes to whoever posts and may have it.
    records = [reverse("applications:audit:file", args=[file.pk]) for file in files]
    for path in records:
        assert CANARY not in text_of(client.post(path)).lower(), path
    private += records

    visited = 0
    for path, _answer, text in crawl(client, [*doors(files), *private]):
        visited += 1
        assert CANARY not in text.lower(), path
    assert visited > 60


def test_the_own_commission_sees_what_was_handed_in_and_no_draft(client, files):
    client.force_login(member_of_commission(denmark()))

    seen = [
        CANARY in text_of(client.get(reverse("applications:commission:file", args=[file.pk])))
        for file in files
    ]

    assert seen == [False, True, True, True, True]
    records = [reverse("applications:audit:file", args=[file.pk]) for file in files]
    assert {client.post(path).status_code for path in records} == {404}
    client.force_login(files[1].team.get().user)
    assert {client.post(path).status_code for path in records} == {404}
    client.force_login(UserFactory(superuser=True))
    assert CANARY in text_of(client.post(records[1])).lower()


@pytest.mark.parametrize("path", ["applications/", "applications/1/", "files/", "endorsements/"])
def test_the_api_has_no_files(client, files, path):
    assert client.get(f"/api/v1/{path}").status_code == 404
    client.force_login(UserFactory(superuser=True))
    assert client.get(f"/api/v1/{path}").status_code == 404


def test_lists_cannot_be_narrowed_by_what_a_file_holds(client, files):
    for name in ["applications__status", "applications__field", "applications__note"]:
        assert client.get("/api/v1/cities/", {name: "draft"}).status_code == 400
    assert Application.objects.count() == len(files)
