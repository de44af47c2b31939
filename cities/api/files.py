"""Lists of the API as the files of the portal: CSV, XLSX and GeoJSON, in the order of the list."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.http.response import HttpResponseBase

from cities.exports import About, Listing, Table, formats_of
from cities.exports.about import LICENCE_ADDRESS
from cities.exports.listing import in_chunks
from cities.exports.lists import FLAT
from cities.models.places import today
from uccn.doors.filtering import PAGING_PARAMETERS
from uccn.doors.negotiation import FORMAT, FileRenderer, JSONRenderer, LinesRenderer
from uccn.doors.resources import Resource, Row

LICENCE_LINK = f'<{LICENCE_ADDRESS}>; rel="license"'
NO_QUESTION = {*PAGING_PARAMETERS, FORMAT}
# JSON is what the API itself speaks.
NO_FILE = "json"


def renderers_of(table: Table) -> tuple[type[Any], ...]:
    """JSON, NDJSON and the formats of the table."""
    files = (
        type(
            f"{known.label}Renderer",
            (FileRenderer,),
            {"media_type": known.media_type.partition(";")[0], "format": known.extension},
        )
        for known in formats_of(table).values()
        if known.extension != NO_FILE
    )
    return (JSONRenderer, LinesRenderer, *files)


class TabularResource(Resource):
    """A resource whose list is a table, too: `table`, and `flat`, which makes a row of it."""

    table: ClassVar[Table]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "table" in vars(cls):
            cls.renderer_classes = renderers_of(cls.table)

    def listing(self, keys: Sequence[Any], about: About) -> Listing:
        """The rows of the keys as a table, to be read once."""

        def rows(chunk: Sequence[Any]) -> Iterator[Row]:
            return (self.flat(row, about.site) for row in self.rows(chunk))

        return Listing(self.table, about, len(keys), in_chunks(self.table, about, keys, rows))

    def flat(self, row: Row, site: str) -> Row:
        """A row of the list with the columns of the table; `site` is the portal's address."""
        return FLAT[self.table.name](row, site)

    def written(self, extension: str, keys: Sequence[Any]) -> tuple[Iterator[bytes], str]:
        """The rows of the keys in a format, and its media type."""
        known = formats_of(self.table).get(extension)
        if known is None or extension == NO_FILE:
            return super().written(extension, keys)
        return known.write(self.listing(keys, self.about())), known.media_type

    def file(self, extension: str, keys: Sequence[Any]) -> HttpResponseBase:
        response = super().file(extension, keys)
        response["Link"] = LICENCE_LINK
        return response

    def about(self) -> About:
        """What the file is: its table, its day, and the address that asks for it again."""
        parameters = self.request.query_params.copy()
        day = self.as_of or today()
        if self.as_of is not None:
            parameters["as_of"] = day.isoformat()
        asked = tuple(
            (name, value)
            for name, values in parameters.lists()
            for value in values
            if name not in NO_QUESTION and value.strip()
        )
        parameters[FORMAT] = self.request.accepted_renderer.format
        path = f"{self.request.path}?{parameters.urlencode()}"
        return About(
            title=self.table.title,
            as_of=day,
            language=self.language,
            site=self.roots.site,
            address=self.roots.site + path,
            parameters=asked,
        )
