"""The databases that are measured: the real network, and one of any size, on both engines.

They are made once and kept in `var/benchmarks` and on the PostgreSQL server, for as long as what
makes them stays the same.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "benchmarks"
PRODUCTION = {
    "PYTHON_DOTENV_DISABLED": "1",
    "LOCAL": "no",
    "ALLOWED_HOSTS": "portal.example.org",
    "BEHIND_PROXY": "yes",
    "SECRET_KEY": "benchmarks-are-no-secret-but-long-and-not-to-be-guessed-0123456789",
    "CONTACT_EMAIL": "secretariat@example.org",
    "EMAIL_HOST": "mail.example.org",
    "LOG_LEVEL": "WARNING",
    # Counting costs what it costs; nobody is to be sent away.
    "API_LIMIT_ANONYMOUS": "999999/second",
    "STATIC_ROOT": str(FOLDER / "static"),
}
REAL = 0


@dataclass(frozen=True)
class Database:
    """A database with the real network (`size` is 0), or grown to so many cities."""

    engine: str
    size: int
    address: str

    @property
    def name(self) -> str:
        """What the engine calls it: the name of a database, or the path of a file."""
        return urlsplit(self.address).path[1:]


def environment(address: str) -> dict[str, str]:
    """The environment of a deployment on a database, with nothing of this machine's own in it."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
    own = {name: os.environ[name] for name in kept if name in os.environ}
    return {**own, **PRODUCTION, "DATABASE_URL": address}


def run(module: list[str], address: str) -> str:
    """Run a Python module of the portal on a database; what it wrote."""
    return subprocess.run(
        [sys.executable, *module],
        cwd=ROOT,
        env=environment(address),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def manage(command: str, address: str) -> str:
    """Run a command of `manage.py` on a database."""
    return run(["manage.py", *command.split()], address)


def digest(*patterns: str) -> str:
    """A digest of the contents of all files that match; caches of Python are none."""
    total = blake2b(digest_size=6)
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.read_bytes())
    return total.hexdigest()


def recipe() -> str:
    """A digest of everything on which the contents of a database depend."""
    return digest(
        "fixtures/*",
        "*/migrations/*.py",
        "*/models.py",
        "*/models/*.py",
        "cities/record/*.py",
        "applications/record.py",
        "benchmarks/generate.py",
    )


def sqlite(size: int) -> Database:
    """The SQLite file of a network of so many cities, made where it is missing."""
    file = FOLDER / f"network-{size or 'real'}-{recipe()}.sqlite3"
    database = Database("SQLite", size, f"sqlite:///{file}")
    if not file.exists():
        for old in FOLDER.glob(f"network-{size or 'real'}-*"):
            old.unlink()
        unfinished = file.with_suffix(".unfinished")
        _fill(Database("SQLite", size, f"sqlite:///{unfinished}"))
        # Closed by its last connection, it has no log left beside it.
        unfinished.rename(file)
    return database


def postgresql(size: int, server: str) -> Database:
    """The PostgreSQL database of a network of so many cities, made where it is missing.

    `server` is the address of a database in which databases may be made; the new one is named
    after it.
    """
    parts = urlsplit(server)
    name = f"{parts.path[1:]}_benchmark_{size or 'real'}"
    database = Database("PostgreSQL", size, urlunsplit(parts._replace(path=f"/{name}")))
    made_of = recipe()
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        if (found := cursor.fetchone()) and found[0] == made_of:
            return database
    _outside_of_transactions(server, "DROP DATABASE IF EXISTS {}", name)
    _outside_of_transactions(server, "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", name)
    _fill(database)
    # What autovacuum would have done a minute later.
    _outside_of_transactions(database.address, "VACUUM ANALYZE", name)
    _outside_of_transactions(server, f"COMMENT ON DATABASE {{}} IS '{made_of}'", name)
    return database


def _outside_of_transactions(address: str, statement: str, name: str) -> None:
    connection = psycopg2.connect(address)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
    finally:
        connection.close()


def _fill(database: Database) -> None:
    print(f"Making the network of {database.size or 'today'} on {database.engine}.", flush=True)
    manage("migrate --verbosity 0", database.address)
    manage("load_record", database.address)
    if database.size:
        grown = run(["-m", "benchmarks.generate", str(database.size)], database.address)
        print(grown, end="", flush=True)
