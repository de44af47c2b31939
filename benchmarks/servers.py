"""The servers that are measured: the portal as a deployment starts it, and Datasette."""

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from benchmarks import machine
from benchmarks.asking import Answer, ask
from benchmarks.databases import FOLDER, ROOT, Database, digest, environment, manage

DATASETTE = ROOT / "var" / "datasette" / "bin" / "datasette"
# Off, the middleware that keeps whole answers lets every request through to its view.
NOTHING_KEPT = {"RESPONSE_CACHE_BYTES": "0"}
PATIENCE = 60.0


@dataclass
class Server:
    """A running server, and what its work costs."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    database: Database
    headers: dict[str, str] = field(default_factory=dict)
    seconds_until_ready: float = 0.0

    def ask(self, path: str, **more: str) -> Answer:
        """The answer to one request, as the load sends it."""
        return ask(self.port, path, {**self.headers, **more})

    @property
    def processes(self) -> list[int]:
        """The server's processes, and those of PostgreSQL that work for its database."""
        return [*machine.group(self.process.pid), *backends(self.database)]

    @property
    def worker(self) -> int:
        """The process that answers: of the server's, the one with most memory of its own."""
        return max(machine.group(self.process.pid), key=machine.private_megabytes)

    def pin(self) -> None:
        """Keep the server and its database on the core of the servers."""
        for pid in self.processes:
            machine.pin(pid, machine.SERVERS)


def backends(database: Database) -> list[int]:
    """The processes of PostgreSQL that serve connections to the database; SQLite has none."""
    if database.engine == "SQLite":
        return []
    connection = psycopg2.connect(database.address)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return [row[0] for row in cursor.fetchall()]
    finally:
        connection.close()


def free_port() -> int:
    """A port of the loopback interface on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def collect_static_files() -> None:
    """Collect, hash and compress the static files, where they changed."""
    stamp = FOLDER / "static.digest"
    found = digest("static/**/*", "uccn/style_sheet.py", "requirements/core.txt")
    if not stamp.exists() or stamp.read_text() != found:
        manage("collectstatic --noinput --verbosity 0 --ignore redoc", "sqlite:////none")
        stamp.write_text(found)


@contextmanager
def portal(database: Database, name: str, **settings: str) -> Iterator[Server]:
    """The portal on a database, with the controls beside it.

    As deploy/portal.service starts it, but with one worker: it has one core.
    """
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws",
        "--log-level", "warning", "uccn.wsgi:application",
    ]  # fmt: skip
    own = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.controls.settings",
        "BENCHMARK_BODIES": str(FOLDER / "bodies"),
    }
    headers = {
        "Host": "portal.example.org",
        "X-Forwarded-Proto": "https",
        # Said, so that everybody who asks says the same: `ETag`s depend on it.
        "Accept-Encoding": "identity",
    }
    with _running(command, {**environment(database.address), **own, **settings}) as process:
        yield _ready(Server(name, port, process, database, headers), "/about/")


@contextmanager
def datasette(database: Database) -> Iterator[Server]:
    """Datasette on the same SQLite file, as it starts by itself."""
    port = free_port()
    command = [str(DATASETTE), "serve", database.name, "--host", "127.0.0.1", "--port", str(port)]
    with _running(command, dict(os.environ)) as process:
        yield _ready(Server("Datasette", port, process, database), "/-/versions.json")


def install_datasette() -> bool:
    """Install Datasette into an environment of its own; whether it is there."""
    if not DATASETTE.exists():
        folder = DATASETTE.parent.parent
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "datasette~=0.65"]
        if subprocess.run(pip, check=False).returncode:
            return False
    return True


@contextmanager
def _running(command: list[str], variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with (FOLDER / "servers.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=log, stderr=log, start_new_session=True
        )
    machine.pin(process.pid, machine.SERVERS)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _ready(server: Server, path: str) -> Server:
    begun = time.monotonic()
    while time.monotonic() < begun + PATIENCE:
        if server.process.poll() is not None:
            break
        with suppress(OSError):
            if server.ask(path).status == 200:
                server.seconds_until_ready = time.monotonic() - begun
                server.pin()
                return server
        time.sleep(0.01)
    message = f"{server.name} did not start; see {FOLDER / 'servers.log'}."
    raise RuntimeError(message)


def keep_body(server: Server, path: str) -> str:
    """Give the control the bytes of an answer of the server; the path at which it returns them."""
    answer = server.ask(path)
    if answer.status != 200:
        message = f"{answer.status} from {path} of {server.name}"
        raise RuntimeError(message)
    kind = re.match(r"[\w/+.-]+", answer.headers["content-type"])
    folder = FOLDER / "bodies"
    folder.mkdir(exist_ok=True)
    name = hashlib.blake2b(answer.body, digest_size=8).hexdigest()
    extension = "json" if kind and "json" in kind.group() else "html"
    Path(folder / f"{name}.{extension}").write_bytes(answer.body)
    return f"/account/control/bytes/{name}.{extension}"
