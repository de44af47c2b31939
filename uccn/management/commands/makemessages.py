"""Django's own, for which a text that resembles an older one is a new text all the same.

A guessed translation would be marked as fuzzy, and looks like one until somebody reads it.
"""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
