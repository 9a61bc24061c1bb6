"""Who answers a round by a personal link, in place of a telephone call."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import CirclePerson, MainPerson
from cases.querysets import CaseBoundQuerySet
from ekc.links import KEPT_OF_LINK, PersonalLink

from .call import Call
from .interview import Interview


@pghistory.track(exclude=[*KEPT_OF_LINK])
class FollowUpGuest(PersonalLink):
    """Somebody of the family who was sent a link for one round. Of the link only the hash is kept."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    sent_on = models.DateField(_("link gestuurd op"))
    interview = models.OneToOneField(
        Interview, on_delete=models.SET_NULL, null=True, blank=True, related_name="guest", editable=False
    )

    objects = CaseBoundQuerySet.manager("followup", "call__case")

    class Meta:
        verbose_name = _("wie de navraag zelf invult")
        verbose_name_plural = _("wie de navraag zelf invullen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False),
                name="follow_up_guest_is_one_person",
            ),
            models.UniqueConstraint(
                fields=["call", "person"], condition=Q(person__isnull=False), name="follow_up_guest_person_once"
            ),
            models.UniqueConstraint(
                fields=["call", "main_person"],
                condition=Q(main_person__isnull=False),
                name="follow_up_guest_main_person_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.somebody)

    @property
    def somebody(self) -> CirclePerson | MainPerson:
        """Whom it is about: the database knows one of both."""
        found = self.person or self.main_person
        assert found is not None
        return found

    @property
    def case_number(self) -> str:
        return self.call.case_number
