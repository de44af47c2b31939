"""Whether this process is alive, and whether it should be given requests."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cities.models import City
from cities.record.revision import RevisionUnknown, current
from cities.record.triggers import installed, wanted

GOOD = "ok"
# How long another server is waited for, in seconds.
PATIENCE = 1


def readiness() -> tuple[bool, dict[str, str]]:
    """Whether requests can be answered, and what was found of each thing that they need.

    The shared cache is looked at but decides nothing: pages and API answer without it, and if every
    process stood back while it is away, a loss of counting would become an outage.
    """
    connection.close_if_unusable_or_obsolete()
    found = {name: _found(check) for name, check in CHECKS.items()}
    ready = all(result == GOOD for result in found.values())
    if settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
        found["cache"] = _shared_cache()
    return ready, found


def _found(check: Callable[[], str]) -> str:
    try:
        return check()
    except Error:
        connection.close_if_unusable_or_obsolete()
        return "the database does not answer"


def _database() -> str:
    try:
        current()
    except RevisionUnknown:
        return "the revision is unknown: migrations are running or have failed"
    return GOOD


def _migrations() -> str:
    missing = _on_disk() - MigrationRecorder(connection).applied_migrations().keys()
    return f"{len(missing)} to be applied: manage.py migrate" if missing else GOOD


@cache
def _on_disk() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None)
    return frozenset(key for key in loader.graph.nodes if key in loader.disk_migrations)


def _triggers() -> str:
    different = wanted(connection) ^ installed(connection)
    return f"{len(different)} missing or changed: manage.py migrate" if different else GOOD


def _record() -> str:
    return GOOD if City.objects.exists() else "empty: manage.py load_record"


def _shared_cache() -> str:
    # Who has no Redis does without its client, which takes 6 MB.
    import redis  # noqa: PLC0415

    try:
        with redis.from_url(
            settings.CACHES["default"]["LOCATION"],
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
        ) as server:
            server.ping()
    except redis.RedisError:
        return "does not answer; limits are not counted meanwhile"
    return GOOD


CHECKS = {
    "database": _database,
    "migrations": _migrations,
    "triggers": _triggers,
    "record": _record,
}
