"""Every list and form of the staff's site: it opens, and asks a constant number of questions."""

import datetime
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import trans_real

from applications import models as applications
from applications.log import publish_head, record
from cities import models as cities
from fields.models import CreativeField
from tests.factories import (
    ApplicationFactory,
    AssetFactory,
    CallFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    CriterionFactory,
    DesignationFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    FocalPointFactory,
    FormSectionFactory,
    FormVersionFactory,
    NationalCommissionFactory,
    OrganisationFactory,
    PartnerKeyFactory,
    SourceFactory,
    StatementFactory,
    UserFactory,
)
from uccn.models import PartnerKey, User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SITE = admin.site
OWN_APPS = {"uccn", "fields", "cities", "applications"}

# The revision is the machinery's: database triggers raise it, and nobody edits or reads it here.
NOT_FOR_STAFF = {
    cities.Revision,
    cities.ChangedObject,
    # What stands behind an answer and a submission; staff read the answers and the acts.
    applications.AnswerRevision,
    applications.Receipt,
    # What the entries of the log hang on.
    applications.LogHead,
    applications.LogSalt,
    # What is on its way into a file, or was kept for its author alone.
    applications.KeptText,
    applications.Upload,
    applications.UploadPart,
    # Screening, evaluation and decision have pages of their own; decisions are the office's alone.
    applications.Screening,
    applications.Decision,
    applications.Announcement,
    applications.LetterTemplate,
    applications.Feedback,
    applications.ReviewRequest,
    applications.Assignment,
    applications.Evaluation,
    applications.Score,
    applications.Consensus,
}
READ_ONLY = {
    Group,
    cities.LoadedRow,
    applications.Notice,
    applications.LogEntry,
    applications.PublishedHead,
}


def full_city(**values):
    return DesignationFactory(city=CityFactory(**values), evidence_note="as listed").city


MAKERS = {
    User: UserFactory,
    PartnerKey: PartnerKeyFactory,
    Group: lambda: Group.objects.create(name=f"Group {Group.objects.count()}"),
    CreativeField: CreativeFieldFactory,
    cities.Country: lambda: CityFactory().country,
    cities.City: full_city,
    cities.CityName: lambda: CityNameFactory(source=SourceFactory()),
    cities.CityText: lambda: cities.CityText.objects.create(
        city=CityFactory(), language="en", text="Music."
    ),
    cities.Designation: DesignationFactory,
    cities.FocalPoint: lambda: FocalPointFactory(source=SourceFactory()),
    cities.Organisation: lambda: OrganisationFactory(source=SourceFactory()),
    cities.Asset: lambda: AssetFactory(source=SourceFactory()),
    cities.Source: lambda: StatementFactory().source,
    cities.Statement: lambda: StatementFactory(city=CityFactory(), field=CreativeFieldFactory()),
    cities.LoadedRow: lambda: cities.LoadedRow.objects.create(
        kind="cities.city", key=str(cities.LoadedRow.objects.count()), values={}
    ),
    applications.Call: CallFactory,
    applications.NationalCommission: NationalCommissionFactory,
    applications.Application: ApplicationFactory,
    applications.FormVersion: lambda: FormVersionFactory(published_at=None),
    applications.FormSection: lambda: FormSectionFactory(version__published_at=None),
    applications.Notice: lambda: applications.Notice.objects.create(
        key=str(applications.Notice.objects.count()),
        email="somebody@example.org",
        language="en",
        template="submitted",
        why="team",
        written_at="2019-06-30T12:00:00Z",
    ),
    applications.EvaluationTerms: EvaluationTermsFactory,
    applications.Criterion: CriterionFactory,
    applications.Evaluator: EvaluatorFactory,
    applications.LogEntry: lambda: record(
        "act:submit", by=UserFactory(), at=timezone.now(), application=ApplicationFactory()
    ),
    applications.PublishedHead: lambda: publish_head(
        timezone.now() + datetime.timedelta(days=applications.PublishedHead.objects.count())
    ),
}


def registered(site=SITE):
    return sorted(site._registry, key=lambda model: model._meta.label)


def address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def own_models():
    return {
        model
        for model in apps.get_models()
        if model._meta.app_label in OWN_APPS and not model.__name__.startswith("Historical")
    }


def queries(client, url):
    """How many queries a page asks when it is opened again."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(url)
    assert response.status_code == 200
    return len(asked)


def inline_markup(html):
    """Whatever a strict Content Security Policy would block in the page."""
    return re.findall(r"\sstyle=|<style|\son\w+=|<script(?![^>]*(?:\ssrc=|application/json))", html)


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


def test_every_model_is_on_the_site_or_edited_with_another():
    edited = {
        inline.model for site_admin in SITE._registry.values() for inline in site_admin.inlines
    }
    assert own_models() - edited - set(SITE._registry) == NOT_FOR_STAFF


def test_every_registered_model_is_swept():
    assert set(MAKERS) == set(SITE._registry)


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_a_list_asks_as_many_queries_for_three_rows_as_for_one(model, staff):
    MAKERS[model]()
    one = queries(staff, address(model, "changelist"))
    MAKERS[model]()
    MAKERS[model]()

    assert queries(staff, address(model, "changelist")) == one


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_a_list_with_facets_and_a_search_opens_without_inline_markup(model, staff):
    MAKERS[model]()

    response = staff.get(address(model, "changelist"), {"q": "Ôsaka 7", "_facets": "True"})

    assert response.status_code == 200
    assert inline_markup(response.content.decode()) == []


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_every_choice_of_every_filter_opens(model, staff):
    MAKERS[model]()
    page = staff.get(address(model, "changelist"))

    for spec in page.context["cl"].filter_specs:
        for choice in spec.choices(page.context["cl"]):
            assert (
                staff.get(address(model, "changelist") + choice["query_string"]).status_code == 200
            )


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_forms_open_without_inline_markup(model, staff):
    row = MAKERS[model]()
    pages = [address(model, "change", row.pk), address(model, "history", row.pk)]
    if SITE._registry[model].has_add_permission(page_request(staff)):
        pages.append(address(model, "add"))

    for page in pages:
        response = staff.get(page)
        assert response.status_code == 200
        assert inline_markup(response.content.decode()) == []


@pytest.fixture
def missing_in_french(monkeypatch):
    """Whatever French pages ask for that no catalogue says in French, ours or a library's."""
    missing = set()
    french = trans_real.translation("fr")
    known, singly, counted = french._catalog, french.gettext, french.ngettext

    def gettext(text):
        if text and known.get(text) is None:
            missing.add(text)
        return singly(text)

    def ngettext(one, many, number):
        if known.get((one, 0)) is None:
            missing.add(one)
        return counted(one, many, number)

    monkeypatch.setattr(french, "gettext", gettext)
    monkeypatch.setattr(french, "ngettext", ngettext)
    return missing


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_who_reads_french_finds_every_text_in_french(model, client, missing_in_french):
    client.force_login(UserFactory(superuser=True, language="fr"))
    row = MAKERS[model]()
    pages = [
        reverse("admin:index"),
        address(model, "changelist") + "?_facets=True",
        address(model, "change", row.pk),
        address(model, "history", row.pk),
    ]
    if SITE._registry[model].has_add_permission(page_request(client)):
        pages.append(address(model, "add"))

    for page in pages:
        response = client.get(page)
        assert response.headers["Content-Language"] == "fr"
        assert '<html lang="fr"' in response.text
    assert missing_in_french == set()


@pytest.mark.parametrize(
    "model",
    [
        model
        for model in registered()
        # The history's own comparison of relations to many asks two queries for each version;
        # there, the length of a page is the limit.
        if hasattr(model, "history") and not model.history.model._history_m2m_fields
    ],
    ids=lambda model: model._meta.label,
)
def test_a_history_asks_as_many_queries_for_four_versions_as_for_two(model, staff):
    row = MAKERS[model]()
    row.save()
    history = address(model, "history", row.pk)
    two = queries(staff, history)
    row.save()
    row.save()

    assert queries(staff, history) == two


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
@pytest.mark.parametrize("verbs", [("view",), ("view", "change")])
def test_forms_open_for_whoever_may_only_read_or_only_change(model, verbs, client):
    row = MAKERS[model]()
    person = UserFactory(staff=True)
    codenames = [
        f"{verb}_{any_model._meta.model_name}" for verb in verbs for any_model in own_models()
    ]
    person.user_permissions.set(Permission.objects.filter(codename__in=[*codenames, "view_group"]))
    client.force_login(person)

    response = client.get(address(model, "change", row.pk))

    assert response.status_code == 200
    assert ("_save" in response.content.decode()) is ("change" in verbs and model not in READ_ONLY)


def page_request(client):
    return client.get(reverse("admin:index")).wsgi_request


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_nobody_without_a_staff_account_sees_a_list(model, client):
    client.force_login(UserFactory())

    response = client.get(address(model, "changelist"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


def test_the_form_of_a_city_asks_as_many_queries_for_three_rows_of_each_kind_as_for_one(staff):
    small, large = CityFactory(), CityFactory()
    source = SourceFactory()
    for city, count in ((small, 1), (large, 3)):
        for place in range(count):
            ended = {"ended_on": f"{2005 + place}", "end_reason": "field-change"}
            designation = DesignationFactory(city=city, announced_on=f"{2004 + place}", **ended)
            designation.sources.add(source)
            OrganisationFactory(city=city, source=SourceFactory())
            FocalPointFactory(
                city=city, source=SourceFactory(), organisation=city.organisations.first()
            )
            AssetFactory(city=city, source=SourceFactory())
            CityNameFactory(city=city, source=SourceFactory())
            city.texts.create(language=f"x{place}", text="Music.")
            city.former_slugs.create(slug=f"former-{city.pk}-{place}")

    assert queries(staff, address(cities.City, "change", small.pk)) == queries(
        staff, address(cities.City, "change", large.pk)
    )


def test_the_form_of_an_application_asks_a_constant_number_of_queries(staff):
    small, large = ApplicationFactory(), ApplicationFactory()
    for application, count in ((small, 1), (large, 3)):
        for place in range(count):
            application.milestones.create(on="2019", title=f"Step {place}")
            application.process_steps.create(on="2019-05", title=f"Step {place}")
            application.commitments.create(title=f"Meeting {place}")
            application.budget_lines.create(title=f"Post {place}")
            application.reference_cities.create(city=CityFactory())

    assert queries(staff, address(applications.Application, "change", small.pk)) == queries(
        staff, address(applications.Application, "change", large.pk)
    )


def test_the_form_of_a_source_asks_a_constant_number_of_queries(staff):
    small, large = SourceFactory(), SourceFactory()
    for source, count in ((small, 1), (large, 3)):
        for _place in range(count):
            statement = StatementFactory(source=source, city=CityFactory())
            statement.countries.add(CountryFactory())

    assert queries(staff, address(cities.Source, "change", small.pk)) == queries(
        staff, address(cities.Source, "change", large.pk)
    )
