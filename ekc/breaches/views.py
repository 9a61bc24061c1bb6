"""The register of breaches, for landelijk beheer. Whoever may not manage gets 404; what is seen of a case is logged."""

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ekc.access import require
from ekc.accounts.models import User
from ekc.accounts.parts import management_parts
from ekc.audit.acts import record_list
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.documents.pdf import render_pdf
from ekc.pages import NotNow, form_page, form_view, pressed, sent

from . import acts
from .forms import AuthorityForm, BreachForm, ConcernedForm, PeopleForm, ToldForm
from .models import Breach, Concerned
from .reads import MANAGE, authority_facts, clock_of, facts_of, is_writing, readings_that_opened, row_of

PAGE_SIZE = 25


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    page = Paginator(Breach.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    numbers = {number for each in page for number in each.case_numbers}
    record_list(request, case_numbers=sorted(numbers) or [""], what=_("datalekken"))
    context = {"parts": management_parts("breaches:register"), "page": page, "rows": [row_of(each) for each in page]}
    return render(request, "breaches/register.html", context)


@form_view
def record(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    return form_page(
        request,
        BreachForm(sent(request), by=_me(request)),
        title=_("Datalek vastleggen"),
        text=_("Leg vast wat u nu weet. Aanvullen kan later. Schrijf geen namen van mensen op."),
        submit=_("Vastleggen"),
        done=_("Het datalek is vastgelegd. De 72 uur lopen."),
        to=address_of,
        back_url=reverse("breaches:register"),
        back_label=_("Datalekken"),
    )


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One breach: its clock, what was decided, the people, and what is still to do."""
    breach = _fetch(request, pk)
    people = list(breach.people.select_related("told_by"))
    opened_by = readings_that_opened(breach)
    numbers = {*breach.case_numbers, *(each.case_number for each in [*people, *opened_by])}
    record_list(request, case_numbers=_numbers(numbers), what=_("een datalek"), action=ReadAction.READ)
    context = {
        "breach": breach,
        "clock": clock_of(breach),
        "facts": facts_of(breach),
        "authority_facts": authority_facts(breach),
        "people": people,
        "opened_by": opened_by,
        "waiting": sum(each.told_on is None for each in people),
        "writes": is_writing(breach),
        "left": acts.left_to_do(breach) if breach.is_open else [],
    }
    return render(request, "breaches/one.html", context)


@form_view
def change(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _fetch(request, pk)
    record_list(request, case_numbers=_numbers(breach.case_numbers), what=_("een datalek"), action=ReadAction.READ)
    form = BreachForm(sent(request), by=_me(request), breach=breach)
    return _page(request, breach, form, title=_("Datalek aanvullen"))


@form_view
def authority(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _fetch(request, pk)
    form = AuthorityForm(sent(request), by=_me(request), breach=breach)
    text = _("Melden doet u op de website van de Autoriteit Persoonsgegevens. Leg hier vast wat u deed.")
    return _page(request, breach, form, title=_("Melding bij de AP"), text=text)


@form_view
def people(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _fetch(request, pk)
    form = PeopleForm(sent(request), by=_me(request), breach=breach)
    text = _("Iedereen om wie het gaat krijgt dezelfde brief.")
    return _page(request, breach, form, title=_("Bericht aan de mensen"), text=text)


@form_view
def add(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _fetch(request, pk)
    form = ConcernedForm(sent(request), by=_me(request), breach=breach)
    return _page(request, breach, form, title=_("Iemand toevoegen"))


@require_POST
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _fetch(request, pk)
    record_list(
        request, case_numbers=_numbers(breach.case_numbers), what=_("namen voor een datalek"), action=ReadAction.READ
    )

    def done(number: int) -> str:
        return ngettext("%(n)d persoon toegevoegd.", "%(n)d mensen toegevoegd.", number) % {"n": number}

    return pressed(request, partial(acts.bring_people, breach, by=_me(request)), done=done, to=address_of(breach))


@form_view
def told(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch_person(request, pk)
    form = ToldForm(sent(request), by=_me(request), person=person)
    title = _("Bericht aan %(name)s") % {"name": person}
    return _page(request, person.breach, form, title=title)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch_person(request, pk)
    act = partial(acts.drop_person, person, by=_me(request))
    return pressed(request, act, done=_("Weggehaald."), to=address_of(person.breach))


@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch_person(request, pk, action=ReadAction.EXPORT)
    return _letters(person.breach, [person], "brief-datalek.pdf")


@require_GET
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter to each who has not heard yet, in one file."""
    breach = _fetch(request, pk)
    waiting = list(breach.people.filter(told_on=None))
    numbers = _numbers(each.case_number for each in waiting)
    record_list(request, case_numbers=numbers, what=_("brieven bij een datalek"), action=ReadAction.EXPORT)
    return _letters(breach, waiting, "brieven-datalek.pdf")


@form_view
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks "sure?"."""
    breach = _fetch(request, pk)
    return form_page(
        request,
        None,
        save=partial(acts.close_breach, breach, by=_me(request)),
        title=_("Datalek afsluiten?"),
        text=_("Daarna verandert er niets meer aan. Het blijft in het register."),
        submit=_("Afsluiten"),
        done=_("Het datalek is afgesloten."),
        to=address_of(breach),
        back_url=address_of(breach),
        back_label=_("Terug"),
    )


def address_of(breach: Breach) -> str:
    return reverse("breaches:one", args=[breach.pk])


def _letters(breach: Breach, people: list[Concerned], name: str) -> HttpResponse:
    if not is_writing(breach):
        raise NotNow(_("Er is nog geen brief. Schrijf die eerst."), to=address_of(breach))
    if not people:
        raise NotNow(_("Iedereen op de lijst heeft al bericht."), to=address_of(breach))
    content = render_pdf(
        "breaches/print/letters.html", {"breach": breach, "people": people}, title=_("Bericht over uw gegevens")
    )
    return attachment(content, name)


def _page(request: HttpRequest, breach: Breach, form: Any, **page: Any) -> HttpResponse:
    back = {"to": address_of(breach), "back_url": address_of(breach), "back_label": _("Terug")}
    if not breach.is_open:
        raise NotNow(_("Dit datalek is afgesloten. Er verandert niets meer aan."), to=address_of(breach))
    return form_page(request, form, submit=_("Bewaren"), done=_("Bewaard."), **back, **page)


def _fetch(request: HttpRequest, pk: int) -> Breach:
    require(request, MANAGE)
    found: Breach = get_object_or_404(Breach.objects.select_related("recorded_by", "closed_by"), pk=pk)
    return found


def _fetch_person(request: HttpRequest, pk: int, action: ReadAction = ReadAction.READ) -> Concerned:
    require(request, MANAGE)
    found = get_object_or_404(Concerned.objects.select_related("breach"), pk=pk)
    record_list(request, case_numbers=[found.case_number], what=_("bericht over een datalek"), action=action)
    return found


def _numbers(numbers: Iterable[str]) -> list[str]:
    return sorted({number for number in numbers if number}) or [""]


def _me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)
