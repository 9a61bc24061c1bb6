"""The papers for who asked what is kept of them, in the language in which they read (docs/adr/0070)."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cases.models import PrivacyRequest
from cases.spoken_languages import page_language_of
from ekc.documents.pdf import render_pdf
from ekc.languages import own_words

from .reads.inzage import InzageFile, left_out_by_rule
from .reads.who_looked import looks_at

DUTCH = settings.LANGUAGE_CODE


def language_for(asked: PrivacyRequest) -> str:
    """The language in which the person it is about is written to."""
    return page_language_of(asked.of_whom)


def draw_file(asked: PrivacyRequest, file: InzageFile, *, language: str) -> bytes:
    """What is kept of one person. The words of the house speak the language; what people wrote stays as it is."""
    with translation.override(language):
        context = {
            "case": asked.case,
            "file": file,
            "left_out": left_out_by_rule(),
            "of_whom": own_words(str(asked.of_whom), DUTCH),
            "looks": looks_at(asked.case) if asked.main_person else [],
            "is_translated": language != DUTCH,
        }
        title = _("Wat er van u is bewaard")
    return render_pdf("cases/privacy/print/inzage.html", context, title=title, language=language)


def draw_letter(asked: PrivacyRequest, *, language: str) -> bytes:
    """The answer to a request, or that it takes longer."""
    with translation.override(language):
        context = {
            "asked": asked,
            "case": asked.case,
            "of_whom": own_words(str(asked.of_whom), DUTCH),
            "stated": list(asked.statements.standing()),
            "is_translated": language != DUTCH,
        }
        title = _("Uw verzoek") if asked.is_answered else _("Ons antwoord duurt langer")
    return render_pdf("cases/privacy/print/letter.html", context, title=title, language=language)
