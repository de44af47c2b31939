"""`/changes/`: what has changed since somebody asked last, without end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import exceptions, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from cities.api.changes.kinds import Kind
from cities.api.changes.walking import Position, Step, Walked, walk
from cities.models.places import today
from cities.record.public_tables import objects_by_kind
from cities.record.revision import RevisionStamp, RevisionUnknown, current
from uccn.doors import cursors
from uccn.doors.deprecation import Deprecating
from uccn.doors.filtering import StrictFilterSet
from uccn.doors.keeping import during
from uccn.doors.link_headers import LinkHeaders
from uccn.doors.linking import Roots, Row
from uccn.doors.negotiation import FORMAT, FormatNegotiation, JSONRenderer, format_problem
from uccn.doors.paging import LARGEST_PAGE, PAGE_SIZE, size_of_page
from uccn.doors.problems import BadParameters, Gone
from uccn.doors.strict_views import AllowedMethods

# Instead of a cursor: the end of all that has changed until now.
NOW = "now"
OBJECT = "object"
ORDER = ("number", "kind", "key")


class NotNow(exceptions.APIException):
    """503: while the record is being set up, nobody can say what has changed in it."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = gettext_lazy("The record is being set up. Try again in a minute.")
    default_code = "not-now"
    wait = 60


class ChangeSerializer(serializers.Serializer):
    """An object that has a new state, or is no longer there."""

    kind = serializers.CharField(help_text="Such as city.")
    key = serializers.CharField(
        help_text="Its permanent key: of a city its number, of a country its code, of a call its "
        "year, of a field its slug, of a source its key, of a statement its id."
    )
    url = serializers.URLField(help_text="Its address in this API, good until it is deleted.")
    revision = serializers.IntegerField(
        allow_null=True,
        help_text="The revision of the record that changed it last; null where nothing did but the "
        "date, as when somebody’s time as focal point is over.",
    )
    deleted = serializers.BooleanField(help_text="It is no longer there, or no longer public.")
    object = serializers.DictField(
        required=False,
        allow_null=True,
        help_text="Only with expand=object: what its address tells now (of a source without what "
        "it says: statements are told themselves); null where it was deleted.",
    )


@extend_schema_serializer(many=False)  # an answer of its own form, and no list of such
class ChangesSerializer(serializers.Serializer):
    """Changes in the order in which they were made, and where to go on."""

    epoch = serializers.CharField(help_text="Revisions of another epoch cannot be compared.")
    revision = serializers.IntegerField(help_text="That of the record when this was read.")
    changed_at = serializers.DateTimeField(
        allow_null=True, help_text="When that revision came about."
    )
    date = serializers.DateField(help_text="The day, in UTC, on which this is so.")
    up_to_date = serializers.BooleanField(
        help_text="There is nothing more now. Keep `next`, and ask it again later."
    )
    next = serializers.URLField(help_text="Where to go on: always there.")
    results = ChangeSerializer(many=True)


@dataclass(frozen=True)
class Around:
    """The addresses around an answer, by relation, for its `Link` header."""

    addresses: Mapping[str, str | None]

    def links(self) -> Mapping[str, str | None]:
        return self.addresses


class ChangesResource(AllowedMethods, Deprecating, LinkHeaders, viewsets.ViewSet):
    """Objects that were added, changed or deleted since a cursor, in the order of the changes.

    Without a cursor it begins with everything that there is. An object is named once, with its
    latest change, and may be named again: whoever applies each row as it comes, and then keeps
    `next`, ends with a copy of the record, wherever they were interrupted. What only the date
    changes is named on that day.
    """

    kinds: ClassVar[Sequence[Kind]] = ()
    # What a key has to be for in order to read this.
    scope: ClassVar[str] = "changes"
    further_problems = (410, 503)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "cursor",
                str,
                description="Where to go on, as given by `next`. Or `now`: begin with what changes "
                "from now on, before copying the lists.",
            ),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
                description="Rows in one answer.",
            ),
            OpenApiParameter(
                "kind",
                str,
                many=True,
                enum=sorted(objects_by_kind()),
                description="Only objects of this kind; repeatable.",
            ),
            OpenApiParameter(
                "expand", str, enum=[OBJECT], description="`object`: each row brings its object."
            ),
            OpenApiParameter(FORMAT, str, enum=["json"], description="There is no other."),
        ],
        responses=ChangesSerializer,
    )
    def list(self, request: Request) -> Response:
        # What is kept of the record is as of a revision read before; here the objects have to be
        # at least as new as the changes that name them.
        with during(""):
            return self._answer(request)

    def _answer(self, request: Request) -> Response:
        asked = self._understood(request)
        kinds = {kind.name: kind for kind in self.kinds}
        if names := asked.value("kind"):
            kinds = {name: kinds[name] for name in kinds if name in names}
        size = size_of_page(request.query_params)
        day = today()
        try:
            stamp = current()
        except RevisionUnknown:
            raise NotNow from None
        bound_to = cursors.digest(request.path_info, ORDER, {"kind": sorted(kinds)})
        text = request.query_params.get("cursor", "").strip()
        if text == NOW:
            walked = Walked([], Position.behind(stamp, day), is_up_to_date=True)
        else:
            start = self._position(text, bound_to, stamp) or Position(stamp.epoch, day)
            walked = walk(start, size, kinds, stamp, day)
        cursor = cursors.written(cursors.Cursor(walked.position.as_list()), bound_to)
        following = self._address(request, cursor=cursor)
        self.paginator = Around({"next": following, "first": self._address(request)})
        whole = bool(asked.value("expand"))
        return Response(
            {
                "epoch": stamp.epoch,
                "revision": stamp.number,
                "changed_at": stamp.changed_at or None,
                "date": day.isoformat(),
                "up_to_date": walked.is_up_to_date,
                "next": following,
                "results": self._rows(walked.steps, kinds, Roots.of(request), whole=whole),
            },
            headers={} if FORMAT in request.query_params else {"Vary": "Accept"},
        )

    def _understood(self, request: Request) -> StrictFilterSet:
        asked = self.filterset_class(request.query_params, QuerySet(), request=request)
        problems = [
            *asked.problems(drop_tracking=False),
            *format_problem(request, self.get_renderers()),
        ]
        if problems:
            raise BadParameters(problems)
        return asked

    @cached_property
    def filterset_class(self) -> type[StrictFilterSet]:
        """The parameters: the kinds are known to whoever puts the resource together."""
        names = [(kind.name, kind.name) for kind in self.kinds]
        return type(
            "ChangesFilter",
            (StrictFilterSet,),
            {
                "kind": django_filters.MultipleChoiceFilter(choices=names, label="kind"),
                "expand": django_filters.ChoiceFilter(choices=[(OBJECT, OBJECT)], label="expand"),
                "other_parameters": ("cursor", "page_size", FORMAT),
            },
        )

    @staticmethod
    def _position(text: str, bound_to: str, stamp: RevisionStamp) -> Position | None:
        if not text:
            return None
        position = Position.from_list(cursors.read(text, bound_to).position)
        if position.epoch != stamp.epoch:
            raise Gone(
                _(
                    "The record was set up anew since this cursor was given. Ask without a cursor:"
                    " everything that there is will be told, and what it does not tell is gone."
                )
            )
        return position

    @staticmethod
    def _address(request: Request, **cursor: str) -> str:
        lists = request.query_params.lists()
        kept = [(name, value) for name, values in lists for value in values if name != "cursor"]
        query = urlencode([*kept, *cursor.items()])
        return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)

    def _rows(
        self, steps: Sequence[Step], kinds: Mapping[str, Kind], roots: Roots, *, whole: bool
    ) -> Sequence[Row]:
        """What the steps lead to, read after them."""
        keys = defaultdict(list)
        for step in steps:
            keys[step.kind].append(step.key)
        present: dict[tuple[str, str], Row] = {}
        for name, of_kind in keys.items():
            kind = kinds[name]
            found = kind.present(of_kind)
            rows = (
                (
                    kind.linking.linked(row, roots)
                    for row in kind.rows(found, get_language() or "en")
                )
                if whole
                else found.values(kind.key)
            )
            present |= {(name, str(row[kind.key])): row for row in rows}
        return [
            {
                "kind": step.kind,
                "key": step.key,
                "url": f"{roots.api}{kinds[step.kind].path}/{step.key}/",
                "revision": step.revision,
                "deleted": step[:2] not in present,
                **({OBJECT: present.get(step[:2])} if whole else {}),
            }
            for step in steps
        ]
