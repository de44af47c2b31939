"""How the schema of the API tells of keys."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class PartnerKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A key may be brought to every resource, and none has to be."""

    target_class = "uccn.access.resources.PartnerKeyAuthentication"
    name = "partnerKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "uccn_…",
            "description": "A partner's key, for a higher limit. Reading needs none.",
        }
