"""What a hundred thousand cities cost beside four hundred."""

import json
from contextlib import ExitStack
from urllib.parse import parse_qs, urlencode, urlsplit

from benchmarks import machine, servers
from benchmarks.databases import Database
from benchmarks.measures.lists import API, HTML
from benchmarks.report import Line, Report
from benchmarks.rounds import Target, measure
from benchmarks.servers import NOTHING_KEPT, Server

PAGE = 50
# No country of today's network fills a page of fifty.
COUNTRY = f"{API}?country=CN&page_size=10"
FIELD = f"{API}?field=crafts-folk-art"
RARE = "Norrköping"
GOAL = 1.25
LONGEST_PAGE, MOST_STEPS = 200, 10


def run(small: Database, large: Database, report: Report, rounds: int, seconds: int) -> None:
    """Measure the same requests on both networks, and add their ratios to the report."""
    with ExitStack() as stack:
        targets = []
        pairs = []
        for database in (small, large):
            size = "real" if database is small else f"{database.size:,}"
            kept = stack.enter_context(servers.portal(database, f"portal, {size}"))
            bare = stack.enter_context(
                servers.portal(database, f"portal, nothing kept, {size}", **NOTHING_KEPT)
            )
            own = [*_both(kept, bare, size), *(_deep(bare, size) if database is large else [])]
            targets += own
            pairs.append((bare, size))
        # What is compared is loaded one after the other, in the same minute.
        targets.sort(key=lambda target: target.name.rpartition(", ")[0])
        results = measure(targets, rounds, seconds)
        memory = [(size, machine.private_megabytes(server.worker)) for server, size in pairs]
    engine = large.engine
    judged = engine == "PostgreSQL"
    report.add_rounds(f"Scale, {engine}", results)
    (_, few), (_, many) = pairs
    for what in ASKED:
        latency = results.latency(f"{what}, {many}", f"{what}, {few}")
        goal = GOAL if judged and what not in SEARCHES else None
        report.add(
            Line(f"p50 at {many} to p50 today: {what}", engine, latency, "×", None, goal, True)
        )
    for what, first in (("deepest page of the API", "first page"), ("deepest page", "HTML list")):
        latency = results.latency(f"{what}, {many}", f"{first}, {many}")
        bound = 3 if judged else None
        report.add(Line(f"{what} to the first, at {many}", engine, latency, "×", None, bound, True))
    for size, megabytes in memory:
        report.add(
            Line(f"private memory of a worker after all that, {size}", engine, megabytes, "MB")
        )


SEARCHES = ("search for a rare word", "search for a rare word, page")
ASKED = (
    "first page", "cursor page", "field filter", "country filter", "cached", "HTML list", *SEARCHES,
)  # fmt: skip


def _both(kept: Server, bare: Server, size: str) -> list[Target]:
    paths = {
        "first page": API,
        "cursor page": f"{API}?{urlencode({'cursor': further(bare)})}",
        "field filter": FIELD,
        "country filter": COUNTRY,
        "HTML list": HTML,
        "search for a rare word": f"{API}?{urlencode({'q': RARE})}",
        "search for a rare word, page": f"/search/?{urlencode({'q': RARE})}",
    }
    for what in ("first page", "cursor page", "field filter", "country filter"):
        wanted = 10 if what == "country filter" else PAGE
        if len(json.loads(bare.ask(paths[what]).body)["results"]) != wanted:
            message = f"the {what} of {bare.name} is not full"
            raise RuntimeError(message)
    found = json.loads(bare.ask(paths["search for a rare word"]).body)["results"]
    if found[0]["name"] != RARE:
        message = f"{RARE} is not found first"
        raise RuntimeError(message)
    targets = [Target(f"{what}, {size}", bare, path) for what, path in paths.items()]
    return [*targets, Target(f"cached, {size}", kept, API)]


def further(server: Server) -> str:
    """A cursor from further down in the list, as somebody comes by it who walks there."""
    path = f"{API}?page_size={LONGEST_PAGE}"
    answer = json.loads(server.ask(path).body)
    cursor = ""
    for _ in range(max(1, min(MOST_STEPS, answer["count"] // LONGEST_PAGE // 2))):
        cursor = parse_qs(urlsplit(answer["next"]).query)["cursor"][0]
        answer = json.loads(server.ask(f"{path}&{urlencode({'cursor': cursor})}").body)
    return cursor


def _deep(bare: Server, size: str) -> list[Target]:
    """The last full page, by its number."""
    number = json.loads(bare.ask(API).body)["count"] // PAGE
    return [
        Target(f"deepest page of the API, {size}", bare, f"{API}?page={number}"),
        Target(f"deepest page, {size}", bare, f"{HTML}?page={number}"),
    ]
