"""Who opens the pages of a team's own file."""

import pytest


@pytest.fixture
def anna(client, file):
    """The browser of the owner of the module's own `file`."""
    client.force_login(file.anna)
    return client
