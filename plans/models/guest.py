"""Who has no account and is asked for the frame: to write it, to sign it, to test the plan on it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.kept_step import marks_case
from cases.querysets import CaseBoundQuerySet
from ekc.links import KEPT_OF_LINK, PersonalLink
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import GuestTask
from .frame import SafetyFrame


@pghistory.track(exclude=["token_hash", *KEPT_OF_LINK])
class FrameGuest(PersonalLink):
    """Another authority (a housing corporation), a team leader, or a second professional; by a personal link.

    A second professional with an account (`user`) tests there, and gets no link. `signed_mark` is a digest of the text
    that was signed: a text that changed afterwards is not signed.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="frame_guests")
    task = models.CharField(_("taak"), max_length=20, choices=GuestTask)
    # Who tests along with an account of their own.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The draft that is to be signed.
    frame = models.ForeignKey(SafetyFrame, on_delete=models.CASCADE, null=True, blank=True, related_name="signers")
    full_name = SealedCharField(_("naam"), max_length=120)
    organisation = SealedCharField(_("organisatie"), max_length=120)
    function = SealedCharField(_("functie"), max_length=120)
    email = models.EmailField(_("e-mailadres"))
    about = SealedTextField(_("waar het over gaat"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("gevraagd op"), auto_now_add=True)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    answered_at = models.DateTimeField(_("gereageerd op"), null=True, blank=True)
    signed_mark = models.CharField(max_length=64, blank=True, editable=False)
    # Need not write, sign or test any more: another does, or it is not needed.
    released_at = models.DateTimeField(_("hoeft niet meer sinds"), null=True, blank=True)
    remark = SealedTextField(_("opmerking"), blank=True)

    objects = CaseBoundQuerySet.manager("frame")

    class Meta:
        verbose_name = _("gast bij het veiligheidskader")
        verbose_name_plural = _("gasten bij het veiligheidskader")
        triggers = [marks_case()]
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(task__in=GuestTask.values), name="frame_guest_task_known"),
            models.CheckConstraint(
                condition=~Q(full_name="") & ~Q(organisation="") & ~Q(function="") & ~Q(email=""),
                name="frame_guest_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(task=GuestTask.SIGNS, frame__isnull=False)
                | ~Q(task=GuestTask.SIGNS) & Q(frame__isnull=True, signed_mark=""),
                name="frame_guest_signs_a_frame",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(task=GuestTask.TESTS, token_hash__isnull=True),
                name="frame_guest_with_account_tests_there",
            ),
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(released_at__isnull=True), name="frame_tester_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(signed_mark="") | Q(answered_at__isnull=False), name="frame_guest_signed_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def in_words(self) -> str:
        return f"{self.full_name}, {self.organisation}"

    @property
    def case_number(self) -> str:
        return self.case.number
