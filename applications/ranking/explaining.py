"""Why a file's corrected mean differs from its raw one, in sentences for whoever decides.

Each is a whole sentence, so that every language can order its words; they name no evaluator.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.ranking.harshness import CorrectedFile, Correction, Harshness, Interval
from applications.ranking.scores import POINTS

TENTH = Decimal("0.1")
# The decimal down to which a machine's numbers are trusted.
NINTH = 9
# An evaluator is called harsh or mild from so many points on.
NOTICED = 1


def why(file: CorrectedFile, correction: Correction) -> str:
    """Why the file's mean is corrected, to what, and how sure that is, in the reader's language."""
    numbers = {
        "raw": in_tenths(file.raw),
        "corrected": in_tenths(file.corrected),
        "interval": as_text(within_points(file.interval)),
    }
    if correction.changes_nothing:
        message = _(
            "The evaluators of this call differ no more in harshness than chance explains; it"
            " stays at %(raw)s (%(interval)s)."
        )
        return message % numbers
    difference = tenths(file.corrected) - tenths(file.raw)
    evaluators = [correction.evaluators[key] for key in file.evaluators]
    if difference == 0:
        message = _("It stays at %(raw)s (%(interval)s).")
        return " ".join([why_it_stays(evaluators), message % numbers])
    if difference > 0:
        message = _("Corrected for that, it rises from %(raw)s to %(corrected)s (%(interval)s).")
        deciding, others = of_harsh(evaluators), of_mild(evaluators)
    else:
        message = _("Corrected for that, it falls from %(raw)s to %(corrected)s (%(interval)s).")
        deciding, others = of_mild(evaluators), of_harsh(evaluators)
    reasons = [*deciding, *others] if deciding else [taken_together(evaluators, difference)]
    return " ".join([*reasons, message % numbers])


def of_harsh(evaluators: Sequence[Harshness]) -> list[str]:
    """A sentence about those who give noticeably less, if any do."""
    some = [given.points for given in evaluators if given.points >= NOTICED]
    if not some or len(evaluators) == 1:
        return []
    message = ngettext(
        "%(some)s of its %(all)s evaluators gives about %(points)s points less than colleagues"
        " do on the same files.",
        "%(some)s of its %(all)s evaluators give on average about %(points)s points less than"
        " colleagues do on the same files.",
        len(some),
    )
    return [message % counted(some, evaluators)]


def of_mild(evaluators: Sequence[Harshness]) -> list[str]:
    """A sentence about those who give noticeably more, if any do."""
    some = [-given.points for given in evaluators if given.points <= -NOTICED]
    if not some or len(evaluators) == 1:
        return []
    message = ngettext(
        "%(some)s of its %(all)s evaluators gives about %(points)s points more than colleagues"
        " do on the same files.",
        "%(some)s of its %(all)s evaluators give on average about %(points)s points more than"
        " colleagues do on the same files.",
        len(some),
    )
    return [message % counted(some, evaluators)]


def taken_together(evaluators: Sequence[Harshness], difference: Decimal) -> str:
    """A sentence about evaluators none of whom stands out, whose mean differs by a little."""
    if difference > 0:
        message = ngettext(
            "Its only evaluator gives about %(points)s points less than colleagues do.",
            "Its evaluators, taken together, give about %(points)s points less than colleagues do.",
            len(evaluators),
        )
    else:
        message = ngettext(
            "Its only evaluator gives about %(points)s points more than colleagues do.",
            "Its evaluators, taken together, give about %(points)s points more than colleagues do.",
            len(evaluators),
        )
    return message % {"points": in_tenths(abs(difference))}


def why_it_stays(evaluators: Sequence[Harshness]) -> str:
    """A sentence about evaluators with whom nothing, or nothing on balance, is to be corrected."""
    if any(abs(given.points) >= NOTICED for given in evaluators):
        return _("Its harsh evaluators and its mild ones balance each other.")
    return ngettext(
        "Its only evaluator is about as harsh as colleagues are.",
        "Its evaluators are about as harsh as their colleagues.",
        len(evaluators),
    )


def of_evaluator(found: Harshness) -> str:
    """What is said of one evaluator, for the Secretariat only."""
    numbers = {
        "points": in_tenths(abs(found.points)),
        "interval": as_text(found.interval),
        "files": found.files,
    }
    if found.interval.least == found.interval.greatest:
        message = ngettext(
            "As harsh as colleagues but for what chance explains, after %(files)s file.",
            "As harsh as colleagues but for what chance explains, after %(files)s files.",
            found.files,
        )
    elif tenths(found.points) == 0:
        message = ngettext(
            "As harsh as colleagues (interval %(interval)s), after %(files)s file.",
            "As harsh as colleagues (interval %(interval)s), after %(files)s files.",
            found.files,
        )
    elif found.points > 0:
        message = ngettext(
            "Harsher than colleagues by %(points)s points (interval %(interval)s), after"
            " %(files)s file.",
            "Harsher than colleagues by %(points)s points (interval %(interval)s), after"
            " %(files)s files.",
            found.files,
        )
    else:
        numbers["interval"] = as_text(Interval(-found.interval.greatest, -found.interval.least))
        message = ngettext(
            "Milder than colleagues by %(points)s points (interval %(interval)s), after"
            " %(files)s file.",
            "Milder than colleagues by %(points)s points (interval %(interval)s), after"
            " %(files)s files.",
            found.files,
        )
    return message % numbers


def counted(some: Sequence[float], evaluators: Sequence[Harshness]) -> dict[str, object]:
    mean = sum(some) / len(some)
    return {"some": len(some), "all": len(evaluators), "points": in_tenths(mean)}


def within_points(interval: Interval) -> Interval:
    """The part of an interval that lies on the scale from 0 to 100."""
    return Interval(min(max(interval.least, 0), POINTS), min(max(interval.greatest, 0), POINTS))


def as_text(interval: Interval) -> str:
    numbers = {"least": in_tenths(interval.least), "greatest": in_tenths(interval.greatest)}
    return _("%(least)s to %(greatest)s") % numbers


def in_tenths(points: Decimal | Fraction | float) -> str:
    """Points with one decimal, as the reader's language writes numbers."""
    return number_format(tenths(points), 1)


def tenths(points: Decimal | Fraction | float) -> Decimal:
    """Points to one decimal, halves away from nought, as people round.

    A machine's number counts as the decimal number that it stands for, so that a mean is written
    alike whether it comes from a raw result or from the model.
    """
    exact = Fraction(str(round(points, NINTH)) if isinstance(points, float) else points)
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(TENTH, ROUND_HALF_UP)
    return rounded or Decimal("0.0")
