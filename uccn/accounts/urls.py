"""The addresses under /account/, by the names that django-allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from uccn.accounts import pages

PASSWORD = [
    path("", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
    path("forgotten/", account.password_reset, name="account_reset_password"),
    path("forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
SECOND_FACTOR = [
    path("", second_factor.index, name="mfa_index"),
    path("code/", second_factor.authenticate, name="mfa_authenticate"),
    path("confirm/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
urlpatterns = [
    path("", pages.start, name="account"),
    path("data/", pages.Data.as_view(), name="account-data"),
    path("deletion/", pages.deletion, name="account-deletion"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("switched-off/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", account.email, name="account_email"),
    path("email/sent/", account.email_verification_sent, name="account_email_verification_sent"),
    path("email/confirm/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("password/", include(PASSWORD)),
    path("second-factor/", include(SECOND_FACTOR)),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
