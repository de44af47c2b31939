"""How the files of the demonstration are judged: terms, criteria, letters.

The network names what written reviews look at: quality, relevance and feasibility of the strategy
and its action plan. Weights, scales and what a score means are our own.
"""

import datetime
from decimal import Decimal
from typing import Any

from applications.models import Anchor, Call, Criterion, EvaluationTerms, LetterKind
from applications.outcome import write_letter

COMPLETION_DAYS = 14
EVALUATORS_PER_FILE = 2
WEEKS_TO_EVALUATE = 4
# Code, weight, titles, help, and what the scores of 1, 3 and 5 mean: in English and in French.
CRITERIA: tuple[tuple[str, int, tuple[str, str], tuple[str, str], dict[int, tuple[str, str]]], ...]
CRITERIA = (
    (
        "quality",
        40,
        ("Quality of the strategy", "Qualité de la stratégie"),
        (
            "What the city has in its field, and what it wants to make of it.",
            "Ce que la ville possède dans son domaine, et ce qu’elle veut en faire.",
        ),
        {
            1: ("It lists places and events.", "Elle énumère des lieux et des événements."),
            3: (
                "It says where the city wants to be in four years, and why.",
                "Elle dit où la ville veut être dans quatre ans, et pourquoi.",
            ),
            5: (
                "Aims, means and those concerned fit together; others could learn from it.",
                "Buts, moyens et personnes s’accordent ; d’autres peuvent s’en inspirer.",
            ),
        },
    ),
    (
        "relevance",
        30,
        ("Relevance for the network", "Pertinence pour le réseau"),
        (
            "What the plan does for creators, for access to culture and for other member cities.",
            "Ce que le plan apporte aux créateurs, à l’accès à la culture et aux autres villes.",
        ),
        {
            1: ("It serves the city’s own name.", "Il sert la renommée de la ville."),
            3: (
                "Some steps serve creators or other cities.",
                "Certaines étapes servent les créateurs ou d’autres villes.",
            ),
            5: (
                "Creators, people with little access and partner cities each gain by named steps.",
                "Créateurs, publics éloignés et villes partenaires y gagnent, étape par étape.",
            ),
        },
    ),
    (
        "feasibility",
        30,
        ("Feasibility of the action plan", "Faisabilité du plan d’action"),
        (
            "Whether people, money and dates are there for what is promised.",
            "Si les personnes, l’argent et les dates sont là pour ce qui est promis.",
        ),
        {
            1: ("Nobody is named, nothing is costed.", "Personne n’est nommé, rien n’est chiffré."),
            3: (
                "The first two years are costed, and somebody is in charge.",
                "Les deux premières années sont chiffrées, et quelqu’un en a la charge.",
            ),
            5: (
                "Each step has its money, its date and whoever answers for it.",
                "Chaque étape a son financement, sa date et son responsable.",
            ),
        },
    ),
)
LETTERS: dict[tuple[str, str], tuple[str, str]] = {
    (LetterKind.DESIGNATED, "en"): (
        "{city} is designated",
        "Dear {name},\n\n{city} is now a Creative City of {field} (demonstration, {year}).",
    ),
    (LetterKind.DESIGNATED, "fr"): (
        "{city} est désignée",
        "{name},\n\n{city} est désormais ville créative : {field} (démonstration, {year}).",
    ),
    (LetterKind.NOT_DESIGNATED, "en"): (
        "The file of {city}",
        "Dear {name},\n\n{city} is not designated in {year} (demonstration).",
    ),
    (LetterKind.NOT_DESIGNATED, "fr"): (
        "Le dossier de {city}",
        "{name},\n\n{city} n’est pas désignée en {year} (démonstration).",
    ),
}


def set_terms(call: Call, due_at: datetime.datetime | None = None) -> None:
    """Two evaluators for each file, one of them an expert at least; the three criteria."""
    EvaluationTerms.objects.create(
        call=call,
        completion_days=COMPLETION_DAYS,
        evaluators_per_file=EVALUATORS_PER_FILE,
        experts_at_least=1,
        evaluations_due_at=due_at,
    )
    for position, (code, weight, title, asked, meanings) in enumerate(CRITERIA):
        criterion = Criterion.objects.create(
            call=call,
            code=code,
            position=position,
            weight=weight,
            title_en=title[0],
            title_fr=title[1],
            help_en=asked[0],
            help_fr=asked[1],
            reason_up_to=Decimal(1),
            reason_from=Decimal("4.5"),
        )
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, value=value, text_en=english, text_fr=french)
            for value, (english, french) in meanings.items()
        )


def write_letters(call: Call, by: Any) -> None:
    """The letters of the announcement, so that it can be released as soon as all is decided."""
    for (kind, language), (subject, body) in LETTERS.items():
        write_letter(call, kind, language, subject=subject, body=body, by=by)
