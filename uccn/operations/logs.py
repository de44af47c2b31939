"""How lines of the log are written: as JSON for machines, in words on a developer's machine."""

import datetime
import json
import logging
from contextvars import ContextVar

# The number of the request during which something is logged.
request_number: ContextVar[str] = ContextVar("number of the request", default="")


class JsonLines(logging.Formatter):
    """One JSON object in a line, with the number of the request and what `details` a record has."""

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
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
