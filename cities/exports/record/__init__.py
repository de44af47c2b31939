"""The whole public record as of a day, in one archive."""

from cities.exports.record.package import RecordChanging, packed
from cities.exports.record.tables import RECORD, RecordTable

__all__ = ["RECORD", "RecordChanging", "RecordTable", "packed"]
