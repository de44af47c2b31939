"""The rules behind the evaluation, told in our own words."""

from django.utils.translation import gettext_lazy as _

from applications.preflight.clauses import Clause

IMPARTIAL = Clause(
    "impartial",
    _("Nobody evaluates a file with whose city they have to do."),
)
ASSIGNED = Clause(
    "assigned",
    _("Each file has as many evaluators, and as many experts among them, as the call asks for."),
)
CONSENSUS = Clause(
    "consensus",
    _("Where evaluations lie far apart, their evaluators’ consensus and dissent are written down."),
)
