"""What is decided and released is seen nowhere before its instant, and once everywhere after."""

import io
import re
import zipfile

import pytest
from django.core import mail
from django.urls import URLPattern, get_resolver, reverse

from applications.models import LogEntry, Notice
from applications.notices import send_waiting
from applications.outcome import announce_due, plan
from cities.models import ChangedObject, Designation
from tests.api_routes import api_routes
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
from tests.factories import (
    AssignmentFactory,
    CityFactory,
    CreativeFieldFactory,
    DesignationFactory,
)
from tests.site_map import public_pages

pytestmark = pytest.mark.django_db(transaction=True)

NOWHERE = "00000000-0000-0000-0000-000000000007"
HEADERS = ("ETag", "Last-Modified", "Content-Length", "Location", "Link")
TURNED_DOWN = "applicant who is turned down"
# What differs from one answer to the next, whatever is decided.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|name="key" value="[-0-9a-f]+"|nonce-[\w=+/-]+'
    r"|\d\d:\d\d:\d\d|cursor=[^>\"&\\]+"
    r'|"token": "\w+"'
)


@pytest.fixture
def scene():
    """A candidate that is to be designated and one that is not, with everybody around them."""
    # Of objects that tests of whole transactions made and took away.
    ChangedObject.objects.all().delete()
    member = DesignationFactory(city=CityFactory(country=denmark(), name="Odense", slug="odense"))
    call, by = closed_call(), office()
    field = CreativeFieldFactory(slug="film", name_en="Film")
    city = CityFactory(country=denmark(), name="Quokkaby", slug="quokkaby")
    yes, no = judged_file(call, city=city, field=field), judged_file(call, field=field)
    people = {
        "anonymous": None,
        "applicant": owner_of(yes),
        TURNED_DOWN: owner_of(no),
        "Commission": member_of_commission(denmark()),
        "evaluator": AssignmentFactory(application=yes, open=True).evaluator.user,
        "Secretariat": person_in("Secretariat"),
    }
    letters(call, by)
    return {"call": call, "by": by, "yes": yes, "no": no, "people": people, "member": member.city}


def own_routes(patterns=None, namespace=""):
    """Name and words of every address of the procedure."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            if namespace.startswith("applications:") and pattern.name:
                yield namespace + pattern.name, pattern.pattern.converters
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from own_routes(pattern.url_patterns, namespace + inner)


def addresses_of(file):
    """Every address of the procedure with this file, its call and its country in it."""
    words = {
        "year": file.call.year,
        "code": "dk",
        "language": "en",
        "kind": "designated",
        "action": "withdraw",
        "secret": "a" * 64,
        "token": "f" * 64,
    }
    for name, converters in own_routes():
        known = {
            word: words.get(word)
            or {"IntConverter": file.pk, "UUIDConverter": NOWHERE}.get(
                type(converter).__name__, "designated"
            )
            for word, converter in converters.items()
        }
        yield reverse(name, kwargs=known)


def public_addresses(file, member):
    """Pages, lists, files, feeds and the API; those that would name the candidate, too."""
    examples = {
        "cities:field": {"slug": file.field.slug},
        "cities:city": {"slug": member.slug},
        "cities:country": {"code": "dk"},
        "cities:source": {"key": "none"},
        "applications:call": {"year": file.call.year},
    }
    yield from (address for _name, address in public_pages(examples))
    yield from (f"/{name}.csv" for name in ("fields", "cities", "countries", "designations"))
    yield from ("/record.zip", "/sitemap.xml", "/sitemap-cities.xml", "/catalogue.jsonld")
    yield from ("/feeds/members/", "/feeds/changes/", "/feeds/countries/dk/", "/robots.txt")
    yield from (f"/search/suggestions/?q={file.city.name}", "/api/v1/changes/?since=0")
    words = {"year": file.call.year, "code": "dk", "slug": file.city.slug}
    for route in api_routes():
        yield re.sub(r"\{(\w+)\}", lambda word: str(words.get(word[1], file.city.number)), route)
    yield from telling(file)


def telling(file):
    """Where a designation is seen first."""
    return [
        *("/", "/cities/", "/countries/dk/", "/map/", f"/cities/{file.city.slug}/", "/statistics/"),
        f"/search/?q={file.city.name}",
        *("/api/v1/cities/", "/api/v1/designations/", "/api/v1/changes/"),
    ]


def text_of(answer):
    """All that an answer says; what lies in archives, too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "".join(
                archive.read(name).decode(errors="replace") for name in sorted(archive.namelist())
            )
    return body.decode(errors="replace")


def crawled(client, scene):
    """Every answer to everybody: status, the headers that tell of the record, and the text."""
    found = {}
    for who, person in scene["people"].items():
        client.logout()
        if person:
            client.force_login(person)
        addresses = list(addresses_of(scene["no" if who == TURNED_DOWN else "yes"]))
        if person is None:
            addresses += public_addresses(scene["yes"], scene["member"])
        else:
            addresses += ["/", f"/cities/{scene['yes'].city.slug}/", "/account/"]
        for address in addresses:
            answer = client.get(address)
            told = [f"{name}: {answer.get(name, '')}" for name in HEADERS]
            text = PASSING.sub("", "\n".join([*told, text_of(answer)]))
            found[who, address] = answer.status_code, text
        # The page of the record tells who was given it before: it is given of the other file.
        address = reverse("applications:audit:file", args=[scene["no"].pk])
        answer = client.post(address)
        found[who, f"POST {address}"] = answer.status_code, record_without_the_log(answer)
    client.logout()
    return found


def record_without_the_log(answer):
    """What an archive for an auditor says but for the log and the accounts that it names.

    The log tells that something was decided, and that the archive was given.
    """
    if not answer.streaming:
        return PASSING.sub("", answer.text)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        told = {name: archive.read(name).decode() for name in archive.namelist()}
    return [
        (name, text)
        for name, text in sorted(told.items())
        if not name.startswith(("log/", "people", "README", "SHA256SUMS"))
    ]


def test_nothing_differs_by_a_byte_until_the_instant_and_all_is_there_after_it(client, scene):
    call, yes, no = scene["call"], scene["yes"], scene["no"]
    # On which day decisions become known is no secret.
    plan(call, tomorrow(), by=scene["by"])
    before = crawled(client, scene)
    assert len(before) > 300
    assert before["anonymous", "/cities/quokkaby/"][0] == 404
    assert "Quokkaby" not in before["anonymous", "/api/v1/cities/"][1]
    given = [
        who for (who, address), (code, _text) in before.items() if code == 200 and "POST" in address
    ]
    assert given == ["Secretariat"]

    released(call, scene["by"], {yes: "designated", no: "not-designated"})
    assert announce_due() == []

    after = crawled(client, scene)
    assert [key for key in before if after[key] != before[key]] == []
    assert not Notice.objects.exists()
    # The log says that something was decided, and not what.
    drafted = LogEntry.objects.filter(kind="decision:draft").values_list("contents", flat=True)
    assert [set(one["decision"]) for one in drafted] == [{"salted_sha256"}] * 2

    let_the_instant_come(call)
    announce_due()
    announce_due()
    send_waiting()

    assert Designation.objects.filter(city=yes.city).count() == 1
    page = client.get("/cities/quokkaby/")
    assert (page.status_code, "Film" in page.text) == (200, True)
    listed = client.get("/api/v1/cities/").json()["results"]
    assert sorted(city["name"] for city in listed) == ["Odense", "Quokkaby"]
    one = client.get(f"/api/v1/cities/{yes.city.number}/").json()
    assert one["name"] == "Quokkaby"
    held = client.get("/api/v1/designations/").json()["results"]
    assert [row["field"] for row in held if row["city"]["slug"] == "quokkaby"] == ["film"]
    changes = client.get("/api/v1/changes/").json()["results"]
    assert [row["kind"] for row in changes if row["key"] == str(yes.city.number)] == ["city"]
    found = client.get("/search/?q=Quokkaby").text
    assert found.count('href="/cities/quokkaby/"') == 1
    assert "2 cities" in client.get("/cities/").text
    assert "1 city" in re.sub("<[^>]+>", "", before["anonymous", "/cities/"][1])
    assert "/cities/quokkaby/" in client.get("/sitemap-cities.xml").text
    # Each of the three people once about each file that is theirs.
    commission = scene["people"]["Commission"].email
    assert sorted((one.to[0], one.subject) for one in mail.outbox) == sorted(
        [
            (owner_of(yes).email, "designated en: Quokkaby"),
            (commission, "designated en: Quokkaby"),
            (owner_of(no).email, f"not-designated en: {no.city.name}"),
            (commission, f"not-designated en: {no.city.name}"),
        ]
    )
