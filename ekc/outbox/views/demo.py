"""The letter box of the demo world. Who has no account there reads an invitation here, so nobody logs in."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ..forms import LetterBoxForm
from ..models import DeliveredMail

PAGE_SIZE = 25


def _only_in_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        if not settings.EKC_DEMO:
            raise Http404
        return view(request, **kwargs)

    return login_not_required(require_GET(never_cache(guarded)))


@_only_in_demo
def letter_box(request: HttpRequest) -> HttpResponse:
    form = LetterBoxForm(request.GET or None)
    letters = DeliveredMail.objects.order_by("-at", "-pk")
    if form.is_valid():
        letters = letters.filter(to__icontains=form.cleaned_data["to"].strip())
    page = Paginator(letters, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "outbox/letter_box.html", {"form": form, "page": page})


@_only_in_demo
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "outbox/letter.html", {"letter": get_object_or_404(DeliveredMail, pk=pk)})
