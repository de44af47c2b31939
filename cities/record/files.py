"""Every file of the fixtures, and who reads it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from cities.record.collecting import Collection
from cities.record.network import read_network
from cities.record.reading import Fixtures
from cities.record.source_pages import read_source_pages
from cities.record.tables import read_countries, read_fields, read_rounds, read_sources

Reader = Callable[[Collection], None]

# In the order of reference: each reader may look up what those before it have collected.
READERS: tuple[Reader, ...] = (
    read_fields,
    read_countries,
    read_rounds,
    read_sources,
    read_network,
    read_source_pages,
)


def collect(folder: Path, readers: Iterable[Reader] = READERS) -> Collection:
    """Read a folder of fixtures. Nothing is raised: the problems stand in `fixtures.problems`."""
    collection = Collection(Fixtures(folder))
    for reader in readers:
        reader(collection)
    collection.fixtures.refuse_unknown_keys()
    return collection
