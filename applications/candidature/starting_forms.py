"""The forms in which a file is started."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Application, Call, Question, QuestionKind
from applications.models.form import label_of
from cities.models import Country
from fields.models import CreativeField
from uccn.doors.plain_forms import Plainly

# Two numbers as map programs give them: 56.4532, 9.4020.
POSITION = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


class EligibilityForm(Plainly, forms.Form):
    """The questions that a call asks before a file is begun."""

    def __init__(self, questions: list[Question], given: Any = None, **kwargs: Any) -> None:
        super().__init__(given, **kwargs)
        for question in questions:
            choices = (
                [("yes", _("Yes")), ("no", _("No"))]
                if question.kind == QuestionKind.YES_NO
                else [(str(choice.get("value")), label_of(choice)) for choice in question.choices]
            )
            self.fields[question.code] = forms.ChoiceField(
                label=question.label,
                help_text=question.help,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer.")},
            )


class FieldForm(Plainly, forms.Form):
    """In which field the city applies: all that a file asks that is begun from an earlier one."""

    field = forms.ModelChoiceField(
        CreativeField.objects.none(),
        label=gettext_lazy("Creative field"),
        help_text=gettext_lazy("A candidature is for one field."),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a field.")},
    )
    is_field_change = forms.BooleanField(
        label=gettext_lazy("The city is a member already and wants to change its field."),
        help_text=gettext_lazy("Its present designation ends when the new one is announced."),
        required=False,
    )

    def __init__(self, call: Call, given: Any = None, **kwargs: Any) -> None:
        super().__init__(given, **kwargs)
        offered = call.fields.all()
        known: Any = self.fields["field"]
        known.queryset = offered or CreativeField.objects.all()
        known.label_from_instance = field_name


class CityForm(FieldForm):
    """Which city applies, where it lies, and in which field."""

    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=gettext_lazy("Country"),
        empty_label=gettext_lazy("Choose a country"),
        error_messages={"required": gettext_lazy("Choose the country of the city.")},
    )
    city = forms.CharField(
        label=gettext_lazy("City"),
        help_text=gettext_lazy("Its name, as it is written in English or French."),
        max_length=100,
        error_messages={"required": gettext_lazy("Write the name of the city.")},
    )
    position = forms.CharField(
        label=gettext_lazy("Position"),
        help_text=gettext_lazy(
            "Degrees to the north and to the east, as map programs show them, such as 56.4532,"
            " 9.4020. South and west are negative."
        ),
        max_length=60,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "class": "short"}),
        error_messages={"required": gettext_lazy("Write where the city lies.")},
    )
    field_order = ("country", "city", "position", "field", "is_field_change")

    def __init__(self, call: Call, given: Any = None, **kwargs: Any) -> None:
        super().__init__(call, given, **kwargs)
        country: Any = self.fields["country"]
        country.queryset = Country.objects.all()
        country.label_from_instance = local_name_of
        country.choices = [
            ("", country.empty_label),
            *sorted(
                ((one.pk, one.local_name) for one in Country.objects.all()),
                key=lambda choice: choice[1],
            ),
        ]

    def clean_position(self) -> tuple[float, float]:
        found = POSITION.fullmatch(self.cleaned_data["position"])
        if found is None:
            raise ValidationError(_("Write two numbers, such as 56.4532, 9.4020."))
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise ValidationError(
                _("The first number lies between -90 and 90, the second between -180 and 180.")
            )
        return latitude, longitude


def field_name(field: CreativeField) -> str:
    return str(field.name)


def local_name_of(country: Country) -> str:
    return country.local_name


def earlier_files(person: Any, call: Call) -> list[Application]:
    """Files of the person's teams for earlier calls, whose cities have none in this one yet."""
    own = Application.objects.filter(team__user=person, call__year__lt=call.year)
    open_ones = own.exclude(city__applications__call=call).filter(erased_at__isnull=True)
    return list(open_ones.select_related("call", "city__country", "field"))
