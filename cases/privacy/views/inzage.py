"""The file of one person that goes out: looked over by a person first, then as PDF and as data."""

import json
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cases.models import PrivacyRequest
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.pages import NotNow, form_view, pressed, rightly_asked

from ..acts.looking_over import finish_check
from ..answer_papers import draw_file
from ..forms.looking_over import CheckForm
from ..forms.paper_language import PaperLanguageForm
from ..reads.inzage import InzageFile, file_of, is_checked, is_given_out, to_judge
from ..reads.who_looked import looks_at
from .asked import address_of, fetch_request
from .texts import is_again, texts_page


@form_view
def check(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The texts that mention somebody else, and what is given as the rules have it."""
    asked = _given(request, number, pk, "privacy.answer")
    file, texts = to_judge(asked, again=is_again(request))
    return texts_page(
        request,
        asked,
        CheckForm,
        texts,
        waiting=len(texts),
        route="cases:inzage_check",
        title=_("Dossier nakijken"),
        text=_("Wat over anderen gaat, is er door vaste regels al uit. Deze teksten noemen misschien iemand anders."),
        done=_said,
        template="cases/privacy/check.html",
        file=file,
    )


def _said(number: int) -> str:
    return ngettext("%(number)d tekst bekeken.", "%(number)d teksten bekeken.", number) % {"number": number}


@require_POST
def checked(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    asked = _given(request, number, pk, "privacy.answer")
    act = partial(finish_check, asked, by=request.user)
    done = _("Vastgelegd dat u het dossier hebt nagekeken. U kunt het nu geven.")
    refused_to = reverse("cases:inzage_check", args=[number, pk])
    return pressed(request, act, done=done, to=address_of(asked), refused_to=refused_to)


@require_GET
def pdf(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """In the language that is chosen, else in that of the person."""
    asked = _given(request, number, pk, "privacy.view")
    form = rightly_asked(PaperLanguageForm(request.GET, asked=asked), back=address_of(asked))
    file = _checked(request, asked)
    content = draw_file(asked, file, language=form.chosen)
    return attachment(content, f"{number}-inzage{form.mark}.pdf")


@require_GET
def data(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The same for a program (AVG 20): in Dutch, for its words are the keys of who reads it by machine."""
    asked = _given(request, number, pk, "privacy.view")
    file = _checked(request, asked)
    looks = [each.as_data() for each in looks_at(asked.case)] if asked.main_person else []
    told = {
        "taal": settings.LANGUAGE_CODE,
        "over": str(asked.of_whom),
        **file.as_data(),
        "wie_keek_in_het_dossier": looks,
    }
    content = json.dumps(told, ensure_ascii=False, indent=2)
    return attachment(content, f"{asked.case.number}-inzage.json", content_type="application/json")


def _given(request: HttpRequest, number: str, pk: int, perm: str) -> PrivacyRequest:
    asked = fetch_request(request, number, pk, perm)
    if not is_given_out(asked):
        raise NotNow(_("Bij dit verzoek hoort geen dossier om te geven."), to=address_of(asked))
    return asked


def _checked(request: HttpRequest, asked: PrivacyRequest) -> InzageFile:
    """What was looked over, and did not change since. One line in the read log that it went out."""
    file = file_of(asked)
    if not is_checked(asked, file):
        raise NotNow(
            _("Kijk het dossier eerst na: er is iets nieuws, of het is nog niet bekeken."), to=address_of(asked)
        )
    record_read(request, case_number=asked.case.number, what=_("het inzagedossier"), action=ReadAction.EXPORT)
    return file
