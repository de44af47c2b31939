"""How many cities of a country a call designates, and in how many fields."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Call
from applications.outcome.files import DecidedFile
from applications.preflight.clauses import Clause
from applications.preflight.findings import Finding

DESIGNATIONS = Clause(
    "designations",
    gettext_lazy("A country has no more designations in a call than the call allows."),
    "unesco-faq-2020",
)
FIELDS = Clause(
    "designated-fields",
    gettext_lazy(
        "The designations of one country are in different creative fields, as far as the call asks."
    ),
    "unesco-faq-2020",
)


def broken_quotas(call: Call, files: Iterable[DecidedFile]) -> Iterator[Finding]:
    """Each rule of the call that the designations break, country by country.

    As many different fields are asked for as the call names, or as there are designations, if they
    are fewer. Members that change their field are none of them.
    """
    countries: defaultdict[int, list[DecidedFile]] = defaultdict(list)
    for file in files:
        if file.is_designated and not file.changes_field:
            countries[file.application.city.country_id].append(file)
    for designated in countries.values():
        yield from _of_a_country(call, designated)


def _of_a_country(call: Call, designated: list[DecidedFile]) -> Iterator[Finding]:
    country = designated[0].application.city.country
    told = ", ".join(
        f"{file.application.city.name} ({file.application.field.name})" for file in designated
    )
    most = call.max_designated_per_country
    if most is not None and len(designated) > most:
        yield Finding(
            "too-many-designations",
            _("%(country)s would have %(number)s designations; the call allows %(most)s: %(told)s.")
            % {
                "country": country.local_name,
                "number": len(designated),
                "most": most,
                "told": told,
            },
            _("Decide otherwise on one of them."),
            DESIGNATIONS,
            subject=country.code,
        )
    asked = min(call.min_distinct_fields or 0, len(designated))
    fields = {file.application.field_id for file in designated}
    if len(fields) < asked:
        yield Finding(
            "too-few-fields",
            _("The designations of %(country)s must be in %(asked)s different fields: %(told)s.")
            % {"country": country.local_name, "asked": asked, "told": told},
            _("Decide otherwise on one of them."),
            FIELDS,
            subject=country.code,
        )
