"""Main persons: age, gender, ethnicity, residence and place. No name is ever selected."""

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.expressions import Combinable

from cases.codes import MainPersonKind
from cases.models import MainPerson

from ..cube import Cube
from ..selection import Selection

UNBORN, UNKNOWN = "ongeboren", "onbekend"
# Code, label, and the highest age in the band; ages at the date of the aanmelding (domain.md 4.5).
CHILD_AGES = (("0-4", "0-4 jaar", 4), ("5-12", "5-12 jaar", 12), ("13-17", "13-17 jaar", 17))
ADULT_AGES = (
    ("18-25", "18 t/m 25 jaar", 25),
    ("26-40", "26 t/m 40 jaar", 40),
    ("41-60", "41 t/m 60 jaar", 60),
    ("61+", "61 jaar en ouder", None),
)


def _age_band() -> Combinable:
    bands = [When(unborn=True, then=Value(UNBORN)), When(age_at_referral__isnull=True, then=Value(UNKNOWN))]
    for kind, ages in ((MainPersonKind.MINOR, CHILD_AGES), (MainPersonKind.ADULT, ADULT_AGES)):
        for code, _label, highest in ages:
            fits = Q(kind=kind) if highest is None else Q(kind=kind, age_at_referral__lte=highest)
            bands.append(When(fits, then=Value(code)))
    return Case(*bands, default=Value(UNKNOWN), output_field=CharField())


def main_persons(selection: Selection) -> Cube:
    """Main persons of counted cases, by phase, kind and the four properties of the tables 2.6."""
    names = ("outcome", "kind", "age", "gender", "ethnicity", "residence")
    rows = (
        MainPerson.objects.filter(case__in=selection.counted())
        .order_by()
        .annotate(age=_age_band(), outcome=F("case__outcome"))
        .values_list(*names)
        .annotate(number=Count("pk"))
    )
    return Cube.of(names, rows)


def places(selection: Selection) -> Cube:
    """Main persons by place. A secret address gives no place away: it counts as unknown (design 4.5)."""
    names = ("kind", "order", "region", "region_name", "town", "town_municipality")
    hidden = Q(secret_address=True) | Q(place="")
    rows = (
        MainPerson.objects.filter(case__in=selection.counted())
        .order_by()
        .annotate(
            order=F("case__subregion__sort_order"),
            region=F("case__subregion__code"),
            region_name=F("case__subregion__name"),
            town=Case(When(hidden, then=Value("")), default=F("place")),
            town_municipality=Case(When(hidden, then=Value("")), default=F("municipality")),
        )
        .values_list(*names)
        .annotate(number=Count("pk"))
    )
    return Cube.of(names, rows)
