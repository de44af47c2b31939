"""People with accounts, and what they read in their letters."""

import re

import pytest

from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def person(db):
    """Somebody who has confirmed their address."""
    return UserFactory(confirmed=True, email="ana@example.org")


@pytest.fixture
def sign_in(client):
    """Sign in as people do; the answer."""

    def signed_in(email="ana@example.org", password=PASSWORD, where="/account/sign-in/", **more):
        return client.post(where, {"login": email, "password": password, **more})

    return signed_in


@pytest.fixture
def link(mailoutbox):
    """The path of the only link in the last letter."""

    def in_last_letter():
        (address,) = re.findall(r"http://testserver(\S+)", mailoutbox[-1].body)
        return address

    return in_last_letter
