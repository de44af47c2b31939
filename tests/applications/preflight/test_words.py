"""Words are counted by one rule, in Python and in JavaScript."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from applications.preflight.words import count_words
from tests.conftest import lacking

SCRIPT = Path("static/applications/words.js").resolve()

NB, THIN, ZWJ = "\u00a0", "\u202f", "\u200d"
BY_HAND = [
    ("", 0),
    ("   \n\t ", 0),
    ("Viborg", 1),
    ("Viborg applies in media arts.", 5),
    ("one\ntwo\r\nthree\u2028four\u0085five", 5),
    ("l’animation d'aujourd’hui", 2),
    ("state-of-the-art co\u2011operation", 2),
    ("town — village", 2),
    ("town—village", 2),
    ("2011–2014", 2),
    ("3,000.50 km²", 2),
    (f"40{NB}000 habitants", 2),
    (f"1{THIN}234{THIN}567", 1),
    (f"« mot »{NB}: oui{THIN}!", 2),
    ("https://www.example.org/a-b?c=d#e (see)", 2),
    ("and/or", 1),
    ("* • – & … 😀 👩\u200d🎨 🇩🇰", 0),
    ("café cafe\u0301", 2),
    ("\u0301", 0),
    ("so\u00adcalled zero\u200bwidth no\u2060break", 4),
    ("מדינה שלום־עולם", 2),
    ("\u200fمدينة\u200f المبدعين، والفنون", 3),
    ("创意城市网络", 6),
    ("UNESCO创意城市，2019年", 7),
    ("クリエイティブ都市", 9),
    ("𠮷野家", 3),
    ("유네스코 창의도시 네트워크", 3),
    ("เมือง", 1),
    ("เมืองสร้างสรรค์", 3),
    ("सृजनशील शहर ।", 2),
    ("ኣዲስ፡ኣበባ።", 2),
    ("a\x00b", 2),
    ("\ud83d", 0),
    ("x\udc00y", 1),
    ("№ 5 ① Ⅳ", 4),
]


@pytest.mark.parametrize(("text", "words"), BY_HAND)
def test_words_are_counted_as_a_person_would_by_the_rule(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize("text", ["!" * 200_000, "a" * 200_000, "漢" * 200_000, " -" * 100_000])
def test_no_text_takes_long_to_be_counted(text):
    # Half a minute would be a search that goes back and forth; this is a matter of milliseconds.
    assert count_words(text) in {0, 1, 200_000}


def random_texts(seed: int, number: int) -> list[str]:
    """Texts of what differs between languages and programs, each with its neighbours."""
    chance = random.Random(seed)  # noqa: S311, a course that can be repeated
    corners = [
        *(0x00, 0x09, 0x0A, 0x1C, 0x1F, 0x20, 0x22, 0x27, 0x2D, 0x30, 0x39, 0x41, 0x5B, 0x5C, 0x5D),
        *(0x5E, 0x60, 0x7B, 0x7F, 0x85, 0xA0, 0xAD, 0x300, 0x5BE, 0x600, 0x61C, 0x964, 0xE01),
        *(0xE3F, 0x1000, 0x1361, 0x180E, 0x1780, 0x2000, 0x2009, 0x200B, 0x200D, 0x200E, 0x2010),
        *(0x2013, 0x2014, 0x2019, 0x2028, 0x202F, 0x2060, 0x2190, 0x2500, 0x2E3A, 0x3000, 0x3005),
        *(0x3041, 0x30FB, 0x30FC, 0x4E00, 0xAC00, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000),
        *(0xFE0F, 0xFEFF, 0xFF01, 0xFF10, 0xFFFD, 0xFFFF, 0x10000, 0x1F1E6, 0x1F3FB, 0x1F468),
        *(0x1F600, 0x1FAFF, 0x20000, 0x2FFFF, 0x3FFFF, 0xE0001, 0xE01EF, 0x10FFFF),
    ]

    def character() -> str:
        kind = chance.random()
        if kind < 0.35:
            return chance.choice("aZ09 -'’.,é\u00a0\u202f")
        if kind < 0.85:
            return chr(min(max(chance.choice(corners) + chance.randint(-2, 2), 0), 0x10FFFF))
        return chr(chance.randrange(0x110000))

    texts = ["".join(character() for _ in range(chance.randint(0, 40))) for _ in range(number)]
    # A high surrogate before a low one is one character to JavaScript, and to every JSON reader.
    return [json.loads(json.dumps(text)) for text in texts]


RUN = """
import { readFileSync } from "node:fs";
const { countWords } = await import(process.argv[2]);
const texts = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(countWords)));
"""


def counted_by_javascript(texts: list[str], folder: Path) -> list[int]:
    """What the page's script counts, run by node, or by the browser where there is no node."""
    node = shutil.which("node")
    if node:
        shutil.copy(SCRIPT, folder / "words.mjs")
        runner = folder / "run.mjs"
        runner.write_text(RUN)
        done = subprocess.run(
            [node, runner, folder / "words.mjs"],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)
    if reason := lacking("browser"):
        pytest.skip(f"there is no node, and {reason}")
    return counted_by_chromium(texts)


def counted_by_chromium(texts: list[str]) -> list[int]:
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM

    script = SCRIPT.read_text().replace("export function", "function")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        counted = page.evaluate(
            f"(texts) => {{ {script}; return JSON.parse(texts).map(countWords); }}",
            json.dumps(texts),
        )
        browser.close()
    return counted


def test_the_script_counts_the_examples_alike(tmp_path):
    texts = [text for text, _ in BY_HAND]
    assert counted_by_javascript(texts, tmp_path) == [words for _, words in BY_HAND]


@pytest.mark.parametrize("seed", [2004, 2019])
def test_the_script_counts_thousands_of_random_texts_alike(seed, tmp_path):
    texts = random_texts(seed, 6000)
    counted = counted_by_javascript(texts, tmp_path)
    differing = [
        (ascii(text), count_words(text), there)
        for text, there in zip(texts, counted, strict=True)
        if count_words(text) != there
    ]
    assert differing == []


def test_the_script_judges_every_character_there_is_alike(tmp_path):
    # Alone; between letters, where it may end a word; and between digits.
    texts = [f"{chr(code)} a{chr(code)}b 1{chr(code)}2" for code in range(0x110000)]
    assert counted_by_javascript(texts, tmp_path) == [count_words(text) for text in texts]
