"""What the quick start tells people to paste works as it stands, and prints what it says."""

import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from tests.network import collection
from uccn.management.commands.load_record import load_record

pytestmark = pytest.mark.any_database

TEXT = (settings.BASE_DIR / "docs" / "quick-start.md").read_text(encoding="utf-8")
PIECES = re.findall(r"```(sh|python|javascript)\n(.*?)```\n\n```text\n(.*?)```", TEXT, re.DOTALL)
RUNS = {
    "sh": ["sh", "-c"],
    "python": [sys.executable, "-c"],
    "javascript": ["node", "--input-type=module", "-e"],
}
NEEDS = {"sh": "curl", "javascript": "node"}


def test_every_piece_of_the_quick_start_is_tried():
    assert len(PIECES) == TEXT.count("```text")
    assert {language for language, _code, _output in PIECES} == set(RUNS)


@pytest.mark.django_db(transaction=True)
def test_every_piece_prints_what_stands_under_it(live_server, subtests):
    load_record(collection())
    for language, code, output in PIECES:
        with subtests.test(code.splitlines()[0]):
            if NEEDS.get(language) and not shutil.which(NEEDS[language]):
                pytest.skip(f"{NEEDS[language]} is not installed")
            done = subprocess.run(
                [*RUNS[language], code.replace("https://portal.example.org", live_server.url)],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.stdout == output, done.stderr
