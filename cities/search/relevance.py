"""Search results as a queryset that doors can filter, order and page."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from cities.models import City
from cities.search.finding import SearchResult


def order_by_relevance(queryset: QuerySet[City], result: SearchResult) -> QuerySet[City]:
    """The cities of the queryset that answer the query, best first.

    `relevance` is the place among the matches, counted from 0, so that keyset paging can go by
    (`relevance`, `number`). No match leaves no city.
    """
    places = [
        When(pk=match.city_id, then=Value(place)) for place, match in enumerate(result.matches)
    ]
    return (
        queryset.filter(pk__in=[match.city_id for match in result.matches])
        .annotate(relevance=Case(*places, default=Value(len(places)), output_field=IntegerField()))
        .order_by("relevance", "number")
    )
