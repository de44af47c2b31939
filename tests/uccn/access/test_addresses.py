"""Whose request is counted: the address that our own proxies saw, whatever the client writes."""

import pytest

from uccn.access.addresses import client_address


def seen_as(rf, settings, proxies, peer, forwarded=None):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(rf.get("/api/", REMOTE_ADDR=peer, headers=headers))


def test_without_a_proxy_the_peer_is_counted_whatever_it_writes(rf, settings):
    assert seen_as(rf, settings, 0, "192.0.2.7") == "192.0.2.7"
    assert seen_as(rf, settings, 0, "192.0.2.7", "198.51.100.1") == "192.0.2.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "198.51.100.1", "198.51.100.1"),
        # What stands before the entries of our own proxies was written by the client.
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (1, "127.0.0.1,203.0.113.9,198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        # Asked behind the outer one.
        (2, "198.51.100.1", "198.51.100.1"),
        # With ports, as some proxies write them.
        (1, "198.51.100.1:55012", "198.51.100.1"),
        (1, "[2001:db8:1:2::9]:55012", "2001:db8:1:2::/64"),
    ],
)
def test_behind_proxies_as_many_entries_are_believed_as_there_are_proxies(
    rf, settings, proxies, forwarded, expected
):
    assert seen_as(rf, settings, proxies, "127.0.0.1", forwarded) == expected


@pytest.mark.parametrize(
    "forwarded",
    [
        None,
        "",
        " ",
        ",",
        "unknown",
        "198.51.100.1, ",
        "1.2.3.4.5",
        "\0",
        "9" * 10_000,
        "," * 10_000,
    ],
)
def test_behind_a_proxy_that_notes_nothing_readable_its_own_address_is_counted(
    rf, settings, forwarded
):
    assert seen_as(rf, settings, 1, "10.0.0.2", forwarded) == "10.0.0.2"


def test_an_ipv6_address_is_counted_by_the_network_that_its_owner_was_given(rf, settings):
    assert seen_as(rf, settings, 0, "2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert seen_as(rf, settings, 0, "2001:db8:1:2:ffff::") == "2001:db8:1:2::/64"
    assert seen_as(rf, settings, 0, "2001:db8:1:3::6") == "2001:db8:1:3::/64"
    assert seen_as(rf, settings, 0, "fe80::1%eth0") == "fe80::/64"


def test_an_ipv4_address_in_the_dress_of_ipv6_is_itself(rf, settings):
    assert seen_as(rf, settings, 0, "::ffff:192.0.2.7") == "192.0.2.7"


def test_a_socket_without_an_address_is_one_reader(rf, settings):
    assert seen_as(rf, settings, 0, "unix:") == "unix:"
