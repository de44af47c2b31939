"""What a team and its Commission read of the decision once it is announced, and not before."""

import pytest
from django.urls import reverse

from applications.outcome import announce_due
from tests.applications.outcome.decided import let_the_instant_come, person_in, released, scene
from tests.applications.workflow.people import owner_of
from tests.factories import TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def reads(client, person, file, name="candidature:result"):
    client.force_login(person)
    page = client.get(reverse(f"applications:{name}", args=[file.pk]))
    return page.context["decision"], page.text


def test_the_decision_and_ones_own_letter_are_read_after_the_announcement(client):
    call, by, commission, yes, no = scene()
    owner, member = owner_of(yes), f'href="/cities/{yes.city.slug}/"'
    released(call, by, {yes: "designated", no: "not-designated"})

    for person, name in ((owner, "candidature:result"), (commission, "commission:file")):
        decision, page = reads(client, person, yes, name)
        assert decision is None
        assert member not in page

    let_the_instant_come(call)
    announce_due()

    for person, name in ((owner, "candidature:result"), (commission, "commission:file")):
        decision, page = reads(client, person, yes, name)
        assert decision["is_designated"]
        assert f"{yes.city.name} is designated a City of {yes.field.name}." in page
        assert member in page
        assert f"designated en: {yes.city.name}" in page
        assert f"Dear {person.email}, {yes.city.name}" in page

    turned_down, page = reads(client, owner_of(no), no)
    assert not turned_down["is_designated"]
    assert f"{no.city.name} is not designated in the call of {call.year}." in page
    assert f"not-designated en: {no.city.name}" in page
    assert f'href="/cities/{no.city.slug}/"' not in page


def test_whoever_got_no_letter_reads_the_decision_alone(client):
    call, by, _commission, yes, no = scene()
    released(call, by, {yes: "designated", no: "not-designated"})
    let_the_instant_come(call)
    announce_due()
    newcomer = TeamMemberFactory(application=yes, user=UserFactory(), part="reader").user

    for person, name in (
        (newcomer, "candidature:result"),
        (person_in("Secretariat"), "commission:file"),
    ):
        decision, page = reads(client, person, yes, name)
        assert (decision["is_designated"], decision["body"]) == (True, "")
        assert "The letter to you" not in page
