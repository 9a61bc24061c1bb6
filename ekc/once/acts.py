"""A form is acted upon once: pressed twice, in two tabs, after Back or without a line, the first outcome answers."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.encryption import NotReadable, decrypt, encrypt
from ekc.refusal import Refusal
from ekc.shared_edit import AS_READ

from .models import FormNumber
from .taking_back import ACCEPTED, TakeBack, keep_way_back

FIELD = "formuliernummer"
"""The hidden field that `{% csrf_token %}` draws in every form that is sent."""
REMEMBERED = dt.timedelta(days=30)
"""How long the outcome of a form can still be shown; that it was taken is known for ever."""
PURPOSE = "form-outcome"
ABOUT_THE_PAGE = ("csrfmiddlewaretoken", FIELD, AS_READ)
"""How the names end of fields that the page sends along by itself."""


@dataclass(frozen=True)
class Outcome:
    """Where an act leads, what is said there, and how it is taken back at once."""

    to: str
    said: str = ""
    level: int = messages.SUCCESS
    way_back: TakeBack | None = None


class AlreadyTaken(Refusal):
    """The form was taken before, and says something else now: nobody can know which of the two is meant."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Dit is al bewaard. Wat daarna is veranderd, is nog niet bewaard. "
                "Druk nog een keer op de knop om ook dat te bewaren."
            )
        )


def once(request: HttpRequest, act: Callable[[], Outcome]) -> Outcome:
    """Act, unless this form was taken before: then its first outcome, whatever the second press came upon.

    Of two presses at the same moment the second waits for the first. An act that raises takes no number, so the form
    can be sent again. Raises AlreadyTaken when something else was sent under a number that is gone. A form without a
    number, drawn by a page from before there were any, is acted upon each time.
    """
    number = number_in(request)
    if number is None:
        return act()
    with transaction.atomic():
        mark = {"user_id": _user_of(request), "content": _content_of(request)}
        taken, is_first = FormNumber.objects.get_or_create(number=number, defaults=mark)
        if not is_first:
            return _first_outcome(taken, request)
        outcome = act()
        shown = {"to": outcome.to, "said": outcome.said, "level": outcome.level}
        FormNumber.objects.filter(pk=number).update(sealed=encrypt(json.dumps(shown), purpose=PURPOSE))
        if outcome.way_back is not None:
            keep_way_back(number, outcome.way_back)
    return outcome


def first_outcome(request: HttpRequest) -> Outcome | None:
    """What came of this form when it was sent before, by the same person and with the same content."""
    number = number_in(request)
    taken = FormNumber.objects.filter(number=number).first() if number else None
    if taken is None:
        return None
    try:
        return _first_outcome(taken, request)
    except AlreadyTaken:
        return None


def number_in(request: HttpRequest) -> uuid.UUID | None:
    """The number of the form that is sent; None without one."""
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def led_to(number: uuid.UUID, *, by: User) -> str:
    """Where the form with this number of this person led; the first page when that is not known any more."""
    taken = FormNumber.objects.filter(number=number, user=by).first()
    return _opened(taken).to if taken else "/"


def forget_outcomes() -> int:
    """Forget what was said, where it led and how it was taken back, once nobody goes back to it. May be repeated."""
    now = timezone.now()
    FormNumber.objects.filter(taken_at__lt=now - ACCEPTED).exclude(way_back="").update(way_back="")
    return FormNumber.objects.filter(taken_at__lt=now - REMEMBERED).exclude(sealed="").update(sealed="")


def _first_outcome(taken: FormNumber, request: HttpRequest) -> Outcome:
    if (taken.user_id, taken.content) != (_user_of(request), _content_of(request)):
        raise AlreadyTaken
    return _opened(taken)


def _opened(taken: FormNumber) -> Outcome:
    try:
        return Outcome(**json.loads(decrypt(taken.sealed, purpose=PURPOSE)))
    except NotReadable:
        return Outcome("/", _("Dit is al eerder verstuurd en bewaard."))


def _user_of(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None


def _content_of(request: HttpRequest) -> str:
    """A mark of what was sent and to where, from which nothing can be read."""
    sent = sorted((name, values) for name, values in request.POST.lists() if not name.endswith(ABOUT_THE_PAGE))
    files = sorted((name, str(each), getattr(each, "size", 0)) for name, each in request.FILES.items())
    text = json.dumps([request.get_full_path(), sent, files])
    return salted_hmac("ekc.once.content", text, algorithm="sha256").hexdigest()
