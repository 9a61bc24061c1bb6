"""The tabs of the case page that this app fills."""

from django.utils.translation import gettext_lazy as _

from .tabs import register_tab

register_tab("overview", _("Overzicht"), "cases:case", "case.view", 10)
register_tab("circle", _("Kring"), "cases:circle", "circle.view", 20)
register_tab("contacts", _("Contacten"), "cases:contacts", "circle.view", 30)
register_tab("preparation", _("Voorbereiding"), "cases:preparation", "circle.view", 35)
register_tab("contract", _("Contract"), "cases:contracts", "contract.view", 85)
register_tab("history", _("Verloop"), "cases:history", "case.view", 90)
