import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ekc.frames import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.prod")

if settings.EKC_TRACES:
    # Before the middleware is gathered. Without the setting nothing of it is imported.
    from ekc.traces import begin

    begin(settings.EKC_TRACES, part="web")
answer = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The program as a server calls it; a page stands deep enough that room for its frames pays (`ekc.frames`)."""
    return with_room(answer, environ, start_response)
