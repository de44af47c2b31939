"""Small and large rounds to assign, and what brute force finds in the small ones."""

from itertools import combinations, product
from random import Random

from applications.assigning import EXPERT, MEMBER_CITY, Evaluator, File, Problem
from applications.assigning.eligibility import broken_rule
from applications.assigning.quality import cost

FIELDS = ("music", "film", "design", "literature", "gastronomy", "media-arts", "crafts")
REGIONS = ("africa", "arab-states", "asia", "europe", "latin-america")


def file(key, language="en", field="music", region="europe", country="", **more):
    return File(key, field, language, region, country or f"land of {key}", **more)


def expert(key, languages="en fr", capacity=3, fields="music", region="europe", **more):
    return Evaluator(
        key,
        more.pop("kind", EXPERT),
        frozenset(fields.split()),
        frozenset(languages.split()),
        region,
        more.pop("country", f"land of {key}"),
        capacity,
        **more,
    )


def city(key, **more):
    return expert(key, kind=MEMBER_CITY, **more)


def large_round(seed=1):
    """200 files, 60 evaluators of whom 20 are member cities, 8 % of the pairs in conflict."""
    random = Random(seed)  # noqa: S311
    evaluators = []
    for number in range(60):
        is_city = number < 20
        region = random.choice(REGIONS)
        evaluators.append(
            Evaluator(
                f"evaluator {number:02}",
                MEMBER_CITY if is_city else EXPERT,
                frozenset([FIELDS[number % 7]] if is_city else random.sample(FIELDS, 2)),
                frozenset({"en", "fr"} if random.random() < 0.4 else {"en"}),
                region,
                f"{region} {random.randrange(8)}",
                12,
                employer=f"employer {random.randrange(40)}",
            )
        )
    files = []
    for number in range(200):
        region = random.choice(REGIONS)
        files.append(
            File(
                f"file {number:03}",
                random.choice(FIELDS),
                "fr" if random.random() < 0.2 else "en",
                region,
                f"{region} {random.randrange(8)}",
                {each.key: "same country" for each in evaluators if random.random() < 0.08},
            )
        )
    return Problem(tuple(files), tuple(evaluators))


def every_assignment(problem):
    """All sets of pairs that keep the hard rules, by trying every one."""
    choices = []
    for each in problem.files:
        able = [e for e in problem.evaluators if broken_rule(problem, each, e) is None]
        choices.append(
            [
                [(each.key, e.key) for e in chosen]
                for chosen in combinations(able, problem.needed(each))
                if all(
                    sum(e.kind == kind for e in chosen) >= number
                    for kind, number in problem.at_least.items()
                )
            ]
        )
    for chosen in product(*choices):
        pairs = frozenset(pair for of_file in chosen for pair in of_file)
        loads = problem.loads(pairs)
        if problem.settled <= pairs and all(
            each.minimum <= loads[each.key] <= each.capacity for each in problem.evaluators
        ):
            yield pairs


def spread(problem, pairs):
    loads = problem.loads(pairs)
    able = [loads[each.key] for each in problem.evaluators if each.capacity]
    return max(able, default=0) - min(able, default=0)


def rank(problem, pairs):
    """Moved pairs, squares of the loads, soft rules: what is made smallest, in this order."""
    return (
        len(problem.earlier - pairs),
        sum(load**2 for load in problem.loads(pairs).values()),
        cost(problem, pairs),
    )
