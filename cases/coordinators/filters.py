"""How the office narrows the pool of coordinators. Everything stays in the address."""

from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from cases import norms
from cases.codes import Gender, Training
from cases.models import Coordinator, CoordinatorLeave
from cases.spoken_languages import language_name, languages_within
from ekc import dutch
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today
from ekc.forms import HouseForm
from ekc.name_keys import has_name
from ekc.search import WordsFilter

from .reads.pool import idle_since

STATES = (
    ("ruimte", _("Heeft ruimte")),
    ("vol", _("Zit vol")),
    ("verlof", _("Met verlof")),
    ("niet", _("Niet beschikbaar")),
    ("papieren", _("Mag nog niet: VOG of werkgevers")),
    ("lang", _("Al %(long)s geen zaak") % {"long": dutch.months_in_words(norms.IDLE_MONTHS)}),
)


class CoordinatorFilter(django_filters.FilterSet):
    """`queryset` comes from `pool_of`: it has `load`, `last_started` and `last_ended`."""

    text = WordsFilter(label=_("Naam"), method="filter_text")
    region = django_filters.ModelChoiceFilter(
        label=_("Regio"), field_name="user__regions", queryset=Region.objects.all(), empty_label=_("Alle regio's")
    )
    language = django_filters.ChoiceFilter(label=_("Taal"), method="filter_language", empty_label=_("Alle talen"))
    gender = django_filters.ChoiceFilter(
        label=_("Man of vrouw"),
        choices=[(Gender.WOMAN, _("Vrouw")), (Gender.MAN, _("Man"))],
        empty_label=_("Maakt niet uit"),
    )
    training = django_filters.ChoiceFilter(
        label=_("Training"), choices=Training, method="filter_training", empty_label=_("Maakt niet uit")
    )
    state = django_filters.ChoiceFilter(
        label=_("Hoe het staat"), choices=STATES, method="filter_state", empty_label=_("Iedereen")
    )

    class Meta:
        model = Coordinator
        fields: list[str] = []
        form = HouseForm

    def __init__(self, *args: Any, user: User, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["language"].extra["choices"] = sorted(
            ((code, language_name(code)) for code in languages), key=lambda pair: pair[1]
        )
        if user.is_regional_manager:
            self.filters["region"].queryset = user.kept_regions()

    def filter_text(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(has_name(value, "user__"))

    def filter_language(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(languages__overlap=languages_within(value))

    def filter_training(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(trainings__contains=[value])

    def filter_state(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = local_today()
        away = Exists(
            CoordinatorLeave.objects.filter(coordinator=OuterRef("pk"), starts_on__lte=today, ends_on__gte=today)
        )
        in_care = Exists(Organisation.objects.filter(coordinators=OuterRef("pk"), is_care_or_deciding=True))
        # Where landelijk beheer wrote down that somebody works counts as well.
        works_there = Q(user__organisation__is_care_or_deciding=True)
        unfit = Q(vog_date=None) | Q(employers_declared_on=None) | in_care | works_there
        full = Q(load__gte=F("max_cases"))
        if value == "lang":
            # Greatest leaves out what is empty.
            found = found.annotate(last_worked=Greatest("last_started", "last_ended"))
            return found.filter(Q(last_worked=None) | Q(last_worked__lt=idle_since(today)), load=0)
        conditions = {
            "ruimte": ~unfit & Q(available=True) & ~full & ~Q(away),
            "vol": full,
            "verlof": Q(away),
            "niet": Q(available=False),
            "papieren": unfit,
        }
        return found.filter(conditions[value])
