"""How much of a limit an answer takes: as much as one request, unless it is a file.

A file is a whole list, and the archive is the whole record. To make one takes about as long as to
answer so many requests of the API. It is told from the request alone, so that what is too much is
refused before anything is made.
"""

import re

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest

from cities.api.files import renderers_of
from cities.exports.lists import TABLES
from uccn.delivery.addresses import is_private
from uccn.doors.negotiation import FORMAT, FileRenderer, accepted

API = "/api/"
FILE = re.compile(r".*\.(csv|geojson|json|xlsx|zip)", re.DOTALL)
ARCHIVE = ".zip"
# Where anybody has a dossier verified; to compare one takes about as long as to make the record.
VERIFICATION = re.compile(r"(/[a-z-]+)?/applications/verify/")
OF_A_REQUEST, OF_A_FILE, OF_THE_RECORD = 1, 5, 50
# Cities have every format that a list may have.
FORMATS = renderers_of(TABLES["cities"])


def weight(request: HttpRequest) -> int:
    """What an answer to this takes of the limit of whoever asks; 0 is what is not counted."""
    path = request.path_info
    if path.startswith(API):
        return OF_A_FILE if _asks_for_a_file(request) else OF_A_REQUEST
    if request.method == "POST" and VERIFICATION.fullmatch(path):
        return OF_THE_RECORD if request.content_type == "multipart/form-data" else OF_A_REQUEST
    if is_private(path) or not FILE.fullmatch(path):
        return 0
    return OF_THE_RECORD if path.endswith(ARCHIVE) else OF_A_FILE


def _asks_for_a_file(request: HttpRequest) -> bool:
    """Whether a resource will answer with something else than JSON, if it has it."""
    try:
        named = request.GET.get(FORMAT, "").strip()
    except TooManyFieldsSent:  # whoever reads its parameters will refuse it
        return False
    if named:
        chosen = next((one for one in FORMATS if one.format == named), None)
    else:
        chosen = accepted(request.accepted_types, FORMATS)
    return chosen is not None and issubclass(chosen, FileRenderer)
