"""The people who sign in, and the keys of partners, for staff."""

from uccn.admin import keys, people

__all__ = ["keys", "people"]
