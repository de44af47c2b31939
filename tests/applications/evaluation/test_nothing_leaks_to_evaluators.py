"""What a file holds and what others gave it, by who asks: each route of the desk, by hand.

A canary stands in each kind of thing that must stay hidden; what a person may find is stated here
for every route, and nothing else may hold any of them.
"""

import re
from decimal import Decimal
from itertools import product

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, reverse
from django.utils import timezone

from applications.evaluation.urls import urlpatterns
from applications.models import Evaluation, Notice
from applications.notices.letters import letter
from applications.panel.asking import ask_about_conflict
from applications.panel.scoring import give_back, save, submit
from tests.api_routes import api_routes
from tests.applications.test_nothing_leaks import text_of
from tests.applications.workflow.people import denmark, file_of, member_of_commission, open_call
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    CriterionFactory,
    DocumentFactory,
    EvaluatorFactory,
    FormSectionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ASKED = "quokka"
KINDS = ("city", "answer", "document", "bytes", "team", "rank", "reason", "comment", "draft")
CANARIES = {kind: f"{ASKED}{kind}" for kind in KINDS}
ROUTES = {pattern.name: pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)}

# What each may find on the routes of their own assignment. Whoever has none finds no route at all.
READS = {
    "desk": {"city"},
    "file": {"city", "answer", "document"},
    "document": {"document", "bytes"},
}
MAY_FIND = {
    "sealed": {"declaration": {"city"}},
    "recused": {},
    "removed": {},
    "before the own submission": {**READS, "scores": {"city"}, "submit": {"city"}},
    "draft of one's own": {
        **READS,
        "scores": {"city", "draft"},
        "draft": {"draft"},
        "submit": {"city", "draft"},
    },
    "after the own submission": {
        **READS,
        "others": {"city", "reason", "comment"},
        "draft": {"reason", "comment"},
        # A submitted one is shown beside the others'; sending it again is refused with itself.
        "scores": {"city"},
        "submit": {"city", "reason", "comment"},
    },
}
# Whose assignments somebody else tries to get at.
TRIED = ("sealed", "draft of one's own", "after the own submission")
STRANGERS = ("anonymous", "applicant", "Commission", "staff", "another evaluator", "somebody")


def scored(assignment, reason, comment):
    return save(
        assignment,
        by=assignment.evaluator.user,
        at=timezone.now(),
        revision=0,
        scores={"impact": (Decimal(1), reason)},
        comment=comment,
    )


@pytest.fixture
def file():
    """A file with a canary in all its parts."""
    call = open_call(max_submitted_per_country=2)
    made = file_of(denmark(), call, under_evaluation=True, form=call.form_versions.get())
    made.city.name = f"Port {CANARIES['city']} Harbour"
    made.city.save()
    question = QuestionFactory(section=FormSectionFactory(version=made.form))
    person = UserFactory(email=f"{CANARIES['team']}@example.org", first_name=CANARIES["team"])
    AnswerFactory(
        application=made, question=question.code, value=CANARIES["answer"], saved_by=person
    )
    DocumentFactory(
        application=made,
        original_name=f"{CANARIES['document']}.pdf",
        uploaded_by=person,
        file=ContentFile(CANARIES["bytes"].encode(), "any.pdf"),
    )
    made.team.update(user=person)
    made.endorsements.update(rank=2, reason=CANARIES["rank"], by=person)
    CriterionFactory(call=call, code="impact")
    return made


@pytest.fixture
def evaluators(file):
    """One evaluator for each thing that can be the case, by its name."""
    now = timezone.now()
    ended = {"answered_at": now, "ended_at": now}
    made = {
        "sealed": AssignmentFactory(application=file),
        "recused": AssignmentFactory(
            application=file, state="recused", conflict="declared", **ended
        ),
        "removed": AssignmentFactory(application=file, state="removed", **ended),
    }
    for name in list(MAY_FIND)[3:]:
        made[name] = AssignmentFactory(application=file, open=True)
    scored(made["draft of one's own"], CANARIES["draft"], CANARIES["draft"])
    own = made["after the own submission"]
    scored(own, CANARIES["reason"], CANARIES["comment"])
    submit(own, by=own.evaluator.user, at=now, key="one")
    return made


def stranger(who, file):
    if who == "another evaluator":
        other = AssignmentFactory(open=True, evaluator=EvaluatorFactory(call=file.call))
        scored_for = other.application.call
        CriterionFactory(call=scored_for, code="impact")
        return other.evaluator.user
    return {
        "applicant": lambda: file.team.get().user,
        "Commission": lambda: member_of_commission(file.city.country),
        "staff": lambda: UserFactory(superuser=True),
        "somebody": UserFactory,
    }[who]()


def address(name, assignment):
    known = {"number": assignment.number, "document": assignment.application.documents.get().number}
    names = ROUTES[name].pattern.converters
    return reverse(f"applications:evaluation:{name}", kwargs={one: known[one] for one in names})


def found_in(answer):
    """The kinds of canaries that an answer holds, in its text or in its headers."""
    text = f"{text_of(answer)} {answer.headers}".lower()
    return {kind for kind, canary in CANARIES.items() if canary in text}


def ask(client, method, path):
    """A request as somebody would make it who tries; nothing that it sends is complete."""
    if method == "put":
        body = {"revision": 0, "scores": {}, "comment": "tried"}
        return client.put(path, data=body, content_type="application/json")
    return getattr(client, method)(path)


METHODS = ("get", "post", "put")


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_finds_any_route_of_an_assignment(client, file, evaluators, who):
    if who != "anonymous":
        client.force_login(stranger(who, file))
    for case in TRIED:
        for name, method in product(ROUTES, METHODS):
            answer = ask(client, method, address(name, evaluators[case]))
            assert found_in(answer) == set(), (name, answer.status_code)
            if name == "desk":
                continue
            hidden = {302, 401, 405} if who == "anonymous" else {404, 405}
            assert answer.status_code in hidden, (name, answer.status_code)


@pytest.mark.parametrize("who", MAY_FIND)
def test_an_evaluator_finds_on_the_own_routes_what_is_stated_and_no_more(client, evaluators, who):
    own = evaluators[who]
    client.force_login(own.evaluator.user)
    for name, method in product(ROUTES, METHODS):
        answer = ask(client, method, address(name, own))
        assert answer.status_code < 500, name
        allowed = MAY_FIND[who].get(name, set())
        assert found_in(answer) <= allowed, (name, answer.status_code)
        is_shut = name != "desk" and not MAY_FIND[who]
        assert not is_shut or answer.status_code in {404, 405}, name


@pytest.mark.parametrize("who", MAY_FIND)
def test_an_evaluator_does_find_what_is_theirs(client, evaluators, who):
    own = evaluators[who]
    client.force_login(own.evaluator.user)

    found = {name: found_in(client.get(address(name, own))) for name in ROUTES}

    stated = {name: MAY_FIND[who].get(name, set()) for name in ROUTES}
    if who == "after the own submission":
        # These lead on to the page of the others.
        stated["scores"] = stated["submit"] = set()
    assert found == stated


@pytest.mark.parametrize("who", ["sealed", "recused", "after the own submission"])
def test_an_evaluator_finds_no_route_of_anothers_assignment(client, evaluators, who):
    client.force_login(evaluators[who].evaluator.user)
    for other in TRIED:
        if other == who:
            continue
        for name, method in product(set(ROUTES) - {"desk"}, METHODS):
            answer = ask(client, method, address(name, evaluators[other]))
            assert found_in(answer) == set(), (name, other)
            assert answer.status_code in {404, 405}, (name, other)


@pytest.mark.parametrize("who", ["sealed", "before the own submission", "recused"])
def test_no_link_of_the_desk_leads_to_what_is_not_stated(client, evaluators, who):
    own = evaluators[who]
    client.force_login(own.evaluator.user)
    stated = set().union(*MAY_FIND[who].values())
    desk = reverse("applications:evaluation:desk")

    begin = [desk, "/account/", "/applications/files/", "/applications/commission/"]
    for path, answer, _text in crawl_within(client, begin):
        assert found_in(answer) <= stated, path


def crawl_within(client, begin):
    """The own pages that links lead to; the public ones are walked below."""
    waiting, seen = list(begin), set()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        yield path, answer, None
        if "html" in answer.get("Content-Type", ""):
            links = re.findall(r'href="(/[^"#?]*)', text_of(client.get(path)))
            waiting += [link for link in links if link.startswith(("/applications/", "/account"))]


@pytest.mark.parametrize("who", ["anonymous", "before the own submission"])
def test_what_is_public_holds_nothing_of_it(client, file, evaluators, who):
    if who != "anonymous":
        client.force_login(evaluators[who].evaluator.user)
    words = {"year": file.call.year, "code": "dk", "slug": file.city.slug}
    begin = [
        *("/", "/sitemap.xml", "/cities/", "/countries/dk/", f"/calls/{file.call.year}/"),
        *(f"/search/?q={ASKED}", f"/search/suggestions/?q={ASKED}", f"/cities/?q={ASKED}"),
        *(f"/api/v1/search/?q={ASKED}", f"/api/v1/cities/?search={ASKED}", "/record.zip"),
        *("/feeds/members/", "/feeds/changes/", "/cities.csv", "/designations.json"),
        reverse("cities:city", args=[file.city.slug]),
        *(
            re.sub(r"\{(\w+)\}", lambda word: str(words.get(word[1], file.city.number)), route)
            for route in api_routes()
        ),
    ]
    for path in begin:
        answer = client.get(path)
        # A search says again what was asked, which every canary begins with.
        assert found_in(answer) == set(), (path, answer.status_code)
    assert len(begin) > 30


def test_letters_to_evaluators_say_nothing_of_the_file(file, evaluators):
    staff = UserFactory(superuser=True)
    sealed, done = evaluators["sealed"], evaluators["after the own submission"]
    now = timezone.now()
    ask_about_conflict(sealed, by=sealed.evaluator.user, at=now, note="A cousin?", key="one")
    give_back(
        Evaluation.objects.get(assignment=done), by=staff, at=now, reason="The first is a slip."
    )

    people = {assignment.evaluator.user for assignment in evaluators.values()}
    theirs = [notice for notice in Notice.objects.all() if notice.user in people]
    assert [notice.template for notice in theirs] == ["evaluation-given-back"]
    for notice in theirs:
        written = letter(notice)
        text = f"{written.subject}\n{written.body}\n{notice.context}".lower()
        assert [kind for kind, canary in CANARIES.items() if canary in text] == []
    # The Secretariat's letter names the city, and the team gets none.
    (question,) = Notice.objects.exclude(pk__in=[notice.pk for notice in theirs])
    assert question.user == staff
    assert CANARIES["city"] in letter(question).subject


def test_every_route_of_the_desk_is_stated_here():
    assert set(ROUTES) == {
        "desk", "assignment", "declaration", "file", "document", "scores", "draft", "submit",
        "others",
    }  # fmt: skip
