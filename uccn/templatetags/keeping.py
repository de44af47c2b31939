"""Parts of pages that many pages have in common, rendered once in a moment of the record."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from uccn.doors.keeping import Shelf

register = template.Library()

MOST = 64


class KeptPart(template.Node):
    """What stands between `{% keep %}` and `{% endkeep %}`."""

    def __init__(self, keys: list[Any], nodelist: template.NodeList) -> None:
        self.keys, self.nodelist = keys, nodelist
        self.shelf: Shelf[SafeString] = Shelf(MOST)

    def render(self, context: template.Context) -> SafeString:
        keys = tuple(key.resolve(context, ignore_failures=True) for key in self.keys)
        if None in keys:
            return self.nodelist.render(context)
        return self.shelf.get((get_language(), keys), lambda: self.nodelist.render(context))


@register.tag
def keep(parser: template.base.Parser, token: template.base.Token) -> KeptPart:
    """Render a part of a page once for each of its keys, in each language and moment.

    `{% keep question %}…{% endkeep %}`: the keys are everything that the part depends on, besides
    the record, the language and the date. Where one of them is None, or no variable of the page,
    nothing is kept. Values that only the part needs may be given as functions, which are called
    when it is rendered.
    """
    keys = [parser.compile_filter(key) for key in token.split_contents()[1:]]
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeptPart(keys, nodelist)
