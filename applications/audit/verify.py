"""Verifies this archive without the portal: python verify.py, where it was unpacked.

Needs nothing but Python 3.9 or newer. Prints each problem and ends with 1, or says what holds.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def files(folder: Path) -> Iterator[str]:
    """Each file is there, as it was packed, and there is no other."""
    listed = {}
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        listed[name] = digest
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    } - {"SHA256SUMS"}
    for name in sorted(there | set(listed)):
        if name not in there:
            yield f"{name} is missing"
        elif name not in listed:
            yield f"{name} was not packed"
        elif sha256((folder / name).read_bytes()) != listed[name]:
            yield f"{name} is not as it was packed"


def chain(folder: Path) -> Iterator[str]:
    """Each entry follows the one before, up to what was published."""
    words: dict[int, bytes] = {}
    for entry in (folder / "log/entries.jsonl").read_bytes().splitlines():
        words[json.loads(entry)["sequence"]] = entry
    before: tuple[int, str] | None = None
    known: dict[int, str] = {}
    for line in (folder / "log/chain.txt").read_text(encoding="utf-8").splitlines():
        written, told, digest = line.split(" ")
        number = int(written)
        if before is not None:
            last, previous = before
            if number != last + 1:
                yield f"entry {number} does not follow {last}"
            if number in words and told != "-" and sha256(words[number]) != told:
                yield f"entry {number} says otherwise than the chain has it"
            if told != "-" and sha256((previous + told).encode()) != digest:
                yield f"entry {number} does not have the digest that it leads to"
            if told == "-" and number in words and sha256(words[number]) != digest:
                yield f"entry {number} says otherwise than its digest"
        before = number, digest
        known[number] = digest
    for number in sorted(set(words) - set(known)):
        yield f"entry {number} is not in the chain"
    for head in json.loads((folder / "log/heads.json").read_bytes()):
        if known.get(head["sequence"]) != head["digest"]:
            yield f"the head of {head['date']} was published otherwise"


def texts_in(value: Any) -> Iterator[str]:
    """Every text that a document holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)


def texts(folder: Path) -> tuple[int, list[tuple[int, str]]]:
    """How many texts of the log are found in this archive, letter by letter, and which are not."""
    salted = {}
    for line in (folder / "log/entries.jsonl").read_bytes().splitlines():
        entry = json.loads(line)
        for name, value in entry["contents"].items():
            if isinstance(value, dict) and "salted_sha256" in value:
                salted[entry["sequence"], name] = value["salted_sha256"]
    salts = {}
    for line in (folder / "log/salts.jsonl").read_bytes().splitlines():
        row = json.loads(line)
        salts[row["sequence"], row["name"]] = row["salt"]
    known: set[str] = set()
    for path in sorted(folder.glob("*.json*")):
        data = path.read_text(encoding="utf-8")
        parts = data.splitlines() if path.suffix == ".jsonl" else [data]
        for part in parts:
            known.update(texts_in(json.loads(part)))
    found = 0
    missing: list[tuple[int, str]] = []
    for place, digest in sorted(salted.items()):
        salt = salts.get(place)
        if salt is not None and any(sha256((salt + text).encode()) == digest for text in known):
            found += 1
        else:
            missing.append(place)
    return found, missing


def main(folder: Path) -> int:
    problems = [*files(folder), *chain(folder)]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if problems:
        return 1
    found, missing = texts(folder)
    lines = (folder / "log/chain.txt").read_text(encoding="utf-8").splitlines()
    last = lines[-1].split(" ") if lines else ["0", "-", "-"]
    sys.stdout.write(
        f"Every file is as it was packed. The chain holds up to entry {last[0]}: {last[2]}\n"
        f"{found} texts of the log stand in this archive as they were written.\n"
    )
    for number, name in missing:
        sys.stdout.write(
            f"Entry {number}, {name}: this text is not here. It was changed later, erased, or is"
            " not for whoever handed this archive out.\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
