"""The creative fields in the staff's pages."""

import re

import pytest
from django.urls import reverse

from fields.models import CreativeField
from tests.admin_forms import errors, open_form
from tests.factories import CreativeFieldFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.mark.parametrize("question", ["litterature", "LITTÉRATURE", "литература", "skönlitteratur"])
def test_a_field_is_found_by_any_of_its_names(staff, question):
    literature = CreativeFieldFactory(
        slug="literature", name_fr="Littérature", name_ru="Литература"
    )
    literature.other_names.create(name="Skönlitteratur", language="sv")
    CreativeFieldFactory(slug="film")

    page = staff.get(reverse("admin:fields_creativefield_changelist"), {"q": question})

    assert [field.slug for field in page.context["cl"].result_list] == ["literature"]


def test_whoever_reads_french_chooses_among_fields_by_their_french_names(client):
    field = CreativeFieldFactory(slug="film", name_en="Film", name_fr="Cinéma")
    CreativeFieldFactory(slug="music")
    client.force_login(UserFactory(superuser=True, language="fr"))

    filters = client.get(reverse("admin:cities_city_changelist")).text
    choices = client.get(reverse("admin:cities_designation_add")).text

    assert re.search(r">\s*Cinéma\s*</a>", filters)
    assert f'<option value="{field.pk}">Cinéma</option>' in choices


def test_a_new_field_is_a_row_with_its_other_names(staff):
    data = {
        "slug": "architecture",
        "position": 8,
        "first_year": 2025,
        "glyph": "arch",
        "colour_light": "#1d4fb4",
        "colour_dark": "#86b0ff",
        "change_reason": "Call of 2025",
        "other_names-TOTAL_FORMS": 1,
        "other_names-INITIAL_FORMS": 0,
        "other_names-0-name": "Arkitektur",
        "other_names-0-language": "sv",
    }
    names = {
        f"name_{language}": "Architecture" for language in ("en", "fr", "es", "ru", "ar", "zh")
    }

    response = staff.post(reverse("admin:fields_creativefield_add"), data | names)

    assert response.status_code == 302, response.context["adminform"].form.errors
    field = CreativeField.objects.get()
    assert field.other_names.get().name == "Arkitektur"
    assert field.history.get().history_change_reason == "Call of 2025"


def test_a_field_before_the_network_is_refused_in_words(staff):
    field = CreativeFieldFactory()
    address = reverse("admin:fields_creativefield_change", args=(field.pk,))
    address, data = open_form(staff, address)

    response = staff.post(address, data | {"first_year": 1999})

    assert errors(response) == ["The network began in 2004."]
