"""The filters of the list of calls, for page and API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from applications.models import Call
from uccn.doors.filtering import StrictFilterSet


class CallFilter(StrictFilterSet):
    """Calls, by year."""

    year = django_filters.NumberFilter(
        field_name="year", min_value=2004, max_value=9999, label=_("Year")
    )

    class Meta:
        model = Call
        fields: list[str] = []
