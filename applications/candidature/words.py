"""What the pages of a team's acts say: the question, the button, what follows, what was done."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.instants import in_zones
from applications.models import Action, Application, Status
from applications.models.files import commission_sees
from applications.notices import commission_of
from applications.workflow.rules import RULES

QUESTIONS = {
    Action.SUBMIT: gettext_lazy("Submit the file of %(city)s"),
    Action.COMPLETE: gettext_lazy("Hand in the completed file of %(city)s"),
    Action.WITHDRAW: gettext_lazy("Withdraw the file of %(city)s?"),
    Action.REOPEN: gettext_lazy("Reopen the file of %(city)s?"),
}
BUTTONS = {
    Action.SUBMIT: gettext_lazy("Submit the file"),
    Action.COMPLETE: gettext_lazy("Hand in the completed file"),
    Action.WITHDRAW: gettext_lazy("Withdraw the file"),
    Action.REOPEN: gettext_lazy("Reopen the file"),
}
DONE = {
    Action.SUBMIT: gettext_lazy("The file of %(city)s is submitted."),
    Action.COMPLETE: gettext_lazy("The completed file of %(city)s is handed in."),
    Action.WITHDRAW: gettext_lazy("The file of %(city)s is withdrawn."),
    Action.REOPEN: gettext_lazy("The file of %(city)s is a draft again."),
}


def consequences(
    action: Action, file: Application, person: Any, at: datetime.datetime
) -> list[str]:
    """What would follow from the act: where the file goes, who is told, what becomes possible."""
    target = RULES[action].target
    said = [
        _("The file of %(city)s is then “%(status)s”.")
        % {"city": file.city.name, "status": target.label if target else ""}
    ]
    of_the_act = {
        Action.SUBMIT: after_submitting,
        Action.COMPLETE: after_completing,
        Action.WITHDRAW: after_withdrawing,
        Action.REOPEN: after_reopening,
    }
    return [*said, *of_the_act[action](file, person, at), *letters(action, file)]


def after_submitting(file: Application, person: Any, at: datetime.datetime) -> list[str]:
    said = [
        _(
            "Nobody changes it any more. Until the deadline an owner can reopen it, unless it is"
            " endorsed or declined by then."
        ),
        _(
            "The National Commission of %(country)s reads it and decides whether it endorses it,"
            " before the deadline too."
        )
        % {"country": file.city.country.local_name},
    ]
    places = file.call.max_submitted_per_country
    if places is not None:
        said.append(
            ngettext(
                "In this call a country hands in %(places)s file at most.",
                "In this call a country hands in %(places)s files at most.",
                places,
            )
            % {"places": places}
        )
    said.append(_("You get a receipt with a code, and the file as a dossier to be kept."))
    return said


def after_completing(file: Application, person: Any, at: datetime.datetime) -> list[str]:
    return [
        _("Nobody changes it any more, and it is not returned a second time."),
        _("The Secretariat screens it again, with what you completed."),
        _("You get a receipt with a code, and the file as a dossier to be kept."),
    ]


def after_withdrawing(file: Application, person: Any, at: datetime.datetime) -> list[str]:
    said = [_("Nobody considers it any more, and nothing is written in it.")]
    if file.status == Status.ENDORSED:
        said.append(
            _("It gives back the place of its country, which another file may take at once.")
        )
    deadline = file.call.deadline_for(file.city.country)
    if deadline is None or at >= deadline:
        said.append(_("The call is closed: the file cannot be reopened."))
    else:
        said.append(
            _("An owner can reopen it as a draft until %(deadline)s.")
            % {"deadline": in_zones(deadline, person.time_zone)}
        )
    months = file.call.retention_months
    if months is not None:
        said.append(
            ngettext(
                "Its contents are kept for %(months)s month after the call, and then erased.",
                "Its contents are kept for %(months)s months after the call, and then erased.",
                months,
            )
            % {"months": months}
        )
    return said


def after_reopening(file: Application, person: Any, at: datetime.datetime) -> list[str]:
    said = []
    if file.status == Status.SUBMITTED:
        said.append(
            _(
                "What was submitted counts no longer. Its receipt and its dossier stay with the"
                " file."
            )
        )
        if not file.call.commissions_see_drafts:
            said.append(_("The National Commission sees it again once it is submitted again."))
    said.append(_("It takes part only if it is submitted again before the deadline."))
    said.append(
        _("If the form was corrected since, the file takes the present one; every answer stays.")
    )
    return said


def letters(action: Action, file: Application) -> list[str]:
    """Who is told: a Commission only of a file that it knows, before the act or after it."""
    owed = RULES[action].letters
    said = [_("Your team gets a letter.")] if any(one.to_team for one in owed) else []
    known = action == Action.SUBMIT or commission_sees(file)
    if not known or not any(one.to_commission for one in owed):
        return said
    if any(commission_of(file.city.country)):
        said.append(_("The National Commission of your country gets a letter."))
    else:
        said.append(
            _("Nobody of the National Commission has an account here yet: tell it yourselves, too.")
        )
    return said
