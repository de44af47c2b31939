"""The people who sign in, and their roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from cities.models.folding import fold
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
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
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
    list_filter = ("is_staff", "is_superuser", "is_active", "groups", "language")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
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
