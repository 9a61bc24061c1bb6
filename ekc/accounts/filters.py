"""How landelijk beheer searches people and organisations."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm
from ekc.name_keys import has_name
from ekc.names import has_words
from ekc.search import WordsFilter

from .codes import Role
from .models import Organisation, Region, User


class PersonFilter(django_filters.FilterSet):
    """Every word must occur in name, address or organisation."""

    STATES = [("actief", _("Actief")), ("gesloten", _("Gesloten"))]

    text = WordsFilter(label=_("Naam, e-mail of organisatie"), method="filter_text")
    role = django_filters.ChoiceFilter(label=_("Rol"), choices=Role, empty_label=_("Alle rollen"))
    region = django_filters.ModelChoiceFilter(
        label=_("Regio"), field_name="regions", queryset=Region.objects.all(), empty_label=_("Alle regio's")
    )
    state = django_filters.ChoiceFilter(
        label=_("Account"), choices=STATES, method="filter_state", empty_label=_("Actief en gesloten")
    )

    class Meta:
        model = User
        fields: list[str] = []
        form = HouseForm

    def filter_text(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        somewhere = Q()
        for word in filter(has_words, value.split()):
            somewhere &= has_name(word) | has_name(word, "organisation__") | Q(email__icontains=word)
        return people.filter(has_name(value) | somewhere)

    def filter_state(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return people.filter(is_active=value == "actief")


class OrganisationFilter(django_filters.FilterSet):
    FLAGS = [("ja", _("Zorg- of beslissende organisatie")), ("nee", _("Andere organisatie"))]

    text = WordsFilter(label=_("Naam"), method="filter_text")
    flag = django_filters.ChoiceFilter(
        label=_("Soort"), choices=FLAGS, method="filter_flag", empty_label=_("Alle organisaties")
    )

    class Meta:
        model = Organisation
        fields: list[str] = []
        form = HouseForm

    def filter_text(self, organisations: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        return organisations.filter(has_name(value))

    def filter_flag(self, organisations: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        return organisations.filter(is_care_or_deciding=value == "ja")
