"""What pre-flight finds: every rule, what to do, and the clause behind it."""

import pytest

from applications.preflight import check, verdicts
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    DocumentFactory,
    DocumentKindFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormVersionFactory()


@pytest.fixture
def section(form):
    return FormSectionFactory(version=form, slug="strategy")


@pytest.fixture
def file(form):
    return ApplicationFactory(call=form.call, form=form)


def codes(file):
    return check(file).codes()


def answer(file, value, question="answer", **details):
    return AnswerFactory(application=file, question=question, value=value, **details)


def test_a_form_that_asks_nothing_leaves_nothing_to_do(file):
    assert not check(file)
    assert all(verdict.is_kept for verdict in verdicts(file))


def test_a_finding_says_where_what_to_do_and_why(file, section):
    QuestionFactory(
        section=section, code="motivation", label_en="Why?", clause="Form of 2019, point 7"
    )

    (finding,) = check(file)

    assert finding.as_row() == {
        "code": "not-answered",
        "message": "“Why?” is not answered.",
        "to_do": "Answer it.",
        "clause": "Form of 2019, point 7",
        "source": "unesco-faq-2020",
        "section": "strategy",
        "subject": "motivation",
    }


def test_without_words_of_its_own_a_finding_quotes_the_rule(file, section):
    QuestionFactory(section=section)

    (finding,) = check(file)

    assert finding.quote.startswith("Every section is filled in")


@pytest.mark.parametrize("value", [None, "", "  \n", []])
def test_white_space_is_no_answer(file, section, value):
    QuestionFactory(section=section, code="answer")
    answer(file, value)

    assert codes(file) == ["not-answered"]


def test_a_question_that_need_not_be_answered_is_not_missed(file, section):
    QuestionFactory(section=section, is_required=False)

    assert codes(file) == []


@pytest.mark.parametrize("allowed", [True, False])
def test_nothing_relevant_is_an_answer_where_the_call_takes_it(file, section, allowed):
    QuestionFactory(section=section, code="answer", allows_no_relevant_information=allowed)
    answer(file, None, no_relevant_information=True)

    assert codes(file) == ([] if allowed else ["not-answered"])


@pytest.mark.parametrize(("words", "expected"), [(3, []), (4, ["too-long"]), (400, ["too-long"])])
def test_words_are_limited(file, section, words, expected):
    QuestionFactory(section=section, code="answer", word_limit=3)
    answer(file, " ".join(["word"] * words))

    assert codes(file) == expected


def test_too_many_words_are_counted_for_the_reader(file, section):
    QuestionFactory(section=section, code="answer", label_en="Why?", word_limit=3)
    answer(file, "one two three four five")

    (finding,) = check(file)

    assert finding.message == "“Why?” has 2 words more than the 3 that it may have."


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("short-text", "Viborg", True),
        ("short-text", 5, False),
        ("long-text", ["a"], False),
        ("yes-no", "yes", True),
        ("yes-no", "perhaps", False),
        ("number", "12.5", True),
        ("number", 12, True),
        ("number", "1e400", True),
        ("number", "NaN", False),
        ("number", "a dozen", False),
        ("money", {"amount": "1200.50", "currency": "EUR"}, True),
        ("money", {"amount": "-1", "currency": "EUR"}, False),
        ("money", {"amount": "1200"}, False),
        ("money", "1200 EUR", False),
        ("date", "2019", True),
        ("date", "2019-05", True),
        ("date", "2019-02-30", False),
        ("date", "May", False),
        ("links", [{"url": "https://example.org"}], True),
        ("links", [{"url": "javascript:alert(1)"}], False),
        ("choice", "local", True),
        ("choice", "elsewhere", False),
        ("rows", [{"title": "A"}], True),
        ("rows", ["A"], False),
        ("rows", "A", False),
    ],
)
def test_an_answer_is_of_the_kind_that_was_asked_for(file, section, kind, value, fits):
    QuestionFactory(section=section, code="answer", kind=kind, choices=[{"value": "local"}])
    answer(file, value)

    assert codes(file) == ([] if fits else ["not-of-the-kind"])


INITIATIVES = [
    {"code": "title", "kind": "short-text", "en": "Title", "is_required": True, "word_limit": 3},
    {
        "code": "scope",
        "kind": "choice",
        "en": "Scope",
        "at_most_each": 3,
        "choices": [{"value": "local", "en": "Local"}, {"value": "international"}],
    },
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", "local")] * 3 + [("B", "international")] * 3, []),
        ([("A", "local")] * 4, ["too-many"]),
        ([("A", "local")] * 7, ["too-many", "too-many"]),
        ([("", "local")], ["row-not-filled-in"]),
        ([("one two three four", "local")], ["too-long"]),
        ([("A", "national")], ["not-of-the-kind"]),
        ([], ["not-answered"]),
    ],
)
def test_a_list_keeps_its_numbers_of_each_kind(file, section, rows, expected):
    QuestionFactory(section=section, code="answer", kind="rows", columns=INITIATIVES, at_most=6)
    answer(file, [{"title": title, "scope": scope} for title, scope in rows])

    assert codes(file) == expected


def test_a_list_has_as_many_rows_as_it_needs(file, section):
    QuestionFactory(section=section, code="answer", kind="rows", at_least=2)
    answer(file, [{"title": "A"}])

    assert codes(file) == ["too-few"]


@pytest.mark.parametrize(("number", "expected"), [(0, []), (4, []), (5, ["too-many"])])
def test_a_question_for_links_counts_the_links_of_the_file(file, section, number, expected):
    QuestionFactory(section=section, code="links", kind="links", at_most=4, is_required=False)
    for position in range(number):
        file.links.create(url=f"https://example.org/{position}", position=position)

    assert codes(file) == expected


@pytest.mark.parametrize(("value", "expected"), [("yes", []), ("no", ["not-eligible"])])
def test_an_answer_before_the_file_may_make_it_impossible(file, form, value, expected):
    section = FormSectionFactory(version=form, kind="eligibility")
    QuestionFactory(section=section, code="answer", kind="yes-no", eligible_answer="yes")
    answer(file, value)

    assert codes(file) == expected


# Documents --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "expected"), [(1, ["document-missing"]), (2, []), (3, ["too-many-documents"])]
)
def test_documents_come_in_the_numbers_of_the_call(file, form, number, expected):
    DocumentKindFactory(version=form, code="association-letter", at_least=2, at_most=2)
    DocumentFactory.create_batch(number, application=file, kind="association-letter")

    assert codes(file) == expected


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"recognised_type": "image/jpeg", "size": 3_000_000}, []),
        ({"recognised_type": "image/png", "size": 3_000_000}, ["wrong-type"]),
        ({"recognised_type": "image/jpeg", "size": 3_000_001}, ["too-large"]),
    ],
)
def test_documents_come_in_the_types_and_sizes_of_the_call(file, form, details, expected):
    DocumentKindFactory(
        version=form, code="photograph", accepted_types=["image/jpeg"], max_megabytes=3
    )
    DocumentFactory(application=file, kind="photograph", **details)

    assert codes(file) == expected


def test_every_photograph_has_a_rights_form_of_its_own(file, form):
    DocumentKindFactory(
        version=form, code="photograph", needs_rights_form=True, at_least=3, at_most=3
    )
    rights = DocumentFactory(application=file, kind="rights-form")
    for rights_form in (rights, rights, None):
        DocumentFactory(application=file, kind="photograph", rights_form=rights_form)

    assert codes(file) == ["rights-form-missing", "rights-form-missing"]


def test_the_commissions_letter_is_not_the_candidates_to_bring(file, form):
    DocumentKindFactory(version=form, code="commission-letter", provider="commission")

    assert codes(file) == []


def test_the_documents_together_are_within_the_size_of_the_call():
    form = FormVersionFactory(call=CallFactory(max_file_megabytes=20))
    file = ApplicationFactory(call=form.call, form=form)
    DocumentFactory(application=file, size=20_000_001)

    assert codes(file) == ["file-too-large"]


@pytest.mark.parametrize("questions", [1, 3])
def test_a_file_is_read_by_the_same_number_of_queries_whatever_it_has(
    file, section, questions, django_assert_num_queries
):
    for number in range(questions):
        QuestionFactory(section=section, code=f"answer-{number}")
        answer(file, "A port.", question=f"answer-{number}")
        DocumentFactory(application=file)

    with django_assert_num_queries(9):
        check(type(file).objects.select_related("call", "city__country", "form").get(pk=file.pk))
