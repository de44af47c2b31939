"""Forms as files: one reviewable file of YAML holds all sections, questions and kinds of documents.

A call needs no code and no migration for its form: `manage.py load_form` publishes what the file
says as the call's next version, unless the latest one says the same.
"""

from applications.form_files.loading import load_form

__all__ = ["load_form"]
