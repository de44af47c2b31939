"""What staff do with a city: find, add and edit it with its rows, and see who did what and why."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from cities.models import City, CityName, Designation, FormerSlug
from tests.admin_forms import add_row, errors, typed
from tests.factories import (
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "admin:cities_city_changelist"


@pytest.fixture
def editor():
    return UserFactory(superuser=True, email="editor@example.org")


@pytest.fixture
def staff(client, editor):
    client.force_login(editor)
    return client


def open_form(client, row):
    address = reverse(f"admin:cities_{row._meta.model_name}_change", args=(row.pk,))
    return address, typed(client.get(address))


def found(client, question):
    page = client.get(reverse(LIST), {"q": question})
    return [city.name for city in page.context["cl"].result_list]


@pytest.mark.parametrize(
    "question", ["Östersund", "ostersund", "ÖSTERSUND", "Staare", "stååre", "sverige ostersund"]
)
def test_a_city_is_found_by_every_spelling_of_its_names(staff, question):
    ostersund = CityFactory(name="Östersund", slug="ostersund", country__name="Sweden")
    ostersund.country.other_names.create(name="Sverige")
    CityNameFactory(city=ostersund, name="Stååre")
    CityFactory(name="Norrköping")

    assert found(staff, question) == ["Östersund"]


def test_a_city_is_found_by_its_country_in_another_language(staff):
    CityFactory(name="Bergen", country=CountryFactory(code="NO", name="Norway"))
    CityFactory(name="Lyon", country=CountryFactory(code="FR", name="France"))

    assert found(staff, "Норвегия") == ["Bergen"]


def test_a_search_for_nothing_but_signs_finds_nothing(staff):
    CityFactory()

    assert found(staff, "%_") == []


@pytest.mark.parametrize("question", ["qz " * 5000, "å" * 10_000, "9" * 10_000, "ß" * 50])
def test_a_question_of_any_length_is_answered(staff, question):
    CityFactory(name="Bergen")

    assert found(staff, question) == []


@pytest.mark.parametrize("query", [{"q": "Ber\0gen"}, {"membership": "\0"}, {"territory": "\0"}])
def test_a_character_that_no_database_knows_is_refused(staff, query):
    assert staff.get(reverse(LIST), query).status_code == 400


def test_choices_tell_the_two_granadas_apart(staff):
    for number, country in ((1, "Nicaragua"), (2, "Spain")):
        CityFactory(number=number, name="Granada", country__name=country)

    answer = staff.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "cities",
            "model_name": "designation",
            "field_name": "city",
            "term": "GRANADA",
        },
    )

    assert [choice["text"] for choice in answer.json()["results"]] == [
        "Granada, Nicaragua (1)",
        "Granada, Spain (2)",
    ]


def test_the_list_tells_members_former_members_and_candidates_apart(staff):
    CityFactory(name="Ibiza")
    DesignationFactory(city__name="Bergen")
    DesignationFactory(city__name="Atlantis", ended=True)

    def names(membership):
        page = staff.get(reverse(LIST), {"membership": membership})
        return [city.name for city in page.context["cl"].result_list]

    assert names("member") == ["Bergen"]
    assert names("former") == ["Atlantis"]
    assert names("candidate") == ["Ibiza"]


def test_a_new_city_is_offered_the_next_number_even_after_a_deletion(staff):
    CityFactory(number=7).delete()
    country = CountryFactory()
    address = reverse("admin:cities_city_add")

    data = typed(staff.get(address))
    assert data["number"] == 8
    data |= {
        "name": "Ibiza",
        "slug": "ibiza",
        "country": country.pk,
        "latitude": "38.9",
        "longitude": "1.4",
    }
    response = staff.post(address, data)

    assert response.status_code == 302, errors(response)
    assert City.objects.get().number == 8


def test_a_change_keeps_who_made_it_and_why(staff, editor):
    city = CityFactory(name="Norrkoping")
    address, data = open_form(staff, city)
    assert "number" not in data

    response = staff.post(
        address, data | {"name": "Norrköping", "change_reason": "Spelling of the city’s own page"}
    )

    assert response.status_code == 302, errors(response)
    version = city.history.first()
    assert version.name == "Norrköping"
    assert version.history_change_reason == "Spelling of the city’s own page"
    assert version.history_user == editor
    history = staff.get(reverse("admin:cities_city_history", args=(city.pk,))).content.decode()
    assert "Spelling of the city’s own page" in history
    assert "Norrkoping → Norrköping" in history


def test_the_rows_of_a_city_keep_the_reason_too(staff):
    organisation = OrganisationFactory(name="Bergen Kommune")
    address, data = open_form(staff, organisation.city)

    data |= {"organisations-0-name": "Bergen kommune", "change_reason": "As they write it"}
    response = staff.post(address, data)

    assert response.status_code == 302, errors(response)
    version = organisation.history.first()
    assert (version.name, version.history_change_reason) == ("Bergen kommune", "As they write it")


def test_an_earlier_version_can_be_taken_back(staff):
    city = CityFactory(name="Bergen")
    city.name = "Bjørgvin"
    city.save()
    first = city.history.last()
    address = reverse("admin:cities_city_simple_history", args=(city.pk, first.pk))

    page = staff.get(address)
    data = {bound.html_name: bound.value() for bound in page.context["adminform"].form}
    data = {name: value for name, value in data.items() if value is not None}
    response = staff.post(address, data | {"change_reason": "Was right before"})

    assert response.status_code == 302
    city.refresh_from_db()
    assert city.name == "Bergen"
    assert city.history.first().history_change_reason == "Was right before"


def test_a_changed_slug_is_kept_and_shown(staff):
    city = CityFactory(slug="macao")
    address, data = open_form(staff, city)

    assert staff.post(address, data | {"slug": "macau"}).status_code == 302

    assert FormerSlug.objects.get().slug == "macao"
    assert "macao" in staff.get(address).content.decode()


def test_names_of_the_gazetteer_are_a_link_and_no_rows(staff):
    city = CityFactory()
    CityNameFactory(city=city, name="Courtrai", kind="translation")
    for number in range(3):
        CityNameFactory(city=city, name=f"K{number}", kind="gazetteer")
    address, data = open_form(staff, city)

    page = staff.get(address).content.decode()
    assert data["names-TOTAL_FORMS"] == 1
    assert "3 names for finding" in page

    assert staff.post(address, data).status_code == 302
    assert CityName.objects.count() == 4
    names = staff.get(
        reverse("admin:cities_cityname_changelist"),
        {"city__id__exact": city.pk, "kind__exact": "gazetteer"},
    )
    assert len(names.context["cl"].result_list) == 3


@pytest.fixture
def lyon():
    city = CityFactory(name="Lyon")
    DesignationFactory(city=city, field__slug="media-arts", call_year=2008, announced_on="2008")
    return city


def test_a_city_changes_its_field_in_one_save(staff, lyon):
    literature = CreativeFieldFactory(slug="literature")
    address, data = open_form(staff, lyon)

    data |= {"designations-0-ended_on": "2023-10-31", "designations-0-end_reason": "field-change"}
    add_row(
        data,
        "designations",
        field=literature.pk,
        announced_on="2023-10-31",
        evidence="several",
    )
    response = staff.post(address, data | {"change_reason": "Announcement of 31 October 2023"})

    assert response.status_code == 302, errors(response)
    before, after = lyon.designations.order_by("in_force_from")
    assert (before.ended_on, after.field.slug) == ("2023-10-31", "literature")
    assert before.successor == after
    assert after.history.first().history_change_reason == "Announcement of 31 October 2023"


def test_the_field_of_a_designation_is_not_overwritten_among_its_city_s_rows(staff, lyon):
    literature = CreativeFieldFactory(slug="literature")
    address, data = open_form(staff, lyon)

    response = staff.post(address, data | {"designations-0-field": literature.pk})

    assert response.status_code == 302, errors(response)
    assert lyon.designations.get().field.slug == "media-arts"


def test_a_second_field_beside_the_first_is_refused_with_its_reason(staff, lyon):
    address, data = open_form(staff, lyon)

    add_row(
        data,
        "designations",
        field=CreativeFieldFactory().pk,
        announced_on="2023-10-31",
        evidence="several",
    )
    response = staff.post(address, data)

    assert response.status_code == 200
    assert errors(response) == ["This overlaps the city’s designation for Media Arts."]
    assert Designation.objects.count() == 1


@pytest.mark.parametrize("boundary", ["2023-11-15", "2023-10-01"])
def test_the_day_between_two_fields_can_move_either_way(staff, lyon, boundary):
    lyon.designations.all().delete()
    before = DesignationFactory(
        city=lyon, announced_on="2008", ended_on="2023-10-31", end_reason="field-change"
    )
    after = DesignationFactory(city=lyon, announced_on="2023-10-31")
    address, data = open_form(staff, lyon)

    data |= {"designations-0-ended_on": boundary, "designations-1-announced_on": boundary}
    response = staff.post(address, data)

    assert response.status_code == 302, errors(response)
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.ended_on, after.announced_on) == (boundary, boundary)


def test_an_end_without_a_reason_is_refused_with_its_message(staff, lyon):
    address, data = open_form(staff, lyon)

    response = staff.post(address, data | {"designations-0-ended_on": "2020"})

    assert errors(response) == [
        "An ended designation has a date and a reason; one in force has neither."
    ]


def test_a_designation_of_its_own_page_is_judged_against_the_city_s_others(staff, lyon):
    address = reverse("admin:cities_designation_add")
    data = typed(staff.get(address))

    response = staff.post(
        address,
        data | {"city": lyon.pk, "field": CreativeFieldFactory().pk, "announced_on": "2023-10-31"},
    )

    assert response.status_code == 200
    assert "This overlaps the city’s designation for Media Arts." in errors(response)


def test_nobody_overwrites_a_colleague_unasked(staff, editor):
    city = CityFactory(name="Bergen", website="https://old.example.org/")
    address, data = open_form(staff, city)
    city.website = "https://new.example.org/"
    city._history_user = UserFactory(email="colleague@example.org")
    city.save()

    response = staff.post(address, data | {"native_name": "Bjørgvin"})

    (message,) = errors(response)
    assert message.startswith("colleague@example.org saved this on ")
    city.refresh_from_db()
    assert (city.website, city.native_name) == ("https://new.example.org/", "")

    again = typed(response)
    assert again["native_name"] == "Bjørgvin"
    response = staff.post(address, again | {"website": "https://new.example.org/"})
    assert response.status_code == 302, errors(response)
    city.refresh_from_db()
    assert (city.website, city.native_name) == ("https://new.example.org/", "Bjørgvin")


def test_a_colleague_s_change_of_a_row_counts_too(staff):
    organisation = OrganisationFactory(name="Bergen Kommune")
    address, data = open_form(staff, organisation.city)
    organisation.name = "Bergen kommune"
    organisation.save()

    response = staff.post(address, data)

    (message,) = errors(response)
    assert message.startswith("The loader saved this on ")
    organisation.refresh_from_db()
    assert organisation.name == "Bergen kommune"


@pytest.mark.parametrize(
    ("colleague", "message"),
    [
        ({}, "The city already holds a field: end that one first."),
        (
            {"ended_on": "2024-01-01", "end_reason": "withdrawal"},
            "The city holds another field in that time.",
        ),
    ],
)
def test_a_colleague_s_designation_in_between_is_a_message_and_nothing_typed_is_lost(
    staff, colleague, message
):
    city = CityFactory()
    address, data = open_form(staff, city)
    del data["seen_version"]
    DesignationFactory(city=city, announced_on="2015", **colleague)

    add_row(
        data,
        "designations",
        field=CreativeFieldFactory().pk,
        announced_on="2023-10-31",
        evidence="several",
    )
    response = staff.post(address, data | {"change_reason": "typed with care"})

    assert response.status_code == 200
    assert errors(response) == [message]
    assert "typed with care" in response.content.decode()
    assert Designation.objects.count() == 1


def test_a_city_that_holds_a_designation_is_not_deleted(staff, lyon):
    address = reverse("admin:cities_city_delete", args=(lyon.pk,))

    response = staff.post(address, {"post": "yes"})

    assert response.status_code == 200
    assert City.objects.get() == lyon


@pytest.mark.parametrize("model", ["city", "designation", "country", "source", "statement"])
def test_nothing_of_the_record_is_deleted_in_bulk(staff, model):
    DesignationFactory()
    page = staff.get(reverse(f"admin:cities_{model}_changelist"))

    assert "delete_selected" not in page.content.decode()


def test_only_cities_with_a_public_page_link_to_it(staff, lyon):
    candidate = CityFactory()

    def page(city):
        return staff.get(reverse("admin:cities_city_change", args=(city.pk,))).content.decode()

    assert "View on site" in page(lyon)
    assert "View on site" not in page(candidate)


def test_the_log_names_no_contact(staff):
    city = CityFactory()
    address, data = open_form(staff, city)

    add_row(data, "focal_points", name="Ada Lovelace", role="focal-point")
    response = staff.post(address, data)

    assert response.status_code == 302, errors(response)
    assert city.focal_points.get().name == "Ada Lovelace"
    assert "Ada" not in LogEntry.objects.get().change_message


def test_a_row_offers_only_the_city_s_own_organisations(staff):
    city = CityFactory()
    OrganisationFactory(city=city, name="Bergen kommune")
    OrganisationFactory(name="Lyon Métropole")
    FocalPointFactory(city=city, source=SourceFactory())

    page = staff.get(reverse("admin:cities_city_change", args=(city.pk,)))

    rows = next(
        w.formset
        for w in page.context["inline_admin_formsets"]
        if w.formset.prefix == "focal_points"
    )
    labels = [label for _key, label in rows.forms[0].fields["organisation"].choices]
    assert labels == ["---------", "Bergen kommune"]
