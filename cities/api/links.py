"""What each kind of row leads to."""

from uccn.doors.linking import Linking, Row, page


def _of_city(row: Row) -> str:
    return f"cities/{row['city']['number']}/"


def _source(row: Row) -> str | None:
    return f"sources/{row['source']}/" if row["source"] else None


FIELD = Linking(
    "Field",
    lambda row: f"fields/{row['slug']}/",
    lambda row: page("cities:field", row["slug"]),
    {
        "cities": lambda row: f"cities/?field={row['slug']}",
        "designations": lambda row: f"designations/?field={row['slug']}",
        "statements": lambda row: f"statements/?field={row['slug']}",
    },
)
REGION = Linking(
    "Region",
    lambda row: f"regions/{row['code']}/",
    None,
    {
        "countries": lambda row: f"countries/?region={row['code']}",
        "cities": lambda row: f"cities/?region={row['code']}",
        "designations": lambda row: f"designations/?region={row['code']}",
    },
)
COUNTRY = Linking(
    "Country",
    lambda row: f"countries/{row['code']}/",
    lambda row: page("cities:country", row["code"].lower()),
    {
        "region": lambda row: f"regions/{row['region']}/",
        "cities": lambda row: f"cities/?country={row['code']}",
        "designations": lambda row: f"designations/?country={row['code']}",
    },
)
CITY = Linking(
    "City",
    lambda row: f"cities/{row['number']}/",
    lambda row: page("cities:city", row["slug"]),
    {
        "country": lambda row: f"countries/{row['country']['code']}/",
        "region": lambda row: f"regions/{row['region']}/",
        "designations": lambda row: f"designations/?city={row['number']}",
        "names": lambda row: f"names/?city={row['number']}",
        "organisations": lambda row: f"organisations/?city={row['number']}",
        "focal_points": lambda row: f"focal-points/?city={row['number']}",
        "statements": lambda row: f"statements/?city={row['number']}",
    },
)
NAME = Linking(
    "Name", lambda row: f"names/{row['id']}/", None, {"city": _of_city, "source": _source}
)
ORGANISATION = Linking(
    "Organisation",
    lambda row: f"organisations/{row['id']}/",
    None,
    {"city": _of_city, "source": _source},
)
FOCAL_POINT = Linking(
    "FocalPoint",
    lambda row: f"focal-points/{row['id']}/",
    None,
    {"city": _of_city, "source": _source},
)
DESIGNATION = Linking(
    "Designation",
    lambda row: f"designations/{row['id']}/",
    lambda row: page("cities:city", row["city"]["slug"]),
    {
        "city": _of_city,
        "country": lambda row: f"countries/{row['country']['code']}/",
        "region": lambda row: f"regions/{row['region']}/",
        "field": lambda row: f"fields/{row['field']}/",
        "call": lambda row: f"calls/{row['call_year']}/" if row["call_year"] else None,
    },
)
SOURCE = Linking(
    "Source",
    lambda row: f"sources/{row['key']}/",
    lambda row: page("cities:source", row["key"]),
    {"statements": lambda row: f"statements/?source={row['key']}"},
)
STATEMENT = Linking(
    "Statement",
    lambda row: f"statements/{row['id']}/",
    lambda row: page("cities:source", row["source"]),
    {
        "source": _source,
        "city": lambda row: f"cities/{row['city']}/" if row["city"] else None,
        "field": lambda row: f"fields/{row['field']}/" if row["field"] else None,
    },
)
FIGURE = Linking(
    "Figure",
    lambda row: f"statistics/{row['figure']}/",
    lambda row: page("cities:figure", row["figure"]),
)
