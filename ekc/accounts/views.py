"""Pages of landelijk beheer: people, organisations, regions. Whoever may not manage people gets 404."""

from typing import Any, cast

from allauth.account.views import password_reset_from_key
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ekc import dutch
from ekc.access import require
from ekc.audit.reads import waiting_reviews
from ekc.breaches.reads import running_clocks
from ekc.languages import listed
from ekc.links import Closed, look_up
from ekc.links import closed_page as link_closed
from ekc.pages import form_page, form_view, pressed, sent

from . import acts
from .bindings import is_bound
from .codes import Role
from .door import seconds_left
from .filters import OrganisationFilter, PersonFilter
from .forms import HandOverForm, MunicipalityForm, OrganisationForm, PersonForm, RegionForm
from .leaving import Leaving, owed_by
from .merging import merged_with
from .models import Organisation, Region, User
from .parts import management_parts
from .querysets import SECOND_FACTORS
from .signing_out import EVENT

PAGE_SIZE = 25
MANAGE = "people.manage"


@never_cache
@require_GET
def stay(request: HttpRequest) -> HttpResponse:
    """The seconds that this session lasts when nobody does anything. Asking it by a press prolongs it (`idle.js`)."""
    return HttpResponse(str(seconds_left(request)), content_type="text/plain")


def closed_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """A page of django-allauth that this house does not have: 404."""
    raise Http404


@login_not_required
@never_cache
def choose_password(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """The page of django-allauth behind a mailed link, for whose account is open (`ekc.links`)."""
    found = look_up(User, uidb36)
    if found.closed and found.closed != Closed.UNKNOWN:
        return link_closed(request, found)
    return cast("HttpResponse", password_reset_from_key(request, uidb36=uidb36, key=key))


@require_GET
def management(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    return redirect("accounts:people")


# --- people -----------------------------------------------------------------------------------
@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    people = (
        User.objects.for_user(request.user)
        .with_second_factor()
        .select_related("organisation")
        .prefetch_related("regions")
        .order_by("name_key", "pk")
    )
    chosen = PersonFilter(request.GET, queryset=people)
    return render(
        request,
        "accounts/person_list.html",
        {
            "filter": chosen,
            "page": _page(request, chosen.qs),
            "parts": management_parts("accounts:people"),
            "breaches": running_clocks(request.user),
            "reviews": waiting_reviews(request.user),
        },
    )


@form_view
def person_create(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    form = PersonForm(request.POST or None, by=me(request))
    return form_page(
        request,
        form,
        done=lambda _saved: _("%(name)s heeft nu een account en krijgt een mail.") % {"name": form.person.full_name},
        to=lambda _saved: reverse("accounts:person", args=[form.person.pk]),
        template="accounts/person_form.html",
        person=None,
    )


@form_view
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    person = person_of(request, pk)
    form = PersonForm(request.POST or None, by=me(request), person=person)
    has_second_factor = is_mfa_enabled(person, types=SECOND_FACTORS)
    return form_page(
        request,
        form,
        done=_saved_words,
        to=request.path,
        template="accounts/person_form.html",
        person=person,
        account_facts=_account_facts(person, has_second_factor=has_second_factor),
        has_second_factor=has_second_factor,
        is_bound=is_bound(person),
        is_self=person.pk == request.user.pk,
        has_password=person.has_usable_password(),
        owes=bool(owed_by(Leaving(person))),
    )


def _saved_words(person: User) -> str:
    """That it was kept; and of who moved to another organisation, which cases need another professional."""
    saved = _("De gegevens zijn bewaard.")
    if not person.left_behind:
        return saved
    words = _("Deze zaken hebben een andere professional nodig: %(numbers)s. De regiomanager kiest en heeft bericht.")
    return f"{saved} {words % {'numbers': listed(person.left_behind)}}"


@form_view
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    person = person_of(request, pk)
    return _handing_over(
        request,
        HandOverForm(sent(request), leaving=Leaving(person), by=me(request), closes=True),
        title=_("Account van %(name)s sluiten?") % {"name": person.full_name},
        text=_(
            "Inloggen kan dan niet meer, en wie nu is ingelogd wordt uitgelogd. Er wordt niets gewist: wat deze "
            "persoon heeft gedaan blijft staan. U kunt het account later weer openen."
        ),
        done=_("Het account is gesloten."),
        danger=True,
    )


@form_view
def person_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Before a role or region is taken away; with `regio` in the address only the work in that region."""
    require(request, MANAGE)
    person = person_of(request, pk)
    region = Region.objects.for_user(request.user).filter(code=request.GET.get("regio", "")).first()
    leaving = Leaving(person, (region,) if region else None)
    return _handing_over(
        request,
        HandOverForm(sent(request), leaving=leaving, by=me(request)),
        title=_("Zaken van %(name)s overdragen") % {"name": person.full_name},
        text=_("Het account blijft open. Hierna kunt u de rol of de regio's veranderen."),
        done=_("De zaken zijn overgedragen."),
    )


def _handing_over(request: HttpRequest, form: HandOverForm, *, done: str, **page: Any) -> HttpResponse:
    return form_page(
        request,
        form,
        save=form.save,
        done=lambda given: (
            _("%(done)s Overgedragen: %(given)d zaken.") % {"done": done, "given": given} if given else done
        ),
        submit=_submit_words(form),
        template="accounts/hand_over.html",
        back_url=reverse("accounts:person", args=[form.leaving.person.pk]),
        back_label=_("Terug"),
        **page,
    )


def _submit_words(form: HandOverForm) -> str:
    if not form.closes:
        return _("Overdragen")
    return _("Overdragen en account sluiten") if form.owed else _("Account sluiten")


@require_POST
def person_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    return _act(request, person_of(request, pk), acts.reactivate_person, _("Het account is weer open."))


@require_POST
def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    return _act(request, person_of(request, pk), acts.invite_person, _("De mail met een nieuwe link is onderweg."))


@require_POST
def person_withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    return _act(request, person_of(request, pk), acts.withdraw_invitation, _("De link werkt niet meer."))


@form_view
def person_remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    person = person_of(request, pk)
    return form_page(
        request,
        None,
        save=lambda: acts.remove_second_factor(person, by=me(request)),
        title=_("Tweede stap van %(name)s weghalen?") % {"name": person.full_name},
        text=_(
            "Doe dit alleen als u zeker weet wie u spreekt, bijvoorbeeld na een gesprek met beeld. Deze persoon wordt "
            "overal uitgelogd, krijgt een mail, en stelt bij het inloggen een nieuwe tweede stap in."
        ),
        submit=_("Tweede stap weghalen"),
        done=_("De tweede stap is weggehaald."),
        danger=True,
        back_url=reverse("accounts:person", args=[pk]),
        back_label=_("Terug"),
    )


# --- organisations ----------------------------------------------------------------------------
@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    organisations = (
        Organisation.objects.for_user(request.user)
        .annotate(people=Count("users", filter=Q(users__is_active=True)))
        .order_by("name_key", "pk")
    )
    chosen = OrganisationFilter(request.GET, queryset=organisations)
    return render(
        request,
        "accounts/organisation_list.html",
        {"filter": chosen, "page": _page(request, chosen.qs), "parts": management_parts("accounts:organisations")},
    )


@form_view
def organisation_create(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    form = OrganisationForm(request.POST or None, by=me(request))
    return _organisation(request, form, None, done=_("De organisatie is toegevoegd."))


@form_view
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    organisation = get_object_or_404(Organisation.objects.for_user(request.user), pk=pk)
    form = OrganisationForm(request.POST or None, by=me(request), organisation=organisation)
    return _organisation(request, form, organisation, done=_("De gegevens zijn bewaard."))


def _organisation(
    request: HttpRequest, form: OrganisationForm, organisation: Organisation | None, *, done: str
) -> HttpResponse:
    return form_page(
        request,
        form,
        done=done,
        to=reverse("accounts:organisations"),
        template="accounts/organisation_form.html",
        organisation=organisation,
        merged_with=merged_with(organisation) if organisation else [],
    )


# --- regions ----------------------------------------------------------------------------------
@require_GET
def region_list(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    managers = User.objects.for_user(request.user).active().filter(role=Role.REGIONAL_MANAGER)
    regions = (
        Region.objects.for_user(request.user)
        .with_keeping()
        .select_related("deputy")
        .annotate(municipality_count=Count("municipalities"))
        .prefetch_related(Prefetch("users", queryset=managers, to_attr="managers"))
        # Said again: counting drops the order of the model.
        .order_by("sort_order")
    )
    context = {"regions": regions, "parts": management_parts("accounts:regions")}
    return render(request, "accounts/region_list.html", context)


@form_view
def region_edit(request: HttpRequest, code: str) -> HttpResponse:
    require(request, MANAGE)
    region = get_object_or_404(Region.objects.for_user(request.user), code=code)
    form = RegionForm(request.POST or None, by=me(request), region=region)
    return form_page(
        request,
        form,
        done=_("De gegevens van de regio zijn bewaard."),
        to=reverse("accounts:regions"),
        template="accounts/region_form.html",
        region=region,
        municipalities=region.municipalities.all(),
    )


@form_view
def municipality_create(request: HttpRequest, code: str) -> HttpResponse:
    require(request, MANAGE)
    region = get_object_or_404(Region.objects.for_user(request.user), code=code)
    form = MunicipalityForm(request.POST or None, by=me(request), region=region)
    return form_page(
        request,
        form,
        done=_("De gemeente is toegevoegd."),
        to=reverse("accounts:region", args=[code]),
        template="accounts/municipality_form.html",
        region=region,
    )


# --- shared -----------------------------------------------------------------------------------
def me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)


def person_of(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(User.objects.for_user(request.user), pk=pk)


def stay_signed_in(request: HttpRequest, person: User) -> None:
    """Whoever ends their own sessions goes on in this one, under a fresh key."""
    if person.pk == me(request).pk:
        update_session_auth_hash(request, person)


def _account_facts(person: User, *, has_second_factor: bool) -> list[tuple[str, str]]:
    last_login = person.last_login
    ended = User.pgh_event_model.objects.filter(pgh_obj=person, pgh_label=EVENT).order_by("-pgh_id").first()
    signed_out = [(_("Overal uitgelogd"), dutch.long_date(timezone.localdate(ended.pgh_created_at)))] if ended else []
    return [
        (_("Account sinds"), dutch.long_date(timezone.localdate(person.date_joined))),
        (_("Laatst ingelogd"), dutch.long_date(timezone.localdate(last_login)) if last_login else _("nog niet")),
        (_("Tweede stap"), _("ingesteld") if has_second_factor else _("nog niet ingesteld")),
        *signed_out,
    ]


def _page(request: HttpRequest, rows: QuerySet[Any]) -> Any:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def _act(request: HttpRequest, person: User, act: Any, done: str) -> HttpResponse:
    back = reverse("accounts:person", args=[person.pk])
    return pressed(request, lambda: act(person, by=me(request)), done=done, to=back)
