"""What the resources of the API know of keys: who asks, and whether the key is for this."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from uccn.access.keys import CHALLENGE
from uccn.access.scopes import Scope
from uccn.models import PartnerKey


class PartnerKeyAuthentication(BaseAuthentication):
    """`request.auth` is the key that `AccessMiddleware` recognised; there is no user behind it."""

    def authenticate(self, request: Request) -> tuple[None, PartnerKey] | None:
        key = getattr(request, "partner_key", None)
        return (None, key) if key else None

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class OutOfScope(exceptions.PermissionDenied):
    """403: the key is not for this. Names the scope that it lacks."""

    kind = "out-of-scope"

    def __init__(self, key: PartnerKey, scope: str) -> None:
        super().__init__(
            _(
                "This key is not for the scope “%(scope)s”, only for: %(scopes)s. Ask the "
                "Secretariat for a wider one, or ask without a key."
            )
            % {"scope": scope, "scopes": ", ".join(key.scopes)}
        )
        self.auth_header = f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'
        self.members = {"missing_scope": scope, "scopes": key.scopes}


class InScope(BasePermission):
    """Lets everybody read without a key, and with one what it is for.

    A view that names no `scope` tells nothing of the record and is for every key.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Raise `OutOfScope` for a key that lacks the scope."""
        key, scope = request.auth, scope_of(request, view)
        if scope and isinstance(key, PartnerKey) and scope not in key.scopes:
            raise OutOfScope(key, scope)
        return True


def scope_of(request: Request, view: Any) -> str:
    """The scope that a request to a view needs; the record in other formats is files."""
    scope = str(getattr(view, "scope", ""))
    extension = getattr(request.accepted_renderer, "format", "json")
    return Scope.FILES if scope == Scope.RECORD and extension != "json" else scope
