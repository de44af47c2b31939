"""Finding cities, countries and fields by any spelling that the record holds."""

from cities.search.anything import Answer, Found, Thing, find
from cities.search.finding import SearchResult, find_cities
from cities.search.ranking import Match, Tier
from cities.search.relevance import order_by_relevance, relevance
from cities.search.text import QueryTooLong

__all__ = [
    "Answer",
    "Found",
    "Match",
    "QueryTooLong",
    "SearchResult",
    "Thing",
    "Tier",
    "find",
    "find_cities",
    "order_by_relevance",
    "relevance",
]
