"""The page of one form and one act: most pages of the house are this."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ekc.refusal import Refusal


def form_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    save: Callable[[], Any],
    title: str,
    submit: str,
    done: str | Callable[[], str],
    back_url: str,
    back_label: str,
    to: str = "",
    text: str = "",
    kicker: str = "",
    danger: bool = False,
    keep: bool = False,
    template: str = "confirm.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form, or call `save`, say `done` and go on to `to` (else back). `kicker`: of which case.
    With `keep`, what is typed outlives a lost connection. `done` can be asked for after saving.

    A refused act stands above the form, which keeps all that was typed.
    """
    if request.method == "POST" and saved(form, save):
        messages.success(request, done() if callable(done) else done)
        return redirect(to or back_url)
    context = {
        "form": form,
        "title": title,
        "text": text,
        "kicker": kicker,
        "submit": submit,
        "danger": danger,
        "keep": keep,
        "cancel_url": back_url,
        "back_url": back_url,
        "back_label": back_label,
        **(extra or {}),
    }
    return render(request, template, context)


def saved(form: Any, save: Callable[[], Any] | None = None) -> bool:
    """Validate and save a form of one act; a refusal becomes an error above the form, with all that was typed."""
    if not form.is_valid():
        return False
    try:
        (save or form.save)()
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


@contextmanager
def telling(request: HttpRequest, done: str = "") -> Iterator[None]:
    """Around an act of one press, without a form: say `done` on the next page, or why it was refused."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    else:
        if done:
            messages.success(request, done)
