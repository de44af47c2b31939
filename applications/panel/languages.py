"""In which language a file is written, as far as anybody can tell, and who reads it."""

from collections.abc import Collection

from django.conf import settings

from applications.models import Answer, Application, Call

# The question of a form that asks in which language the file is written, where there is one.
LANGUAGE = "language"
# The network's working languages: what files are written in where the call names no language.
WORKING_LANGUAGES = ("en", "fr")


def languages_of(call: Call, files: Collection[Application]) -> list[str]:
    """The language of each file, as far as its form asks for it.

    Otherwise it may be any that the call takes, and only whoever reads all of them is sure to read
    the file: that is then a language of its own.
    """
    said = dict(
        Answer.objects.filter(application__in=files, question=LANGUAGE).values_list(
            "application", "value"
        )
    )
    known = dict(settings.LANGUAGES)
    return [
        code if isinstance(code := said.get(file.pk), str) and code in known else taken(call)
        for file in files
    ]


def taken(call: Call) -> str:
    """The languages that the call takes, as one key."""
    return ", ".join(sorted(call.languages or WORKING_LANGUAGES))


def any_of(call: Call, languages: Collection[str]) -> frozenset[str]:
    """The key of `taken` for whoever reads all that the call takes."""
    wanted = set(call.languages or WORKING_LANGUAGES)
    return frozenset({taken(call)} if wanted <= set(languages) else ())
