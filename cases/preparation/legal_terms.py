"""Words of the law that come up in the talk with a professional, explained for a citizen (US-26)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LegalWord:
    label: str | Promise
    meaning: str | Promise


LEGAL_WORDS: Mapping[str, LegalWord] = {
    "ots": LegalWord(
        _("Ondertoezichtstelling (OTS)"),
        _(
            "De kinderrechter geeft het gezin een gezinsvoogd, omdat een kind in gevaar komt. De ouders houden het "
            "gezag, maar moeten aanwijzingen volgen."
        ),
    ),
    "uhp": LegalWord(
        _("Uithuisplaatsing"),
        _(
            "Een kind woont een tijd niet thuis. Dat kan ook bij familie of bekenden zijn: vraag ernaar, want dat is "
            "voor een plan van de familie belangrijk."
        ),
    ),
    "netwerkpleegzorg": LegalWord(
        _("Netwerkpleeggezin"),
        _("Een kind woont bij familie of bekenden, met begeleiding en een vergoeding van pleegzorg."),
    ),
    "crisisplek": LegalWord(
        _("Crisisplaatsing"),
        _("Een kind gaat meteen naar een veilige plek, voor korte tijd. Daarna wordt opnieuw besloten."),
    ),
    "gesloten": LegalWord(
        _("Gesloten plaatsing"),
        _("Een jongere mag een instelling niet zomaar uit. Daar is een machtiging van de rechter voor nodig."),
    ),
    "gezag": LegalWord(
        _("Gezag"),
        _("Wie de belangrijke beslissingen over een kind neemt. Meestal de ouders, soms een voogd."),
    ),
    "schriftelijke_aanwijzing": LegalWord(
        _("Schriftelijke aanwijzing"),
        _("Een opdracht van de gezinsvoogd op papier. Ouders moeten die volgen, en kunnen naar de rechter."),
    ),
    "rvdk": LegalWord(
        _("Raad voor de Kinderbescherming"),
        _("Onderzoekt of een kind in gevaar is, en vraagt de rechter zo nodig om een maatregel."),
    ),
    "jeugdreclassering": LegalWord(
        _("Jeugdreclassering"),
        _("Begeleiding van een jongere na een strafbaar feit, met voorwaarden waaraan hij of zij zich moet houden."),
    ),
    "omgang": LegalWord(
        _("Omgangsregeling"),
        _("Afspraken over wanneer een kind bij de andere ouder is. Soms stelt de rechter ze vast."),
    ),
    "huisverbod": LegalWord(
        _("Tijdelijk huisverbod"),
        _("Iemand mag tien dagen niet thuis komen en geen contact hebben. De burgemeester kan het verlengen."),
    ),
    "bodem_eis": LegalWord(
        _("Bodem-eis"),
        _("Wat er in elk geval in het plan moet staan, voor de veiligheid. Het staat vooraf op papier."),
    ),
}
