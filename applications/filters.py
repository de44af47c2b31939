"""The filters of the list of calls, for page and API."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from applications.models import Call
from cities.filters import AsOf
from uccn.doors.filtering import StrictFilterSet


class CallFilter(StrictFilterSet):
    """Calls, by year."""

    year = django_filters.NumberFilter(
        field_name="year", min_value=2004, max_value=9999, label=_("Year")
    )

    class Meta:
        model = Call
        fields: list[str] = []


class CallAsOf(AsOf, CallFilter):
    """Calls, by year; as of a past day, those that had opened by then."""

    def filter_queryset(self, queryset: Any) -> Any:
        found: Any = super().filter_queryset(queryset)
        return found.known_by(self.past_day) if self.past_day else found
