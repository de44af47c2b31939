"""Which objects of the API a row of the public record is seen in.

Whoever keeps a copy of the record wants to know which objects have changed. The database notes
them, by triggers that are made of what the models declare: `public_object`, where the rows of a
model are objects themselves; `shown_in`, where they are seen in objects of other models;
`relations_shown_in`, the same of the rows of a many-to-many relation, by its name.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicObject:
    """Rows that are objects of the API: of a kind, under a permanent key, which is a column.

    With `needs`, only rows to which rows of this relation point are public.
    """

    kind: str
    key: str
    needs: str = ""


@dataclass(frozen=True)
class ShownIn:
    """A row is seen in the objects at the end of a path of relations, such as `city__country`.

    `columns` are those that are seen there; without any, all are. An update that leaves them as
    they were changes nothing there.
    """

    path: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownInEvery:
    """A row is seen in every object of a kind, as each designation is in whatever is counted."""

    kind: str
    columns: tuple[str, ...] = ()


Shown = ShownIn | ShownInEvery
