"""In which format an answer is given: by `format=`, or by the request's `Accept`.

JSON is what the API speaks, in pages; the other formats are files, which a resource writes itself.
So each of them is a renderer that takes part in the choice and renders nothing.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import orjson
from django.http.request import MediaType
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from uccn.doors.filtering import Problem, shown
from uccn.doors.words import nearest

FORMAT = "format"


class JSONRenderer(BaseRenderer):
    """JSON in UTF-8, dates in ISO 8601."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Any = None,
    ) -> bytes:
        return b"" if data is None else as_json(data)


class FileRenderer(BaseRenderer):
    """A format whose files the resource writes. `media_type` is without parameters."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Any = None,
    ) -> bytes:
        raise NotImplementedError("A file is no answer that is rendered.")


class LinesRenderer(FileRenderer):
    """NDJSON: the rows of the JSON list, one on each line."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    charset = None


def as_json(value: Any, options: int = 0) -> bytes:
    """The value as JSON: texts to translate in the current language, decimals as numbers."""
    return orjson.dumps(value, default=_plain, option=options)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict | list):  # subclasses, such as REST framework's own
        return dict(value) if isinstance(value, dict) else list(value)
    raise TypeError(f"{type(value)} has no form in JSON.")


class FormatNegotiation(BaseContentNegotiation):
    """Chooses one of the resource's renderers: the one named, else the one that is accepted."""

    def select_parser(self, _request: Request, parsers: Iterable[Any]) -> Any:
        return next(iter(parsers), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """The renderer and its media type. Raises `NotAcceptable`, naming what there is.

        An unknown name is refused later, together with all else that was not understood.
        """
        renderers = list(renderers)
        named = request.query_params.get(FORMAT, "").strip()
        if named:
            chosen = next((one for one in renderers if one.format == named), renderers[0])
        else:
            chosen = accepted(request._request.accepted_types, renderers)  # noqa: SLF001
        if chosen is None:
            raise NotAcceptable(_reason(request) or None, available_renderers=renderers)
        return chosen, chosen.media_type


def accepted(ranges: list[MediaType], renderers: Sequence[Any]) -> Any:
    """The renderer that a client likes best, or None where it accepts none of them.

    `ranges` are sorted by the client's liking. Parameters of media types tell nothing apart here.
    """
    if not ranges:  # an empty header says no more than a missing one
        return renderers[0]
    liked = []
    for place, renderer in enumerate(renderers):
        of = MediaType(renderer.media_type)
        covering = [one for one in ranges if _covers(one, of)]
        if covering:
            best = max(covering, key=lambda one: one.specificity)
            liked.append((ranges.index(best), place))
    return renderers[min(liked)[1]] if liked else None


def _covers(accepted_range: MediaType, media_type: MediaType) -> bool:
    return all(
        asked in ("*", given)
        for asked, given in (
            (accepted_range.main_type, media_type.main_type),
            (accepted_range.sub_type, media_type.sub_type),
        )
    )


def _reason(request: Request) -> str:
    """Why there are no more formats, where the resource has something to say on that."""
    view = request.parser_context.get("view")
    return str(getattr(view, "why_no_files", ""))


def format_problem(request: Request, renderers: Sequence[Any]) -> list[Problem]:
    """What is wrong with the format that a request names, if anything is."""
    named = request.query_params.get(FORMAT, "").strip()
    formats = [one.format for one in renderers]
    if not named or named in formats:
        return []
    detail = _("“%(value)s” is not one of: %(choices)s.") % {
        "value": shown(named),
        "choices": ", ".join(formats),
    }
    reason = _reason(request)
    return [
        Problem(
            FORMAT,
            shown(named),
            f"{detail} {reason}" if reason else detail,
            nearest(named, formats),
        )
    ]
