"""Roles and kinds of people and organisations (domain.md 1.2 and 2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REGIONAL_MANAGER = "regiomanager", _("Regiomanager")
    COORDINATOR = "coordinator", _("Eigen Kracht-coördinator")
    PROFESSIONAL = "professional", _("Jeugdbeschermer of andere professional")
    RESEARCHER = "onderzoeker", _("Onderzoeker")
    FUNDER = "financier", _("Financier")
    NATIONAL = "landelijk_beheer", _("Landelijk beheer")


# Everybody with an account is staff in the sense of R27: each can reach a file or figures on files.
STAFF_ROLES = frozenset(Role.values)

# Whose work lies in regions: without one they would see nothing at all (R28).
ROLES_WITH_REGIONS = frozenset({Role.REGIONAL_MANAGER, Role.COORDINATOR})

# Who has an account on behalf of an organisation (R38).
ROLES_WITH_ORGANISATION = frozenset({Role.PROFESSIONAL, Role.FUNDER})


class KeptBy(models.TextChoices):
    """Who looks after the files of a region now; a rule over living accounts, kept nowhere (`RegionQuerySet`)."""

    MANAGERS = "regiomanagers", _("de eigen regiomanagers")
    DEPUTY = "waarnemer", _("de regiomanagers van de waarnemende regio")
    NATIONAL = "landelijk_beheer", _("landelijk beheer")


class RegionKind(models.TextChoices):
    PROVINCE = "provincie", _("Provincie")
    CITY_REGION = "stadsregio", _("Stadsregio")
