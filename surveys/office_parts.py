"""What landelijk beheer does with questionnaires, as tabs."""

from typing import Any

import rules
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def office_parts(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    parts = {
        "surveys:versions": (_("Versies"), "surveys.versions"),
        "surveys:response": (_("Respons"), "surveys.response"),
        "surveys:paper_number": (_("Papier invoeren"), "surveys.enter_paper"),
        "surveys:to_redact": (_("Nakijken"), "surveys.redact"),
    }
    return [
        {"label": label, "url": reverse(name), "current": name == current}
        for name, (label, perm) in parts.items()
        if rules.has_perm(perm, request.user)
    ]
