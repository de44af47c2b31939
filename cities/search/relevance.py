"""Search results as a queryset that doors can filter, order and page."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from cities.models import City
from cities.search.finding import SearchResult


def relevance(result: SearchResult, city: str = "pk") -> Case:
    """The place of a city among the matches, counted from 0; `city` is the path to its key."""
    places = [
        When(**{city: match.city_id}, then=Value(place))
        for place, match in enumerate(result.matches)
    ]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())


def order_by_relevance(queryset: QuerySet[City], result: SearchResult) -> QuerySet[City]:
    """The cities of the queryset that answer the query, best first.

    They are annotated with `relevance`, so that keyset paging can go by (`relevance`, `number`).
    No match leaves no city.
    """
    matches = [match.city_id for match in result.matches]
    return (
        queryset.filter(pk__in=matches)
        .annotate(relevance=relevance(result))
        .order_by("relevance", "number")
    )
