"""A form for an instant: day, hour and zone, so that it is one instant wherever it is read."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from uccn.doors.plain_forms import Plainly

ZONES = ("Europe/Paris", "UTC")


class InstantForm(Plainly, forms.Form):
    """Day, hour and zone. What is valid has an `instant` in its cleaned data, in UTC."""

    day = forms.DateField(
        label=_("Day"),
        help_text=_("Such as 2026-05-20."),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"class": "short", "dir": "ltr", "autocomplete": "off"}
        ),
    )
    time = forms.TimeField(
        label=_("Time"),
        help_text=_("Such as 17:00."),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "short", "dir": "ltr", "autocomplete": "off"}
        ),
    )
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = list(dict.fromkeys((zone, *ZONES)))
        self.fields["zone"] = forms.ChoiceField(
            label=self.fields["zone"].label, choices=[(name, name) for name in zones]
        )

    def clean(self) -> Any:
        """Raise `ValidationError` for an hour that the zone leaves out, or has twice."""
        given = super().clean() or self.cleaned_data
        if not {"day", "time", "zone"} <= set(given):
            return given
        local = datetime.datetime.combine(given["day"], given["time"])
        first = local.replace(tzinfo=ZoneInfo(given["zone"]))
        if first.utcoffset() != first.replace(fold=1).utcoffset():
            self.add_error(
                "time",
                _("The clocks change at this hour, and it is not one instant. Take another."),
            )
            return given
        given["instant"] = first.astimezone(datetime.UTC)
        return given
