"""Where somebody who found a hole tells us, in the form that is looked for (RFC 9116)."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

GOOD_FOR = dt.timedelta(days=180)
"""Under a year, as the RFC asks; made anew at each reading, for who is told stands in the settings."""


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    until = (timezone.now() + GOOD_FOR).astimezone(dt.UTC).replace(microsecond=0, minute=0, second=0)
    address = settings.EKC_SECURITY_EMAIL or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    lines = (
        f"Contact: mailto:{address}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
