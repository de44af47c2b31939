"""The calls for trying: everybody in them signs in and has something to do; production has none.

Opening them takes a while: one test does, and tells all that can be told of it.
"""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse

from applications.demonstration.accounts import ROLES, Passwords, account, address
from applications.demonstration.inventing import countries_without_commission
from applications.demonstration.opening import Demonstration, free_year, prolong
from applications.log import differences, verify
from applications.models import (
    Application,
    Assignment,
    Call,
    Evaluator,
    NationalCommission,
    Notice,
    ReviewRequest,
)
from applications.preflight import check
from cities.models import Country
from fields.models import CreativeField
from tests.factories import (
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
)
from uccn.roles import sync_roles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(settings):
    settings.LOCAL = True
    for code in ("DK", "KE", "NO", "UY"):
        CountryFactory(code=code)
    for slug in ("design", "film", "music"):
        CreativeFieldFactory(slug=slug)
    sync_roles()


def run(*options):
    said = StringIO()
    call_command("open_demonstration_call", *options, stdout=said)
    return said.getvalue()


def password_in(said):
    return said.split("is shown this once: ")[1].split()[0]


def sign_in(client, role, password):
    client.logout()
    return client.post(reverse("account_login"), {"login": address(role), "password": password})


def statuses(call):
    return sorted(call.applications.values_list("status", flat=True))


def member_of_the_network():
    """A city whose field is that of the file that everybody evaluates."""
    field = CreativeField.objects.order_by("position")[1]
    city = CityFactory(country=Country.objects.get(code="NO"))
    return DesignationFactory(city=city, field=field).city


def desks(begun, submitted, judged):
    """Where each role begins, and what it finds there."""
    year, judged_in = begun.call.year, judged.call.year
    returned = judged.call.applications.get(status="returned")
    sealed = Assignment.objects.get(state="sealed", evaluator__user__email=address("evaluator"))
    own = reverse("applications:evaluation:declaration", args=[sealed.number])
    return {
        "owner": [(reverse("applications:candidature:file", args=[begun.pk]), "Examplehaven")],
        "editor": [(reverse("applications:candidature:planner", args=[begun.pk]), "Examplehaven")],
        "reader": [(reverse("applications:candidature:file", args=[begun.pk]), "Examplehaven")],
        "second-owner": [
            (reverse("applications:candidature:file", args=[submitted.pk]), "Samplebury"),
            (reverse("applications:candidature:file", args=[returned.pk]), "say more of the"),
        ],
        "commission": [
            (reverse("applications:commission:desk", args=["dk", year]), "Samplebury"),
            (reverse("applications:commission:desk", args=["ke", judged_in]), "Draftwell"),
        ],
        "staff": [
            (reverse("applications:screening:desk", args=[judged_in]), "Trialmouth"),
            (reverse("applications:screening:reviews"), "Draftwell"),
            (reverse("applications:panel:results", args=[judged_in]), "Modelton"),
        ],
        "evaluator": [(reverse("applications:evaluation:desk"), own)],
        "office": [
            (reverse("applications:decision:desk", args=[judged_in]), "Modelton"),
            (
                reverse("applications:decision:letter", args=[judged_in, "designated", "en"]),
                "{city} is designated",
            ),
        ],
    }


def test_each_role_signs_in_and_has_something_to_do(client):
    member = member_of_the_network()

    said = run()

    password = password_in(said)
    closed, call = Call.objects.order_by("year")
    assert [address(role) in said for role in ROLES] == [True] * 8
    assert (call.is_open, closed.is_open, statuses(call)) == (True, False, ["draft", "submitted"])
    assert statuses(closed) == [
        *("endorsed", "ineligible", "returned", "submitted"),
        *["under-evaluation"] * 3,
    ]
    begun, submitted = call.applications.order_by("pk")
    judged = closed.applications.get(city__name="Modelton")
    for role, pages in desks(begun, submitted, judged).items():
        assert sign_in(client, role, password).status_code == 302, role
        for page, found in pages:
            answer = client.get(page)
            assert (answer.status_code, found in answer.content.decode()) == (200, True), page
    client.logout()
    for one in (call, closed):
        page = client.get(reverse("applications:call", args=[one.year])).content.decode()
        assert "A demonstration on a developer’s machine" in page
        assert "It is no call of UNESCO" in page
    for path in ("/cities/", "/api/v1/cities/", "/calls/"):
        shown = client.get(path).content.decode()
        assert not any(name in shown for name in ("Examplehaven", "Modelton"))
    # Everything is as the verbs leave it.
    assert not check(submitted, submitted.submitted_at).found
    assert submitted.status_changes.get(action="submit").receipt.sha256
    assert begun.answers.exists()
    assert [*verify(), *differences()] == []
    assert not Notice.objects.exists()
    assert ReviewRequest.objects.get().outcome == ""
    assert [one.evaluators.filter(city=member).count() for one in (call, closed)] == [1, 1]
    assert not Evaluator.objects.filter(country__code__in=["DK", "KE", "UY"]).exists()
    again_it_changes_nothing(client, password)


def again_it_changes_nothing(client, password):
    said = run()
    assert "is there already" in said
    assert password not in said
    assert (Call.objects.count(), Application.objects.count()) == (2, 9)
    with pytest.raises(CommandError, match="Acts on files are kept for ever"):
        run("--remove")
    assert sign_in(client, "reader", password).status_code == 302
    new = password_in(run("--new-passwords"))
    assert sign_in(client, "reader", password).status_code == 200
    assert sign_in(client, "office", new).status_code == 302


def test_a_year_of_the_record_is_left_to_it():
    Call.objects.create(year=2027)

    assert (free_year(2026), free_year(2027)) == (2026, 2028)


def test_a_country_keeps_its_own_commission():
    for code in ("DK", "NO"):
        country = Country.objects.get(code=code)
        NationalCommission.objects.create(country=country, name=f"Commission of {country}")
    with pytest.raises(CommandError, match="three countries without a National Commission"):
        run()
    assert not get_user_model().objects.exists()
    CountryFactory(code="SE")

    assert [country.code for country in countries_without_commission()] == ["KE", "UY", "SE"]


def test_after_its_deadline_the_open_call_is_prolonged():
    account("staff", Passwords())
    closed, call = CallFactory(closed=True), CallFactory(closed=True)

    assert prolong(Demonstration(call, closed))

    call.refresh_from_db()
    assert call.is_open
    assert not prolong(Demonstration(call, closed))


def test_production_has_none(settings):
    settings.LOCAL = False
    for options in ([], ["--new-passwords"]):
        with pytest.raises(CommandError, match="developer's machine only"):
            run(*options)
    assert not Call.objects.exists()
    assert not get_user_model().objects.exists()


def test_without_a_record_it_says_what_to_do_first():
    CreativeField.objects.all().delete()
    with pytest.raises(CommandError, match="load_record"):
        run()
    assert not get_user_model().objects.exists()
