"""How lines of the log are written: as JSON for machines, in words on a developer's machine."""

import datetime
import json
import logging
from contextvars import ContextVar

# The number of the request during which something is logged.
request_number: ContextVar[str] = ContextVar("number of the request", default="")


# So much of a text stands in a line: a request may have a path, a host or a method of any length.
LONGEST = 2000


class OurMistakes(logging.Filter):
    """Lets pass what the administrators are to be told of.

    That a request was refused (a host that is not ours, too many fields) is no mistake of ours. Who
    sends such requests would otherwise send as many letters, each of them while a worker waits.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        return not is_refusal(record)


def is_refusal(record: logging.LogRecord) -> bool:
    """Whether a record tells that Django refused a suspicious request."""
    return record.name.startswith("django.security")


class JsonLines(logging.Formatter):
    """One JSON object in a line, with the number of the request and what `details` a record has.

    A refused request has no traceback: where it was refused says nothing of the request.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_number.get():
            line["request_id"] = number
        line |= getattr(record, "details", {})
        line = {
            name: value[:LONGEST] if isinstance(value, str) else value
            for name, value in line.items()
        }
        if record.exc_info and not is_refusal(record):
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
