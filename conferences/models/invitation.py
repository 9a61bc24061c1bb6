"""Who is asked to come, in which words of which language, and what they answered."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.codes import PROFESSIONAL_POSITIONS
from cases.models import CirclePerson, MainPerson, Referrer
from cases.models.kept_step import marks_case_of_meeting
from cases.querysets import CaseBoundQuerySet
from ekc.links import KEPT_OF_LINK, PersonalLink
from ekc.sealed.columns import SealedCharField

from ..codes import (
    MAILED,
    WRITTEN,
    AnswerWay,
    InvitationAnswer,
    InvitationChannel,
    Language,
    News,
    SuggestionState,
)
from .conference import Conference


@pghistory.track(exclude=KEPT_OF_LINK)
class Invitation(PersonalLink):
    """Somebody is asked to come; the answer may change until the day. Absent invitees keep their reason (C2).

    The personal link is made from `link_key` and the secret of the house (`domain.inviting.token_of`), so that
    mail, letter and reminder hold the same one; only its hash can be looked up.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    referrer = models.ForeignKey(Referrer, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    channel = models.CharField(_("hoe"), max_length=20, choices=InvitationChannel, default=InvitationChannel.VISIT)
    language = models.CharField(_("taal"), max_length=2, choices=Language, default=Language.DUTCH)
    link_key = models.CharField(max_length=43, blank=True, editable=False)
    token_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(_("uitgenodigd op"), null=True, blank=True)

    # A professional or information giver gets their own part, and reads what is asked of them.
    in_information = models.BooleanField(_("bij de informatie"), default=True)
    in_presentation = models.BooleanField(_("bij de presentatie van het plan"), default=True)
    from_clock = models.TimeField(_("van"), null=True, blank=True)
    until_clock = models.TimeField(_("tot"), null=True, blank=True)
    asked = SealedCharField(_("wat we vragen"), max_length=500, blank=True)

    # What this person was told last, and what the coordinator must still bring by letter or by voice.
    told_start = models.DateTimeField(null=True, blank=True)
    told_place = SealedCharField(max_length=330, blank=True)
    pending_news = models.CharField(_("nog te brengen"), max_length=12, choices=News, blank=True)
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    mail_fault = SealedCharField(_("waarom de mail niet aankwam"), max_length=200, blank=True)

    answer = models.CharField(_("antwoord"), max_length=20, choices=InvitationAnswer, default=InvitationAnswer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(_("hoe kwam het antwoord"), max_length=12, choices=AnswerWay, blank=True)
    diet = SealedCharField(_("eten en drinken"), max_length=200, blank=True)
    transport = SealedCharField(_("vervoer"), max_length=200, blank=True)
    child_care = SealedCharField(_("oppas"), max_length=200, blank=True)
    interpreter = SealedCharField(_("taal of tolk"), max_length=200, blank=True)
    fear = SealedCharField(_("waar iemand tegenop ziet"), max_length=500, blank=True)
    needs = SealedCharField(_("wat verder nodig is"), max_length=300, blank=True)
    absent_reason = SealedCharField(_("waarom er niet bij"), max_length=300, blank=True)
    # The reason was written down afterwards by the regional manager, and not by who invited.
    absence_by_office = models.BooleanField(_("reden vastgelegd door de regiomanager"), default=False)

    objects = CaseBoundQuerySet.manager("circle", "conference__case")

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        triggers = [marks_case_of_meeting()]
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True, referrer__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False, referrer__isnull=True)
                | Q(person__isnull=True, main_person__isnull=True, referrer__isnull=False),
                name="invitation_for_one_person",
            ),
            models.UniqueConstraint(
                fields=["conference", "person"], condition=Q(person__isnull=False), name="invitation_person_once"
            ),
            models.UniqueConstraint(
                fields=["conference", "main_person"],
                condition=Q(main_person__isnull=False),
                name="invitation_main_person_once",
            ),
            models.UniqueConstraint(
                fields=["conference", "referrer"],
                condition=Q(referrer__isnull=False),
                name="invitation_referrer_once",
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="invitation_link_once"),
            models.CheckConstraint(condition=Q(answer__in=InvitationAnswer.values), name="invitation_answer_known"),
            models.CheckConstraint(condition=Q(channel__in=InvitationChannel.values), name="invitation_channel_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="invitation_language_known"),
            models.CheckConstraint(condition=Q(pending_news__in=["", *News.values]), name="invitation_news_known"),
            models.CheckConstraint(
                condition=Q(answered_by__in=["", *AnswerWay.values]), name="invitation_answer_way_known"
            ),
            models.CheckConstraint(
                condition=Q(until_clock__isnull=True) | Q(from_clock__isnull=True) | ~Q(until_clock=F("from_clock")),
                name="invitation_part_takes_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.invitee)

    @property
    def case_number(self) -> str:
        return self.conference.case_number

    @property
    def invitee(self) -> CirclePerson | MainPerson | Referrer:
        return self.person or self.main_person or self.referrer

    @property
    def is_professional(self) -> bool:
        """Comes for a part, and is spoken to as "u"."""
        return self.referrer_id is not None or bool(self.person and self.person.position in PROFESSIONAL_POSITIONS)

    @property
    def still_counts(self) -> bool:
        """False once this person takes no part or turned out to be somebody else: their link is dead."""
        somebody = self.person or self.main_person
        return somebody is None or somebody.takes_part

    @property
    def gets_mail(self) -> bool:
        return self.channel in MAILED

    @property
    def gets_letter(self) -> bool:
        return self.channel in WRITTEN


class Suggestion(models.Model):
    """Somebody whom an invitee would like to be there. Nobody of the circle until the coordinator says so."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="suggestions")
    name = models.CharField(_("wie"), max_length=120)
    state = models.CharField(_("stand"), max_length=12, choices=SuggestionState, default=SuggestionState.OPEN)
    person = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CaseBoundQuerySet.manager("circle", "invitation__conference__case")

    class Meta:
        verbose_name = _("voorstel voor de kring")
        verbose_name_plural = _("voorstellen voor de kring")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "name"], name="suggestion_once"),
            models.CheckConstraint(condition=Q(state__in=SuggestionState.values), name="suggestion_state_known"),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.ADDED) | Q(person__isnull=False), name="suggestion_added_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        return self.invitation.case_number
