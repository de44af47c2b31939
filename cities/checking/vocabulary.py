"""The words of claims in the six languages: what they ask about, and those that say nothing.

Everything is compared in its folded form. Names of cities, countries and fields do not stand here:
they come from the record.
"""

import enum
import functools

from django.conf import settings
from django.utils.translation import override

from cities.models.folding import fold
from cities.models.places import Continent, Region
from uccn.doors import locales


class Word(enum.Enum):
    """What a word of a claim asks about."""

    CITIES = "cities"
    COUNTRIES = "countries"
    FIELDS = "fields"
    ONLY = "only"
    FIRST = "first"
    FOUNDED = "founded"
    SINCE = "since"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    FEWER_THAN = "fewer-than"
    NOT = "not"


# A city's kind or standing in words that hold no name; “the first” is a rank, “first” alone is one.
WORDS = {
    Word.CITIES: (
        "city, cities, town, towns, member, members, ville, villes, membre, membres, ciudad, "
        "ciudades, miembro, miembros, город, города, городе, городов, городам, члены, членов, "
        "участников, مدينة, المدينة, مدن, المدن, عضو, عضوا, أعضاء, 城市, 之都, 之城, 成员, 会员, "
        "座城市, 个城市, 个成员城市, 座成员城市, 成员城市, 座, участник, участника, участники, "
        "города, города-участники, городов-участников, города-участника, город-участник, stad, "
        "städer, by, byer, stadt, städte"
    ),
    Word.COUNTRIES: (
        "country, countries, state, states, nation, nations, pays, états, país, países, estados, "
        "страна, страны, стране, стран, странах, государств, государства, دولة, دول, بلد, بلدان, "
        "بلدا, 国家, 个国家, länder, land, lande"
    ),
    Word.FIELDS: (
        "field, fields, discipline, disciplines, domaine, domaines, ámbito, ámbitos, campo, "
        "campos, disciplinas, область, области, областей, областях, направление, направления, "
        "направлений, направлениях, مجال, مجالا, مجالات, 领域, 个领域, 个创意领域, områden, områder"
    ),
    Word.ONLY: (
        "only, sole, seul, seule, seules, unique, único, única, sólo, единственный, "
        "единственная, единственным, единственное, الوحيدة, الوحيد, 唯一, endast, enda, eneste, "
        "einzige"
    ),
    Word.FIRST: (
        "first, premier, première, premiers, primer, primera, primero, первый, первая, первым, "
        "первой, первое, أول, الأولى, الأول, 第一个, 第一座, 首个, 首座, 第一, första, "
        "første, erste"
    ),
    Word.FOUNDED: (
        "founded, created, established, launched, began, fondé, fondée, créé, créée, lancé, "
        "fundada, fundado, creada, creado, lanzada, основан, основана, создан, создана, "
        "учреждена, تأسست, أنشئت, أنشئ, أطلقت, 成立, 创立, 创建, 建立, 启动, grundades, oprettet, "
        "grundlagt, gegründet"
    ),
    Word.SINCE: (
        "since, joined, became, designated, appointed, named, accepted, depuis, rejoint, devenu, "
        "devenue, désignée, nommée, désigné, nommé, desde, ingresó, designada, nombrada, с, "
        "вошёл, вошел, вошла, стал, стала, присоединился, منذ, انضمت, أصبحت, 加入, 起成为, 自, "
        "sedan, siden, seit"
    ),
    Word.MORE_THAN: (
        "more than, over, plus de, más de, более, больше, свыше, أكثر من, 超过, 多于, mer än, "
        "mere end, mehr als"
    ),
    Word.AT_LEAST: "at least, au moins, al menos, por lo menos, не менее, على الأقل, 至少, minst",
    Word.FEWER_THAN: (
        "fewer than, less than, under, moins de, menos de, менее, меньше, أقل من, 少于, 不到"
    ),
    Word.NOT: (
        "not, isnt, never, no longer, no, pas, jamais, nunca, не, никогда, ليست, ليس, لم, لا, "
        "不是, "
        "不属于, 没有, inte, ikke, nicht"
    ),
}

# Words that a claim may hold and that say nothing more; they are never part of a name that is
# sought, and are not said back as misunderstood.
ORDINARY = """
    a addition all also an and are as at be been belong belongs but by called counts covering
    covers creative current currently des did do does fellow for from had has have hold holding
    holds in including into is it its known list located membership more most named network now of
    on one or other others part say says subject than that the their there these they this title
    to today total type uccn unesco was were what which who whose will with world worlds year
    years you
    actuellement aujourdhui au aux avec ce cette compte comprend créative créatives créatif créatifs
    d dans de des du elle en est et fait fut il ils intitulée l la le les liste maintenant monde ou
    par partie pour qui que réseau rvcu sa se ses son sont sur titre un une y était été avait
    avaient ont
    a al actualmente ahora con cuenta creativa creativas creativo creativos de del e el ella en
    entre era es esta está están este forma fue ha hay hoy la las lista lo los mundo o para parte
    por pertenece que red se son su sus tenía tiene tienen título un una unesco y ya
    это а в во для его её есть и из или к как ли на о от по при сегодня сейчас сеть сети сетью со
    список также то того у что юнеско творческий творческая творческие творческих творческого
    творческой творческим является являются входит входят креативный креативных креативная
    креативного насчитывает был была было были года году год лет имеет мире состоит
    هل هو هي في من على إلى عن مع أن إن ما هذه هذا ذلك التي الذي كان كانت شبكة الشبكة اليونسكو
    لليونسكو يونسكو مبدعة المبدعة إبداعية الإبداعية الآن اليوم تضم يضم عام سنة كل و أو ضمن واحدة
    是 的 在 了 吗 和 与 有 为 被 该 这 个 位于 教科文组织 联合国 联合国教科文组织 网络
    创意 创意城市 全球创意城市网络 创意城市网络 现在 今天 目前 属于 年 月 日 共有 拥有
    一个 一座 之一 成为
    en ett är av och för i som till der die das ist eine und von det er et den af
"""

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "sevn": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12,
    "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "семи": 7, "восемь": 8,
    "восьми": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12,
    "سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8, "تسعة": 9, "عشرة": 10,
    "七个": 7, "八个": 8, "九个": 9, "七大": 7, "八大": 8,
    "sju": 7, "åtta": 8, "syv": 7, "otte": 8, "elleve": 11, "elva": 11, "sieben": 7, "acht": 8,
}  # fmt: skip

GROUPS = {
    "nordic": (
        frozenset({"DK", "FI", "IS", "NO", "SE"}),
        "nordic countries, nordic region, nordic, nordics, pays nordiques, países nórdicos, "
        "северных стран, страны северной европы, "
        "странах северной европы, دول الشمال, بلدان الشمال, 北欧, 北欧国家, norden",
    ),
    "scandinavia": (
        frozenset({"DK", "NO", "SE"}),
        "scandinavia, scandinavian, scandinavie, escandinavia, скандинавия, скандинавии, "
        "إسكندنافيا, 斯堪的纳维亚, skandinavien",
    ),
    "baltic": (
        frozenset({"EE", "LT", "LV"}),
        "baltic states, baltic countries, pays baltes, países bálticos, страны балтии, "
        "странах балтии, стран балтии, "
        "دول البلطيق, 波罗的海国家",
    ),
}  # fmt: skip

# The language whose name is also the adjective of a country: Danish, danois, danés, датский.
LANGUAGE_OF = {
    "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "et": "EE", "fi": "FI", "fr": "FR",
    "hr": "HR", "hu": "HU", "id": "ID", "is": "IS", "it": "IT", "ja": "JP", "ko": "KR", "lt": "LT",
    "lv": "LV", "nb": "NO", "no": "NO", "nl": "NL", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU",
    "sk": "SK", "sl": "SI", "sr": "RS", "sv": "SE", "th": "TH", "tr": "TR", "uk": "UA", "vi": "VN",
    "zh": "CN", "es": "ES", "ka": "GE", "az": "AZ", "hy": "AM", "mn": "MN", "ne": "NP", "si": "LK",
}  # fmt: skip
ADJECTIVES = {
    "american": "US", "argentine": "AR", "argentinian": "AR", "australian": "AU", "austrian": "AT",
    "belgian": "BE", "belge": "BE", "belga": "BE", "brazilian": "BR", "british": "GB",
    "cameroonian": "CM", "canadian": "CA", "chilean": "CL", "colombian": "CO", "cuban": "CU",
    "ecuadorian": "EC", "egyptian": "EG", "emirati": "AE", "ethiopian": "ET", "filipino": "PH",
    "ghanaian": "GH", "indian": "IN", "iranian": "IR", "iraqi": "IQ", "irish": "IE",
    "jamaican": "JM", "jordanian": "JO", "kazakh": "KZ", "kenyan": "KE", "lebanese": "LB",
    "malaysian": "MY", "mexican": "MX", "moroccan": "MA", "nigerian": "NG", "pakistani": "PK",
    "palestinian": "PS", "panamanian": "PA", "paraguayan": "PY", "peruvian": "PE", "qatari": "QA",
    "saudi": "SA", "senegalese": "SN", "south african": "ZA", "swiss": "CH", "suisse": "CH",
    "syrian": "SY", "tunisian": "TN", "uruguayan": "UY", "venezuelan": "VE", "zimbabwean": "ZW",
    "new zealand": "NZ", "south korean": "KR", "danoise": "DK",
    "française": "FR", "italienne": "IT", "allemande": "DE", "suédoise": "SE", "norvégienne": "NO",
    "danesa": "DK", "francesa": "FR", "italiana": "IT", "alemana": "DE", "sueca": "SE",
    "noruega": "NO", "española": "ES", "china": "CN", "japonaise": "JP", "japonesa": "JP",
    "датская": "DK", "датским": "DK", "французская": "FR", "итальянская": "IT", "шведская": "SE",
    "немецкая": "DE", "русская": "RU", "российский": "RU", "китайский": "CN", "японский": "JP",
}  # fmt: skip
OTHER_NAMES_OF_COUNTRIES = {
    "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "uk": "GB",
    "great britain": "GB", "usa": "US", "us": "US", "u s a": "US",
    "holland": "NL", "uae": "AE", "czech republic": "CZ", "turkey": "TR", "korea": "KR",
    "république de corée": "KR", "angleterre": "GB", "inglaterra": "GB", "англия": "GB",
}  # fmt: skip

# Forms in which fields stand in sentences, beside the names that the record holds.
FIELD_FORMS = {
    "литературы": "literature", "литературе": "literature", "музыки": "music", "музыке": "music",
    "дизайна": "design", "гастрономии": "gastronomy", "кино": "film",
    "медиаискусства": "media-arts",
    "медиаискусств": "media-arts", "архитектуры": "architecture", "архитектуре": "architecture",
    "декоративно-прикладного и народного искусства": "crafts-folk-art",
    "ремёсел и народного искусства": "crafts-folk-art", "ремесел": "crafts-folk-art",
    "фильма": "film", "films": "film", "movies": "film", "музыкальный": "music",
    "artisanat": "crafts-folk-art", "artesanía": "crafts-folk-art", "folk art": "crafts-folk-art",
    "arts numériques": "media-arts", "gastronomique": "gastronomy", "gastronómica": "gastronomy",
    "gastronomic": "gastronomy", "musicale": "music", "musical": "music",
    "littéraire": "literature",
    "literaria": "literature", "literary": "literature", "culinary": "gastronomy",
    "الطهي": "gastronomy", "الطبخ": "gastronomy", "أدب": "literature", "آداب": "literature",
    "أفلام": "film", "تصميم": "design", "موسيقى": "music", "عمارة": "architecture",
    "الحرف": "crafts-folk-art", "美食之都": "gastronomy", "设计之都": "design",
    "文学之都": "literature", "音乐之都": "music", "电影之都": "film",
    "媒体艺术之都": "media-arts", "建筑之都": "architecture",
    "手工艺": "crafts-folk-art", "手工艺与民间艺术之都": "crafts-folk-art",
}  # fmt: skip

# Well-known places that bear the name of a member and are none: by the folded name, their
# countries. A name without a country may mean one of them.
NAMESAKES = {
    "alba": ("RO",), "birmingham": ("US",), "bradford": ("US",), "cartagena": ("ES",),
    "cordoba": ("AR", "ES"), "cuenca": ("ES",), "dublin": ("US",), "dunedin": ("US",),
    "durham": ("GB",), "exeter": ("US",), "florence": ("US",), "guadalajara": ("ES",),
    "hyderabad": ("PK",), "kingston": ("CA",), "liverpool": ("AU",), "london": ("GB",),
    "manchester": ("US",), "melbourne": ("US",), "merida": ("ES", "VE"), "milan": ("US",),
    "naples": ("US",), "norwich": ("US",), "panama city": ("US",), "perth": ("AU",),
    "rome": ("US",), "saint petersburg": ("US",), "san antonio": ("CL",), "san jose": ("US",),
    "santa fe": ("AR",), "santiago": ("CL", "ES"), "sydney": ("CA",), "toledo": ("US",),
    "valencia": ("VE",), "victoria": ("CA",), "wellington": ("ZA",),
    "york": ("US",),
}  # fmt: skip


def split(words: str) -> list[str]:
    """Folded words of a list with commas."""
    return [fold(word) for word in words.split(",")]


@functools.cache
def asking() -> dict[str, Word]:
    """Folded words and phrases to what they ask about."""
    return {phrase: word for word, phrases in WORDS.items() for phrase in split(phrases)}


@functools.cache
def ordinary() -> frozenset[str]:
    """Folded words that say nothing that could be checked."""
    return frozenset(part for word in ORDINARY.split() for part in fold(word).split())


@functools.cache
def number_words() -> dict[str, int]:
    """Folded words to the number that they say."""
    return {fold(word): number for word, number in NUMBERS.items()}


@functools.cache
def country_words() -> dict[str, str]:
    """Folded adjectives and loose names of countries, to two-letter codes."""
    found = {fold(word): code for word, code in (ADJECTIVES | OTHER_NAMES_OF_COUNTRIES).items()}
    for language in ("en", "fr", "es", "ru", "ar", "zh"):
        with locales.let_go(language) as locale:
            names = {code: locale.languages.get(code) for code in LANGUAGE_OF}
        for code, country in LANGUAGE_OF.items():
            if name := names[code]:
                found.setdefault(fold(name), country)
    return found


@functools.cache
def field_words() -> dict[str, str]:
    """Folded forms of fields, to slugs."""
    return {fold(word): slug for word, slug in FIELD_FORMS.items()}


@functools.cache
def groups() -> dict[str, str]:
    """Folded names of groups of countries, to their keys in `GROUPS`."""
    return {word: key for key, (_codes, words) in GROUPS.items() for word in split(words)}


@functools.cache
def parts_of_the_world() -> dict[str, Region | Continent]:
    """Folded names of continents and UNESCO regions in the portal's languages.

    A name of both, such as Africa, is taken as geography.
    """
    found: dict[str, Region | Continent] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for part in (*Region, *Continent):
                found[fold(str(part.label))] = part
    return found
