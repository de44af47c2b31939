"""The kinds of problems that the API tells of, each with an address that describes it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# Where the kinds are described. A path and no whole address, so that programs can compare it
# whichever host answered.
ADDRESS = "/api/problems/"
BLANK = "about:blank"


@dataclass(frozen=True)
class Kind:
    """A kind of problem with an address of its own: what it means, and what to do about it."""

    slug: str
    status: int
    title: str | Promise
    description: str | Promise

    @property
    def type(self) -> str:
        """The address that stands in `type`."""
        return f"{ADDRESS}{self.slug}/"


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "bad-parameters",
            400,
            gettext_lazy("Parameters not understood"),
            gettext_lazy(
                "Nothing is ignored: a parameter or value that is unknown, repeated or out of "
                "range is refused. Each member of “errors” names one parameter, its value, what "
                "was wrong and, in “suggestion”, what was probably meant. Ask again with these "
                "corrected."
            ),
        ),
        Kind(
            "bad-request",
            400,
            gettext_lazy("Request not understood"),
            gettext_lazy(
                "The request as a whole could not be read: it came for a host that this portal "
                "does not answer for, or asks far too much at once. Ask again in another way."
            ),
        ),
        Kind(
            "key-refused",
            401,
            gettext_lazy("Key refused"),
            gettext_lazy(
                "“Authorization” brings no valid key: it is written otherwise, unknown, expired or "
                "revoked, and “detail” says which. Correct it, or leave it out: everything can be "
                "read without a key, within a smaller limit."
            ),
        ),
        Kind(
            "out-of-scope",
            403,
            gettext_lazy("Key out of scope"),
            gettext_lazy(
                "The key is valid, and not for this. The member “missing_scope” names the scope "
                "that it lacks, “scopes” those that it has. Ask the Secretariat for a wider key, "
                "or ask without one."
            ),
        ),
        Kind(
            "not-acceptable",
            406,
            gettext_lazy("No such format"),
            gettext_lazy(
                "This address does not answer in any format that “Accept” names. The member "
                "“available” lists those in which it does. Without “Accept” the answer is JSON."
            ),
        ),
        Kind(
            "gone",
            410,
            gettext_lazy("No longer to be had"),
            gettext_lazy(
                "What was asked for was there once, and cannot be continued: such as a cursor into "
                "changes of a record that has since been set up anew. “detail” says how to begin "
                "again. Do not repeat the same request."
            ),
        ),
        Kind(
            "too-many-requests",
            429,
            gettext_lazy("Too many requests"),
            gettext_lazy(
                "This reader has asked for more than its limit within the time of the limit. Wait "
                "as many seconds as “Retry-After” says, then go on where you were."
            ),
        ),
        Kind(
            "server-error",
            500,
            gettext_lazy("Our mistake"),
            gettext_lazy(
                "Something went wrong on our side, and we were told of it. Try again later; if it "
                "stays, write to us with the member “request_id”, if there is one."
            ),
        ),
    )
}
# The kind of an error that names none itself.
KIND_OF_STATUS = {
    400: "bad-request",
    406: "not-acceptable",
    410: "gone",
    429: "too-many-requests",
    500: "server-error",
}
