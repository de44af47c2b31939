"""What the record holds: countries and cities, designations and people, sources and claims."""

from cities.models.designations import Designation, EndReason, Evidence
from cities.models.loading import LoadedRow
from cities.models.names import CityName, CountryName, FormerSlug, NameKind
from cities.models.people import ContactRole, FocalPoint
from cities.models.places import City, Continent, Country, MembershipOfUnesco, Region, Territory
from cities.models.profiles import Asset, AssetKind, CityText, Organisation, OrganisationKind
from cities.models.revision import ChangedObject, Revision
from cities.models.sources import Metric, Scope, Source, Statement, Subject

__all__ = [
    "Asset",
    "AssetKind",
    "ChangedObject",
    "City",
    "CityName",
    "CityText",
    "ContactRole",
    "Continent",
    "Country",
    "CountryName",
    "Designation",
    "EndReason",
    "Evidence",
    "FocalPoint",
    "FormerSlug",
    "LoadedRow",
    "MembershipOfUnesco",
    "Metric",
    "NameKind",
    "Organisation",
    "OrganisationKind",
    "Region",
    "Revision",
    "Scope",
    "Source",
    "Statement",
    "Subject",
    "Territory",
]
