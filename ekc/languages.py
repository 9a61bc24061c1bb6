"""Pages and mails that speak the reader's language: Dutch is the source, the others stand in `locale/`.

A public view is marked with `speaks_languages`; everything else of the house stays Dutch. `locale/` is kept by
`manage.py translations` (ekc/translations.py), and a test refuses a public sentence without translation.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from babel.lists import format_list
from babel.units import format_unit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST

from ekc import dutch

View = Callable[..., HttpResponse]
CODES = tuple(code for code, _name in settings.LANGUAGES)
SWITCH = "language"
"""The name of the buttons of the switch; a page with a form finds it among what was posted."""


def chosen_language(request: HttpRequest) -> str:
    """The language that this reader chose with the switch; empty when none."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in CODES else ""


def language_of(request: HttpRequest) -> str:
    """The language that this reader chose, else the first that the browser asks for, else Dutch."""
    if chosen := chosen_language(request):
        return chosen
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        short = code.partition("-")[0]
        if short in CODES:
            return short
    return settings.LANGUAGE_CODE


def speaks_languages(view: View) -> View:
    """Draw this page, and whatever it queues, in the language of the reader. Marks the page for the switch."""

    @wraps(view)
    def in_language(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return spoken(request, language_of(request), lambda: view(request, *args, **kwargs))

    return in_language


def speak(request: HttpRequest, language: str, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Draw a page in `language`, with the switch on it: for a view that learns the language on its way."""
    request.speaks_languages = True  # type: ignore[attr-defined]  # read by `ekc.context.house`
    with translation.override(language):
        response = draw()
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


def spoken(request: HttpRequest, language: str, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Draw a page behind a link: in the language just pressed, else the one this reader chose before, else `language`,
    which is that of whom it was sent to.
    """
    asked = asked_language(request)
    response = speak(request, asked or chosen_language(request) or language, draw)
    return remember_language(response, asked) if asked else response


def asked_language(request: HttpRequest) -> str:
    """The language that was pressed in the switch; empty when none, or none of ours."""
    code = request.POST.get(SWITCH, "")
    return code if code in CODES else ""


def is_switching(request: HttpRequest) -> bool:
    """Whether only another language was asked for: the page is drawn anew with all that was typed, and nothing is done.

    `form_page` sees to it; a view that takes its form by itself asks here, and leaves it unjudged.
    """
    return bool(getattr(request, "speaks_languages", False) and asked_language(request))


def remember_language(response: HttpResponse, code: str) -> HttpResponse:
    """Let the next pages speak this language, until the browser is closed."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


def listed(names: Sequence[str]) -> str:
    """`Sem, Noor en Emma`, as the language of the page says it."""
    return format_list(names, locale=_locale())


def enumerated(names: Sequence[str]) -> str:
    """`Sem, Noor`, with the comma of the language of the page."""
    return ("، " if _locale() == "ar" else ", ").join(names)


def file_mark(code: str) -> str:
    """What the name of a file says of its language: "-ar"; nothing of Dutch."""
    return f"-{code}" if code != settings.LANGUAGE_CODE else ""


def long_day(day: dt.date) -> str:
    """`3 april 2026`, in the language of the page."""
    return dutch.long_date(day) if _locale() == settings.LANGUAGE_CODE else date_format(day, "j E Y")


def span(number: int, unit: str) -> str:
    """`30 dagen` or `1 maand`, as the language of the page says it. `unit` is a `day`, `week`, `month` or `hour`."""
    return format_unit(number, f"duration-{unit}", locale=_locale())


def _locale() -> str:
    return (translation.get_language() or settings.LANGUAGE_CODE).replace("-", "_")


_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")


def own_words(value: Any, likely: str = "") -> Any:
    """What a person typed, marked with its language and direction where that is not the language of the page.

    `likely` is the language in which it was probably typed, else that of the page: it counts where the letters do not
    speak against it. Another script of a language that nobody knows is marked as such (an empty `lang`), so
    that no screen reader reads it as Dutch. What is no plain text is given back as it is.
    """
    if not isinstance(value, str) or isinstance(value, SafeString) or not _LETTER.search(value):
        return value
    page = translation.get_language() or settings.LANGUAGE_CODE
    code = _language_of(value, likely or page)
    if code == page:
        return value
    return format_html('<span lang="{}" dir="{}">{}</span>', code, direction_of(value), value)


def direction_of(words: str) -> str:
    """The `dir` of words that stand in a sentence of the page."""
    return "rtl" if _RIGHT_TO_LEFT.search(words) and not _LATIN.search(words) else "auto"


def _language_of(text: str, likely: str) -> str:
    """The code of a language; empty for one that nobody knows."""
    others = sum(1 for letter in _LETTER.findall(text) if not _LATIN.match(letter))
    if others * 2 > len(_LETTER.findall(text)):
        return "ar" if likely == "ar" and _ARABIC.search(text) else ""
    return likely if likely != "ar" else settings.LANGUAGE_CODE


@login_not_required
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """The switch on a page without a form of its own: back to where one was."""
    to = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        to = "/"
    return remember_language(redirect(to), asked_language(request) or settings.LANGUAGE_CODE)
