"""Signing in at the administration's own door, which is no way around limits or second factors."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _


class StaffSignInForm(AdminAuthenticationForm):
    """The administration's form, with the limits on failures that the portal's own sign-in has.

    Whoever has set up a second factor signs in where it is asked for.
    """

    def clean(self) -> dict[str, Any]:
        email = self.cleaned_data.get("username")
        password = self.cleaned_data.get("password")
        if email and password:
            self.user_cache = get_adapter().authenticate(
                self.request, email=email, password=password
            )
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data

    def confirm_login_allowed(self, user: Any) -> None:
        """Raise `ValidationError` unless this is staff, and a password is all that they need."""
        super().confirm_login_allowed(user)
        if is_mfa_enabled(user):
            address = f"{reverse('account_login')}?next={reverse('admin:index')}"
            raise ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("Your account has a second factor."),
                    address,
                    _("Sign in with it"),
                ),
                code="second_factor",
            )
