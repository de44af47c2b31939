"""The record as files that people open and programs read.

A door hands over what it would show (primary keys in their order, or rows) and what is known about
it; it gets a `Listing`, which each of `formats` writes as bytes. `record` packs all tables at once.
People who speak for a city are in none of them.
"""

from cities.exports.about import About
from cities.exports.columns import Column, Table
from cities.exports.formats import Format, described, formats_of
from cities.exports.listing import Listing

__all__ = ["About", "Column", "Format", "Listing", "Table", "described", "formats_of"]
