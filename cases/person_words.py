"""One person in words, where the code lists speak of groups as the reports print them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .codes import ContactGroup, Position

POSITION_WORDS: Mapping[str, str | Promise] = {
    Position.MINOR_MAIN_PERSON: _("Hoofdpersoon"),
    Position.ADULT_MAIN_PERSON: _("Hoofdpersoon"),
    Position.PARENT: _("Ouder"),
    Position.SIBLING: _("Broer of zus"),
    Position.GRANDPARENT: _("Opa of oma"),
    Position.AUNT_OR_UNCLE: _("Oom of tante"),
    Position.COUSIN: _("Neef of nicht"),
    Position.OTHER_FAMILY: _("Ander familielid"),
    Position.FRIEND: _("Vriend of vriendin"),
    Position.OTHER_NETWORK: _("Buur, kennis of collega"),
    Position.REFERRER: _("Aanmelder"),
    Position.SCHOOL: _("Iemand van school"),
    Position.CARE_WORKER: _("Hulpverlener"),
    Position.OTHER_PROFESSIONAL: _("Andere professional"),
    Position.UNKNOWN: _("Nog niet bekend"),
}

GROUP_WORDS: Mapping[str, str | Promise] = {
    ContactGroup.MINOR_MAIN_PERSON: _("Minderjarige hoofdpersoon"),
    ContactGroup.ADULT_MAIN_PERSON: _("Volwassen hoofdpersoon"),
    ContactGroup.PARENT: _("Ouder"),
    ContactGroup.PROFESSIONAL_REFERRER: _("Professionele aanmelder"),
    ContactGroup.OTHER_FAMILY: _("Ander familielid"),
    ContactGroup.FRIEND: _("Vriend of bekende"),
    ContactGroup.OTHER_PROFESSIONAL: _("Andere professional"),
}

CLOSENESS_WORDS: Mapping[int, str | Promise] = {
    1: _("Heel dichtbij"),
    2: _("Dichtbij"),
    3: _("Verder weg"),
}
