"""What all staff forms and lists share: reasons, histories, search without accents, few queries."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, models
from django.db.models import Q
from django.forms.models import BaseInlineFormSet, _get_foreign_key
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from uccn.doors.admin_refusals import refusal_message
from uccn.doors.admin_versions import histories, version, who_came_between
from uccn.doors.admin_widgets import (
    Labelled,
    LabelledSelect,
    LabelledSelectMultiple,
    choice_needs,
)

REASON = "change_reason"
SEEN = "seen_version"
SHORT = 16
LONGEST_QUESTION = 100  # letters; what is longer was pasted by mistake


class ReasonForm(forms.ModelForm):
    """A form that also asks why, and that knows which version it shows.

    The answer is kept with the row's history. `rows` are the models edited with this one, and
    `refusal` is what the database said to an attempt to save the same.
    """

    refusal = ""
    rows: ClassVar[dict[type[models.Model], str]] = {}

    change_reason = forms.CharField(
        label=_("Why, and from which source?"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "vLargeTextField", "autocomplete": "off"}),
        help_text=_("One line for colleagues, kept with the history of everything saved here."),
    )

    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.histories = histories(self.instance, self.rows) if self.instance.pk else []
        if self.histories:
            self.initial[SEEN] = version(self.histories)

    @cached_property
    def changed_data(self) -> list[str]:
        """What changed of the thing itself: the log need not say that a reason was given."""
        return [name for name in super().changed_data if name not in (REASON, SEEN)]

    def clean(self) -> Any:
        """Raise `ValidationError` for what the database refused and for a colleague's change.

        The second attempt is not refused: the form then knows that the person was told.
        """
        cleaned = super().clean()
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        seen, latest = self.cleaned_data.get(SEEN), self.initial.get(SEEN)
        if seen and latest and seen != latest:
            self.data = MultiValueDict({**dict(self.data), self.add_prefix(SEEN): [latest]})
            raise forms.ValidationError(who_came_between(self.histories))
        return cleaned


class RowForm(forms.ModelForm):
    """A row of an inline, whose autocompletes know what the row's queryset has read already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, Labelled):
                widget.choose(self._already_read(name))

    def _already_read(self, name: str) -> list[models.Model]:
        if name in getattr(self.instance, "_prefetched_objects_cache", {}):
            return list(getattr(self.instance, name).all())
        chosen = self.instance._state.fields_cache.get(name)
        return [] if chosen is None else [chosen]


class RowFormSet(BaseInlineFormSet):
    """Rows that know the thing they belong to, instead of reading it once each for their titles."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form: Any = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if getattr(form.instance, self.fk.attname) == self.instance.pk:
            setattr(form.instance, self.fk.name, self.instance)
        return form


def is_short(column: models.Field) -> bool:
    """Whether a text is no longer than a date, a code or a telephone number."""
    is_text = isinstance(column, models.CharField) and not column.choices
    return is_text and (column.max_length or SHORT + 1) <= SHORT


class AskingOnce(BaseModelAdmin):
    """Choices are read once for a form, however many rows it shows.

    Nothing that a form refers to can be deleted from beside it.
    """

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        elif is_short(db_field):
            kwargs.setdefault("widget", forms.TextInput(attrs={"size": db_field.max_length}))
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        sought = db_field.name in self.get_autocomplete_fields(request)
        if sought:
            kwargs.setdefault("widget", LabelledSelect(db_field, self.admin_site))
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and not sought:
            field.choices = list(field.choices)
        return field

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", LabelledSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OnlyRead(BaseModelAdmin):
    """Rows that staff read and that something else writes: none is added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Row(AskingOnce, InlineModelAdmin):
    """Rows that people edit together with the thing they belong to.

    Whatever an autocomplete of a row shows is read with the rows themselves, and so is what
    `row_needs` names: the relations that the row's title mentions.
    """

    row_needs: ClassVar[tuple[str, ...]] = ()

    form = RowForm
    formset = RowFormSet
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Leave out the links beside each choice: in rows they take more room than the choices."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_view_related = False
            field.widget.can_add_related &= isinstance(field.widget.widget, Labelled)
        return field

    def get_queryset(self, request: HttpRequest) -> Any:
        queryset = super().get_queryset(request)
        for name in self.row_needs:
            queryset = queryset.select_related(name)
        for name in self.get_autocomplete_fields(request):
            relation: Any = self.model._meta.get_field(name)
            if relation.many_to_many:
                queryset = queryset.prefetch_related(name)
            else:
                needs = choice_needs(self.admin_site, relation.related_model)
                queryset = queryset.select_related(name, *(f"{name}__{need}" for need in needs))
        return queryset


class TabularRow(Row, admin.TabularInline):
    """Short rows, one under the other."""


class StackedRow(Row, admin.StackedInline):
    """Rows with long texts."""


class WordSearch(admin.ModelAdmin):
    """Search that finds a name by any spelling of it, alike on both databases.

    Every word of the question has to be found somewhere in the row. `matching` does the looking;
    `search_fields` is here only because the search box and the autocompletes ask whether there is
    any.
    """

    search_fields = ("pk",)

    def words(self, question: str) -> list[str]:
        """The words of a question, in the form in which `matching` compares them."""
        raise NotImplementedError

    def matching(self, word: str) -> Q:
        """The rows in which one word is found."""
        raise NotImplementedError

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        words = dict.fromkeys(self.words(search_term[:LONGEST_QUESTION]))
        if not words:
            return queryset.none(), False
        for word in words:
            queryset = queryset.filter(self.matching(word))
        return queryset, False


class RecordAdmin(AskingOnce, WordSearch, SimpleHistoryAdmin):
    """A part of the record: who changed it, when and why is kept; nothing is deleted in bulk."""

    choice_needs: ClassVar[tuple[str, ...]] = ()
    # What to say of rules that the database keeps outside of the models, by their names.
    refusals: ClassVar[dict[str, Any]] = {}

    form = ReasonForm
    list_per_page = 50
    history_list_per_page = 25
    save_on_top = True
    show_facets = admin.ShowFacets.ALLOW

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/admin.css",)}

    def choice_label(self, choice: Any) -> str:
        """What one of these is called where it can be chosen; needs what `choice_needs` names."""
        return str(choice)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        form.rows = {
            inline.model: inline.fk_name or _get_foreign_key(self.model, inline.model).name
            for inline in self.inlines
        }
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form's parts and at their end the question why, for those who may change anything."""
        parts = [
            (
                title,
                {
                    **options,
                    "fields": [name for name in options["fields"] if name not in (REASON, SEEN)],
                },
            )
            for title, options in super().get_fieldsets(request, obj)
        ]
        may_write = (
            self.has_add_permission(request)
            if obj is None
            else self.has_change_permission(request, obj)
        )
        return [*parts, (_("This change"), {"fields": [REASON, SEEN]})] if may_write else parts

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Show the form again, with all that was typed, when the database refuses the change."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refusal = refusal_message(error, self.refusals)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = form.cleaned_data.get(REASON) or None
        super().save_model(request, obj, form, change)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Save the rows below with the same reason."""
        for row in formset.forms:
            row.instance._change_reason = form.cleaned_data.get(REASON) or None
        super().save_formset(request, form, formset, change)
