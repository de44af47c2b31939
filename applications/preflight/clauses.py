"""Where the rules of a call come from, told in our own words, with the key of the source.

A rule that is data of the call is quoted with the call's numbers; a question and a kind of document
bring their own clause.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Clause:
    """One rule of the network: what it says, and the record's key of the source that says it."""

    code: str
    text: Text
    source: str = ""

    def __str__(self) -> str:
        return str(self.text)


FIELD = Clause(
    "field",
    _("A candidature is for one creative field, and the call names the fields that it offers."),
    "croatia-2025",
)
STATE = Clause(
    "state",
    _("Cities of Member States and Associate Members of UNESCO may apply."),
    "unesco-faq-2020",
)
NO_MEMBER = Clause(
    "no-member",
    _("A call is for cities that are not members of the network yet."),
    "unesco-designation-2015",
)
FIELD_CHANGE = Clause(
    "field-change",
    _("A member may ask to hold another field; it then holds that one and no longer the first."),
    "hapakenya-2023",
)
MORATORIUM = Clause(
    "moratorium",
    _(
        "A city that applied in consecutive calls without designation waits before it applies"
        " again; how many calls and years is a rule of the call."
    ),
    "croatia-2025",
)
ELIGIBILITY = Clause("eligibility", _("The call asks some questions before a file is begun."))
EVERY_SECTION = Clause(
    "every-section",
    _("Every section is filled in, or says that there is no relevant information."),
    "unesco-faq-2020",
)
WORD_LIMIT = Clause(
    "word-limit", _("The words of each answer are limited, and the limit is kept."), "form-2017"
)
NUMBERS = Clause("numbers", _("The form says how many entries a list takes."), "form-2017")
SHAPE = Clause("shape", _("An answer is of the kind that its question asks for."))
DOCUMENTS = Clause(
    "documents",
    _("The file comes with the letters, photographs and forms that the call asks for."),
    "form-2017",
)
FORMAT = Clause(
    "format", _("Documents come in the types and sizes that the call names."), "form-2017"
)
RIGHTS = Clause(
    "rights",
    _("Each photograph comes with its own form by which its rights are ceded."),
    "form-2017",
)
SIZE = Clause(
    "size", _("The file as a whole is no larger than the call allows."), "unesco-faq-2018"
)
DEADLINE = Clause(
    "deadline",
    _("Files that come after the deadline of the call are not considered."),
    "unesco-faq-2020",
)
NATIONAL_DEADLINE = Clause(
    "national-deadline",
    _("The National Commission takes its country’s files until a date of its own."),
)
PLACES = Clause(
    "places",
    _("A country hands in no more files than the call gives it places."),
    "unesco-faq-2020",
)
DIFFERENT_FIELDS = Clause(
    "different-fields",
    _("The files of one country are in different creative fields, as far as the call asks."),
    "unesco-faq-2020",
)
ENDORSEMENT = Clause(
    "endorsement",
    _("A file is endorsed by a formal letter of the National Commission of its country."),
    "unesco-faq-2018",
)
DECLARATION = Clause("declaration", _("Who submits a file declares that it is true and complete."))
RETENTION = Clause(
    "retention",
    _("Files without success are kept for the months that the call names, and then erased."),
)
REASON = Clause("reason", _("This act is explained to those whom it concerns."))
PROCEDURE = Clause("procedure", _("Every act has its place in the course of a candidature."))
SCREENING = Clause(
    "screening",
    _("Only files that are complete, in time and in the form of the call are evaluated."),
    "unesco-faq-2020",
)
COMPLETION = Clause(
    "completion",
    _("Whether and how long a file may be completed after the deadline is a rule of the call."),
)
NO_NAMES = Clause("no-names", _("Applicants are not told who evaluated their file."))
REVIEW = Clause(
    "review",
    _(
        "A candidate city may ask once that what was decided is looked at again, within the days of"
        " the call, by somebody who had no part in it."
    ),
)
