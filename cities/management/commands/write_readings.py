"""Keep how the Chinese names of the record are read, so that workers need no dictionary."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from cities.lookups import country_names
from cities.models import City
from cities.models.collation import READINGS, in_own_writing, looked_up
from cities.models.names import other_names_known_in

LANGUAGE = "zh-hans"


def chinese_names() -> set[str]:
    """The names that readers of Chinese see of cities and countries, in their own writing."""
    cities = {
        *City.objects.values_list("name", flat=True),
        *other_names_known_in(LANGUAGE).values(),
    }
    names = cities | {*country_names(LANGUAGE).values()}
    return {name for name in names if in_own_writing("zh", name)}


class Command(BaseCommand):
    """`manage.py write_readings`, after names were added to the fixtures or CLDR changed some."""

    help = "Write how the Chinese names of the record are read to cities/models/readings.json."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = {name: looked_up(name) for name in sorted(chinese_names())}
        text = json.dumps(found, ensure_ascii=False, indent=0)
        READINGS.write_text(f"{text}\n", encoding="utf-8")
        self.stdout.write(f"{len(found)} names.")
