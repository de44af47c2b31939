"""The keys of partners: issued here and shown once, listed with their use, revoked."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cities.models.folding import fold
from uccn.access.keys import issue, revoke
from uccn.access.scopes import Scope, every_scope
from uccn.doors.admin import WordSearch
from uccn.models import PartnerKey

# How long before its end a key is shown as one to be replaced.
SOON = datetime.timedelta(days=30)


class PartnerKeyForm(forms.ModelForm):
    """Whose a key is, and what it is for."""

    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=Scope.choices,
        initial=every_scope,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PartnerKey
        fields = ("partner", "contact", "scopes", "limit", "expires_at")


class Standing(admin.SimpleListFilter):
    """What becomes of a request that brings the key."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (
            ("valid", _("valid")),
            ("soon", _("expires within 30 days")),
            ("expired", _("expired")),
            ("revoked", _("revoked")),
            ("unused", _("never used")),
        )

    def queryset(self, request: Any, queryset: Any) -> Any:
        now = timezone.now()
        chosen = {
            "valid": queryset.valid_at(now),
            "soon": queryset.valid_at(now).filter(expires_at__lte=now + SOON),
            "expired": queryset.expired_at(now),
            "revoked": queryset.revoked(),
            "unused": queryset.filter(last_used_at__isnull=True),
        }
        return chosen.get(str(self.value()), queryset)


@admin.register(PartnerKey)
class PartnerKeyAdmin(WordSearch):
    """Keys. They are revoked rather than deleted, so that it stays known whose they were."""

    form = PartnerKeyForm
    list_display = (
        *("partner", "prefix", "standing", "what_for", "limit"),
        *("expires_at", "last_used_at", "contact"),
    )
    list_filter = (Standing,)
    readonly_fields = (
        *("prefix", "standing", "issued_at", "issued_by"),
        *("last_used_at", "revoked_at", "revoked_by"),
    )
    actions = ("revoke_selected",)
    change_form_template = "admin/uccn/partnerkey/change_form.html"
    show_facets = admin.ShowFacets.ALLOW

    AGREED: ClassVar[Any] = (None, {"fields": PartnerKeyForm.Meta.fields})
    KNOWN: ClassVar[Any] = (_("What became of it"), {"fields": readonly_fields})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return (self.AGREED,) if obj is None else (self.AGREED, self.KNOWN)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def words(self, question: str) -> list[str]:
        return question.casefold().split()

    def matching(self, word: str) -> Q:
        """Partners by any spelling of their names, contacts, and how a key begins."""
        named = [
            key
            for key, partner in PartnerKey.objects.values_list("pk", "partner")
            if fold(word) and fold(word) in fold(partner)
        ]
        return Q(pk__in=named) | Q(contact__icontains=word) | Q(prefix__startswith=word)

    @admin.display(description=_("standing"))
    def standing(self, key: PartnerKey) -> str:
        if key.revoked_at:
            return _now("revoked")
        return _now("expired") if key.expires_at <= timezone.now() else _now("valid")

    @admin.display(description=_("scopes"))
    def what_for(self, key: PartnerKey) -> str:
        return ", ".join(key.scopes)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Save what was changed, or issue the key, whose text lives as long as this request."""
        if change:
            super().save_model(request, obj, form, change)
        else:
            request.key_text = issue(obj, by=request.user)

    def response_add(
        self, request: HttpRequest, obj: PartnerKey, post_url_continue: Any = None
    ) -> HttpResponse:
        """Show the key, this once: in this answer and nowhere else."""
        context = {
            **self.admin_site.each_context(request),
            "title": _now("The key of %(partner)s") % {"partner": obj.partner},
            "opts": self.opts,
            "key": obj,
            "text": request.key_text,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/uccn/partnerkey/issued.html", context)

    def get_urls(self) -> Any:
        revoking = self.admin_site.admin_view(self.revoke_view)
        return [
            path("<path:object_id>/revoke/", revoking, name="uccn_partnerkey_revoke"),
            *super().get_urls(),
        ]

    def revoke_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask whether to revoke one key."""
        key = self.get_object(request, unquote(object_id))
        if key is None:
            raise Http404
        return self._revoke(request, PartnerKey.objects.filter(pk=key.pk))

    @admin.action(description=_("Revoke the selected keys"), permissions=("change",))
    def revoke_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        """Ask whether to revoke the ticked keys."""
        return self._revoke(request, queryset)

    def _revoke(self, request: Any, keys: Any) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST" and "confirmed" in request.POST:
            revoked = [key for key in keys if revoke(key, by=request.user)]
            for key in revoked:
                # Kept: not in the language of whoever is at work.
                self.log_change(request, key, "Revoked.")
            count = len(revoked)
            told = ngettext("%(count)s key was revoked.", "%(count)s keys were revoked.", count)
            self.message_user(request, told % {"count": count}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:uccn_partnerkey_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Revoke for good?"),
            "rows": keys,
            "action": "revoke_selected",
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/uccn/partnerkey/revoke.html", context)
