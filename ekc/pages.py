"""The page of one form and one act. Every view that takes a POST goes through here: show, act once, say so, go on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from ekc.form_group import FormGroup, leave_unjudged
from ekc.languages import is_switching
from ekc.once.acts import Outcome, once
from ekc.once.answer import go_on, note_taken
from ekc.once.taking_back import Rows, TakeBack, copy_of
from ekc.refusal import Refusal, say_refusal

form_view = require_http_methods(["GET", "POST"])
"""Around a view that shows a form and takes it."""


def sent(request: HttpRequest) -> Any:
    """What a form was sent with, also where it has no fields; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


class Form(Protocol):
    """A form, or a `FormGroup`."""

    def is_valid(self) -> bool: ...

    def add_error(self, field: None, error: Any) -> None: ...


Asked = TypeVar("Asked", bound=BaseForm)


class NotNow(Exception):
    """What a page is for cannot be done now. Raised before there is anything to show; the middleware leads to `to`.

    `reason` is said there: as an error when the house refuses it, else as something to know.
    """

    def __init__(self, reason: Any, *, to: Any, level: int = messages.INFO) -> None:
        super().__init__(str(reason))
        self.reason, self.to, self.level = str(reason), to, level

    @classmethod
    def refused(cls, refusal: Refusal, *, to: Any) -> "NotNow":
        return cls(refusal.reason, to=to, level=messages.ERROR)


def form_page(
    request: HttpRequest,
    form: Form | None,
    *,
    save: Callable[[], Any] | None = None,
    done: str | Callable[[Any], str] = "",
    to: Any = "",
    refused: Callable[[], HttpResponse] | None = None,
    draws: Callable[[str], HttpResponse] | None = None,
    redraws: str = "",
    template: str = "confirm.html",
    title: Any = "",
    text: Any = "",
    kicker: str = "",
    submit: Any = "",
    danger: bool = False,
    back_url: str = "",
    back_label: Any = "",
    around: Callable[[], dict[str, Any]] | None = None,
    **extra: Any,
) -> HttpResponse:
    """Show a form, or `save` it (else by its own `save`), say `done` and go on to `to` (else back).

    `done` and `to` may ask for what saving returned. Sent twice, the second gets what came of the first (`ekc/once`).
    A refused act says why at the field that it is about, or above the form, which keeps all that was typed; with
    `refused` that answers instead, and without a form (a page that only asks "sure?") the way leads back with the
    reason. `redraws` names a button that only asks for another row; the switch of languages asks for no more than
    that either. With `draws` the outcome stands on a page without an address, made of what `done` says.

    The frame around the form is the template with what `around` gives, asked for only when the page is drawn; `extra`
    is for the template. There a group of forms is called `forms`.
    """
    is_redrawn = is_switching(request) or (bool(redraws) and redraws in request.POST)
    if is_redrawn:
        leave_unjudged(form)
    if request.method == "POST" and not is_redrawn:
        answer = _acted(request, form, save, done=done, to=to or back_url, back=back_url, refused=refused, draws=draws)
        if answer is not None:
            return answer
    page = {"title": title, "text": text, "kicker": kicker, "submit": submit, "danger": danger}
    back = {"cancel_url": back_url, "back_url": back_url, "back_label": back_label}
    forms = {"forms" if isinstance(form, FormGroup) else "form": form}
    return render(request, template, {**(around() if around else {}), **page, **back, **forms, **extra})


def pressed(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    to: Any,
    done: str | Callable[[Any], str] = "",
    refused_to: Any = "",
    level: int = messages.SUCCESS,
    rows: Rows | None = None,
    way_back: TakeBack | None = None,
) -> HttpResponse:
    """One act behind one button: say `done` and go on to `to`; when it is refused say why, and go to `refused_to`.

    "Ongedaan maken" stands beside `done` for ten seconds where the act has a way back: an act of `TAKE_BACKS`, or
    `rows`, which are made again what they were. An act that sends something to people has none.
    """

    def all_of_it() -> Outcome:
        before = copy_of(rows()) if rows else []
        saved = act()
        back = TakeBack("rows", {"before": before, "after": copy_of(rows())}) if rows else way_back
        return replace(_outcome_of(saved, done, to, level), way_back=back)

    try:
        return go_on(request, once(request, all_of_it))
    except Refusal as refusal:
        messages.error(request, refusal.reason)
        return redirect(refused_to or to)


def shown(
    request: HttpRequest, act: Callable[[], Outcome], draw: Callable[[str], HttpResponse], *, refused_to: Any
) -> HttpResponse:
    """One act behind a button whose outcome stands on a page without an address, such as a fresh link: pressed again,
    the same is drawn. An act that leads somewhere after all says so in its outcome.
    """
    try:
        outcome = once(request, act)
    except Refusal as refusal:
        raise NotNow.refused(refusal, to=refused_to) from refusal
    if outcome.to:
        return go_on(request, outcome)
    note_taken(request)
    return draw(outcome.said)


def tried(request: HttpRequest, form: Any, act: Callable[[], Outcome]) -> tuple[Outcome | None, str]:
    """What came of one tap or one line, done once ever however often it is sent; or what is said when it cannot be.

    For a page that answers a script with a piece of itself, where `form_page` and `pressed` lead elsewhere.
    """
    if not form.is_valid():
        return None, " ".join(str(faults[0]) for faults in form.errors.values())
    try:
        return once(request, act), ""
    except Refusal as refusal:
        return None, refusal.reason


def rightly_asked(form: Asked, *, back: Any) -> Asked:
    """A form that the address of a page fills in, when what it asks is there; else the way leads back, with why."""
    if not form.is_valid():
        reasons = " ".join(str(each) for faults in form.errors.values() for each in faults)
        raise NotNow(reasons, to=back, level=messages.ERROR)
    return form


def _acted(
    request: HttpRequest,
    form: Any,
    save: Callable[[], Any] | None,
    *,
    done: str | Callable[[Any], str],
    to: Any,
    back: str,
    refused: Callable[[], HttpResponse] | None,
    draws: Callable[[str], HttpResponse] | None,
) -> HttpResponse | None:
    """The answer to a form that was sent; None where the form must be shown again."""
    if form is not None and not form.is_valid():
        return None
    try:
        outcome = once(request, lambda: _outcome_of(_saved(form, save), done, to, messages.SUCCESS))
        if draws is None:
            return go_on(request, outcome)
        note_taken(request)
        return draws(outcome.said)
    except Refusal as refusal:
        if refused is not None:
            return refused()
        if form is None:
            raise NotNow.refused(refusal, to=back) from refusal
        say_refusal(form, refusal)
        return None


def _saved(form: Any, save: Callable[[], Any] | None) -> Any:
    if hasattr(form, "settle"):
        form.settle()
    return (save or form.save)()


def _outcome_of(saved: Any, done: Any, to: Any, level: int) -> Outcome:
    said = done(saved) if callable(done) else done
    return Outcome(resolve_url(to(saved) if callable(to) else to), str(said), level)
