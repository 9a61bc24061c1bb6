"""The lists of codes that landelijk beheer keeps (docs/adr/0017)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptList(models.TextChoices):
    REFERRER = "aanmelder", _("Soorten aanmelders")
    FAITH = "geloof", _("Geloof")
    BACKGROUND = "achtergrond", _("Achtergrond")
    ADVICE = "anders_adviseren", _("Redenen om anders te adviseren")
    WITHDRAWAL = "intrekken", _("Redenen om een aanmelding in te trekken")


PUBLIC_LISTS = frozenset({KeptList.REFERRER, KeptList.FAITH, KeptList.BACKGROUND})
"""What citizens read, in their language."""
WORD_LISTS = frozenset({KeptList.FAITH, KeptList.BACKGROUND})
"""What is recognised by other words too, and where a choice may belong to another."""


OTHER = "anders"
"""In every list: words that only a person can judge go with it."""
FIXED: dict[str, frozenset[str]] = {
    **{each.value: frozenset({OTHER}) for each in KeptList},
    KeptList.REFERRER.value: frozenset({OTHER, "hoofdpersoon", "familie_netwerk"}),
}
"""What the program itself speaks of: it gets another name, and is never retired."""
