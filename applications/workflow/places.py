"""The places of a country in a call: who holds them, and whether one more file may have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from applications.models import Call, Endorsement
from applications.preflight.clauses import DIFFERENT_FIELDS, PLACES
from applications.workflow.refusals import Conflict, Holder, Refusal
from cities.models import Country
from fields.models import CreativeField


@dataclass(frozen=True)
class Places:
    """The endorsements in force of one country in one call."""

    call: Call
    country: Country
    held: Sequence[Endorsement]

    @classmethod
    def of(cls, call: Call, country: Country) -> "Places":
        held = Endorsement.objects.of_country(call, country)
        return cls(call, country, list(held.select_related("application__city", "field")))

    @property
    def number(self) -> int | None:
        """How many places the call gives; None where it names no number."""
        return self.call.max_submitted_per_country

    @property
    def left(self) -> int | None:
        return None if self.number is None else max(self.number - len(self.held), 0)

    @property
    def lowest_free(self) -> int:
        taken = {endorsement.slot for endorsement in self.held}
        return next(slot for slot in range(1, len(taken) + 2) if slot not in taken)

    @cached_property
    def holders(self) -> list[Holder]:
        return [
            Holder(
                endorsement.application_id,
                endorsement.application.city.name,
                endorsement.field.name,
                endorsement.slot,
            )
            for endorsement in self.held
        ]

    def with_one_more(self, endorsement: Endorsement) -> "Places":
        return Places(self.call, self.country, [*self.held, endorsement])

    def without(self, application: int) -> "Places":
        return Places(
            self.call,
            self.country,
            [one for one in self.held if one.application_id != application],
        )

    def refusal_of(self, field: CreativeField) -> Refusal | None:
        """Why a file in the field cannot have a place now; None if it can."""
        return self._no_place() or self._no_such_field(field)

    def _no_place(self) -> Refusal | None:
        if self.left != 0:
            return None
        return Conflict(
            _("%(country)s has %(number)s places in this call, and they are held by %(holders)s.")
            % {
                "country": self.country.local_name,
                "number": self.number,
                "holders": self.told_holders(),
            },
            code="no-place",
            clause=PLACES,
            holders=self.holders,
        )

    def _no_such_field(self, field: CreativeField) -> Refusal | None:
        """As many different fields as the call asks for must stay possible.

        A call with two places that asks for two fields wants them different; one with four places
        that asks for two takes a field three times, and then another.
        """
        if self.number is None:
            return None
        asked = min(self.call.min_distinct_fields or 0, self.number)
        fields = {endorsement.field_id for endorsement in self.held} | {field.pk}
        left_after = self.number - len(self.held) - 1
        if asked - len(fields) <= left_after:
            return None
        return Conflict(
            _(
                "The files of %(country)s must be in %(asked)s different fields at least, which"
                " another file in %(field)s would make impossible. The places are held by"
                " %(holders)s."
            )
            % {
                "country": self.country.local_name,
                "asked": asked,
                "field": field.name,
                "holders": self.told_holders(),
            },
            code="same-field",
            clause=DIFFERENT_FIELDS,
            holders=self.holders,
        )

    def told_holders(self) -> str:
        return ", ".join(f"{holder.city} ({holder.field})" for holder in self.holders)
