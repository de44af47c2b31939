"""The record, for staff: one module per part of it."""

from cities.admin import designations, loading, names, people, places, profiles, sources

__all__ = ["designations", "loading", "names", "people", "places", "profiles", "sources"]
