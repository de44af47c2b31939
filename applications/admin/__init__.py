"""The staff's pages of the candidature. What an act changes is shown here, and changed by acts."""

from applications.admin import calls, files, forms, letters, log

__all__ = ["calls", "files", "forms", "letters", "log"]
