"""How landelijk beheer searches the read log."""

import datetime as dt

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.breaches.models import Breach
from ekc.dates import at_local
from ekc.forms import HouseForm
from ekc.name_keys import has_name
from ekc.names import person_order, words_of
from ekc.search import WordsFilter

from .codes import Outcome
from .models import ReadLine


class ReadLineFilter(django_filters.FilterSet):
    """Dates are local days, both included."""

    case_number = django_filters.CharFilter(label=_("Zaaknummer"), lookup_expr="iexact")
    person = WordsFilter(label=_("Wie (naam of e-mail)"), method="filter_person")
    since = django_filters.DateFilter(label=_("Vanaf"), method="filter_since")
    until = django_filters.DateFilter(label=_("Tot en met"), method="filter_until")
    breach = django_filters.ModelChoiceFilter(
        label=_("Hoort bij datalek"),
        queryset=Breach.objects.all(),
        method="filter_breach",
        empty_label=_("Geen datalek gekozen"),
    )
    outcome = django_filters.ChoiceFilter(label=_("Uitkomst"), choices=Outcome, empty_label=_("Alle uitkomsten"))

    class Meta:
        model = ReadLine
        fields: list[str] = []
        form = HouseForm

    def filter_person(self, lines: QuerySet[ReadLine], name: str, value: str) -> QuerySet[ReadLine]:
        # By the name of now, by each name of before, and by the very one that the line was written with.
        people = User.objects.filter(has_name(value) | Q(email__iexact=value) | Q(pk__in=_once_called(value)))
        return lines.filter(Q(user__in=people) | Q(user_name=value))

    def filter_breach(self, lines: QuerySet[ReadLine], name: str, value: Breach) -> QuerySet[ReadLine]:
        # What these accounts looked at, and who looked into these cases.
        return lines.filter(Q(user__in=value.accounts.all()) | Q(case_number__in=value.case_numbers))

    def filter_since(self, lines: QuerySet[ReadLine], name: str, value: dt.date) -> QuerySet[ReadLine]:
        return lines.filter(at__gte=at_local(value, dt.time.min))

    def filter_until(self, lines: QuerySet[ReadLine], name: str, value: dt.date) -> QuerySet[ReadLine]:
        # The last day that the calendar knows has no tomorrow.
        return (
            lines if value == dt.date.max else lines.filter(at__lt=at_local(value + dt.timedelta(days=1), dt.time.min))
        )


def _once_called(value: str) -> list[int]:
    """Who had a name in which every word of `value` stands: their history keeps it as it was typed."""
    words = words_of(value)
    names = User.pgh_event_model.objects.exclude(pgh_obj=None).values_list("pgh_obj", "full_name").distinct()
    return [pk for pk, name in names if words and all(word in person_order(name) for word in words)]
