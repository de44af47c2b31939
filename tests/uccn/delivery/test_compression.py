"""Text is sent in the best encoding that its reader understands."""

import gzip

import brotli
import pytest
from django.conf import settings

from uccn.delivery.compression import ENCODINGS, accepted_encodings, compress, decompress

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.uccn.delivery.site")]

FIREFOX = "gzip, deflate, br, zstd"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "encodings"),
    [
        ("", ()),
        ("identity", ()),
        ("deflate, zstd", ()),
        ("gzip", ("gzip",)),
        (FIREFOX, ("br", "gzip")),
        ("GZIP;q=0.5", ("gzip",)),
        ("br;q=0, gzip;q=0.1", ("gzip",)),
        ("br;q=0.0", ()),
        ("*", ("br", "gzip")),
        ("*, br;q=0", ("gzip",)),
        ("gzip;q=much", ()),
        ("deflate;" * 20_000, ()),
        ("xgzip, brotli", ()),
    ],
)
def test_the_encodings_that_a_reader_understands(header, encodings):
    assert accepted_encodings(header) == encodings


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_body_is_compressed_to_the_same_bytes_each_time(encoding):
    body = b"the record of the network " * 100

    assert compress(body, encoding) == compress(body, encoding)
    assert decompress(compress(body, encoding), encoding) == body


@pytest.fixture(params=[0, 1_000_000], ids=["nothing kept", "answers kept"])
def memory(request, settings):
    settings.RESPONSE_CACHE_BYTES = request.param


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(("header", "encoding"), [(FIREFOX, "br"), ("gzip", "gzip")])
def test_a_public_answer_is_compressed_for_whoever_can_read_it(client, header, encoding):
    plain = client.get("/long/")
    packed = [client.get("/long/", headers={"Accept-Encoding": header}) for _ in range(2)]

    assert "Content-Encoding" not in plain
    assert plain["Content-Length"] == str(len(plain.content))
    for answer in packed:
        assert answer["Content-Encoding"] == encoding
        assert answer["Content-Length"] == str(len(answer.content))
        assert len(answer.content) < len(plain.content) / 2
        assert UNPACK[encoding](answer.content) == plain.content
        assert plain["Vary"] == answer["Vary"] == "Accept-Encoding"
        assert plain["ETag"] == answer["ETag"]


@pytest.mark.usefixtures("memory")
def test_a_compressed_answer_is_good_as_long_as_the_plain_one(client):
    packed = client.get("/long/", headers={"Accept-Encoding": "br"})

    for encoding in ("br", "gzip", ""):
        answer = client.get(
            "/long/", headers={"Accept-Encoding": encoding, "If-None-Match": packed["ETag"]}
        )
        assert answer.status_code == 304
        assert answer["Vary"].lower() == "accept-encoding"
        assert "Content-Encoding" not in answer


def test_what_is_streamed_is_compressed_as_it_comes(client):
    plain = client.get("/exported/")
    packed = client.get("/exported/", headers={"Accept-Encoding": FIREFOX})

    assert plain.getvalue() == b"onetwo"
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.getvalue()) == b"onetwo"
    assert "Content-Encoding" not in client.get("/exported/", headers={"Accept-Encoding": "br"})


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("address", "encoding"), [("/picture/", ""), ("/cities/", ""), ("/packed/", "zstd")]
)
def test_what_is_short_or_compressed_already_is_sent_as_it_is(client, address, encoding):
    plain = client.get(address).content

    for _ in range(2):
        answer = client.get(address, headers={"Accept-Encoding": FIREFOX})
        assert answer.get("Content-Encoding", "") == encoding
        assert answer.content == plain


@pytest.mark.urls(settings.ROOT_URLCONF)
def test_what_belongs_to_a_person_is_never_compressed(client):
    answer = client.get("/admin/login/", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer
