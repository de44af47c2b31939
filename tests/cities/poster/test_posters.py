"""The posters as drawings; that they are pictures too is told by tests/cities/pages/."""

import re
from html import unescape
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from cities.poster import Fact, Tower, digest, inks, of_city, of_field, of_network, png
from cities.poster.letters import can_be_drawn, extent, in_lines, runs, size_that_fits


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
    found = re.findall(r"<text[^>]*>(.*?)</text>", drawing)
    return [unescape(re.sub("<[^>]+>", "", text)).strip("\u200f") for text in found]


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
        assert [found.family for found, _piece in runs(text)] == [font]

    def test_a_text_in_two_scripts_is_written_in_two_fonts(self):
        assert [(font.family, piece) for font, piece in runs("منذ 31 أكتوبر Lyon")] == [
            ("Noto Sans Arabic", "منذ 31 أكتوبر "),
            ("Noto Sans", "Lyon"),
        ]

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
        assert in_lines("Höhr-Grenzhausen", 2) == ["Höhr-", "Grenzhausen"]
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
        name = re.search(r"<text[^>]*><tspan[^>]*>Lyon", back)[0]
        assert 'x="1160"' in name
        assert 'text-anchor="end"' in name

    @pytest.mark.parametrize(
        "name", ["Ly", "Norrköping", "Al-Madinah Al-Munawwarah", "W" * 100, "北雪平", "نورشوبينغ"]
    )
    def test_a_name_keeps_within_the_picture(self, name):
        drawing = city(name)
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing)]
        lines = [line for line in zip(texts(drawing), sizes, strict=True) if line[0] in name]

        assert lines
        assert all(size <= size_that_fits(text, room=1121, largest=500) for text, size in lines)

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

    def test_a_number_stands_before_the_word_that_it_counts(self):
        """Read from the right: the digits of “408 مدن” stand on the right."""
        word, counted = ink("مدن"), ink("408 مدن")

        # The word keeps its shape; what is new stands to the right of it.
        wide, high = word.size
        same = counted.crop((0, counted.height - high, wide, counted.height))
        assert unlike(word, same) < 0.02
        assert counted.width > 1.5 * wide

    def test_letters_keep_their_parts_beside_other_writing(self):
        """The two dots of ت do not get lost after Latin letters."""
        word, mixed = ink("تبت"), ink("Lyon تبت")

        wide, high = word.size
        places = [(mixed.width - wide, down) for down in range(mixed.height - high + 1)]
        same = [mixed.crop((x, y, x + wide, y + high)) for x, y in places]
        assert min(unlike(word, one) for one in same) < 0.02

    def test_another_drawing_has_another_digest(self):
        assert digest(city("Lyon")) == digest(city("Lyon"))
        assert digest(city("Lyon")) != digest(city("Lyons"))


def ink(name):
    """A name in letters of one size, cut out of its poster."""
    text = re.search(r"<text[^>]*>(<tspan.*?)</text>", city(name).partition("No. 161")[2])[1]
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="200" font-weight="700">'
        f'<text x="20" y="140" font-size="100" xml:space="preserve">{text}</text></svg>'
    )
    picture = Image.open(BytesIO(png(drawing)))
    return picture.crop(picture.getbbox())


def unlike(one, other):
    """The share of pixels that are drawn in one picture and not in the other."""
    differences = ImageChops.difference(one.getchannel("A"), other.getchannel("A"))
    return sum(differences.histogram()[160:]) / (one.width * one.height)
