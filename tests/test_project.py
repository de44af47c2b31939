"""The house itself: its arrows, its locks, its migrations and its set-up."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
PACKAGES = ["uccn", "fields", "cities", "applications"]


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", ["core", "test", "dev"])
def test_locks_are_hashed_and_name_no_registry(name):
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    pins = re.findall(r"^[a-z0-9][^ ]*==", lock, flags=re.MULTILINE)

    assert len(pins) >= 20
    assert lock.count("--hash=sha256:") >= len(pins)
    assert not re.search(r"https?://|index-url|find-links", lock)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")), ids=lambda path: path.parts[-3]
)
def test_every_catalogue_compiles_whole(path):
    """A fuzzy header drops a whole catalogue, a lost placeholder breaks the page that needs it."""
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)

    assert not catalogue.fuzzy
    assert str(catalogue.locale) == path.parts[-3]
    assert [message.id for message in catalogue if message.fuzzy] == []
    assert [(message.id, errors) for message, errors in catalogue.check()] == []


class TestArrows:
    """`uccn → applications → cities → fields → uccn.doors`, as pyproject.toml draws them."""

    pytestmark = pytest.mark.tools

    @pytest.fixture
    def house(self, tmp_path):
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        for package in PACKAGES:
            for module in (ROOT / package).rglob("*.py"):
                copy = tmp_path / module.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(module, copy)
        return tmp_path

    @staticmethod
    def check(house):
        command = "from importlinter.cli import lint_imports_command as check; check()"
        done = subprocess.run(
            [sys.executable, "-c", command, "--no-cache", "--no-logo"],
            cwd=house,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def test_the_house_as_it_stands_keeps_them(self, house):
        code, report = self.check(house)

        assert code == 0, report

    @pytest.mark.parametrize(
        ("module", "line", "contract"),
        [
            ("fields/models.py", "import cities.models", "Apps"),
            ("uccn/doors/paging.py", "import fields.models", "Apps"),
            ("cities/models/folding.py", "import uccn.urls", "Roof"),
            ("uccn/doors/paging.py", "import uccn.models", "Ground floor"),
            ("uccn/newcomer.py", "", "Ground floor"),
            ("cities/models/folding.py", "import cities.search", "cities"),
            ("cities/newcomer.py", "", "cities"),
            ("applications/models/calls.py", "import applications.apps", "applications"),
        ],
    )
    def test_a_planted_violation_is_seen(self, house, module, line, contract):
        with (house / module).open("a") as file:
            file.write(f"\n{line}\n")

        code, report = self.check(house)

        assert code == 1
        assert re.search(rf"^{contract}\b.* BROKEN", report, flags=re.MULTILINE), report


class TestSetUp:
    """What a machine lacks is said in one sentence, before anything is made."""

    @pytest.fixture
    def copy(self, tmp_path):
        folder = tmp_path / "a folder with spaces"
        (folder / "requirements").mkdir(parents=True)
        shutil.copy(ROOT / "requirements" / "install", folder / "requirements")
        (folder / "requirements" / "test.txt").touch()
        return folder

    @staticmethod
    def python(folder, script):
        """A stand-in for Python that treats some of its arguments as `script` says."""
        path = folder / "python"
        path.write_text(
            f'#!/bin/sh\ncase "$*" in {script} *) exec "{sys.executable}" "$@";; esac\n'
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    @staticmethod
    def refusal(folder, python):
        done = subprocess.run(
            [folder / "requirements" / "install", "test", python],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert not (folder / ".env").exists()
        return done.stderr

    def test_no_python(self, copy):
        assert "There is no python-of-nowhere" in self.refusal(copy, "python-of-nowhere")

    def test_a_python_that_does_not_run(self, copy):
        assert "is not a Python that works" in self.refusal(copy, "false")

    def test_a_python_that_is_too_old(self, copy):
        old = self.python(copy, '*"[:2]"*) echo 3.9;; *"(3, 11)"*) exit 1;;')

        assert "needs Python 3.11 or newer" in self.refusal(copy, old)
        assert "is 3.9" in self.refusal(copy, old)

    def test_no_venv(self, copy):
        bare = self.python(copy, "*ensurepip*) exit 1;;")

        assert "apt install python3-venv" in self.refusal(copy, bare)

    def test_no_pip(self, copy):
        bare = self.python(
            copy, f'"-m venv"*) exec "{sys.executable}" -m venv --without-pip .venv;;'
        )

        assert "without pip" in self.refusal(copy, bare)
