"""What holds for every page: small on the line, nothing of it in caches (design 4.8), foreign words marked, and the way
back from what cannot be done now."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from ekc.foreign_words import mark_foreign_words, mark_typed_words, typed_on
from ekc.links import is_personal, without_tail
from ekc.pages import NotNow


class CompressMiddleware(GZipMiddleware):
    """Text leaves compressed; what is compressed by its nature (PDF, Excel, fonts, pictures) leaves as it is.

    Measuring a page tells nothing of its secrets (BREACH): Django adds a random number of bytes to each answer, and
    masks the token of its forms anew on each page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # A part of a file is counted in bytes of that file.
        if response.has_header("Content-Range"):
            return response
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not (kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))):
            return response
        return super().process_response(request, response)


class WholeLinkMiddleware:
    """A personal link that was opened with a full stop or a bracket behind it opens as it was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if request.method in ("GET", "HEAD") and (whole := without_tail(path)) != path:
            # An address of ours ends with a slash, that of a file does not.
            for address in (whole, f"{whole}/"):
                if is_personal(address):
                    query = request.META.get("QUERY_STRING", "")
                    return redirect(f"{quote(address)}?{query}" if query else quote(address))
        return self.get_response(request)


class PrivateResponseMiddleware:
    """No page of a signed-in person is stored by a browser or a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response


class ForeignWordsMiddleware:
    """Words in another script are marked on every page, whatever way they came there; not on a page in Arabic.

    To who is signed in, also words in another language that an app knows of.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.headers.get("Content-Language") not in settings.LANGUAGES_BIDI:
            html = response.content.decode(response.charset)
            typed = self._typed(request, html) if request.user.is_authenticated else {}
            if (marked := mark_foreign_words(mark_typed_words(html, typed))) is not html:
                response.content = marked
        return response

    @staticmethod
    def _typed(request: HttpRequest, html: str) -> dict[str, str]:
        return typed_on(f"{request.path} {html}")


class NotNowMiddleware:
    """A view that raises `NotNow` leads back, and says why there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotNow):
            return None
        messages.add_message(request, exception.level, exception.reason)
        return redirect(exception.to)
