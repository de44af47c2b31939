"""What the pages of people's accounts say of the browsers in which they are used."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# What is looked for in what browsers say of themselves, in this order: most of them name others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """A browser as people know it: “Firefox, Windows”; as it names itself where it is unknown."""
    known = [
        next((name for sign, name in signs if sign in user_agent), "")
        for signs in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, known)) or user_agent or _("unknown browser")
