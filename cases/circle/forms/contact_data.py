"""How somebody is reached, and what is safe: asked of the circle and of main persons in the same words."""

from django.utils.translation import gettext_lazy as _

CONTACT_LABELS = {
    "contact_wish": _("Wat is veilig contact voor deze persoon?"),
    "phone": _("Telefoon"),
    "email": _("E-mail"),
    "street": _("Straat en huisnummer"),
    "postcode": _("Postcode"),
    "place": _("Woonplaats"),
    "secret_address": _("Geheim adres: dit adres wordt nergens getoond of afgedrukt"),
    "no_voicemail": _("Geen voicemail inspreken"),
    "best_time": _("Beste tijd om te bellen"),
}
