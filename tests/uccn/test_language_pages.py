"""What readers of public pages see is in six languages, what is a person's own in two."""

import re
from io import BytesIO

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

# Texts that only staff read, or whoever loads files and runs the portal, are in English and French.
STAFF = re.compile(
    r"/(admin|models|record|management)/|/models\.py|/(apps|checks|admin)\.py"
    r"|/doors/admin|uccn/(admin|environment|roles|access/(quotas|scopes))|templates/(admin|simple_history|drf_spectacular)/"
)

# People's own pages, and the letters from them, are in English and French.
OWN = re.compile(
    r"templates/(account|mfa|usersessions)/|templates/429|uccn/accounts/|templatetags/accounts"
)


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "en"])
def test_the_catalogue_of_the_public_pages_is_complete(language):
    path = settings.BASE_DIR / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=to_locale(language))
    spoken = language in settings.OWN_LANGUAGES

    untranslated = [
        message.id
        for message in catalogue
        if not all(
            STAFF.search(place) or (OWN.search(place) and not spoken)
            for place, _ in message.locations
        )
        and not (message.string if isinstance(message.string, str) else all(message.string))
    ]

    assert len(catalogue) > 800
    assert untranslated == []


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "en"])
def test_translations_keep_the_placeholders_of_the_text(language):
    path = settings.BASE_DIR / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=to_locale(language))

    faults = [(message.id, str(error)) for message, errors in catalogue.check() for error in errors]

    assert faults == []


# All but what only programs are told.
READ_IN_FRENCH = ("applications", "cities", "fields", "templates", "uccn")
TOLD_TO_PROGRAMS = re.compile(
    r"/api/|/doors/(cursors|kinds_of_problems|paging|problems|resources|selecting)\.py"
    r"|/access/(keys|resources)\.py"
)
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2)}


def texts(path):
    """The texts to translate in a module or a template; contexts stand before them."""
    source = path.read_text()
    if path.suffix != ".py":
        # Django turns a template into calls of Python's; its lines keep the template's indents.
        lines = templatize(source, origin=str(path)).split("\n")
        source = "\n".join(line.strip() for line in lines)
    found = extract("python", BytesIO(source.encode()), KEYWORDS)
    return {(context, text if isinstance(text, str) else text[0]) for _, text, _, context in found}


def test_everything_that_people_read_is_in_the_french_catalogue():
    root = settings.BASE_DIR
    with (root / "locale" / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    paths = [
        path
        for folder in READ_IN_FRENCH
        for path in sorted((root / folder).rglob("*.*"))
        if path.suffix in {".py", ".html", ".txt"}
        and not TOLD_TO_PROGRAMS.search(path.relative_to(root).as_posix())
    ]
    wanted = {text for path in paths for text in texts(path)}
    missing = []
    for context, text in sorted(wanted, key=str):
        message = catalogue.get(text, context)
        said = message.string if message else ""
        if not (said if isinstance(said, str) else all(said)):
            missing.append(text)

    assert len(wanted) > 3000
    assert missing == []
