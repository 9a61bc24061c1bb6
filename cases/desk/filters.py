"""How the regional manager narrows the worklist. Everything stays in the address."""

from collections.abc import Iterable, Iterator
from typing import Any, Self

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from cases.codes import CaseState
from cases.models import Case, Coordinator
from cases.querysets import working_contracts
from cases.search import search_cases
from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept
from ekc.plain_select import PlainSelect
from ekc.search import WordsFilter

SORTS = [
    ("nieuw", _("Nieuwste aanmelding eerst")),
    ("oud", _("Oudste aanmelding eerst")),
    ("stand", _("Langst in deze stand eerst")),
]


class KeysAndNames(BaseChoiceIterator):
    """Choices as they came from the database, read once: Django copies and checks a plain list three times a form."""

    def __init__(self, rows: Iterable[tuple[Any, str]]) -> None:
        self.rows = list(rows)

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        return iter(self.rows)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class WorklistFilter(django_filters.FilterSet):
    """Filters of the worklist. `state` and `tab` are applied by `pages.worklist`, which counts per state first."""

    text = WordsFilter(label=_("Nummer, naam, plaats of aanmelder"), method="filter_text")
    region = django_filters.ChoiceFilter(label=_("Regio"), empty_label=_("Alle regio's"), widget=PlainSelect)
    state = django_filters.ChoiceFilter(
        label=_("Stand"), choices=CaseState, method="filter_later", empty_label=_("Elke stand"), widget=PlainSelect
    )
    referrer_type = django_filters.ChoiceFilter(
        label=_("Aanmelder"), empty_label=_("Elke aanmelder"), widget=PlainSelect
    )
    coordinator = django_filters.ChoiceFilter(
        label=_("Coördinator"), method="filter_coordinator", empty_label=_("Iedereen"), widget=PlainSelect
    )
    urgent = django_filters.ChoiceFilter(
        label=_("Spoed"),
        choices=[("ja", _("Alleen spoed"))],
        method="filter_urgent",
        empty_label=_("Met en zonder spoed"),
        widget=PlainSelect,
    )
    sort = django_filters.ChoiceFilter(
        label=_("Volgorde"), choices=SORTS, method="filter_later", empty_label=_("Gewone volgorde"), widget=PlainSelect
    )
    tab = django_filters.CharFilter(method="filter_later", widget=forms.HiddenInput)

    class Meta:
        model = Case
        fields: list[str] = []
        form = HouseForm

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Closed kinds too: cases hold them.
        self.filters["referrer_type"].extra["choices"] = KeysAndNames(kept(KeptList.REFERRER).names.items())
        self.filters["region"].extra["choices"] = KeysAndNames(user.kept_regions().values_list("pk", "name"))
        self.filters["coordinator"].extra["choices"] = KeysAndNames(
            Coordinator.objects.for_user(user).order_by("user__name_key", "pk").values_list("pk", "user__full_name")
        )

    def filter_text(self, cases: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return search_cases(cases, value)

    def filter_coordinator(self, cases: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return cases.filter(pk__in=working_contracts().filter(coordinator=value).values("case"))

    def filter_urgent(self, cases: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return cases.filter(is_urgent=True)

    def filter_later(self, cases: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return cases
