"""The parts of what landelijk beheer keeps, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def management_parts(current: str) -> list[dict[str, Any]]:
    parts = {
        "accounts:people": _("Mensen"),
        "accounts:organisations": _("Organisaties"),
        "accounts:regions": _("Regio's"),
        "lists:lists": _("Lijsten"),
        "surveys:versions": _("Vragenlijsten"),
        "retention:overview": _("Bewaren"),
        "breaches:register": _("Datalekken"),
    }
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in parts.items()]
