"""Reading fixture files: tables and pages whose every cell knows its file and line.

Every value arrives as the text that stands in the file. YAML's own guesses are left out, because
they would read the country code NO as false and the year 2004 as a number.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml


class Place(NamedTuple):
    """Where something stands in the fixtures."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Problem(NamedTuple):
    """One reason to refuse the fixtures, and where it stands."""

    place: Place
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class BadFixtures(Exception):
    """The fixtures were refused whole. `problems` lists every reason, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class Printed(NamedTuple):
    """A text and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its cells by column, and where it stands."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


Given = str | list["Given"] | dict[str, "Given"]


class Section:
    """A mapping of a page. It remembers which keys were asked for: the others are refused."""

    def __init__(self, node: yaml.MappingNode, file: str, fixtures: "Fixtures") -> None:
        self.place = Place(file, node.start_mark.line + 1)
        self.fixtures = fixtures
        self._nodes: dict[str, yaml.Node] = {}
        self._places: dict[str, Place] = {}
        self._asked: set[str] = set()
        self._sections: dict[int, Section] = {}
        fixtures.sections.append(self)
        for key, value in node.value:
            place = Place(file, key.start_mark.line + 1)
            if key.value in self._nodes:
                fixtures.refuse(place, f"“{key.value}” stands here twice")
            self._nodes[key.value], self._places[key.value] = value, place

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def place_of(self, key: str) -> Place:
        """Where the key stands, or the section if it does not have it."""
        return self._places.get(key, self.place)

    def text(self, key: str) -> str:
        """The key's text, or nothing; a list or a mapping is noted as a problem."""
        node = self._ask(key)
        if node is None or isinstance(node, yaml.ScalarNode):
            return _value(node) if node else ""  # type: ignore[return-value]
        self.fixtures.refuse(self.place_of(key), f"“{key}” must be one text")
        return ""

    def texts(self, key: str) -> list[Printed]:
        """The texts of a list."""
        found = []
        for node in self._items(key):
            place = Place(self.place.file, node.start_mark.line + 1)
            if isinstance(node, yaml.ScalarNode):
                found.append(Printed(node.value, place))
            else:
                self.fixtures.refuse(place, f"“{key}” must be a list of texts")
        return found

    def section(self, key: str) -> "Section | None":
        """The mapping under a key, if there is one."""
        node = self._ask(key)
        if isinstance(node, yaml.MappingNode):
            return self._section(node)
        if node is not None:
            self.fixtures.refuse(self.place_of(key), f"“{key}” must have keys of its own")
        return None

    def sections(self, key: str) -> list["Section"]:
        """The mappings of a list."""
        found = []
        for node in self._items(key):
            if isinstance(node, yaml.MappingNode):
                found.append(self._section(node))
            else:
                place = Place(self.place.file, node.start_mark.line + 1)
                self.fixtures.refuse(place, f"“{key}” must be a list of entries with keys")
        return found

    def rest(self) -> dict[str, Given]:
        """Every key that nobody has asked for yet, with what it holds."""
        keys = [key for key in self._nodes if key not in self._asked]
        self._asked.update(keys)
        return {key: _value(self._nodes[key]) for key in keys}

    def unasked(self) -> Iterator[tuple[Place, str]]:
        """The keys that no reader knows."""
        for key, place in self._places.items():
            if key not in self._asked:
                yield place, key

    def _ask(self, key: str) -> yaml.Node | None:
        self._asked.add(key)
        return self._nodes.get(key)

    def _section(self, node: yaml.MappingNode) -> "Section":
        # One section for each mapping, whoever asks: it knows what everybody has asked for.
        if id(node) not in self._sections:
            self._sections[id(node)] = Section(node, self.place.file, self.fixtures)
        return self._sections[id(node)]

    def _items(self, key: str) -> list[yaml.Node]:
        node = self._ask(key)
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if node is not None:
            self.fixtures.refuse(self.place_of(key), f"“{key}” must be a list")
        return []


def _value(node: yaml.Node) -> Given:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return str(node.value)


class Fixtures:
    """A folder of fixture files. It collects every problem instead of stopping at the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.sections: list[Section] = []
        self._pages: dict[str, Section | None] = {}

    def refuse(self, place: Place, reason: str) -> None:
        """Note a reason for which nothing of the folder may be loaded."""
        self.problems.append(Problem(place, reason))

    def table(self, file: str, columns: tuple[str, ...]) -> list[Line]:
        """The rows of a CSV file that has exactly these columns."""
        text = self._text(file)
        if text is None:
            return []
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines: list[Line] = []
        try:
            header = next(reader, [])
            for column in header:
                if column not in columns:
                    self.refuse(Place(file, 1), f"there is no column “{column}”")
            missing = [column for column in columns if column not in header]
            for column in missing:
                self.refuse(Place(file, 1), f"the column “{column}” is missing")
            if missing:
                return []
            begins = reader.line_num + 1
            for cells in reader:
                place = Place(file, begins)
                begins = reader.line_num + 1
                if not cells:
                    continue
                if len(cells) == len(header):
                    lines.append(Line(place, dict(zip(header, cells, strict=True))))
                else:
                    self.refuse(place, f"{len(cells)} cells under {len(header)} columns")
        except csv.Error as error:
            self.refuse(Place(file, reader.line_num), f"this is no CSV: {error}")
        return lines

    def page(self, file: str) -> Section | None:
        """The mapping that a YAML file holds; the same object whoever asks."""
        if file not in self._pages:
            self._pages[file] = self._read_page(file)
        return self._pages[file]

    def refuse_unknown_keys(self) -> None:
        """Note every key of every page that no reader has asked for."""
        for section in self.sections:
            for place, key in section.unasked():
                self.refuse(place, f"nobody knows the key “{key}”")

    def _read_page(self, file: str) -> Section | None:
        text = self._text(file)
        if text is None:
            return None
        try:
            node = yaml.compose(text, Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error)
            self.refuse(Place(file, mark.line + 1 if mark else 1), f"this is no YAML: {reason}")
            return None
        if not isinstance(node, yaml.MappingNode):
            self.refuse(Place(file, 1), "the page must have keys")
            return None
        return Section(node, file, self)

    def _text(self, file: str) -> str | None:
        try:
            text = (self.folder / file).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.refuse(Place(file, 1), "there is no such file")
        except UnicodeDecodeError as error:
            self.refuse(Place(file, 1), f"this is no UTF-8: {error.reason}")
        else:
            for number, line in enumerate(text.split("\n"), 1):
                if "\0" in line:
                    self.refuse(Place(file, number), "a NUL character stands here")
            # PyYAML refuses NUL with a worse message, and the csv module of Python 3.11 takes it.
            return text.replace("\0", "")
        return None
