"""Chinese names are read without the dictionary, as the dictionary has them."""

import subprocess
import sys

import pytest

from cities.management.commands.write_readings import chinese_names
from cities.models.collation import looked_up, pinyin, readings

ORDERED = """
import sys
import django
django.setup()
from cities.models.collation import sort_key_in
sort_key_in("zh-hans", "重庆")
print("pypinyin" in sys.modules)
"""


@pytest.mark.usefixtures("network")
def test_every_name_of_the_record_has_its_reading_at_hand():
    # If this fails: manage.py write_readings.
    assert {name: looked_up(name) for name in chinese_names()} == readings()


def test_a_name_that_the_record_does_not_know_yet_is_looked_up():
    assert "拉萨河" not in readings()
    assert pinyin("拉萨河") == "la1 sa4 he2"


def test_a_character_of_two_readings_is_read_as_in_its_name():
    assert pinyin("重庆") == "chong2 qing4"


def test_the_dictionary_is_not_read_for_a_known_name():
    run = subprocess.run(
        [sys.executable, "-c", ORDERED], capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "False"
