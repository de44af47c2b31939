"""Finding a city by any spelling that the record holds."""

from cities.search.finding import SearchResult, find_cities
from cities.search.ranking import Match, Tier
from cities.search.relevance import order_by_relevance, relevance
from cities.search.text import QueryTooLong

__all__ = [
    "Match",
    "QueryTooLong",
    "SearchResult",
    "Tier",
    "find_cities",
    "order_by_relevance",
    "relevance",
]
