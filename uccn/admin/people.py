"""The people who sign in, and their roles."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cities.models.folding import fold
from uccn.accounts.leaving import erase_account
from uccn.accounts.second_factor import remove_second_factor
from uccn.doors.admin import WordSearch
from uccn.models import User
from uccn.roles import ROLES

ROLE_NAMES = tuple(role.name for role in ROLES)


class NewPersonForm(AdminUserCreationForm):
    """A new account: an e-mail address, and a password if it may sign in with one."""

    class Meta:
        model = User
        fields = ("email",)


class PersonForm(UserChangeForm):
    """An account, named by its e-mail address."""

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(WordSearch, UserAdmin):
    """Accounts. They are switched off rather than deleted, since histories name them."""

    form = PersonForm
    add_form = NewPersonForm
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "language", "time_zone")}),
        (
            _("May do"),
            {"fields": ("is_active", "is_staff", "groups", "is_superuser", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined", "deletion_requested_at")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "usable_password", "password1", "password2"),
            },
        ),
    )
    list_display = ("email", "full_name", "roles", "is_staff", "is_active", "last_login")
    list_filter = (
        *("is_staff", "is_superuser", "is_active", "groups", "language"),
        ("deletion_requested_at", admin.EmptyFieldListFilter),
    )
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined", "deletion_requested_at")
    actions = ("remove_second_factors", "erase_selected")
    show_facets = admin.ShowFacets.ALLOW

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request=request, **kwargs)
        if field is not None and db_field.name == "groups":
            field.help_text = format_html_join(
                " ", "{}: {}.", ((role.name, role.description) for role in ROLES)
            )
        return field

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Save; an address that staff put in the place of another is the only one."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()

    @admin.action(
        description=_("Remove the second factor of the selected people"), permissions=("change",)
    )
    def remove_second_factors(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask whether to let the ticked people in by their passwords."""
        if "confirmed" not in request.POST:
            title = _now("Remove the second factor?")
            return self._ask(request, queryset, "remove_second_factor", title)
        for person in queryset:
            if remove_second_factor(person):
                # Kept: not in the language of whoever is at work.
                self.log_change(request, person, "Removed the second factor.")
        self.message_user(request, _now("Removed, and told by letter."), messages.SUCCESS)
        return None

    @admin.action(description=_("Erase the selected accounts"), permissions=("change",))
    def erase_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask whether to erase the accounts of the ticked people."""
        if "confirmed" not in request.POST:
            return self._ask(request, queryset, "erase", _now("Erase for good?"))
        for person in queryset:
            about = ContentType.objects.get_for_model(User)
            LogEntry.objects.filter(content_type=about, object_id=str(person.pk)).delete()
            erase_account(person)
            # Kept: not in the language of whoever is at work.
            self.log_change(request, person, "Erased.")
        self.message_user(request, _now("Erased, and told by letter."), messages.SUCCESS)
        return None

    def _ask(self, request: HttpRequest, people: Any, page: str, title: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "rows": people,
            "action": request.POST["action"],
            "opts": self.opts,
        }
        return TemplateResponse(request, f"admin/uccn/user/{page}.html", context)

    def words(self, question: str) -> list[str]:
        return question.casefold().split()

    def matching(self, word: str) -> Q:
        """Addresses that hold the word, and names that do without their accents."""
        people = User.objects.exclude(first_name="", last_name="")
        named = [
            key
            for key, first, last in people.values_list("pk", "first_name", "last_name")
            if fold(word) and fold(word) in fold(f"{first} {last}")
        ]
        return Q(email__contains=word) | Q(pk__in=named)

    @admin.display(description=_("name"))
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        return ", ".join(group.name for group in person.groups.all())


admin.site.unregister(Group)
# Parts of an account, which people keep themselves. Their admins are imported above, so that they
# are registered by now.
for part in (Authenticator, EmailAddress, UserSession):
    admin.site.unregister(part)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Groups. Those of the roles are kept in code, so here they are only shown."""

    list_display = ("name", "what_for")

    @admin.display(description=_("what for"))
    def what_for(self, group: Group) -> str:
        return next((str(role.description) for role in ROLES if role.name == group.name), "")

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        is_role = obj is not None and obj.name in ROLE_NAMES
        return not is_role and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        is_role = obj is not None and obj.name in ROLE_NAMES
        return not is_role and super().has_delete_permission(request, obj)
