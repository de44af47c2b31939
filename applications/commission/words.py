"""What the pages of the acts say: the question, the button, what follows, what was done."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Action, Application
from applications.workflow.acts import Rule

QUESTIONS = {
    Action.ENDORSE: gettext_lazy("What happens if I endorse %(city)s?"),
    Action.SWAP: gettext_lazy("What happens if I endorse %(city)s instead of another file?"),
    Action.DECLINE: gettext_lazy("What happens if I decline %(city)s?"),
    Action.RECONSIDER: gettext_lazy("What happens if I take the declining of %(city)s back?"),
    Action.RELEASE: gettext_lazy("What happens if I take the endorsement of %(city)s back?"),
    Action.RANK: gettext_lazy("What happens if I rank %(city)s?"),
}
BUTTONS = {
    Action.ENDORSE: gettext_lazy("Endorse %(city)s"),
    Action.SWAP: gettext_lazy("Endorse %(city)s instead"),
    Action.DECLINE: gettext_lazy("Decline %(city)s"),
    Action.RECONSIDER: gettext_lazy("Take the declining of %(city)s back"),
    Action.RELEASE: gettext_lazy("Take the endorsement of %(city)s back"),
    Action.RANK: gettext_lazy("Rank %(city)s"),
}
DONE = {
    Action.ENDORSE: gettext_lazy("%(city)s is endorsed."),
    Action.SWAP: gettext_lazy("%(city)s is endorsed, and the other file gave its place."),
    Action.DECLINE: gettext_lazy("%(city)s is declined."),
    Action.RECONSIDER: gettext_lazy("%(city)s is submitted again, and may be endorsed."),
    Action.RELEASE: gettext_lazy("%(city)s is no longer endorsed, and its place is free."),
    Action.RANK: gettext_lazy("%(city)s has its rank."),
}


def consequences(rule: Rule, file: Application) -> list[str]:
    """What the table says of the act: where the file goes, and who is told."""
    said = []
    if rule.target:
        said.append(
            _("The file of %(city)s is then “%(status)s”.")
            % {"city": file.city.name, "status": rule.target.label}
        )
    if any(letter.to_team for letter in rule.letters):
        told = (
            _("The team of the city gets a letter with your reason.")
            if rule.needs_reason
            else _("The team of the city gets a letter.")
        )
        said.append(told)
    if any(letter.to_commission for letter in rule.letters):
        said.append(_("Your colleagues of the National Commission get a letter."))
    if not rule.letters:
        said.append(_("Nobody but the National Commission and the Secretariat sees it."))
    return said
