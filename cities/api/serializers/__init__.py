"""The shapes of the answers, for the OpenAPI schema. Rows come ready made from `cities.rows`."""

from cities.api.serializers.cities import (
    CityProfileSerializer,
    CitySerializer,
    DesignationDetailSerializer,
    DesignationSerializer,
    FocalPointOfCitySerializer,
    MatchSerializer,
    NameSerializer,
    OrganisationOfCitySerializer,
)
from cities.api.serializers.figures import (
    FigureDetailSerializer,
    FigureSerializer,
)
from cities.api.serializers.of_cities import (
    AssetSerializer,
    FocalPointSerializer,
    OrganisationSerializer,
    ProfileDesignationSerializer,
    ProfileNameSerializer,
    TextSerializer,
)
from cities.api.serializers.places import (
    CountrySerializer,
    FieldSerializer,
    RegionSerializer,
    SourceSerializer,
)
from cities.api.serializers.references import (
    CityDesignationSerializer,
    CityReferenceSerializer,
    CountryReferenceSerializer,
    NamedCitySerializer,
    SourceLinkSerializer,
)
from cities.api.serializers.statements import (
    REASONS,
    AnswerSerializer,
    QuerySerializer,
    ReadingSerializer,
    SaidSerializer,
    SourceDetailSerializer,
    StatementSerializer,
    TrueIntervalSerializer,
)

__all__ = [
    "REASONS",
    "AnswerSerializer",
    "AssetSerializer",
    "CityDesignationSerializer",
    "CityProfileSerializer",
    "CityReferenceSerializer",
    "CitySerializer",
    "CountryReferenceSerializer",
    "CountrySerializer",
    "DesignationDetailSerializer",
    "DesignationSerializer",
    "FieldSerializer",
    "FigureDetailSerializer",
    "FigureSerializer",
    "FocalPointOfCitySerializer",
    "FocalPointSerializer",
    "MatchSerializer",
    "NameSerializer",
    "NamedCitySerializer",
    "OrganisationOfCitySerializer",
    "OrganisationSerializer",
    "ProfileDesignationSerializer",
    "ProfileNameSerializer",
    "QuerySerializer",
    "ReadingSerializer",
    "RegionSerializer",
    "SaidSerializer",
    "SourceDetailSerializer",
    "SourceLinkSerializer",
    "SourceSerializer",
    "StatementSerializer",
    "TextSerializer",
    "TrueIntervalSerializer",
]
