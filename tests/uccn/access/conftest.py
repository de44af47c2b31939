"""Keys to ask with, and answers about them."""

import pytest

from uccn.access.keys import issue
from uccn.models import PartnerKey


@pytest.fixture
def issued(db):
    """Issue a key; the row, with its text for once as `text`."""

    def issue_key(**values):
        key = PartnerKey(partner="Atlas of Music", contact="atlas@example.org", **values)
        key.text = issue(key, by=None)
        return key

    return issue_key


@pytest.fixture
def ask(client):
    """Ask an address of the API, with a key or without."""

    def ask_with(key=None, address="/api/v1/fields/", **headers):
        if key is not None:
            headers["authorization"] = f"Bearer {key if isinstance(key, str) else key.text}"
        return client.get(address, headers=headers)

    return ask_with
