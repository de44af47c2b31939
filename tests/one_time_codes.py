"""The codes of an app, worked out here as RFC 4226 and RFC 6238 say."""

import base64
import hmac
import struct
import time


def code_of(key: str, *, later: int = 0) -> str:
    """The six digits that an app with this key shows now, or so many half minutes later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.digest(base64.b32decode(key), counter, "sha1")
    start = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
