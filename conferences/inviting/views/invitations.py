"""Who is asked to come, how, and what they answered: the coordinator's pages."""

from collections.abc import Callable, Iterable
from functools import partial

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import case_page, fetch_row
from cases.models import Case
from cases.variants.reads.sides import why_not_together
from conferences.codes import TELLS_OF_A_CHANGE
from conferences.models import Invitation, Suggestion
from conferences.shell import case_for, coming_or_last, form_page
from ekc import pages
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.once.taking_back import Rows
from ekc.pages import NotNow, form_view, pressed

from ..acts import inviting as acts
from ..forms.inviting import AnswerForm, ChangeHowForm
from ..forms.whom import InviteForms
from ..letters import labels_pdf, letters_pdf
from ..reads.invitee import InvitationPaper, Meeting
from ..reads.overview import InvitationOverview


def overview_url(case: Case) -> str:
    return reverse("conferences:invitations", args=[case.number])


@require_GET
def overview(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about the invitations of the coming meeting on one page."""
    case = case_for(request, number, "invitation.view")
    conference = coming_or_last(case)
    context = {
        **case_page(request, case, tab="conference", with_step=False),
        "overview": InvitationOverview(conference),
        "conference": conference,
        "may_change": rules.has_perm("invitation.change", request.user, case) and not conference.is_held,
        "back_url": reverse("conferences:conference", args=[number]),
    }
    return render(request, "conferences/inviting/invitations.html", context)


@form_view
def invite_people(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "invitation.change")
    forms = InviteForms(coming_or_last(case), request.POST or None, everybody="kies" not in request.GET)
    return pages.form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_how_many,
        back_url=overview_url(case),
        template="conferences/inviting/invite.html",
        case=case,
    )


def _how_many(count: int) -> str:
    said = ngettext("%(count)s persoon is uitgenodigd.", "%(count)s mensen zijn uitgenodigd.", count)
    return said % {"count": count}


@form_view
def how(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Another channel or language for somebody who was invited; or what is asked of a professional."""
    invitation = _invitation(request, number, pk)
    form = ChangeHowForm(request.POST or None, invitation=invitation)
    return form_page(
        request,
        invitation.conference.case,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Uitnodiging van %(name)s") % {"name": invitation},
        text=_("Kies je e-mail, dan krijgt deze persoon de uitnodiging meteen. Een brief print je zelf."),
        submit=_("Bewaren"),
        done=_("Bewaard."),
        to=overview_url(invitation.conference.case),
    )


@form_view
def answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, number, pk)
    form = AnswerForm(request.POST or None, instance=invitation)
    return form_page(
        request,
        invitation.conference.case,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Antwoord van %(name)s") % {"name": str(invitation)},
        submit=_("Bewaren"),
        done=_("Het antwoord is vastgelegd."),
        to=overview_url(invitation.conference.case),
    )


@require_POST
def nudge(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, number, pk)
    done = _("%(name)s krijgt een herinnering.") % {"name": str(invitation)}
    return _acted(request, number, lambda: acts.nudge(invitation, by=request.user), done)


@require_POST
def told(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The coordinator told it in person."""
    invitation = _invitation(request, number, pk)
    act = partial(acts.bring_news, [invitation], by=request.user)
    return _acted(request, number, act, _("Vastgelegd."), rows=lambda: [invitation])


@require_POST
def letters_sent(request: HttpRequest, number: str) -> HttpResponse:
    """The letters that were waiting are posted or handed over."""
    case = case_for(request, number, "invitation.change")
    waiting = [line.invitation for line in InvitationOverview(coming_or_last(case)).letters]
    act = partial(acts.bring_news, waiting, by=request.user)
    return _acted(request, number, act, _("De brieven zijn weg."), rows=lambda: waiting)


@require_POST
def suggestion_add(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    suggestion = _suggestion(request, number, pk)
    done = _("%(name)s staat in de kring. Vul daar aan wie dit is.") % {"name": suggestion.name}
    return _acted(request, number, lambda: acts.add_suggested(suggestion, by=request.user), done)


@require_POST
def suggestion_leave(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    suggestion = _suggestion(request, number, pk)
    done = _("Het voorstel blijft staan bij Nu niet.")
    act = partial(acts.leave_suggested, suggestion, by=request.user)
    return _acted(request, number, act, done, rows=lambda: [suggestion])


# --- on paper ------------------------------------------------------------------------------------------------------


@require_GET
def letters(request: HttpRequest, number: str) -> HttpResponse:
    """The letters that are waiting; with `?alle` those of everybody who gets one. Reading changes nothing."""
    case = case_for(request, number, "invitation.change")
    overview = InvitationOverview(coming_or_last(case))
    lines = overview.counting if "alle" in request.GET else overview.letters
    chosen = _may_go([line.invitation for line in lines if line.invitation.gets_letter], case)
    return _paper(request, case, letters_pdf(_papers(chosen)) if chosen else b"", f"brieven-{number}.pdf")


@require_GET
def letter(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The letter of one person, however they were invited."""
    invitation = _invitation(request, number, pk)
    if not invitation.token_hash:
        raise Http404
    _may_go([invitation], invitation.conference.case)
    return _paper(request, invitation.conference.case, letters_pdf(_papers([invitation])), f"brief-{number}-{pk}.pdf")


@require_GET
def labels(request: HttpRequest, number: str) -> HttpResponse:
    """Names and addresses for the envelopes of everybody whose letter can go by post."""
    case = case_for(request, number, "invitation.change")
    overview = InvitationOverview(coming_or_last(case))
    papers = _papers([line.invitation for line in overview.counting if line.invitation.gets_letter])
    posted = [paper for paper in papers if paper.goes_by_post]
    return _paper(request, case, labels_pdf(posted) if posted else b"", f"etiketten-{number}.pdf")


def _may_go(invitations: list[Invitation], case: Case) -> list[Invitation]:
    """Those that tell of a change, and, where both sides of a herstelconferentie agreed, those that ask to come."""
    held = why_not_together(case)
    found = [each for each in invitations if not held or each.pending_news in TELLS_OF_A_CHANGE]
    if held and invitations and not found:
        raise NotNow(held, to=overview_url(case))
    return found


def _papers(invitations: Iterable[Invitation]) -> list[InvitationPaper]:
    found = list(invitations)
    meeting = Meeting(found[0].conference) if found else None
    return [InvitationPaper(invitation, meeting) for invitation in found]


def _paper(request: HttpRequest, case: Case, content: bytes, name: str) -> HttpResponse:
    if not content:
        raise NotNow(_("Er is niemand voor wie er nu een brief of etiket is."), to=overview_url(case))
    record_read(request, case_number=case.number, what=_("uitnodigingen op papier"), action=ReadAction.EXPORT)
    return attachment(content, name)


# --- fetching ------------------------------------------------------------------------------------------------------


def _invitation(request: HttpRequest, number: str, pk: int) -> Invitation:
    rows = Invitation.objects.select_related("person", "main_person", "referrer", "conference__case")
    found: Invitation = fetch_row(request, rows, number, "invitation.change", _("een uitnodiging"), pk=pk)
    return found


def _suggestion(request: HttpRequest, number: str, pk: int) -> Suggestion:
    rows = Suggestion.objects.select_related("invitation__conference__case")
    found: Suggestion = fetch_row(request, rows, number, "invitation.change", _("een voorstel voor de kring"), pk=pk)
    return found


def _acted(
    request: HttpRequest, number: str, act: Callable[[], object], done: str, rows: Rows | None = None
) -> HttpResponse:
    return pressed(request, act, done=done, to=reverse("conferences:invitations", args=[number]), rows=rows)
