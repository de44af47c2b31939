"""The forms of the decision. What may be done is `applications.outcome`'s to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.instant_forms import InstantForm
from applications.models import Outcome
from uccn.doors.plain_forms import Plainly


class DecisionForm(Plainly, forms.Form):
    """What is decided on a file, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason (optional where the evaluation is complete)"),
        help_text=_("Nobody but the office reads it."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LetterForm(Plainly, forms.Form):
    """A letter's subject and text, with placeholders in braces."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    body = forms.CharField(
        label=_("Text"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class PlanForm(InstantForm):
    """When the decisions of a call become known."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SeenForm(forms.Form):
    """What the person has seen of the announcement."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
