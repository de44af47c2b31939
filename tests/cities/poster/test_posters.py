"""The posters as drawings; that they are pictures too is told by tests/cities/pages/."""

import re
from io import BytesIO

import pytest
from PIL import Image

from cities.poster import Fact, Tower, digest, inks, of_city, of_field, of_network, png
from cities.poster.letters import can_be_drawn, extent, fonts_of, in_lines, size_that_fits


def city(*names, number=161, mirrored=False):
    return of_city(
        names=names,
        number=number,
        field_slug="music",
        inks=inks("music", "#ff86c3"),
        corner=("Creative Cities", "No. 161"),
        facts=[Fact("Music", "since 2017"), Fact("Sweden", "Europe")],
        mirrored=mirrored,
    )


def texts(drawing):
    return re.findall(r">([^<>]+)</text>", drawing)


def turns(drawing):
    return [int(degrees) // 90 for degrees in re.findall(r"rotate\((\d+) 4 4\)", drawing)]


class TestLetters:
    @pytest.mark.parametrize(
        ("text", "font"),
        [
            ("San Cristóbal de las Casas", "Noto Sans"),
            ("Норрчёпинг", "Noto Sans"),
            ("نورشوبينغ", "Noto Sans Arabic"),
            ("北雪平", "Noto Sans CJK SC"),
            ("부천", "Noto Sans CJK SC"),
            ("เชียงใหม่", "Noto Sans Thai"),
            ("თბილისი", "Noto Sans Georgian"),
        ],
    )
    def test_every_script_of_the_record_has_a_font(self, text, font):
        assert can_be_drawn(text)
        assert font in [found.family for found in fonts_of(text)]

    def test_a_sign_that_no_font_has_cannot_be_drawn(self):
        assert not can_be_drawn("𒀀")

    def test_joined_letters_are_measured_as_they_join(self):
        apart = sum(extent(letter).width for letter in "نورشوبينغ")

        assert extent("نورشوبينغ").width < apart

    def test_a_name_is_as_large_as_its_room_and_no_larger_than_it_may(self):
        assert size_that_fits("Ly", room=10_000, largest=120) == 120
        assert size_that_fits("Norrköping" * 5, room=500, largest=120) < 30

    def test_lines_are_about_as_long_as_each_other(self):
        assert in_lines("San Cristóbal de las Casas", 2) == ["San Cristóbal", "de las Casas"]
        assert in_lines("Lyon", 2) is None


class TestCity:
    def test_its_mark_stands_twice_across_and_twice_down(self):
        assert turns(city("Norrköping")) == [0, 2, 2, 0, 1] * 4

    def test_a_long_name_takes_two_lines_and_leaves_one_row_of_tiles(self):
        drawing = city("San Cristóbal de las Casas", number=108)

        assert texts(drawing)[2:4] == ["San Cristóbal", "de las Casas"]
        assert turns(drawing) == [0, 1, 2, 3, 0] * 2

    def test_a_name_without_letters_to_draw_it_gives_way_to_the_next(self):
        assert "Uruk" in texts(city("𒌷𒀕", "Uruk"))
        assert "𒌷" not in city("𒌷𒀕", "Uruk")

    def test_nothing_but_names_is_left_out_where_none_can_be_drawn(self):
        drawing = city("𒌷𒀕")

        assert texts(drawing) == ["Creative Cities", "No. 161", "Music", "since 2017", "Sweden",
                                  "Europe"]  # fmt: skip

    def test_words_change_sides_from_right_to_left_and_tiles_do_not(self):
        there, back = city("Lyon"), city("Lyon", mirrored=True)

        assert turns(there) == turns(back)
        assert 'x="1160"' in re.search(r"<text[^>]*>Lyon", back)[0]
        assert 'text-anchor="end"' in re.search(r"<text[^>]*>Lyon", back)[0]

    @pytest.mark.parametrize(
        "name", ["Ly", "Norrköping", "Al-Madinah Al-Munawwarah", "W" * 100, "北雪平", "نورشوبينغ"]
    )
    def test_a_name_keeps_within_the_picture(self, name):
        drawing = city(name)
        sizes = re.findall(r'font-size="([\d.]+)"[^>]*>([^<]+)<', drawing)
        lines = [(text, float(size)) for size, text in sizes if text in name]

        assert lines
        assert all(extent(text).width * size <= 1200 for text, size in lines)

    def test_what_stands_in_a_name_stays_text(self):
        assert "<b>" not in city("<b>&")
        assert "&lt;b&gt;&amp;" in city("<b>&")


class TestField:
    @pytest.mark.parametrize("count", [1, 5, 27, 66, 84, 408])
    def test_it_has_one_tile_for_each_city(self, count):
        drawing = of_field(
            names=["Music"],
            numbers=range(count),
            slug="music",
            inks=inks("music", "#ff86c3"),
            corner=("Creative Cities", ""),
            facts=[],
            mirrored=False,
        )

        assert len(turns(drawing)) == count

    def test_a_field_without_a_city_has_a_poster_too(self):
        drawing = of_field(
            names=["Dance"], numbers=[], slug="dance", inks=inks("dance", "#86b0ff"),
            corner=("", ""), facts=[], mirrored=False,
        )  # fmt: skip

        assert (texts(drawing), turns(drawing)) == (["Dance"], [])


class TestNetwork:
    def test_it_has_a_tower_for_each_field_and_a_tile_for_each_city(self):
        drawing = of_network(
            titles=["10 cities"],
            towers=[
                Tower("music", inks("music", ""), "Music", [1, 2, 3, 4, 5, 6, 7]),
                Tower("film", inks("film", ""), "Film", [8, 9, 10]),
                Tower("design", inks("design", ""), "Design"),
            ],
            corner=("Creative Cities", "4 countries"),
            mirrored=False,
        )

        # The ragged row stands on top, and is drawn after those that it stands on.
        assert turns(drawing) == [2, 3, 0, 1, 2, 3, 1, 0, 1, 2]
        assert [text for text in texts(drawing) if text.isdigit()] == ["7", "3", "0"]

    def test_one_without_fields_is_drawn_all_the_same(self):
        assert "0 cities" in of_network(
            titles=["0 cities"], towers=[], corner=("", ""), mirrored=True
        )


class TestPictures:
    def test_a_picture_is_as_large_as_links_want_it_and_shows_both_inks(self):
        picture = Image.open(BytesIO(png(city("Norrköping"))))

        colours = {colour for _count, colour in picture.convert("RGB").getcolors(1 << 20)}
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert {(0xFF, 0x9A, 0xC6), (0x57, 0x06, 0x31)} <= colours

    def test_arabic_letters_join(self):
        """Joined, the letters of one word leave no column of bare ground between them."""
        drawing = re.sub(r"<path[^>]*>", "", city("بيت", mirrored=True))
        picture = Image.open(BytesIO(png(drawing))).convert("RGB").crop((0, 70, 1200, 290))
        ground = (0xFF, 0x9A, 0xC6)
        columns = [
            any(picture.getpixel((x, y)) != ground for y in range(picture.height))
            for x in range(picture.width)
        ]

        first, last = columns.index(True), len(columns) - columns[::-1].index(True)
        assert all(columns[first:last])

    def test_another_drawing_has_another_digest(self):
        assert digest(city("Lyon")) == digest(city("Lyon"))
        assert digest(city("Lyon")) != digest(city("Lyons"))
