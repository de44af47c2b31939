"""What staff ask of a list: who belongs today, what is missing, what is unverified."""

import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cities.models.places import today


class Membership(admin.SimpleListFilter):
    """What a city is in the network today."""

    title = _("membership")
    parameter_name = "membership"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (
            ("member", _("member today")),
            ("former", _("former member")),
            ("candidate", _("never designated")),
        )

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "member":
            return queryset.members_on(today())
        if self.value() == "former":
            members = City.objects.members_on(today()).order_by()
            return queryset.ever_members().exclude(pk__in=members)
        if self.value() == "candidate":
            return queryset.candidates()
        return queryset


class InForce(admin.SimpleListFilter):
    """Whether a designation holds today."""

    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (("yes", _("in force today")), ("no", _("ended")))

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.on(today())
        if self.value() == "no":
            return queryset.filter(lapsed_from__lte=today())
        return queryset


class Missing(admin.SimpleListFilter):
    """Rows in which a detail is not known. `details` maps a word to its title and condition."""

    title = _("missing")
    parameter_name = "missing"
    details: dict[str, tuple[Any, Q]] = {}

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return [(word, title) for word, (title, _condition) in self.details.items()]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() in self.details:
            return queryset.filter(self.details[str(self.value())][1])
        return queryset


class MissingOfCity(Missing):
    details = {
        "contact": (_("a contact"), Q(focal_points__isnull=True)),
        "website": (_("the web site"), Q(website="")),
        "population": (_("the population"), Q(population__isnull=True)),
        "geonames": (_("the GeoNames number"), Q(geonames_id__isnull=True)),
        "native": (_("the native name"), Q(native_name="")),
        "text": (_("a profile text"), Q(texts__isnull=True)),
    }


class MissingOfContact(Missing):
    details = {
        "email": (_("the e-mail address"), Q(email="")),
        "telephone": (_("the telephone"), Q(telephone="")),
        "organisation": (_("the organisation"), Q(organisation__isnull=True)),
        "source": (_("the source"), Q(source__isnull=True)),
    }


class Verified(admin.SimpleListFilter):
    """How long ago a contact was last verified."""

    title = _("verified")
    parameter_name = "verified"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (
            ("never", _("never")),
            ("old", _("more than a year ago")),
            ("recently", _("within a year")),
        )

    def queryset(self, request: Any, queryset: Any) -> Any:
        a_year_ago = today() - datetime.timedelta(days=365)
        conditions = {
            "never": Q(verified_on__isnull=True),
            "old": Q(verified_on__lt=a_year_ago),
            "recently": Q(verified_on__gte=a_year_ago),
        }
        return queryset.filter(conditions.get(str(self.value()), Q()))


class Speaking(admin.SimpleListFilter):
    """Whether a person speaks for the city today."""

    title = _("speaks for the city")
    parameter_name = "speaking"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (("today", _("today")), ("formerly", _("formerly")))

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "today":
            return queryset.exclude(until__lt=today())
        if self.value() == "formerly":
            return queryset.filter(until__lt=today())
        return queryset


class MissingOfSource(Missing):
    details = {
        "statements": (_("statements"), Q(statements__isnull=True)),
        "date": (_("a date of its own"), Q(dated_on="")),
        "address": (_("the address"), Q(url="")),
    }
