"""A team presses its buttons at the same instant, on a running portal."""

import uuid

import pytest
from django.urls import reverse

from applications.models import Receipt, StatusChange
from tests.applications.commission.test_parallel import Browser, all_at_once
from tests.applications.workflow.people import denmark, file_of, open_call, owner_of
from tests.factories import TeamMemberFactory
from tests.serving import serving, shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def address(file, action):
    return reverse("applications:candidature:act", args=[file.pk, action])


@pytest.fixture
def file():
    call = open_call()
    return file_of(denmark(), call, form=call.form_versions.get())


def test_one_click_that_arrives_many_times_at_once_is_one_submission(tmp_path, file):
    browser, key = Browser(owner_of(file)), uuid.uuid4()
    given = {"key": key, "seen": "", "declared": "on"}

    with serving(tmp_path, workers=2) as server:
        answers = all_at_once(
            [lambda: browser.post(server, address(file, "submit"), **given) for _click in range(12)]
        )

    assert [status for status, _text in answers] == [302] * 12
    assert StatusChange.objects.count() == Receipt.objects.count() == 1


def test_of_two_owners_at_once_one_acts_and_the_other_is_told(tmp_path, file):
    first = owner_of(file)
    second = TeamMemberFactory(application=file).user
    browsers = [Browser(first), Browser(second)]

    with serving(tmp_path, workers=2) as server:
        answers = all_at_once(
            [
                lambda browser=browser, action=action: browser.post(
                    server, address(file, action), key=uuid.uuid4(), seen="", declared="on"
                )
                for browser, action in zip(browsers, ("submit", "withdraw"), strict=True)
            ]
        )

    assert sorted(status for status, _text in answers) == [302, 409]
    assert StatusChange.objects.count() == 1
