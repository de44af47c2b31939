"""What the pages of screening say: the question, the button, what follows, what was done."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.models import Action, Application, EvaluationTerms
from applications.workflow.rules import RULES

QUESTIONS = {
    Action.ADMIT: gettext_lazy("Admit %(city)s to the evaluation?"),
    Action.RETURN: gettext_lazy("Return the file of %(city)s for completion?"),
    Action.REFUSE: gettext_lazy("Find the file of %(city)s not eligible?"),
    Action.REINSTATE: gettext_lazy("Take the file of %(city)s up again?"),
}
BUTTONS = {
    Action.ADMIT: gettext_lazy("Admit %(city)s"),
    Action.RETURN: gettext_lazy("Return it to %(city)s"),
    Action.REFUSE: gettext_lazy("Find it not eligible"),
    Action.REINSTATE: gettext_lazy("Take it up again"),
}
DONE = {
    Action.ADMIT: gettext_lazy("%(city)s is under evaluation."),
    Action.RETURN: gettext_lazy("The file is returned to %(city)s, which may complete it."),
    Action.REFUSE: gettext_lazy("The file of %(city)s is not evaluated."),
    Action.REINSTATE: gettext_lazy("%(city)s is under evaluation again."),
}


def consequences(action: Action, file: Application) -> list[str]:
    """What the table and the call's terms say of the act."""
    target = RULES[action].target
    said = []
    if target:
        said.append(_("The file is then “%(status)s”.") % {"status": target.label})
    terms = EvaluationTerms.objects.filter(call=file.call).first()
    if action == Action.RETURN and terms and terms.completion_days:
        said.append(
            ngettext(
                "The city has %(days)s day to complete what you name, and nothing else.",
                "The city has %(days)s days to complete what you name, and nothing else.",
                terms.completion_days,
            )
            % {"days": terms.completion_days}
        )
    if action == Action.REFUSE and terms and terms.review_days:
        said.append(
            ngettext(
                "The city may ask for a review within %(days)s day.",
                "The city may ask for a review within %(days)s days.",
                terms.review_days,
            )
            % {"days": terms.review_days}
        )
    said.append(_("The team and the National Commission get a letter with your words."))
    return said


def parts(file: Application) -> list[tuple[str, str]]:
    """The questions and kinds of documents of the file's form, by code, in the form's order."""
    if file.form is None:
        return []
    questions = [
        (question.code, question.label)
        for section in file.form.sections.prefetch_related("questions")
        for question in section.questions.all()
    ]
    return questions + [(kind.code, kind.title) for kind in file.form.document_kinds.all()]
