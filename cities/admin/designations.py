"""Designations, for staff: on their own and as rows of their city."""

import datetime
from itertools import combinations
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cities.admin.filters import InForce
from cities.admin.searching import OfACityAdmin, countries_named, fields_named
from cities.models import Designation, EndReason
from cities.models.dates import last_day
from uccn.doors.admin import RowForm, RowFormSet, TabularRow

OVERLAP = {"designation_overlap": _("The city holds another field in that time.")}

Interval = tuple[datetime.date, datetime.date]


def interval(announced_on: str, ended_on: str) -> Interval:
    """The first day on which a designation holds, and the first on which it no longer does."""
    begins = last_day(announced_on) or datetime.date.max
    return begins, last_day(ended_on) or datetime.date.max


def overlap(one: Interval, other: Interval) -> bool:
    """Whether the two share a day."""
    return one[0] < other[1] and other[0] < one[1]


class DesignationRowForm(RowForm):
    """A designation among its city's others, which the formset compares with each other.

    So neither the rows that stand in the database nor the rule of one field in force is asked
    here: ending one designation and adding the next in the same save is no overlap.

    The field of a designation that stands is not overwritten here, since a change of field is a
    new row; a mistake is corrected on the designation's own page.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "field" in self.fields:
            self.fields["field"].disabled = True

    def validate_constraints(self) -> None:
        exclude = {*self._get_validation_exclusions(), "city"}  # type: ignore[attr-defined]
        try:
            self.instance.validate_constraints(exclude=exclude)
        except forms.ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]

    @property
    def held(self) -> Interval:
        """The days that the row claims."""
        return interval(self.instance.announced_on, self.instance.ended_on)


class DesignationFormSet(RowFormSet):
    """A city's designations: checked against each other, saved in an order that allows it."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.instance.edited_together = frozenset(row.pk for row in self.get_queryset())
        return form

    def clean(self) -> None:
        """Refuse two rows that share a day: a city holds one field at a time."""
        super().clean()
        rows: list[Any] = [
            form
            for form in self.forms
            if not form.errors and (form.instance.pk or form.has_changed())
        ]
        for one, other in combinations(rows, 2):
            if overlap(one.held, other.held):
                later = max(one, other, key=lambda form: form.held[0])
                earlier = one if later is other else other
                later.add_error(
                    "announced_on",
                    _now("This overlaps the city’s designation for %(field)s.")
                    % {"field": earlier.instance.field.name},
                )

    def save(self, commit: bool = True) -> Any:
        self.forms[: self.initial_form_count()] = self._in_saving_order()
        saved = super().save(commit)
        if commit:
            for form in self.forms:
                self._link_successor(form.instance)
        return saved

    def _in_saving_order(self) -> list[Any]:
        """The rows that stand in the database, so ordered that no step between overlaps another.

        When a boundary moves to a later day, the second row has to give way before the first one
        grows; when it moves to an earlier day, the first has to shrink before.
        """
        standing = {row.pk: interval(row.announced_on, row.ended_on) for row in self._standing()}
        waiting: list[Any] = list(self.initial_forms)
        ordered: list[Any] = []
        while waiting:
            form = next((row for row in waiting if self._fits(row, standing)), waiting[0])
            waiting.remove(form)
            ordered.append(form)
            standing[form.instance.pk] = form.held
        return ordered

    def _standing(self) -> Any:
        return Designation.objects.filter(city=self.instance.pk)

    @staticmethod
    def _fits(form: Any, standing: dict[int, Interval]) -> bool:
        return not any(
            overlap(form.held, held) for key, held in standing.items() if key != form.instance.pk
        )

    @staticmethod
    def _link_successor(designation: Any) -> None:
        """Link a designation that gave way to another field with the one that follows it."""
        if designation.end_reason != EndReason.FIELD_CHANGE or designation.successor_id:
            return
        designation.successor = Designation.objects.filter(
            city=designation.city_id, in_force_from=designation.lapsed_from
        ).first()
        if designation.successor_id:
            designation.save()


class DesignationRows(TabularRow):
    """What the city holds and held. Rows are ended, never deleted."""

    model = Designation
    form = DesignationRowForm
    formset = DesignationFormSet
    fields = (
        "field",
        "call_year",
        "announced_on",
        "ended_on",
        "end_reason",
        "evidence",
        "sources",
    )
    autocomplete_fields = ("sources",)
    row_needs = ("field",)
    can_delete = False
    show_change_link = True


@admin.register(Designation)
class DesignationAdmin(OfACityAdmin):
    refusals = OVERLAP
    list_display = (
        "city",
        "country",
        "field",
        "call_year",
        "announced_on",
        "ended_on",
        "end_reason",
        "evidence",
    )
    list_select_related = ("city__country", "field")
    list_filter = (
        InForce,
        "field",
        "call_year",
        "end_reason",
        "evidence",
        "city__country__region",
    )
    date_hierarchy = "in_force_from"
    ordering = ("-in_force_from", "city__number", "pk")
    autocomplete_fields = ("city", "successor", "sources")
    readonly_fields = ("in_force_from", "lapsed_from")
    choice_needs = ("city", "field")
    fieldsets = (
        (None, {"fields": ("city", "field", "call_year", "announced_on", "in_force_from")}),
        (_("End"), {"fields": ("ended_on", "lapsed_from", "end_reason", "successor")}),
        (_("Evidence"), {"fields": ("evidence", "evidence_note", "sources")}),
    )
    read_columns = ("evidence_note",)

    def matching(self, word: str) -> Q:
        found = super().matching(word) | Q(field__in=fields_named(word))
        found |= Q(city__country__in=countries_named(word))
        return found | Q(announced_on__contains=word) if word.isdecimal() else found

    @admin.display(description=_("country"), ordering="city__country__sort_key")
    def country(self, designation: Designation) -> str:
        return designation.city.country.name

    def get_readonly_fields(self, request: HttpRequest, obj: Designation | None = None) -> Any:
        """A designation stays with its city; a field is changed by a new row."""
        stays = ("city",) if obj is not None else ()
        return (*super().get_readonly_fields(request, obj), *stays)
