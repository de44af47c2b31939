"""What readers of public pages see is in six languages, what is a person's own in two."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

# Texts that only staff read, or whoever loads files and runs the portal, stay English.
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
