"""The poster: how the record looks in small pictures among strangers.

Flat colour, the name very large, and tiles that are the count: one for each city, turned by its
permanent number. Pictures for sharing and the cards for other sites use it; the portal's own pages
are the atlas.
"""

from cities.poster.pictures import digest, png
from cities.poster.posters import SIZE, Fact, Tower, of_city, of_field, of_network
from cities.poster.tiles import Inks, Tile, inks, mark_of, placed, tile

__all__ = [
    "SIZE",
    "Fact",
    "Inks",
    "Tile",
    "Tower",
    "digest",
    "inks",
    "mark_of",
    "of_city",
    "of_field",
    "of_network",
    "placed",
    "png",
    "tile",
]
