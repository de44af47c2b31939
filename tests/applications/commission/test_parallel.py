"""Fifty people of one Commission press the button at the same instant, on a running portal."""

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applications.models import Application, Endorsement, StatusChange
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
)
from tests.factories import CreativeFieldFactory
from tests.serving import serving, shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

AT_ONCE = 50


class Browser:
    """Somebody signed in, who posts to a running portal."""

    def __init__(self, user):
        client = Client()
        client.force_login(user)
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.token = "a" * 32

    def post(self, server, path, **given):
        cookies = {
            settings.SESSION_COOKIE_NAME: self.session,
            settings.CSRF_COOKIE_NAME: self.token,
        }
        link = server.connect()
        body = urlencode({"csrfmiddlewaretoken": self.token, **given})
        link.request(
            "POST",
            path,
            body,
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            },
        )
        answer = link.getresponse()
        text = answer.read().decode()
        link.close()
        return answer.status, text


def all_at_once(acts):
    barrier = threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def address(file, action="endorse"):
    return reverse("applications:commission:act", args=[file.pk, action])


def test_of_fifty_posts_exactly_the_allowed_number_succeed(tmp_path):
    country = denmark()
    call = open_call(max_submitted_per_country=4, min_distinct_fields=2)
    fields = [CreativeFieldFactory() for _number in range(8)]
    files = [
        file_of(country, call, submitted=True, field=fields[number % 8])
        for number in range(AT_ONCE)
    ]
    browsers = [Browser(member_of_commission(country)) for _file in files]

    with serving(tmp_path, workers=2) as server:
        answers = all_at_once(
            [
                lambda file=file, browser=browser: browser.post(
                    server, address(file), key=uuid.uuid4(), seen="", reason=f"Reason {file.pk}"
                )
                for file, browser in zip(files, browsers, strict=True)
            ]
        )

    codes = [status for status, _text in answers]
    held = Endorsement.objects.of_country(call, country)
    assert (codes.count(302), codes.count(409)) == (4, AT_ONCE - 4), codes
    assert len(held) == Application.objects.filter(status="endorsed").count() == 4
    assert len({one.field_id for one in held}) >= 2
    pages = {reverse("applications:commission:file", args=[one.application_id]) for one in held}
    for file, (status, text) in zip(files, answers, strict=True):
        if status == 302:
            continue
        problems = re.search(r'<section class="problems".*?</section>', text, re.DOTALL)[0]
        named = set(re.findall(r'href="(/applications/commission/files/\d+/)"', problems))
        assert named
        assert named <= pages
        assert f"Reason {file.pk}" in text


def test_one_click_that_arrives_many_times_at_once_is_one_act(tmp_path):
    country, call = denmark(), open_call(max_submitted_per_country=2)
    file = file_of(country, call, submitted=True)
    browser, key = Browser(member_of_commission(country)), uuid.uuid4()

    with serving(tmp_path, workers=2) as server:
        answers = all_at_once(
            [lambda: browser.post(server, address(file), key=key, seen="") for _click in range(12)]
        )

    assert [status for status, _text in answers] == [302] * 12
    assert StatusChange.objects.count() == Endorsement.objects.count() == 1
