"""The review of the read log, for landelijk beheer. Whoever may not gets 404; what is seen of a case is logged."""

from functools import partial
from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.accounts.models import User
from ekc.audit.acts import record_list
from ekc.audit.log_parts import log_parts
from ekc.audit.models import Drawn, ReadLine, Review, ReviewAnswer
from ekc.audit.reads import REVIEW
from ekc.pages import NotNow, form_page, form_view, sent

from ..acts.reviewing import sign_review
from ..forms.judging_readings import JudgeForm
from ..reads.reviews_shown import around_of, found_of, in_order, month_row, month_rows, rows_of, whys_of

PAGE_SIZE = 25


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Every month, the newest first."""
    require(request, REVIEW)
    months = Review.objects.select_related("signed_off__by")
    page = Paginator(months, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"parts": log_parts("cases:reviews"), "page": page, "rows": month_rows(page)}
    return render(request, "cases/reviewing/reviews.html", context)


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One month: what was drawn and why, what waits first."""
    found = _fetch(request, pk)
    page = Paginator(in_order(found), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = rows_of(page, request.user)
    numbers = sorted({row.line.case_number for row in rows if row.line is not None}) or [""]
    record_list(request, case_numbers=numbers, what=_("controle van het leeslog"))
    context = {"review": found, "row": month_row(found), "page": page, "rows": rows, "found": found_of(found)}
    return render(request, "cases/reviewing/review.html", context)


@form_view
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What one drawn reading was."""
    require(request, REVIEW)
    drawn = get_object_or_404(Drawn.objects.select_related("review__signed_off", "reader"), pk=pk)
    line = ReadLine.objects.filter(pk=drawn.reading).first()
    record_list(request, case_numbers=[line.case_number if line else ""], what=_("controle van het leeslog"))
    back = reverse("cases:review", args=[drawn.review_id])
    if drawn.reader_id == _me(request).pk:
        raise NotNow(_("Dit keek u zelf. Een ander van landelijk beheer moet dit nakijken."), to=back)
    if drawn.review.is_signed:
        raise NotNow(_("Deze maand is afgetekend. Er verandert niets meer aan."), to=back)

    def to(said: ReviewAnswer) -> str:
        return reverse("breaches:one", args=[said.breach]) if said.breach else back

    return form_page(
        request,
        JudgeForm(sent(request), by=_me(request), drawn=drawn),
        template="cases/reviewing/answer.html",
        title=_("Regel nakijken"),
        submit=_("Bewaren"),
        done=lambda said: _("Er is een datalek geopend. De 72 uur lopen.") if said.breach else _("Bewaard."),
        to=to,
        back_url=back,
        back_label=_("Terug"),
        drawn=drawn,
        line=line,
        whys=whys_of(drawn),
        around_url=around_of(drawn, line),
        answers=list(drawn.answers.select_related("by")),
    )


@form_view
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks "sure?"."""
    found = _fetch(request, pk)
    back = reverse("cases:review", args=[found.pk])
    return form_page(
        request,
        None,
        save=partial(sign_review, found, by=_me(request)),
        title=_("Maand aftekenen?"),
        text=_("U zegt hiermee dat elke regel is nagekeken. Daarna verandert er niets meer aan."),
        submit=_("Aftekenen"),
        done=_("De maand is afgetekend."),
        to=back,
        back_url=back,
        back_label=_("Terug"),
    )


def _fetch(request: HttpRequest, pk: int) -> Review:
    require(request, REVIEW)
    found: Review = get_object_or_404(Review.objects.select_related("signed_off__by"), pk=pk)
    return found


def _me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)
