"""The review of the read log: of a region for who keeps it, all of them for landelijk beheer. Whoever may not gets 404;
what is seen of a case is logged."""

from functools import partial
from typing import cast

import rules
from django.core.paginator import Paginator
from django.db.models import F
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
from ..reads.reviews_shown import (
    around_in_region,
    around_of,
    found_of,
    in_order,
    month_row,
    month_rows,
    rows_of,
    whys_of,
)

PAGE_SIZE = 25


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Every month and region, the newest first."""
    require(request, REVIEW)
    months = Review.objects.for_user(request.user).select_related("signed_off__by", "region")
    in_order = months.order_by("-month", F("region__name").asc(nulls_first=True))
    page = Paginator(in_order.with_counts(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"parts": log_parts("cases:reviews", request.user), "page": page, "rows": month_rows(page)}
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
    theirs = Drawn.objects.filter(review__in=Review.objects.for_user(request.user).order_by().values("pk"))
    drawn = get_object_or_404(theirs.select_related("review__signed_off", "reader"), pk=pk)
    line = ReadLine.objects.filter(pk=drawn.reading).first()
    around_url = around_of(drawn, line, request.user)
    others = [] if around_url else around_in_region(drawn, line)
    numbers = {each.number for each in others} | {line.case_number if line else ""}
    record_list(request, case_numbers=sorted(numbers), what=_("controle van het leeslog"))
    back = reverse("cases:review", args=[drawn.review_id])
    if drawn.reader_id == _me(request).pk:
        raise NotNow(_("Dit keek u zelf. Een ander moet dit nakijken."), to=back)
    if drawn.review.is_signed:
        raise NotNow(_("Deze maand is afgetekend. Er verandert niets meer aan."), to=back)

    def to(said: ReviewAnswer) -> str:
        goes_on = said.breach and rules.has_perm("breaches.manage", request.user)
        return reverse("breaches:one", args=[said.breach]) if goes_on else back

    return form_page(
        request,
        JudgeForm(sent(request), by=_me(request), drawn=drawn),
        template="cases/reviewing/answer.html",
        title=_("Regel nakijken"),
        submit=_("Bewaren"),
        done=partial(_said_of, request),
        to=to,
        back_url=back,
        back_label=_("Terug"),
        drawn=drawn,
        line=line,
        whys=whys_of(drawn),
        around_url=around_url,
        others=others,
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


def _said_of(request: HttpRequest, said: ReviewAnswer) -> str:
    if not said.breach:
        return _("Bewaard.")
    if rules.has_perm("breaches.manage", request.user):
        return _("Er is een datalek geopend. De 72 uur lopen.")
    return _("Er is een datalek geopend. De 72 uur lopen. Landelijk beheer kreeg bericht en gaat ermee verder.")


def _fetch(request: HttpRequest, pk: int) -> Review:
    require(request, REVIEW)
    theirs = Review.objects.for_user(request.user).with_counts()
    found: Review = get_object_or_404(theirs.select_related("signed_off__by", "region"), pk=pk)
    return found


def _me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)
