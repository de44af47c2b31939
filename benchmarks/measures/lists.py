"""Pages and lists of the real network, kept and not kept, against what they are compared with."""

import json
from contextlib import ExitStack
from urllib.parse import quote

from benchmarks import servers
from benchmarks.databases import Database
from benchmarks.report import Line, Report
from benchmarks.rounds import Rounds, Target, measure
from benchmarks.servers import NOTHING_KEPT, Server

API, HTML, CITY, HOME = "/api/v1/cities/", "/cities/", "/cities/lyon/", "/"
PAGES = {"API list": API, "HTML list": HTML, "city page": CITY, "home page": HOME}
NAIVE = "/account/control/naive/"

# What the portal's list holds of each city, asked of SQLite in one statement.
NESTED = """
SELECT c.number, c.slug, c.name, c.native_name,
  json_object('code', k.code, 'name', k.name) AS country, k.region, c.territory, c.latitude,
  c.longitude, c.population,
  (SELECT json_group_array(json_object('field', f.slug, 'announced_on', d.announced_on,
      'ended_on', nullif(d.ended_on, '')))
   FROM cities_designation d JOIN fields_creativefield f ON f.id = d.field_id
   WHERE d.city_id = c.id ORDER BY d.in_force_from, d.id) AS designations
FROM cities_city c JOIN cities_country k ON k.id = c.country_id
WHERE EXISTS (SELECT 1 FROM cities_designation d WHERE d.city_id = c.id
  AND d.in_force_from <= date('now') AND (d.lapsed_from IS NULL OR d.lapsed_from > date('now')))
ORDER BY c.sort_key, c.number LIMIT 50
"""


def run(database: Database, report: Report, rounds: int, seconds: int) -> None:
    """Measure one database, and add its lines to the report."""
    with ExitStack() as stack:
        kept = stack.enter_context(servers.portal(database, "portal"))
        bare = stack.enter_context(servers.portal(database, "portal, nothing kept", **NOTHING_KEPT))
        targets = [*_controls(bare), *_of_the_portal(kept, bare), *_naive(bare)]
        if database.engine == "SQLite" and servers.install_datasette():
            targets += _of_datasette(stack.enter_context(servers.datasette(database)))
        results = measure(targets, rounds, seconds)
    report.add_rounds(f"Pages and lists, {database.engine}, the real network", results)
    report.add(*_lines(results, database.engine))


def _controls(bare: Server) -> list[Target]:
    """C for each page; and once through all of delivery, which asks for the revision."""
    controls = [
        Target(f"C of the {name}", bare, servers.keep_body(bare, path), f"C of the {name}")
        for name, path in PAGES.items()
    ]
    whole = controls[0].path.removeprefix("/account")
    return [*controls, Target("C with the revision", bare, whole, "C of the API list")]


def _of_the_portal(kept: Server, bare: Server) -> list[Target]:
    targets = []
    for name, path in PAGES.items():
        control = f"C of the {name}"
        tag = kept.ask(path).headers["etag"]
        again = kept.ask(path, **{"If-None-Match": tag})
        if again.status != 304 or again.body:
            message = f"{again.status} for {path} with its own ETag"
            raise RuntimeError(message)
        targets += [
            Target(f"cached {name}", kept, path, control),
            Target(f"304 {name}", kept, path, control, {"If-None-Match": tag}),
            Target(f"uncached {name}", bare, path, control),
        ]
    return targets


def _naive(bare: Server) -> list[Target]:
    _hold_the_same(
        json.loads(bare.ask(API).body)["results"], json.loads(bare.ask(NAIVE).body)["results"]
    )
    return [Target("naive DRF", bare, NAIVE, "C of the API list")]


def _hold_the_same(ours: list[dict], theirs: list[dict]) -> None:
    """Raise `RuntimeError` unless every row of the control stands in ours as well."""
    if len(ours) != 50 or len(theirs) != 50:
        message = f"{len(ours)} rows of ours, {len(theirs)} of the control"
        raise RuntimeError(message)
    for own, other in zip(ours, theirs, strict=True):
        for name, value in other.items():
            if name != "designations" and not _holds(own[name], value):
                message = f"{name} of {own['slug']}: {own[name]} here, {value} in the control"
                raise RuntimeError(message)
        if not all(
            _holds(*pair) for pair in zip(own["designations"], other["designations"], strict=True)
        ):
            message = f"designations of {own['slug']} differ"
            raise RuntimeError(message)


def _holds(own: object, other: object) -> bool:
    if isinstance(own, dict) and isinstance(other, dict):
        return all(own.get(name) == value for name, value in other.items())
    return own == other


def _of_datasette(server: Server) -> list[Target]:
    base = server.database.name.rpartition("/")[2].removesuffix(".sqlite3")
    table = f"/{base}/cities_city"
    query = f"/{base}.json?_shape=objects&sql={quote(' '.join(NESTED.split()))}"
    key = json.loads(server.ask(f"{table}.json?slug=lyon&_shape=objects").body)["rows"][0]["id"]
    paths = {
        "table JSON": f"{table}.json?_size=50",
        "table JSON, no count": f"{table}.json?_size=50&_nocount=1&_nofacet=1&_nosuggest=1",
        "nested SQL": query,
        "table page": f"{table}?_size=50",
        "row page": f"{table}/{key}",
    }
    rows = json.loads(server.ask(query).body)["rows"]
    if len(rows) != 50 or not json.loads(rows[0]["designations"]):
        message = "Datasette's query does not give 50 cities with designations"
        raise RuntimeError(message)
    return [
        Target(
            f"Datasette {name}", server, path,
            "C of the HTML list" if name == "table page"
            else "C of the city page" if name == "row page" else "C of the API list",
        )
        for name, path in paths.items()
    ]  # fmt: skip


def _lines(results: Rounds, engine: str) -> list[Line]:
    small = engine == "SQLite"

    def line(
        what: str, other: str, name: str, floor: float | None, goal: float | None, unit: str = "C"
    ) -> Line:
        return Line(what, engine, results.ratio(other, name), unit, floor, goal)

    lines = []
    for page in PAGES:
        control = f"C of the {page}"
        lines.append(
            line(f"cached {page}", control, f"cached {page}", None, 1.1 if small else 0.75)
        )
    for page in ("API list", "HTML list"):
        control = f"C of the {page}"
        lines.append(line(f"304 {page}", control, f"304 {page}", None, 1.2 if small else 0.8))
    uncached = "uncached API list"
    bounds = (0.18, 0.40) if small else (0.12, 0.25)
    lines.append(line(uncached, "C of the API list", uncached, *bounds))
    if "Datasette table JSON" in results.bursts:
        for name, floor, goal in (
            ("table JSON", 3, 6),
            ("table JSON, no count", None, None),
            ("nested SQL", 0.9, 1.4),
        ):
            other = f"Datasette {name}"
            lines.append(line(f"{uncached} against {other}", other, uncached, floor, goal, "×"))
    bounds = (4, 8) if small else (4, 6)
    lines.append(line(f"{uncached} against naive DRF", "naive DRF", uncached, *bounds, "×"))
    page = "uncached HTML list"
    bounds = (0.10, 0.25) if small else (0.08, 0.20)
    lines.append(line(page, "C of the HTML list", page, *bounds))
    if "Datasette table page" in results.bursts:
        other = "Datasette table page"
        lines.append(line(f"{page} against {other}", other, page, 4, 9, "×"))
        page, other = "uncached city page", "Datasette row page"
        lines.append(line(f"{page} against {other}", other, page, 0.9, 1.5, "×"))
    page = "uncached city page"
    lines.append(line(page, "C of the city page", page, None, None))
    return lines
