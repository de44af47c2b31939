"""How django-allauth behaves in this house: whom it counts, and how its letters are written."""

import logging
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from uccn.access.addresses import client_address
from uccn.models import User

# Stands in lists of sessions for a client whose network address nobody told.
UNKNOWN_ADDRESS = "::"
# Letters without which nobody gets on. The others only tell of what is done already.
WAITED_FOR = (
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/password_reset_key",
    "account/email/unknown_account",
)

logger = logging.getLogger("uccn.accounts")


class AccountAdapter(DefaultAccountAdapter):
    """Limits count network addresses as the rest of the house does; letters are plain text.

    A letter is written in the language of the page that it was asked for on, and so are its links.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off."),
        "duplicate_email": _("This is the address of your account already."),
        "email_password_mismatch": _(
            "The e-mail address and the password do not belong together. Check both, or ask for a"
            " new password."
        ),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link has been used or is too old."),
        "rate_limited": _("This was tried too often. Wait a few minutes."),
        "same_as_current": _("This is the address of your account already."),
        "too_many_login_attempts": _("This was tried too often. Wait five minutes."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which a client is counted and named; of IPv6 the network alone."""
        return client_address(request).partition("/")[0] or UNKNOWN_ADDRESS

    def is_safe_url(self, url: str) -> bool:
        """Whether somebody may be led on to an address: those of this host alone."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> User:
        """A new account begins with the language in which it was asked for."""
        user.language = get_language()
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link of the letter; whoever was on the way to a page goes on there from any browser.

        An invitation would else be forgotten by whoever makes an account for it.
        """
        address: str = super().get_email_confirmation_url(request, emailconfirmation)
        following = get_next_redirect_url(request)
        return f"{address}?{urlencode({'next': following})}" if following else address

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter. Where no mail server takes it, whoever waits for it is told so at once.

        An act of which the letter only tells stays done.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # what smtplib raises, too
            logger.exception("A letter was not sent: %s", template_prefix)
            if template_prefix.startswith(WAITED_FOR):
                page = render(self.request, "account/letter_not_sent.html", status=503)
                page["Retry-After"] = "300"
                raise ImmediateHttpResponse(page) from None

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A letter that says of itself that no person wrote it, so that no machine answers it."""
        own = {"Auto-Submitted": "auto-generated", **(headers or {})}
        letter: EmailMessage = super().render_mail(template_prefix, email, context, own)
        return letter
