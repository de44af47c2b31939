"""Claims as people write them, in six languages, and what the record answers; stated by hand."""

import pytest
from django.utils import translation

from cities.checking import Index, Kind, Possibility, Standing, check, recognise
from cities.models import City
from cities.pages.claims.answers import namesakes, remark, sentence
from cities.pages.claims.cities import canonical_text, fact
from cities.pages.claims.page import EXAMPLES
from cities.pages.claims.understanding import understood_as
from cities.pages.claims.verdicts import mark

pytestmark = pytest.mark.usefixtures("network")

KEPT = {}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


def index_in(language="en"):
    """The record's names, loaded once for the module: no test here changes the record."""
    if language not in KEPT:
        with translation.override(language):
            KEPT[language] = Index.load(language)
    return KEPT[language]


def answer_to(text, language="en"):
    index = index_in(language)
    return check(recognise(text, index), index)


def said(text):
    return sentence(answer_to(text), index_in())


LYON = (
    "Lyon (France) was a City of Media Arts from 2008 to 30 October 2023. "
    "Since 31 October 2023 it has been a City of Literature."
)
BANGKOK = "No. Bangkok (Thailand) has been a Creative City since 30 October 2019, but of Design."
CUENCA = (
    "No. The record knows no member city called “Cuenca” in Spain. Cuenca (Ecuador) has been a "
    "Creative City since 31 October 2025, in the field of Gastronomy."
)
NETWORK_OF_180 = (
    "The network had 180 member cities from 31 October 2017 to 29 October 2019. "
    "Today it has 408 member cities."
)
NETWORK_IN_72 = (
    "The network had 180 member cities in 72 countries from 31 October 2017 to 29 October 2019. "
    "Today it has 408 member cities in 108 countries."
)
SEVEN_FIELDS = (
    "The network had 7 creative fields from 31 December 2009 to 30 October 2025. "
    "Today it has 8 creative fields."
)
GRANADA = "Several member cities are called Granada. Which one is meant?"
LITERATURE = "Yes. Lyon (France) has been a City of Literature since 31 October 2023."
NO_PALERMO = "No. The record knows no member city called “%s”."

CLAIMS = {
    # Those that are written wrongly again and again.
    "Palermo, Italy, Gastronomy": "No. The record knows no member city called “Palermo” in Italy.",
    "Is Palermo a Creative City of Gastronomy?": NO_PALERMO % "Palermo",
    "Palerme est une ville créative de gastronomie": NO_PALERMO % "Palerme",
    "¿Es Palermo una ciudad creativa de la gastronomía?": NO_PALERMO % "Palermo",
    "Палермо — творческий город гастрономии?": NO_PALERMO % "Палермо",
    "هل باليرمو مدينة مبدعة لفن الطهي؟": NO_PALERMO % "باليرمو",
    "巴勒莫是美食之都吗？": NO_PALERMO % "巴勒莫",
    "Bangkok, Thailand, Gastronomy": BANGKOK,
    "Is Bangkok a Creative City of Gastronomy?": BANGKOK,
    "Bangkok est une ville de gastronomie": BANGKOK,
    "Бангкок — город гастрономии": BANGKOK,
    "曼谷是美食之都": BANGKOK,
    "بانكوك مدينة فن الطهي": BANGKOK,
    "Harbin, China, Music": "No. The record knows no member city called “Harbin” in China.",
    "Harbin is a City of Music": "No. The record knows no member city called “Harbin”.",
    "Cuenca, Spain": CUENCA,
    "Cuenca, España": CUENCA,
    # What a city is, and was.
    "Lyon is a City of Media Arts": LYON,
    "Lyon est une ville des arts numériques": LYON,
    "Lyon es una ciudad de artes digitales": LYON,
    "Лион — город медиаискусства": LYON,
    "ليون مدينة الفنون الرقمية": LYON,
    "里昂是媒体艺术之都吗？": LYON,
    "Lyon is a City of Literature": LITERATURE,
    "Lyon, ville de la littérature": LITERATURE,
    "Лион — город литературы": LITERATURE,
    "ليون مدينة الآداب": LITERATURE,
    "里昂是文学之都": LITERATURE,
    "Lyon": "Yes. Lyon (France) has been a Creative City since 2008; "
    "today its field is Literature.",
    "Viborg": "Yes. Viborg (Denmark) has been a Creative City since 30 October 2019, "
    "in the field of Media Arts.",
    "Norrköping, Sweden, Music": "Yes. Norrköping (Sweden) has been a City of Music since "
    "31 October 2017.",
    "Cape Town is a City of Design": "Yes. Cape Town (South Africa) has been a City of Design "
    "since 31 October 2017.",
    "Le Cap est une ville de design": "Yes. Cape Town (South Africa) has been a City of Design "
    "since 31 October 2017.",
    "Évian est-elle une ville créative de musique ?": "Yes. Evian (France) has been a City of "
    "Music since 31 October 2025.",
    "Quito est une ville d’architecture": "Yes. Quito (Ecuador) has been a City of Architecture "
    "since 31 October 2025.",
    # Names of several places.
    "Granada": GRANADA,
    "Granada is a City of Literature": GRANADA,
    "Гранада": "Several member cities are called Гранада. Which one is meant?",
    "Granada, Nicaragua": "Yes. Granada (Nicaragua) has been a Creative City since "
    "31 October 2023, in the field of Design.",
    "Grenade (Espagne) est une ville de littérature": "Yes. Granada (Spain) has been a City of "
    "Literature since 1 December 2014.",
    "London, United Kingdom": "No. The record knows no member city called “London” in the United "
    "Kingdom. London (Canada) has been a Creative City since November 2021, in the field of "
    "Music.",
    "Londres (Royaume-Uni)": "No. The record knows no member city called “Londres” in the United "
    "Kingdom.",
    "San José, Costa Rica": "Yes. San José (Costa Rica) has been a Creative City since "
    "30 October 2019, in the field of Design.",
    "Is New York a creative city?": "No. The record knows no member city called “New York”.",
    "new york": "No. The record knows no member city called “new york”.",
    # Dates.
    "Bergen, accepted in December 2015 as a City of Gastronomy": "Yes. Bergen (Norway) has been a "
    "City of Gastronomy since 11 December 2015.",
    "Braga: City of Media Arts (2017)": "Yes. Braga (Portugal) has been a City of Media Arts "
    "since 31 October 2017.",
    "In 2017 Braga was a City of Media Arts": "2017: that cannot be said so precisely. Braga "
    "(Portugal) has been a City of Media Arts since 31 October 2017.",
    "Norrköping joined in 2019": "No. Norrköping (Sweden) has been a Creative City since "
    "31 October 2017, in the field of Music. The claim says 2019.",
    "In 2012 Lyon was a City of Media Arts": f"2012: yes. {LYON}",
    "In 2024 Lyon was a City of Media Arts": f"2024: no. {LYON}",
    "En 2016 la red tenía 180 ciudades": f"2016: no. {NETWORK_OF_180}",
    "In 2018 the network had 180 cities": f"2018: yes. {NETWORK_OF_180}",
    "In 2017 the network had 180 cities": "2017: that cannot be said so precisely. "
    + NETWORK_OF_180,
    # Figures.
    "The network has 180 member cities": NETWORK_OF_180,
    "В сети 180 городов": NETWORK_OF_180,
    "网络有180个城市": NETWORK_OF_180,
    "The network now has 180 cities from 72 countries": NETWORK_IN_72,
    "Le réseau compte 180 villes dans 72 pays": NETWORK_IN_72,
    "La red tiene 180 ciudades de 72 países": NETWORK_IN_72,
    "В сети 180 городов из 72 стран": NETWORK_IN_72,
    "الشبكة تضم ١٨٠ مدينة في ٧٢ دولة": NETWORK_IN_72,
    "180 städer från 72 länder": NETWORK_IN_72,
    "295 Member Cities": "The network had 295 member cities from 30 November 2021 to "
    "30 October 2023. Today it has 408 member cities.",
    "350 member cities": "The network had 350 member cities from 31 October 2023 to "
    "30 October 2025. Today it has 408 member cities.",
    "116 cities": "The network had 116 member cities from 11 December 2015 to 30 October 2017. "
    "Today it has 408 member cities.",
    "246 cities": "The network had 246 member cities from 30 October 2019 to 29 November 2021. "
    "Today it has 408 member cities.",
    "408 cities": "The network has had 408 member cities since 31 October 2025.",
    "408 villes dans 108 pays": "The network has had 408 member cities in 108 countries since "
    "31 October 2025.",
    "31 Cities of Design": "The network had 31 Cities of Design from 31 October 2017 to "
    "29 October 2019. Today it has 53 Cities of Design.",
    "49 Cities of Gastronomy": "The network had 49 Cities of Gastronomy from 30 November 2021 to "
    "30 October 2023. Today it has 66 Cities of Gastronomy.",
    "49 villes de gastronomie": "The network had 49 Cities of Gastronomy from 30 November 2021 to "
    "30 October 2023. Today it has 66 Cities of Gastronomy.",
    "70 cities of gastronomy": "The network never had 70 Cities of Gastronomy. "
    "Today it has 66 Cities of Gastronomy.",
    "covering sevn creative fields": SEVEN_FIELDS,
    "sept domaines créatifs": SEVEN_FIELDS,
    "7 ámbitos creativos": SEVEN_FIELDS,
    "7 творческих областей": SEVEN_FIELDS,
    "more than 100 countries": "The network has had member cities in more than 100 countries since "
    "31 October 2023. Today it has member cities in 108 countries.",
    "Today the network counts over 350 cities in more than 100 countries": "The network has had "
    "more than 350 member cities in more than 100 countries since 31 October 2025. Today it has "
    "408 member cities in 108 countries.",
    "Italy has 13 creative cities": "The network had 13 member cities in Italy from "
    "30 November 2021 to 30 October 2023. Today it has 16 member cities in Italy.",
    "Founded in 2004, the network has 295 members": "The network had 295 member cities from "
    "30 November 2021 to 30 October 2023. Today it has 408 member cities.",
    "France has 11 creative cities": "The network has had 11 member cities in France since "
    "31 October 2025.",
    "The network was created in 2004": "Yes. The network began in 2004, with its first "
    "designation.",
    "Сеть создана в 2004 году": "Yes. The network began in 2004, with its first designation.",
    # Ranks.
    "Kolding is the only Danish city": "Kolding (Denmark) was the only member city in Denmark "
    "from 31 October 2017 to 29 October 2019. Today there are 2.",
    "Kolding est la seule ville danoise": "Kolding (Denmark) was the only member city in Denmark "
    "from 31 October 2017 to 29 October 2019. Today there are 2.",
    "Norrköping is the first music city of the Nordic countries": "Yes. Norrköping (Sweden) was "
    "the first City of Music in the Nordic countries (31 October 2017).",
    "Östersund was the first city in Sweden": "Yes. Östersund (Sweden) was the first member city "
    "in Sweden (2010).",
    "Viborg is the first Danish city": "No. Viborg (Denmark) was not the first member city in "
    "Denmark: Kolding (Denmark) came before (31 October 2017).",
    "Édimbourg est la première ville de littérature": "Yes. Edinburgh (United Kingdom) was the "
    "first City of Literature (2004).",
    # What cannot be checked.
    "Spain has more creative cities than France": "A claim needs a city, or a number of cities, "
    "countries or fields.",
    "Gastronomy": "A claim needs a city, or a number of cities, countries or fields.",
    "France": "A claim needs a city, or a number of cities, countries or fields.",
    "?!": "Nothing in this text can be checked.",
    "Norrköping joined on 31 February 2017": "There is no date “31 February 2017” in the calendar.",
    "Lyon in 1999": "The network began in 2004: of 1999 nothing can be said.",
    "Lyon in 2031": "2031 has not come yet: the record knows the network up to 21 November 2026.",
}


@pytest.mark.parametrize(("text", "expected"), CLAIMS.items())
def test_a_claim_is_answered_in_a_sentence(text, expected):
    assert said(text) == expected


def test_the_verdict_stands_in_a_word_or_two():
    assert mark(answer_to("180 cities")) == ("True then, not now", False)
    assert mark(answer_to("408 cities")) == ("True today", True)
    assert mark(answer_to("70 cities of gastronomy")) == ("Never true", False)
    assert mark(answer_to("Bangkok, Gastronomy")) == ("Another field", False)
    assert mark(answer_to("Cuenca, Spain")) == ("Another country", False)
    assert mark(answer_to("Granada")) == ("Which one?", False)
    assert mark(answer_to("Palermo")) == ("Not a member", False)


def test_several_cities_of_a_name_are_each_offered_with_their_own_answer():
    answer = answer_to("Granada is a City of Literature")

    assert [fact(one, index_in()) for one in answer.possibilities] == [
        "Granada (Spain) has been a City of Literature since 1 December 2014.",
        "Granada (Nicaragua) has been a Creative City since 31 October 2023, but of Design.",
    ]


def test_a_slip_is_a_guess_and_never_an_answer():
    answer = answer_to("Norrkopping is a City of Music")

    assert said("Norrkopping is a City of Music") == (
        "No. The record knows no member city called “Norrkopping”."
    )
    assert [(one.member.name, one.guess) for one in answer.possibilities] == [
        ("Norrköping", "Norrköping")
    ]


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("London", "Another London, in the United Kingdom, is not a member."),
        ("Cuenca", "Another Cuenca, in Spain, is not a member."),
        ("San José", "Another San José, in the United States, is not a member."),
        ("Valencia", "Another Valencia, in Venezuela, is not a member."),
        ("London, Canada", ""),
        ("Bergen", ""),
    ],
)
def test_a_well_known_place_of_the_same_name_is_named(text, remark):
    assert namesakes(answer_to(text), index_in()) == remark


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("Lyon is a City of Media Arts", "Understood: city Lyon, field Media Arts."),
        (
            "Saint Petersburg, Florida, Film",
            "Understood: city Saint Petersburg, field Film. Not understood: “Florida”.",
        ),
        (
            "9 Cities of Design in Europe",
            "Understood: place Europe, field Design, 9 member cities.",
        ),
        (
            "Lyon and Bordeaux, France, since 2008",
            "Understood: city Lyon, country France, since 2008. Not understood: “Bordeaux”.",
        ),
        ("Lyon is not a City of Film", "Understood: city Lyon, field Film, "
         "the “not” left aside: the answer says what is so."),
    ],
)  # fmt: skip
def test_what_was_understood_is_said_back(text, understood):
    assert understood_as(answer_to(text), index_in()) == understood


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans"])
def test_the_short_wording_of_every_member_asks_for_that_member(language):
    """It is the canonical address of an answer, so it must lead back to it."""
    with translation.override(language):
        index = index_in(language)
        astray = {}
        for member in index.members.values():
            text = canonical_text(Possibility(member, Standing.HOLDS), index)
            answer = answer_to(text, language)
            found = [one.member.number for one in answer.possibilities]
            if found != [member.number] or answer.understood.left:
                astray[text] = (answer.kind, found, answer.understood.left)

    assert len(index.members) == 408
    assert astray == {}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans"])
def test_every_field_in_every_language_is_recognised(language):
    with translation.override(language):
        index = index_in(language)

        for slug, name in index.field_names.items():
            assert answer_to(f"Lyon, {name}", language).field == slug


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans"])
def test_the_examples_of_the_page_mean_the_same_in_every_language(language):
    """They are translated, and so is what they mean only if their words are known."""
    with translation.override(language):
        answers = [answer_to(str(example), language) for example in EXAMPLES]

    assert [answer.kind for answer in answers] == [
        Kind.FIGURE, Kind.CITY, Kind.ONLY, Kind.FIGURE, Kind.UNKNOWN,
    ]  # fmt: skip
    assert [answer.understood.left for answer in answers] == [[], [], [], [], []]


def test_no_member_s_own_name_is_lost_among_ordinary_words():
    astray = [
        name
        for name in City.objects.ever_members().values_list("name", flat=True)
        if not recognise(name, index_in()).cities
    ]

    assert astray == []


def test_a_scope_that_was_not_understood_is_owned_up_to():
    answer = answer_to("Dubai is the first city of design in the Middle East")

    assert remark(answer, index_in()) == (
        "“Middle East” was not understood: the cities in the whole network were counted."
    )


def test_a_name_inside_another_word_is_no_guess():
    assert answer_to("Is Paris a creative city?").possibilities == ()
