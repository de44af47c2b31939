"""A record of three cities as fixture files, to be broken or changed by tests."""

FILES = {
    "fields.yaml": """\
fields:
  - slug: design
    position: 1
    name: {en: Design, fr: Design, es: Diseño, ru: Дизайн, ar: التصميم, zh: 设计}
    definition: {en: Giving form.}
    first_year: 2004
    colour_light: "#1d4fb4"
    colour_dark: "#86b0ff"
    glyph: square
    other_names:
      sv: [Formgivning]
  - slug: architecture
    position: 2
    name:
      {en: Architecture, fr: Architecture, es: Arquitectura, ru: Архитектура, ar: العمارة, zh: 建筑}
    first_year: 2025
    colour_light: "#5c6600"
    colour_dark: "#c3cc58"
    glyph: arch
""",
    "countries.csv": """\
code,name,name_fr,name_es,name_ru,name_ar,name_zh,region,continent,subregion,unesco_status,left_unesco_on
NO,Norway,,,,,,europe-north-america,europe,Northern Europe,member,
SE,Sweden,,,,,,europe-north-america,europe,Northern Europe,member,
""",
    "country_names.csv": """\
country,name,language
NO,Norwegen & Svalbard,
""",
    "rounds.csv": """\
year,announced_on,members_announced,note
2015,2015-12-11,47,
2017,2017-10-31,64,
2023,2023-10-31,55,
""",
    "sources.csv": """\
key,title,publisher,language,url,dated_on,note
geonames,GeoNames,GeoNames,,https://www.geonames.org/,,
list,A list,,en,https://example.org/list,2023,
""",
    "network.csv": """\
number,slug,name,native_or_alt_names,country_code,unesco_region,territory,field,year,ended_year,end_reason,latitude,longitude,geonameid,population,match,evidence,evidence_note,source_urls
1,bergen,Bergen,Bjørgvin,NO,europe-north-america,city,design,2015,,,60.39,5.32,3161732,213585,exact,several,,https://example.org/list
2,umea,Umeå,,SE,europe-north-america,city,design,2017,,,63.83,20.26,602150,83249,exact,several,,https://example.org/list
3,voss,Voss,,NO,europe-north-america,city,design,2023,,,60.63,6.42,3131825,,exact,single,One list.,https://example.org/list
""",
    "names.csv": """\
slug,name,script
bergen,Берген,Cyrillic
umea,乌默奥,Han
""",
    "native_names.csv": """\
slug,name,language,kind
""",
    "bergen.yaml": """\
source:
  key: bergen-page
  title: A page of Bergen
  publisher: Bergen
  language: en
city: bergen
statements:
  - key: members
    printed: 3 cities
    metric: members
    value: 3
cities:
  field: design
  entries:
    - Umea (Sverige)
organisations:
  - name: City of Bergen
    kind: public-body
contacts:
  - name: Kari Nordmann
    role: focal-point
    organisation: City of Bergen
    telephone_printed: 55 56 55 56
    is_public: true
""",
    "norrkoping.yaml": "source: {key: page-of-norrkoping, title: A page}\n",
    "kortrijk.yaml": "source: {key: page-of-kortrijk, title: A page}\n",
    "viborg.yaml": "source: {key: page-of-viborg, title: A page}\n",
    "figures.yaml": "statements: []\n",
}


def write(folder, changes=None):
    """Write the files; `changes` maps a file to pairs of a text in it and its replacement."""
    for name, text in FILES.items():
        for old, new in (changes or {}).get(name, ()):
            assert text.count(old) == 1, f"{name} has “{old}” {text.count(old)} times"
            text = text.replace(old, new)  # noqa: PLW2901, one change after the other
        (folder / name).write_text(text, encoding="utf-8")
    return folder
