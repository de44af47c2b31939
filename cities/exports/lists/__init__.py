"""The lists of the portal as tables: the rows that a page shows, laid flat."""

from cities.exports.lists.cities import CITIES, list_of_cities
from cities.exports.lists.countries import COUNTRIES, list_of_countries
from cities.exports.lists.designations import DESIGNATIONS, list_of_designations
from cities.exports.lists.fields import FIELDS, list_of_fields
from cities.exports.lists.others import FIGURES, FLAT, NAMES, ORGANISATIONS, REGIONS, SOURCES
from cities.exports.lists.statements import STATEMENTS, list_of_statements

# The lists that have a page, or at least a file of their own.
TABLES = {table.name: table for table in (CITIES, FIELDS, COUNTRIES, DESIGNATIONS, STATEMENTS)}

__all__ = [
    "CITIES",
    "COUNTRIES",
    "DESIGNATIONS",
    "FIELDS",
    "FIGURES",
    "FLAT",
    "NAMES",
    "ORGANISATIONS",
    "REGIONS",
    "SOURCES",
    "STATEMENTS",
    "TABLES",
    "list_of_cities",
    "list_of_countries",
    "list_of_designations",
    "list_of_fields",
    "list_of_statements",
]
