"""What is given with an act of screening: a reason, a ground, the parts to be completed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.acting.files import AttemptForm
from applications.models import Action, Ground

REASONS = {
    Action.ADMIT: _("Why it is admitted although it breaks a rule"),
    Action.RETURN: _("What the city is told"),
    Action.REFUSE: _("What the city is told"),
    Action.REINSTATE: _("What the city is told (optional)"),
}


class ScreeningForm(AttemptForm):
    """One act. What may be left out is the workflow's to say."""

    subjects = forms.MultipleChoiceField(
        label=_("To be completed"), widget=forms.CheckboxSelectMultiple, required=False
    )
    ground = forms.ChoiceField(
        label=_("On which ground?"), choices=Ground, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), required=False
    )

    def __init__(
        self,
        *args: Any,
        action: Action,
        parts: Sequence[tuple[str, str]],
        asks_why: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        subjects: Any = self.fields["subjects"]
        subjects.choices = parts
        self.fields["reason"].label = REASONS[action]
        if action != Action.RETURN:
            del self.fields["subjects"]
        if action != Action.REFUSE:
            del self.fields["ground"]
        if not asks_why:
            del self.fields["reason"]
