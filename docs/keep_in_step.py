#!/usr/bin/env python3
"""Keep a copy of the record of the UNESCO Creative Cities Network in step, in an SQLite file.

    python3 keep_in_step.py https://portal.example.org copy.sqlite3 --once    # now, then end
    python3 keep_in_step.py https://portal.example.org copy.sqlite3           # for ever

Python 3.9 or later, and nothing else. Partners name their key in the environment: PARTNER_KEY, for
the scope `changes`. It may be killed at any moment and started again: it goes on
where it was. Your programs read the file meanwhile:

    SELECT content FROM object WHERE kind = 'city' AND key = '161'

`content` is JSON, what the address of the object tells. The copy is whole once `SELECT round_done
FROM state` gives 1 or more, and stays whole from then on.
"""

import argparse
import datetime
import email.utils
import http.client
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

FIRST = "/api/v1/changes/?expand=object&page_size=200"
SHORTEST_WAIT, LONGEST_WAIT = 5, 600

# `round` counts how often all was copied from the beginning; `round_done` is the last that came to
# its end. Objects of earlier rounds are gone then.
TABLES = """
CREATE TABLE IF NOT EXISTS state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    path TEXT NOT NULL, etag TEXT NOT NULL, round INTEGER NOT NULL, round_done INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS object (
    kind TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, round INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
);
"""


class Later(Exception):
    """The portal cannot answer now; ask again after so many seconds (None: it did not say)."""

    def __init__(self, reason, seconds=None):
        super().__init__(reason)
        self.seconds = seconds


class Copy:
    """The copy in its file. Whatever one answer brings, it brings in one transaction."""

    def __init__(self, path, portal):
        self.portal = portal.rstrip("/")
        # Transactions begin where it says BEGIN, and nowhere else.
        self.file = sqlite3.connect(path, timeout=60, isolation_level=None)
        self.file.execute("PRAGMA journal_mode = WAL")
        self.file.executescript(TABLES)
        self.file.execute("INSERT OR IGNORE INTO state VALUES (1, ?, '', 1, 0)", (FIRST,))

    def next_request(self):
        """The address to ask, and the ETag of what it answered last, if it brought nothing new."""
        path, etag = self.file.execute("SELECT path, etag FROM state").fetchone()
        return self.portal + path, etag

    def apply(self, answer, etag):
        """Take over what the portal answered: rows, and where to go on."""
        with self.file:
            self.file.execute("BEGIN IMMEDIATE")
            (current_round,) = self.file.execute("SELECT round FROM state").fetchone()
            for row in answer["results"]:
                name = (row["kind"], row["key"])
                if row["deleted"]:
                    self.file.execute("DELETE FROM object WHERE kind = ? AND key = ?", name)
                else:
                    content = json.dumps(row["object"], ensure_ascii=False)
                    self.file.execute(
                        "INSERT OR REPLACE INTO object VALUES (?, ?, ?, ?)",
                        (*name, content, current_round),
                    )
            if answer["up_to_date"]:
                self.file.execute("DELETE FROM object WHERE round < ?", (current_round,))
                self.file.execute("UPDATE state SET round_done = ?", (current_round,))
            if answer["results"] or not answer["up_to_date"]:
                # Without the host: a key is sent to the portal that was named, and to no other.
                following = urllib.parse.urlsplit(answer["next"])
                path = f"{following.path}?{following.query}"
                self.file.execute("UPDATE state SET path = ?, etag = ''", (path,))
            else:
                # Nothing new: the same address is asked again, for a 304 while that is so.
                self.file.execute("UPDATE state SET etag = ?", (etag,))

    def begin_again(self):
        """Copy everything anew. What is here stays, until all that there is has been told."""
        self.file.execute("UPDATE state SET path = ?, etag = '', round = round + 1", (FIRST,))

    def objects(self, kind):
        """Key to object of a kind."""
        rows = self.file.execute("SELECT key, content FROM object WHERE kind = ?", (kind,))
        return {key: json.loads(content) for key, content in rows}


def fetch(address, etag):
    """Status, headers and body of an answer. Raises `Later` where there is none."""
    headers = {"Accept": "application/json", "User-Agent": "keep_in_step/1.0"}
    if etag:
        headers["If-None-Match"] = etag
    if key := os.environ.get("PARTNER_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise Later(str(error)) from error


def step(copy, fetch=fetch):
    """One request, and what follows from it. Returns whether the copy is up to date.

    Raises `Later` when the portal has no answer now, and `RuntimeError` when asking again would
    not help.
    """
    address, etag = copy.next_request()
    status, headers, body = fetch(address, etag)
    if status == 200:
        answer = json.loads(body)
        copy.apply(answer, headers.get("ETag") or "")
        return answer["up_to_date"]
    if status == 304:
        return True
    if status == 410:
        copy.begin_again()
        return False
    if status == 429 or status >= 500:
        raise Later(f"status {status}", seconds_in(headers.get("Retry-After")))
    raise RuntimeError(f"{address} answered {status}: {body[:500].decode(errors='replace')}")


def seconds_in(retry_after):
    """The seconds that a Retry-After header asks for, as a number or a date; None without one."""
    if not retry_after:
        return None
    if retry_after.isdigit():
        return int(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    return max(0, (moment - datetime.datetime.now(datetime.timezone.utc)).total_seconds())


def keep_in_step(copy, every, once=False, fetch=fetch, sleep=time.sleep):
    """Follow the portal: until the copy is up to date, or for ever, asking each `every` seconds."""
    wait = SHORTEST_WAIT
    while True:
        try:
            is_up_to_date = step(copy, fetch)
        except Later as reason:
            seconds = wait if reason.seconds is None else reason.seconds
            print(f"{reason}; asking again in {seconds:.0f} seconds", file=sys.stderr)
            sleep(seconds)
            wait = min(2 * wait, LONGEST_WAIT)
            continue
        wait = SHORTEST_WAIT
        if is_up_to_date and once:
            return
        if is_up_to_date:
            sleep(every)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("portal", help="such as https://portal.example.org")
    parser.add_argument("file", help="the SQLite file; made if it is not there")
    parser.add_argument("--every", type=float, default=60, metavar="SECONDS", help="(60)")
    parser.add_argument("--once", action="store_true", help="end when the copy is up to date")
    asked = parser.parse_args()
    try:
        keep_in_step(Copy(asked.file, asked.portal), asked.every, asked.once)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
