"""Nothing of a panel is seen by applicants, Commissions, other evaluators or the public."""

import pytest
from django.urls import reverse

from applications.panel.consensus import write_consensus
from applications.panel.declaring import declare_conflict
from tests.applications.panel.panels import assigned, panel, scored, secretary
from tests.applications.test_nothing_leaks import doors, journey_of, planted, text_of
from tests.applications.workflow.people import denmark, member_of_commission, open_call
from tests.factories import CriterionFactory, EvaluationTermsFactory, EvaluatorFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PANEL = "walruslynx"


@pytest.fixture
def judged():
    """A file with a panel: one evaluator recused, two judged it, and there is a consensus note."""
    call = open_call()
    EvaluationTermsFactory(call=call, evaluators_per_file=2, spread_at_most=1)
    CriterionFactory(call=call)
    file = planted(denmark(), call, under_evaluation=True)
    for number in range(4):
        user = UserFactory(email=f"{PANEL}{number}@example.org", first_name=PANEL)
        EvaluatorFactory(call=call, user=user, employer=f"{PANEL} & Co", fields=[file.field])
    first, _second = assigned(call)
    declare_conflict(first, kind="tie", note=f"{PANEL} sister", by=first.evaluator.user)
    for number, row in enumerate(file.assignments.in_force()):
        scored(row, number)
    write_consensus(file, note=f"{PANEL} agreed", dissent=f"{PANEL} not", by=secretary())
    return file


@pytest.mark.parametrize("who", ["anonymous", "team", "Commission", "evaluator", "recused"])
def test_a_panel_is_seen_at_no_door_but_the_secretariat_s(client, judged, who):
    recused = judged.assignments.get(state="recused")
    outsider = panel(files=1, evaluators=1, per_file=1)
    assigned(outsider)
    people = {
        "team": judged.team.get().user,
        "Commission": member_of_commission(denmark()),
        # One of another call, whose own name says nothing.
        "evaluator": outsider.evaluators.get().user,
        "recused": recused.evaluator.user,
    }
    if who in people:
        client.force_login(people[who])
        type(people[who]).objects.filter(pk=people[who].pk).update(first_name="Ana")
    panels = [
        reverse("applications:panel:calls"),
        *(
            reverse(f"applications:panel:{name}", args=[judged.call.year])
            for name in ("overview", "evaluators", "proposal", "change", "results")
        ),
        reverse("applications:panel:file", args=[judged.call.year, judged.pk]),
        reverse("applications:panel:consensus", args=[judged.call.year, judged.pk]),
        reverse("applications:panel:removal", args=[judged.call.year, recused.number]),
    ]
    commission = [
        reverse("applications:commission:file", args=[judged.pk]),
        reverse("applications:commission:desk", args=["dk", judged.call.year]),
    ]

    public = doors([judged, judged]) if who == "anonymous" else ()
    for path in [*public, *journey_of(judged), *commission, *panels]:
        answer = client.get(path)
        assert PANEL not in text_of(answer).lower(), path
        assert answer.status_code != 200 or path not in panels, path


def test_the_secretariat_finds_it_all(client, judged):
    client.force_login(secretary())

    file = client.get(reverse("applications:panel:file", args=[judged.call.year, judged.pk]))
    note = client.get(reverse("applications:panel:consensus", args=[judged.call.year, judged.pk]))

    assert f"{PANEL} sister" in file.text
    assert f"{PANEL} agreed" in note.text
