"""One person in words, where the code list speaks of groups as the reports print them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .codes import SpokenWith

SPOKEN_WITH_WORDS: Mapping[str, str | Promise] = {
    SpokenWith.REFERRER: _("Aanmelder of hulpverlener"),
    SpokenWith.ADULT_MAIN_PERSON: _("Volwassen hoofdpersoon"),
    SpokenWith.MINOR_MAIN_PERSON: _("Minderjarige hoofdpersoon"),
    SpokenWith.FAMILY_NETWORK: _("Familielid of iemand uit het netwerk"),
}
