"""Whatever a reader of the public pages sees is translated into all six languages."""

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

PUBLIC = (
    "applications/pages", "cities/pages", "cities/search", "cities/statements",
    "cities/templatetags", "templates/about", "templates/accessibility", "templates/applications",
    "templates/base", "templates/cities", "templates/contact", "templates/credits",
    "templates/error", "templates/home", "templates/includes", "templates/privacy",
    "uccn/doors/filtering", "uccn/pages", "uccn/templatetags",
)  # fmt: skip


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "en"])
def test_the_catalogue_of_the_public_pages_is_complete(language):
    path = settings.BASE_DIR / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=to_locale(language))

    untranslated = [
        message.id
        for message in catalogue
        if any(place.startswith(PUBLIC) for place, _ in message.locations)
        and not (message.string if isinstance(message.string, str) else any(message.string))
    ]

    assert len(catalogue) > 300
    assert untranslated == []


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "en"])
def test_translations_keep_the_placeholders_of_the_text(language):
    path = settings.BASE_DIR / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=to_locale(language))

    faults = [(message.id, str(error)) for message, errors in catalogue.check() for error in errors]

    assert faults == []
