"""The smallest valid objects; states as traits."""

import datetime
from decimal import Decimal

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.models import (
    Answer,
    Application,
    Assignment,
    Call,
    Criterion,
    Document,
    DocumentKind,
    Endorsement,
    Evaluation,
    EvaluationTerms,
    Evaluator,
    FormSection,
    FormVersion,
    NationalCommission,
    Question,
    TeamMember,
)
from cities.models import (
    Asset,
    City,
    CityName,
    Country,
    Designation,
    FocalPoint,
    Organisation,
    Source,
    Statement,
)
from fields.models import CreativeField
from uccn.models import PartnerKey, User

PASSWORD = "glass tower, blue song"


class EmailAddressFactory(DjangoModelFactory):
    class Meta:
        model = EmailAddress

    user = factory.SubFactory("tests.factories.UserFactory")
    email = factory.SelfAttribute("user.email")
    verified = True
    primary = True


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")

    class Params:
        # Has confirmed the address, and signs in with PASSWORD.
        confirmed = factory.Trait(
            password=factory.django.Password(PASSWORD),
            address=factory.RelatedFactory(
                "tests.factories.EmailAddressFactory", factory_related_name="user"
            ),
        )
        staff = factory.Trait(is_staff=True)
        superuser = factory.Trait(is_staff=True, is_superuser=True)


class CreativeFieldFactory(DjangoModelFactory):
    class Meta:
        model = CreativeField
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"field-{n}")
    # Beyond those of the fixtures, which some tests load too.
    position = factory.Sequence(lambda n: n + 101)
    name_en = factory.LazyAttribute(lambda field: field.slug.replace("-", " ").title())
    name_fr = name_es = name_ru = name_ar = name_zh = factory.SelfAttribute("name_en")
    first_year = 2004
    colour_light = "#1d4fb4"
    colour_dark = "#86b0ff"
    glyph = "square"


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    name = factory.Sequence(lambda n: f"Country {n}")
    region = "europe-north-america"
    continent = "europe"
    subregion = "Northern Europe"
    unesco_status = "member"


class CityFactory(DjangoModelFactory):
    """A candidate; `member` gives it a designation."""

    class Meta:
        model = City
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 10_001)  # beyond those of the fixtures
    slug = factory.Sequence(lambda n: f"city-{n}")
    name = factory.Sequence(lambda n: f"City {n}")
    country = factory.SubFactory(CountryFactory)
    latitude = 60.0
    longitude = 10.0

    class Params:
        member = factory.Trait(
            designation=factory.RelatedFactory(
                "tests.factories.DesignationFactory", factory_related_name="city"
            )
        )


class DesignationFactory(DjangoModelFactory):
    class Meta:
        model = Designation

    city = factory.SubFactory(CityFactory)
    field = factory.SubFactory(CreativeFieldFactory)
    call_year = 2015
    announced_on = "2015-12-11"

    class Params:
        ended = factory.Trait(ended_on="2020-01-01", end_reason="withdrawal")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence(lambda n: f"source-{n}")
    title = factory.Sequence(lambda n: f"Source {n}")


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    source = factory.SubFactory(SourceFactory)
    key = factory.Sequence(lambda n: f"statement-{n}")
    printed = "180 cities"
    metric = "members"
    value = 180


class CityNameFactory(DjangoModelFactory):
    class Meta:
        model = CityName

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"Name {n}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "company"


class AssetFactory(DjangoModelFactory):
    class Meta:
        model = Asset

    city = factory.SubFactory(CityFactory)
    kind = "wish"
    title = factory.Sequence(lambda n: f"Wish {n}")


class FocalPointFactory(DjangoModelFactory):
    class Meta:
        model = FocalPoint

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"Person {n}")
    role = "focal-point"

    class Params:
        public = factory.Trait(is_public=True)


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call
        django_get_or_create = ("year",)

    year = factory.Sequence(lambda n: 2004 + n)

    class Params:
        # Takes files from yesterday until a month from now.
        open = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1)),
            deadline=factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30)),
        )
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=30)),
            deadline=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1)),
        )


class NationalCommissionFactory(DjangoModelFactory):
    class Meta:
        model = NationalCommission

    country = factory.SubFactory(CountryFactory)
    name = factory.Sequence(lambda n: f"National Commission {n}")


class ApplicationFactory(DjangoModelFactory):
    """A draft without a team. Other states are put there without the acts that lead to them."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    city = factory.SubFactory(CityFactory)
    field = factory.SubFactory(CreativeFieldFactory)

    class Params:
        submitted = factory.Trait(
            status="submitted", submitted_at=factory.LazyFunction(timezone.now)
        )
        declined = factory.Trait(status="declined", submitted_at=factory.LazyFunction(timezone.now))
        withdrawn = factory.Trait(status="withdrawn")
        under_evaluation = factory.Trait(
            status="under-evaluation",
            submitted_at=factory.LazyFunction(timezone.now),
            endorsement=factory.RelatedFactory(
                "tests.factories.EndorsementFactory", factory_related_name="application"
            ),
        )
        endorsed = factory.Trait(
            status="endorsed",
            submitted_at=factory.LazyFunction(timezone.now),
            endorsement=factory.RelatedFactory(
                "tests.factories.EndorsementFactory", factory_related_name="application"
            ),
        )


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    application = factory.SubFactory(ApplicationFactory)
    user = factory.SubFactory(UserFactory)
    part = "owner"


class EndorsementFactory(DjangoModelFactory):
    """An endorsement in force on the lowest free place of the country."""

    class Meta:
        model = Endorsement

    application = factory.SubFactory(ApplicationFactory)
    call = factory.SelfAttribute("application.call")
    country = factory.SelfAttribute("application.city.country")
    field = factory.SelfAttribute("application.field")
    slot = factory.LazyAttribute(
        lambda row: Endorsement.objects.of_country(row.call, row.country).count() + 1
    )
    by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class FormVersionFactory(DjangoModelFactory):
    """A published form without questions."""

    class Meta:
        model = FormVersion

    call = factory.SubFactory(CallFactory)
    number = factory.LazyAttribute(lambda form: form.call.form_versions.count() + 1)
    published_at = factory.LazyFunction(timezone.now)


class FormSectionFactory(DjangoModelFactory):
    class Meta:
        model = FormSection

    version = factory.SubFactory(FormVersionFactory)
    slug = factory.Sequence(lambda n: f"section-{n}")
    title_en = factory.Sequence(lambda n: f"Section {n}")


class QuestionFactory(DjangoModelFactory):
    """A required long text."""

    class Meta:
        model = Question

    section = factory.SubFactory(FormSectionFactory)
    code = factory.Sequence(lambda n: f"question-{n}")
    label_en = factory.Sequence(lambda n: f"Question {n}")


class DocumentKindFactory(DjangoModelFactory):
    """Exactly one document that the candidate city brings."""

    class Meta:
        model = DocumentKind

    version = factory.SubFactory(FormVersionFactory)
    code = factory.Sequence(lambda n: f"document-{n}")
    title_en = factory.Sequence(lambda n: f"Document {n}")


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    question = factory.Sequence(lambda n: f"question-{n}")
    value = "A port that became a stage."
    revision = 1
    saved_at = factory.LazyFunction(timezone.now)


class DocumentFactory(DjangoModelFactory):
    """What is known of a document; no file lies behind it."""

    class Meta:
        model = Document

    application = factory.SubFactory(ApplicationFactory)
    kind = "mayors-letter"
    original_name = "letter.pdf"
    size = 1000
    sha256 = "a" * 64
    recognised_type = "application/pdf"
    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_at = factory.LazyFunction(timezone.now)


class EvaluationTermsFactory(DjangoModelFactory):
    class Meta:
        model = EvaluationTerms

    call = factory.SubFactory(CallFactory)


class CriterionFactory(DjangoModelFactory):
    """Scores from 0 to 5 in halves, with a reason at both ends."""

    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    code = factory.Sequence(lambda n: f"criterion-{n}")
    position = factory.Sequence(lambda n: n)
    title_en = factory.Sequence(lambda n: f"Criterion {n}")
    reason_up_to = Decimal(1)
    reason_from = Decimal("4.5")


class EvaluatorFactory(DjangoModelFactory):
    """An independent expert who reads English and French."""

    class Meta:
        model = Evaluator
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    user = factory.SubFactory(UserFactory)
    kind = "expert"
    country = factory.SubFactory(CountryFactory)
    languages = factory.LazyFunction(lambda: ["en", "fr"])

    @factory.post_generation
    def fields(self, create, fields):
        if create and fields:
            self.fields.set(fields)


class AssignmentFactory(DjangoModelFactory):
    """A sealed assignment; with `open=True`, one whose evaluator declared no conflict."""

    class Meta:
        model = Assignment

    application = factory.SubFactory(ApplicationFactory, under_evaluation=True)
    evaluator = factory.SubFactory(
        EvaluatorFactory, call=factory.SelfAttribute("..application.call")
    )
    assigned_at = factory.LazyFunction(timezone.now)

    class Params:
        open = factory.Trait(state="open", answered_at=factory.LazyFunction(timezone.now))


class EvaluationFactory(DjangoModelFactory):
    """A draft without scores."""

    class Meta:
        model = Evaluation

    assignment = factory.SubFactory(AssignmentFactory, open=True)


class PartnerKeyFactory(DjangoModelFactory):
    """A key whose text nobody knows; `key_text` issues one to be used."""

    class Meta:
        model = PartnerKey

    partner = factory.Sequence(lambda n: f"Partner {n}")
    contact = factory.Sequence(lambda n: f"partner{n}@example.org")
    prefix = factory.Sequence(lambda n: f"{n:a>8}".replace("0", "z").replace("1", "y"))
    digest = "f" * 64
