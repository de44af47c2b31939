"""Nothing on a page moves once it is seen, however slowly the page comes."""

import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/fields/",
    "/fields/gastronomy/",
    "/cities/",
    "/cities/?field=music&as_of=2015-12-31",
    "/cities/?q=xyzzyqwert",
    "/cities/lyon/",
    "/map/",
    "/countries/",
    "/countries/fr/",
    "/search/?q=granada",
    "/statements/",
    "/statistics/",
    "/calls/2025/",
]
# The first packets of an answer bring some 8 kB of a page, compressed.
PIECES, LEAST_PIECE, PAUSE = 7, 8_000, 0.07
# What the browser counts as moved, as a part of the window, since the page began.
MOVED = """() => new Promise((settled) => {
    let moved = 0;
    const seen = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
            moved += shift.value;
            const parents = shift.sources.map(({ node }) => node?.parentElement?.outerHTML);
            seen.push(...parents.map((html) => html?.slice(0, 80)));
        }
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => settled([moved, seen.slice(0, 3)]), 150);
})"""


@pytest.fixture
def slow_line(live_server):
    """The portal at the end of a line that brings a page in pieces."""

    class Line(BaseHTTPRequestHandler):
        def do_GET(self):
            portal = HTTPConnection(urlsplit(live_server.url).netloc)
            portal.request("GET", self.path)
            answer = portal.getresponse()
            kind, body = answer.headers["Content-Type"], answer.read()
            portal.close()
            self.send_response(answer.status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            is_page = kind.startswith("text/html")
            size = max(LEAST_PIECE, -(-len(body) // PIECES)) if is_page else len(body) or 1
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                self.wfile.flush()
                if size < len(body):
                    time.sleep(PAUSE)

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_nothing_moves_while_a_page_comes_in_pieces(record, chromium, slow_line, subtests):
    for width, height in [(390, 844), (1440, 900)]:
        context = chromium.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        for path in PAGES:
            with subtests.test(path=path, width=width):
                page.goto(slow_line + path, wait_until="load")
                moved, what = page.evaluate(MOVED)
                assert moved < 0.001, what
        context.close()
