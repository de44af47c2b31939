"""Planning, releasing, holding, and carrying out: all at once and exactly once."""

import datetime
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from applications.log import verifying
from applications.models import Announcement, Application, Decision, LogEntry, Notice, StatusChange
from applications.outcome import announce_due, decide, hold, plan, release
from applications.workflow import Conflict, Incomplete, NotAllowed, perform
from cities.models import City, Designation
from tests.applications.outcome.decided import (
    closed_call,
    judged_file,
    let_the_instant_come,
    letters,
    office,
    person_in,
    released,
    scene,
    tomorrow,
)
from tests.applications.workflow.people import owner_of
from tests.factories import CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


def count_everything():
    return {
        "designations": Designation.objects.count(),
        "acts": StatusChange.objects.count(),
        "letters": Notice.objects.count(),
        "log": LogEntry.objects.count(),
        "done": Announcement.objects.filter(done_at__isnull=False).count(),
    }


class TestReleasing:
    def test_everything_that_is_in_the_way_is_told_at_once(self):
        call = closed_call(max_designated_per_country=2, min_distinct_fields=2)
        by, field = office(), CreativeFieldFactory()
        for _number in range(3):
            decide(judged_file(call, field=field), "designated", by=by)
        undecided = judged_file(call, CountryFactory(code="SE", name="Sweden"))
        stranger = judged_file(call, CountryFactory(code="FI", name="Finland"), kind="field-change")
        decide(stranger, "designated", by=by)
        member = judged_file(call, CountryFactory(code="NO", name="Norway"))
        DesignationFactory(city=member.city)
        decide(member, "designated", by=by)
        plan(call, tomorrow(), by=by)

        with pytest.raises(Incomplete) as refused:
            release(call, by)

        found = [(one.code, one.subject) for one in refused.value.findings]
        assert found == [
            ("undecided", str(undecided.pk)),
            ("no-field-to-change", str(stranger.pk)),
            ("already-a-member", str(member.pk)),
            ("too-many-designations", "DK"),
            ("too-few-fields", "DK"),
            ("letter-missing", "designated-en"),
            ("letter-missing", "designated-fr"),
            ("letter-missing", "not-designated-en"),
            ("letter-missing", "not-designated-fr"),
            ("letter-missing", "field-changed-en"),
            ("letter-missing", "field-changed-fr"),
            ("letter-missing", "field-kept-en"),
            ("letter-missing", "field-kept-fr"),
        ]
        assert Announcement.objects.get().released_at is None

    def test_one_designation_needs_one_field_only(self):
        call, by = closed_call(max_designated_per_country=2, min_distinct_fields=2), office()

        announcement = released(
            call, by, {judged_file(call): "designated", judged_file(call): "not-designated"}
        )

        assert (announcement.released_by, announcement.done_at) == (by, None)

    def test_an_instant_that_is_over_is_neither_planned_nor_released(self):
        call, by = closed_call(), office()
        with pytest.raises(Conflict) as refused:
            plan(call, timezone.now() - timedelta(seconds=1), by=by)
        assert refused.value.code == "over"

        decide(judged_file(call), "designated", by=by)
        letters(call, by)
        plan(call, tomorrow(), by=by)
        let_the_instant_come(call)
        with pytest.raises(Incomplete) as late:
            release(call, by)
        assert late.value.findings.codes() == ["over"]

    def test_a_plan_moves_until_it_is_released(self):
        call, by = closed_call(), office()
        later = tomorrow() + timedelta(days=1)
        with pytest.raises(Conflict, match="No announcement"):
            release(call, by)
        plan(call, tomorrow(), by=by)

        assert plan(call, later, by=by, seen=1).at == later
        with pytest.raises(Conflict) as stale:
            plan(call, later, by=by, seen=1)
        assert stale.value.code == "stale"

        decide(judged_file(call), "designated", by=by)
        letters(call, by)
        release(call, by)
        for verb in (lambda: plan(call, later, by=by), lambda: release(call, by)):
            with pytest.raises(Conflict) as refused:
                verb()
            assert refused.value.code == "released"
        assert hold(call, by).released_at is None
        with pytest.raises(Conflict) as held:
            hold(call, by)
        assert held.value.code == "not-released"

    def test_nobody_else_plans_releases_or_holds(self):
        call, other = closed_call(), person_in("Secretariat")

        for verb in (
            lambda: plan(call, tomorrow(), by=other),
            lambda: release(call, other),
            lambda: hold(call, other),
        ):
            with pytest.raises(NotAllowed):
                verb()


class TestAnnouncing:
    def test_what_is_not_due_held_or_not_released_is_not_announced(self):
        call, by, _commission, yes, no = scene()
        released(call, by, {yes: "designated", no: "not-designated"})
        before = count_everything()

        assert announce_due() == []
        let_the_instant_come(call)
        hold(call, by)
        assert announce_due() == []

        assert count_everything() == before | {"log": before["log"] + 1}

    def test_everything_of_all_files_happens_once(self):
        call, by, commission, yes, no = scene()
        released(call, by, {yes: "designated", no: "not-designated"})
        let_the_instant_come(call)
        before = count_everything()

        (announced,) = announce_due()

        assert [change.action for change in announced.changes] == ["designate", "turn-down"]
        after = count_everything()
        assert {name: after[name] - before[name] for name in after} == {
            "designations": 1,
            "acts": 2,
            "letters": 4,
            "log": 3,
            "done": 1,
        }
        designation = Designation.objects.get()
        today = timezone.now().astimezone(datetime.UTC).date()
        assert (designation.city, designation.field) == (yes.city, yes.field)
        assert (designation.announced_on, designation.call_year) == (today.isoformat(), call.year)
        assert list(City.objects.members_on(today)) == [yes.city]
        statuses = dict(Application.objects.values_list("pk", "status"))
        assert (statuses[yes.pk], statuses[no.pk]) == ("designated", "not-designated")
        assert {one.application: one.change.action for one in Decision.objects.all()} == {
            yes: "designate",
            no: "turn-down",
        }
        recipients = Notice.objects.values_list("application", "email", "context__outcome")
        assert set(recipients) == {
            (yes.pk, owner_of(yes).email, "designated"),
            (yes.pk, commission.email, "designated"),
            (no.pk, owner_of(no).email, "not-designated"),
            (no.pk, commission.email, "not-designated"),
        }
        kinds = LogEntry.objects.order_by("sequence").values_list("kind", flat=True)
        assert list(kinds)[-3:] == ["act:designate", "act:turn-down", "announcement:done"]

        assert announce_due() == []
        assert count_everything() == after

    def test_the_reason_of_the_office_is_not_in_the_trail(self):
        call, by, _commission, yes, no = scene()
        decide(yes, "designated", by=by, reason="Against the experts")
        released(call, by, {no: "not-designated"})
        let_the_instant_come(call)
        announce_due()

        assert set(StatusChange.objects.values_list("reason", flat=True)) == {""}

    def test_a_member_changes_its_field_and_the_network_keeps_its_size(self):
        call, by = closed_call(), office()
        held = DesignationFactory(announced_on="2015-12-11")
        field = CreativeFieldFactory()
        file = judged_file(call, city=held.city, field=field, kind="field-change")
        released(call, by, {file: "designated"})
        let_the_instant_come(call)
        announce_due()

        today = timezone.now().astimezone(datetime.UTC).date()
        held.refresh_from_db()
        assert (held.ended_on, held.end_reason) == (today.isoformat(), "field-change")
        assert (held.successor.field, held.successor.call_year) == (field, None)
        assert City.objects.members_on(today).count() == 1
        assert City.objects.members_on(today - timedelta(days=1)).count() == 1

    def test_a_file_that_was_withdrawn_meanwhile_is_left_out(self):
        call, by, _commission, yes, no = scene()
        released(call, by, {yes: "designated", no: "not-designated"})
        perform(yes, "withdraw", by=owner_of(yes))
        let_the_instant_come(call)

        (announced,) = announce_due()

        assert [change.application for change in announced.changes] == [no]
        assert not Designation.objects.exists()

    def test_what_is_in_the_way_of_one_file_leaves_all_as_they_were_and_is_told(self):
        call, by, _commission, yes, no = scene()
        released(call, by, {yes: "designated", no: "not-designated"})
        held = DesignationFactory(city=no.city)
        Decision.objects.filter(application=no).update(outcome="designated")
        let_the_instant_come(call)
        before = count_everything()

        (announced,) = announce_due()

        assert "End that designation first" in announced.error
        assert Announcement.objects.get().error == announced.error
        assert count_everything() == before
        with pytest.raises(CommandError, match="End that designation first"):
            call_command("announce")

        held.delete()
        output = io.StringIO()
        call_command("announce", stdout=output)
        assert output.getvalue() == f"Call of {call.year}: 2 files\n"
        assert Announcement.objects.get().error == ""

    def test_whoever_released_must_still_be_of_the_office(self):
        call, by, _commission, yes, no = scene()
        released(call, by, {yes: "designated", no: "not-designated"})
        by.groups.clear()
        let_the_instant_come(call)

        (announced,) = announce_due()

        assert announced.error.startswith("NotAllowed")

    def test_a_later_announcement_tells_of_what_was_taken_up_again(self):
        call, by, _commission, yes, no = scene()
        released(call, by, {no: "not-designated", yes: "designated"})
        let_the_instant_come(call)
        announce_due()
        turned_down = no.status_changes.get(action="turn-down")
        no.review_requests.create(
            change=turned_down,
            grounds="Two files were mixed up",
            by=owner_of(no),
            at=timezone.now(),
            handler=by,
            outcome="granted",
            answer="So it was",
            answered_at=timezone.now(),
        )
        perform(no, "reinstate", by=person_in("Secretariat"))
        decide(no, "designated", by=by)
        plan(call, tomorrow(), by=by)
        release(call, by)
        let_the_instant_come(call)

        (announced,) = announce_due()

        assert [change.action for change in announced.changes] == ["designate"]
        assert Designation.objects.count() == 2
        assert no.decisions.count() == 2


def test_the_log_is_whole_afterwards():
    call, by, _commission, yes, no = scene()
    released(call, by, {yes: "designated", no: "not-designated"})
    let_the_instant_come(call)
    announce_due()

    assert list(verifying.verify()) == []
