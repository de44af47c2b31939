"""The forms of people's accounts. django-allauth's do the work; here are their words."""

import functools
from typing import Any
from zoneinfo import available_timezones

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as app
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from uccn.doors.plain_forms import Plainly
from uccn.models import User

# Zones are named by places; what zoneinfo knows besides are offsets, former names and countries.
CONTINENTS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic Ocean"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}
NEW_PASSWORD_HELP = _(
    "At least 12 characters. Three or four words that nobody else puts together are easy to"
    " remember and hard to guess."
)


class InOurWords(Plainly):
    """A form of django-allauth with labels and help of ours."""

    # By field: its label, its help.
    words: dict[str, dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, said in self.words.items():
            for attribute, value in said.items():
                setattr(self.fields[name], attribute, value)
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(
                {"inputmode": "numeric", "spellcheck": "false", "dir": "ltr", "class": "short"}
            )


class SignInForm(InOurWords, account.LoginForm):
    words = {
        "login": {"label": _("E-mail address")},
        "password": {"label": _("Password"), "help_text": ""},
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(InOurWords, account.SignupForm):
    words = {
        "email": {
            "label": _("E-mail address"),
            "help_text": _("We write to it to make sure that it is yours. It is not published."),
        },
        "password1": {"label": _("Password"), "help_text": NEW_PASSWORD_HELP},
    }


class ConfirmPasswordForm(InOurWords, account.ReauthenticateForm):
    words = {"password": {"label": _("Password"), "help_text": ""}}


class NewAddressForm(InOurWords, account.AddEmailForm):
    words = {
        "email": {
            "label": _("New e-mail address"),
            "help_text": _("We write to it. Until you open the link there, nothing changes."),
        }
    }


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):
    words = {"email": {"label": _("E-mail address")}}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """The present password and a new one, once: who mistypes it asks for another by e-mail."""

    words = {
        "oldpassword": {"label": _("Present password"), "help_text": ""},
        "password1": {"label": _("New password"), "help_text": NEW_PASSWORD_HELP},
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    words = {"password1": {"label": _("New password"), "help_text": NEW_PASSWORD_HELP}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class ResetPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    words = {"password1": {"label": _("New password"), "help_text": NEW_PASSWORD_HELP}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


CODE = {
    "code": {
        "label": _("Code"),
        "help_text": _("The six digits that the app shows, or one of your recovery codes."),
    }
}


class CodeForm(InOurWords, second_factor.AuthenticateForm):
    words = CODE


class ConfirmCodeForm(InOurWords, second_factor.ReauthenticateForm):
    words = CODE


class SetUpAppForm(InOurWords, app.ActivateTOTPForm):
    words = {"code": {"label": _("Code"), "help_text": _("The six digits that the app shows now.")}}


class DataForm(Plainly, forms.ModelForm):
    """What a person tells of themselves."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "language", "time_zone")
        labels = {
            "first_name": _("First name (optional)"),
            "last_name": _("Last name (optional)"),
            "language": _("Language"),
            "time_zone": _("Time zone"),
        }
        help_texts = {
            "language": _("In which we write to you."),
            "time_zone": _("In which times are shown to you."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        # Letters are in the languages of the pages; another that staff chose may stay.
        offered = {*settings.OWN_LANGUAGES, self.initial.get("language")}
        used = self.fields["language"].help_text
        if self.instance.is_staff:
            used = _("In which we write to you, and in which the administration speaks to you.")
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            help_text=used,
            choices=[(code, name) for code, name in settings.LANGUAGES if code in offered],
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            help_text=self.fields["time_zone"].help_text,
            choices=time_zones,
        )


@functools.cache
def time_zones() -> list[tuple[Any, Any]]:
    """Time zones by continent, named by their cities; UTC before them."""
    by_continent: dict[str, list[tuple[str, str]]] = {name: [] for name in CONTINENTS}
    for zone in sorted(available_timezones()):
        continent, _stroke, place = zone.partition("/")
        if continent in by_continent:
            by_continent[continent].append((zone, place.replace("_", " ")))
    return [("UTC", "UTC"), *((CONTINENTS[name], zones) for name, zones in by_continent.items())]
