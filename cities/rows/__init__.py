"""The record as plain rows for every door: page, API and export.

Each function costs a constant number of queries, whatever the number of rows, and keeps the order
of the queryset that it is given, or of the primary keys of a page. Rows are dictionaries ready for
JSON; dates are ISO 8601 text, as precise as their source.
"""

from cities.lookups import field_names
from cities.rows.cities import city_rows, city_rows_by_key, local_names
from cities.rows.columns import Row, found_rows
from cities.rows.countries import country_rows
from cities.rows.designations import designation_rows, sources_of_designations
from cities.rows.fields import field_rows
from cities.rows.named import named_cities
from cities.rows.of_cities import focal_point_rows, name_rows, organisation_rows
from cities.rows.profiles import profile_row
from cities.rows.regions import region_rows
from cities.rows.sources import source_detail, source_rows, statement_rows, statements_of_cities

__all__ = [
    "Row",
    "city_rows",
    "city_rows_by_key",
    "country_rows",
    "designation_rows",
    "field_names",
    "field_rows",
    "focal_point_rows",
    "found_rows",
    "local_names",
    "name_rows",
    "named_cities",
    "organisation_rows",
    "profile_row",
    "region_rows",
    "source_detail",
    "source_rows",
    "sources_of_designations",
    "statement_rows",
    "statements_of_cities",
]
