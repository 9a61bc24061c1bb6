"""What was decided, for who applied: behind a personal link, which a letter carries where there is no mail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.reads.referrer_news import news_of
from cases.casepage.shell import fetch_row
from cases.models import ReferrerNews
from cases.queries import language_of_referrer
from ekc.documents.files import attachment
from ekc.documents.pdf import render_pdf
from ekc.languages import chosen_language, speak
from ekc.links import closed_page, look_up
from ekc.once.acts import Outcome
from ekc.pages import shown
from ekc.ratelimit import too_often

from ..acts.referrer_news import print_letter

MOST_LOOKS_AN_HOUR = 30
"""Of one address: nobody guesses a link."""
LETTER_IN_LOG = "brief aan de aanmelder"
"""For the read log, which speaks Dutch whatever the reader speaks."""


@login_not_required
@never_cache
@require_GET
def news(request: HttpRequest, token: str) -> HttpResponse:
    """For who applied, in the language of their aanmelding unless they choose another here. Changes nothing (R76)."""
    if too_often(request, "news", limit=MOST_LOOKS_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    found = look_up(ReferrerNews, token)
    if found.closed:
        language = chosen_language(request) or found.language
        return speak(request, language, lambda: closed_page(request, found))
    case = found.row.case
    return speak(
        request,
        chosen_language(request) or language_of_referrer(case),
        lambda: render(request, "cases/desk/public/news.html", {"news": news_of(case), "region": case.region}),
    )


@require_POST
def letter(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Print it: a press, and no address to open, for each print makes a new link."""
    row = fetch_row(request, ReferrerNews.objects.all(), number, "case.readers", LETTER_IN_LOG, pk=pk)
    case, language = row.case, language_of_referrer(row.case)

    def draw(link: str) -> HttpResponse:
        context = {"name": case.referrer.name, "link": link, "region": case.region}
        with translation.override(language):
            title = _("Er is nieuws")
            content = render_pdf("cases/desk/print/news_letter.html", context, title=title, language=language)
        return attachment(content, f"{case.number}-brief.pdf")

    return shown(request, lambda: Outcome("", print_letter(row, by=request.user)), draw, refused_to=case)
