"""An edit, through whatever door, is read at once from another process that kept the old answer."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from cities.models import City, CityName, Designation
from tests import small_record
from tests.admin_forms import open_form
from tests.factories import UserFactory
from tests.serving import environment_of_the_test, serving, shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

# Where the name of the city stands.
ADDRESSES = ("/cities/", "/fr/cities/", "/cities/bergen/", "/api/v1/cities/", "/?as_of=2020-01-01")


@pytest.fixture(scope="module")
def server(shared_database, tmp_path_factory):  # noqa: F811
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


CALLS = "calls:\n" + "".join(
    f"  - {{year: {year}, fields: [design]}}\n" for year in (2015, 2017, 2023)
)


@pytest.fixture
def record(tmp_path):
    """Three cities, one of them Bergen."""
    (tmp_path / "calls.yaml").write_text(CALLS)
    call_command("load_record", fixtures=small_record.write(tmp_path), verbosity=0)
    return tmp_path


def by_the_administration(_folder):
    client = Client()
    client.force_login(UserFactory(superuser=True))
    city = City.objects.get(slug="bergen")
    address, data = open_form(client, reverse("admin:cities_city_change", args=[city.pk]))
    answer = client.post(address, data | {"name": "Bjørgvin"})
    assert answer.status_code == 302


def by_saving(_folder):
    city = City.objects.get(slug="bergen")
    city.name = "Bjørgvin"
    city.save()


def by_an_update(_folder):
    City.objects.filter(slug="bergen").update(name="Bjørgvin")


def by_a_bulk_update(_folder):
    city = City.objects.get(slug="bergen")
    city.name = "Bjørgvin"
    City.objects.bulk_update([city], ["name"])


def by_hand(_folder):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cities_city SET name = 'Bjørgvin' WHERE slug = 'bergen'")


def within_a_longer_transaction(_folder):
    with transaction.atomic():
        by_saving(_folder)
        CityName.objects.filter(city__slug="umea").delete()


def by_the_loader(folder):
    again = small_record.write(folder, {"network.csv": [("bergen,Bergen,", "bergen,Bjørgvin,")]})
    call_command("load_record", fixtures=again, overwrite=True, verbosity=0)


def by_another_process(_folder):
    edit = (
        "from cities.models import City; City.objects.filter(slug='bergen').update(name='Bjørgvin')"
    )
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", edit],
        cwd=settings.BASE_DIR,
        env=environment_of_the_test(),
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize(
    "edit",
    [
        by_the_administration, by_saving, by_an_update, by_a_bulk_update, by_hand,
        within_a_longer_transaction, by_the_loader, by_another_process,
    ],
)  # fmt: skip
def test_an_edit_is_read_at_once_from_another_process(server, record, edit):
    before = {}
    for address in ADDRESSES:
        first, before[address] = server.get(address), server.get(address)
        assert first.status == before[address].status == 200
        assert "Bergen" in first.body.decode()
        assert first.body == before[address].body
    edit(record)

    for address in ADDRESSES:
        after = server.get(address)
        assert after.status == 200
        assert "Bjørgvin" in after.body.decode(), address
        conditional = server.get(address, If_None_Match=before[address].headers["etag"])
        assert (conditional.status, conditional.body) == (200, after.body)


def test_a_city_that_left_the_record_is_gone_at_once(server, record):
    for _ in range(2):
        assert server.get("/cities/voss/").status == 200
    city = City.objects.get(slug="voss")
    Designation.objects.filter(city=city).delete()
    city.delete()

    assert server.get("/cities/voss/").status == 404
    assert "Voss" not in server.get("/cities/").body.decode()


def test_what_was_taken_back_was_never_read(server, record):
    before = server.get("/cities/")
    with transaction.atomic():
        by_saving(record)
        during = server.get("/cities/")
        transaction.set_rollback(True)

    assert during.body == before.body
    assert server.get("/cities/", If_None_Match=before.headers["etag"]).status == 304
