"""What every test may rely on, and what none of them may do."""

import atexit
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from django.template import engines
from django.utils import translation

from applications.models import LogEntry, PublishedHead, Score
from tests.emptying import empty_after_tests
from tests.guards import UndefinedVariable, forbid_other_hosts
from tests.network import _network_of_the_module, network  # noqa: F401, fixtures
from tests.unlocked import unlock_the_log
from uccn.access.counting import forget

# Properties are tried with the same examples each time; `make soak` tries others.
hypothesis.settings.register_profile("the same", derandomize=True, database=None)
if os.environ.get("SOAK") != "1":
    hypothesis.settings.load_profile("the same")

# Debian has Chromium without a window, too, which computes a third as much for the same pages.
WITH_A_WINDOW, WITHOUT = (
    Path("/usr/bin", name) for name in ("chromium", "chromium-headless-shell")
)
CHROMIUM = Path(os.environ.get("CHROMIUM") or (WITHOUT if WITHOUT.exists() else WITH_A_WINDOW))

IN_THE_BROWSER = Path(__file__).with_name("browser")

# Markers whose tests must run: .ci/run names them here, so that a missing browser or database
# server fails there instead of being skipped.
MUST_RUN = set(os.environ.get("MUST_RUN", "").split())


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        forbid_other_hosts(monkeypatch)
        yield


@pytest.fixture(autouse=True, scope="session")
def _emptied_by_deleting() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        empty_after_tests(monkeypatch)
        yield


@pytest.fixture(autouse=True)
def _no_undefined_variables() -> None:
    """For each test anew: one that changes the settings of templates makes a new engine."""
    engines["django"].engine.string_if_invalid = UndefinedVariable()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Begin with an empty cache; in Redis, which others may use, with a corner of its own.

    Requests are counted from zero, too.
    """
    forget()
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        cache.clear()
    else:
        settings.CACHES["default"]["KEY_PREFIX"] = f"test-{uuid4()}"
        with suppress(AttributeError):  # not used yet
            del caches["default"]


@pytest.fixture(autouse=True)
def _log_can_be_emptied(request: pytest.FixtureRequest, _django_db_marker: None) -> Iterator[None]:
    """After a test that commits, `flush` empties every table: the log would refuse, if it has rows.

    It needs the fixture that gives the test its database, so that it ends before that one flushes.
    """
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = marker and marker.kwargs.get("transaction")
    if commits and any(kept.objects.exists() for kept in (LogEntry, PublishedHead, Score)):
        unlock_the_log()


@pytest.fixture(autouse=True)
def _no_language_left_behind() -> Iterator[None]:
    """A request leaves its language to the thread; the next test begins in English."""
    yield
    translation.deactivate()


def lacking(marker: str) -> str | None:
    """Why tests with this marker cannot run here, or None."""
    if marker == "browser":
        if not importlib.util.find_spec("playwright"):
            return "playwright is not installed: run `make develop`"
        return None if CHROMIUM.exists() else f"there is no browser at {CHROMIUM}"
    if marker == "postgresql":
        wanted = connection.vendor != "postgresql"
        return "DATABASE_URL names no PostgreSQL database" if wanted else None
    if marker == "redis":
        wanted = not settings.CACHES["default"]["BACKEND"].endswith("RedisCache")
        return "CACHE_URL names no Redis server" if wanted else None
    if marker == "nginx":
        absent = [name for name in ("nginx", "openssl") if not shutil.which(name)]
        return f"there is no {' and no '.join(absent)}" if absent else None
    if marker == "tools" and not importlib.util.find_spec("importlinter"):
        return "import-linter is not installed: run `make develop`"
    return None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--another-database",
        action="store_true",
        help="leave out the tests in which another database changes nothing",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Where they are looked for: to read all other tests first would take a while.
    outside = [
        item.nodeid for item in items if in_a_browser(item) and item.path.parent != IN_THE_BROWSER
    ]
    if outside:
        message = f"Tests in a browser stand in tests/browser/: {', '.join(outside)}"
        raise pytest.UsageError(message)
    if lacking("browser") is None and any(map(in_a_browser, items)):
        keep_the_database_in_a_file()
    if config.getoption("--another-database"):
        left_out = [item for item in items if not depends_on_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if depends_on_the_database(item)]


def in_a_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def keep_the_database_in_a_file() -> None:
    """On SQLite, let every thread of a server have a connection of its own, as in production.

    In memory all threads share one, and with it the transaction: two who save at once would write
    into each other's.
    """
    if connection.vendor == "sqlite":
        folder = tempfile.mkdtemp(prefix="portal-tests-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        settings.DATABASES["default"]["TEST"]["NAME"] = str(Path(folder, "portal.sqlite3"))
        # What a test wrote need not survive a power cut.
        settings.DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


def depends_on_the_database(item: pytest.Item) -> bool:
    """Whether the test asks the database at all, and for more than to have something to show."""
    if item.get_closest_marker("any_database"):
        return False
    fixtures = {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())}
    markers = ("django_db", "nginx", "postgresql", "redis", "tools")
    return bool(fixtures or any(map(item.get_closest_marker, markers)))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in ("browser", "nginx", "postgresql", "redis", "tools"):
        reason = item.get_closest_marker(marker) and lacking(marker)
        if reason and marker in MUST_RUN:
            pytest.fail(f"{marker} tests must run here, but {reason}", pytrace=False)
        elif reason:
            pytest.skip(reason)
