"""Somebody stands in the circle twice: who is meant, what comes together, and two again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casepage.shell import act_page, fetch_row
from cases.models import CirclePerson, MainPerson
from ekc.merging.models import Merge
from ekc.pages import form_view, sent

from ..forms.merging import DoubleForm, MainPersonMergeForm, MergeForm, UndoMergeForm
from ..reads.circle import people_of
from ..reads.merging import coming_together


@form_view
def double(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _person(request, number, pk)
    name = {"name": person.name}
    return act_page(
        request,
        person.case,
        DoubleForm(request.POST or None, person=person),
        title=_("%(name)s staat er dubbel in") % name,
        text=_STAYS % name,
        submit=_("Kijk wat er bij elkaar komt"),
        to=lambda other: _next_page(person, other),
        back_url=_page(number, pk),
    )


_STAYS = gettext_lazy(
    "%(name)s blijft staan. De ander verwijst voortaan hierheen, en blijft bewaard. Is %(name)s een van de "
    "hoofdpersonen? Kies dan de hoofdpersoon: die blijft staan, met alles wat hier is vastgelegd."
)


def _next_page(person: CirclePerson, other: CirclePerson | MainPerson) -> str:
    page = "cases:circle_is_main_person" if isinstance(other, MainPerson) else "cases:circle_merge_with"
    return reverse(page, args=[person.case_number, person.pk, other.pk])


@form_view
def together(request: HttpRequest, number: str, pk: int, double: int) -> HttpResponse:
    person = _person(request, number, pk)
    other = next((each for each in people_of(person.case) if each.pk == double and each.pk != pk), None)
    if other is None:
        raise Http404
    preview = coming_together(person, other)
    names = {"name": person.name, "other": other.name}
    return act_page(
        request,
        person.case,
        MergeForm(sent(request), questions=preview.questions, person=person, double=other, user=request.user),
        title=_("%(other)s is dezelfde persoon als %(name)s") % names,
        text=_("Dit komt bij elkaar. Klopt het later niet, dan is het ongedaan te maken bij %(name)s.") % names,
        submit=_("Samenvoegen"),
        done=lambda kept: _("Samengevoegd tot %(name)s.") % {"name": kept.name},
        to=_page(number, pk),
        back_url=reverse("cases:circle_merge", args=[number, pk]),
        template="merging/together.html",
        preview=preview,
        comes_to=_("Komt van %(other)s bij %(name)s") % names,
    )


@form_view
def main_person(request: HttpRequest, number: str, pk: int, main: int) -> HttpResponse:
    """Somebody of the circle is a main person: what hangs on the row goes there."""
    person = _person(request, number, pk)
    keep = next((each for each in person.case.main_persons.all() if each.pk == main and not each.unborn), None)
    if keep is None or person.is_double:
        raise Http404
    preview = coming_together(keep, person)
    names = {"name": str(keep), "other": person.name}
    return act_page(
        request,
        person.case,
        MainPersonMergeForm(sent(request), questions=preview.questions, main=keep, person=person, user=request.user),
        title=_("%(other)s is hoofdpersoon %(name)s") % names,
        text=_("Dit komt bij elkaar. Klopt het later niet, dan is het ongedaan te maken bij %(other)s.") % names,
        submit=_("Samenvoegen"),
        done=_("Samengevoegd tot %(name)s.") % names,
        to=_page(number, pk),
        back_url=reverse("cases:circle_merge", args=[number, pk]),
        template="merging/together.html",
        preview=preview,
        comes_to=_("Komt van %(other)s bij %(name)s") % names,
    )


@form_view
def apart(request: HttpRequest, number: str, pk: int, merge: int) -> HttpResponse:
    person = _person(request, number, pk)
    found = (Merge.objects.into(person) | Merge.objects.into_another_kind(person)).filter(pk=merge).first()
    if found is None:
        raise Http404
    return act_page(
        request,
        person.case,
        UndoMergeForm(sent(request), merge=found, user=request.user),
        title=_("Samenvoegen ongedaan maken"),
        text=_("Alles wordt weer wat het was voor het samenvoegen. Wat daarna is vastgelegd bij %(name)s, blijft daar.")
        % {"name": person.name},
        submit=_("Ongedaan maken"),
        done=lambda other: (
            _("%(name)s en %(other)s zijn weer twee mensen.") % {"name": person.name, "other": other.name}
        ),
        back_url=_page(number, pk),
    )


def _page(number: str, pk: int) -> str:
    return reverse("cases:circle_person", args=[number, pk])


def _person(request: HttpRequest, number: str, pk: int) -> CirclePerson:
    people = CirclePerson.objects.select_related("case__region", "case__referrer")
    found: CirclePerson = fetch_row(request, people, number, "circle.change", _("iemand uit de kring"), pk=pk)
    return found
