"""The staff's pages of the candidature. What an act changes is shown here, and changed by acts."""

from applications.admin import calls, evaluation, files, forms, letters, log

__all__ = ["calls", "evaluation", "files", "forms", "letters", "log"]
