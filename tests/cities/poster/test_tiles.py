from cities.poster import Tile, inks, mark_of, placed, tile


def test_a_city_is_marked_by_its_permanent_number_in_base_four():
    assert mark_of(161) == (0, 2, 2, 0, 1)
    assert mark_of(1) == (0, 0, 0, 0, 1)
    assert mark_of(1023) == (3, 3, 3, 3, 3)


def test_cities_up_to_number_1023_have_marks_of_their_own():
    assert len({mark_of(number) for number in range(1024)}) == 1024


def test_tiles_stand_row_after_row():
    assert placed([0, 1, 2], columns=2, side=8, across=10, down=20) == [
        Tile(10, 20, 8, 0),
        Tile(18, 20, 8, 1),
        Tile(10, 28, 8, 2),
    ]


def test_a_field_that_nobody_has_drawn_a_tile_for_has_one_all_the_same():
    assert tile("dance") == "M0 8V0L8 8Z"
    assert inks("dance", "#86b0ff") == ("#86b0ff", "#0c0c0d")


def test_a_drawn_field_has_inks_that_can_be_told_from_each_other():
    assert inks("music", "#ff86c3") == ("#ff9ac6", "#570631")
    for field in (
        "crafts-folk-art", "design", "film", "gastronomy", "literature", "media-arts", "music",
        "architecture",
    ):  # fmt: skip
        bright, deep = inks(field, "#ffffff")
        assert contrast(bright, deep) >= 5.6, field


def contrast(one, other):
    """The ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
