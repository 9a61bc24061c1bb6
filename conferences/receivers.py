"""What the meeting does when a case, or the meeting itself, says that something happened."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from cases.models import Case, CirclePerson, MainPerson
from cases.preparation.acts.briefing import lock_intended_plans, unlock_intended_plans
from cases.preparation.acts.safety import check_safety_is_decided
from cases.signals import case_moved, left_the_conference, people_merged, person_returns
from ekc import dutch
from ekc.outbox.models import Message
from ekc.outbox.signals import mail_accepted, mail_not_delivered

from .codes import ConferenceState
from .day.acts.sheet_reminder import cancel_sheet_reminder, plan_sheet_reminder, repeat_sheet_reminder
from .inviting.acts.inviting import note_mail_accepted, note_mail_fault, tell_of_change, tell_of_postponement
from .inviting.acts.lapsing import let_invitations_lapse
from .inviting.acts.mails import invitation_of_key
from .inviting.contact_bans import check_bans
from .merges import refuse_professional_in_private_time
from .models import Conference, Invitation
from .moves import move_conference
from .planning.acts.day_poll import close_with_chosen_day
from .queries import coming_meeting
from .signals import conference_planned, conference_postponed, conference_start_taken_back, conference_starting

WITHOUT_A_DAY = {
    "end_in_activation": _lazy("De voorbereiding is gestopt."),
    "plan_without_meeting": _lazy("De familie maakte een plan zonder bijeenkomst."),
}


@receiver(case_moved)
def take_the_day_off(*, case: Case, action: str, **_kwargs: Any) -> None:
    """The preparation ended with a day still planned: there will be no meeting that day."""
    if action not in WITHOUT_A_DAY:
        return
    for conference in case.conferences.filter(state=ConferenceState.PLANNED):
        postponed = move_conference(conference, "postpone", by=None, reason=str(WITHOUT_A_DAY[action]))
        conference_postponed.send(sender=type(postponed), conference=postponed)


@receiver(case_moved)
def who_takes_over_reads_of_tomorrow(*, case: Case, action: str, **_kwargs: Any) -> None:
    """The mail about the run sheet went to who had the case; who runs the meeting now needs it too."""
    conference = coming_meeting(case) if action == "hand_over" else None
    if conference is not None:
        repeat_sheet_reminder(conference)


@receiver(conference_planned)
def tell_the_invited(*, conference: Conference, **_kwargs: Any) -> list[str]:
    """Everybody who was told another day or place hears the new one, each by the channel that was chosen."""
    return _who_hears(tell_of_change(conference))


@receiver(conference_postponed)
def tell_the_invited_that_it_is_off(*, conference: Conference, **_kwargs: Any) -> list[str]:
    return _who_hears(tell_of_postponement(conference))


def _who_hears(told: Sequence[Invitation]) -> list[str]:
    """Who gets mail now, and whom the coordinator tells; somebody who gets mail and a letter is in both."""
    mailed = sum(invitation.gets_mail for invitation in told)
    by_hand = sum(bool(invitation.pending_news) for invitation in told)
    sentences = []
    if mailed:
        words = ngettext("%(count)s genodigde krijgt nu mail.", "%(count)s genodigden krijgen nu mail.", mailed)
        sentences.append(words % {"count": mailed})
    if by_hand:
        words = ngettext(
            "%(count)s genodigde hoort het van jou of per brief: zie Uitnodigingen.",
            "%(count)s genodigden horen het van jou of per brief: zie Uitnodigingen.",
            by_hand,
        )
        sentences.append(words % {"count": by_hand})
    return sentences


def _invitation_of(message: Message) -> int | None:
    """The one a mail is about now: after a merge that is another than its key was made of."""
    found = invitation_of_key(message.key)
    return message.about_id if found is not None and message.about_id is not None else found


@receiver(mail_not_delivered)
def show_it_with_the_invitation(*, message: Message, reason: str, **_kwargs: Any) -> None:
    invitation_id = _invitation_of(message)
    if invitation_id is not None:
        note_mail_fault(invitation_id, reason, to=message.to)


@receiver(mail_accepted)
def take_the_warning_off_the_invitation(*, message: Message, **_kwargs: Any) -> None:
    invitation_id = _invitation_of(message)
    if invitation_id is not None:
        note_mail_accepted(invitation_id, to=message.to)


@receiver(conference_planned)
def settle_what_hangs_on_the_day(*, conference: Conference, moved: bool = True, **_kwargs: Any) -> list[str]:
    """The open question for a day is over, the run sheet's mail moves along."""
    sentences = []
    if close_with_chosen_day(conference):
        sentences.append(_("De vraag naar een dag is gesloten."))
    if not moved:
        return sentences
    reminder = plan_sheet_reminder(conference)
    if reminder is not None:
        sentences.append(
            _("de mail over het draaiboek: %(day)s") % {"day": dutch.long_date(timezone.localdate(reminder))}
        )
    return sentences


@receiver(conference_postponed)
def let_lapse_what_hangs_on_the_day(*, conference: Conference, **_kwargs: Any) -> list[str]:
    cancel_sheet_reminder(conference)
    return [_("de mail over het draaiboek")]


@receiver(conference_starting)
def safety_comes_first(*, conference: Conference, **_kwargs: Any) -> None:
    """No meeting begins, and none is written down, while a safety signal has no decision (domain.md 3.3).

    What the professionals had in mind is locked here too: from now on it is no plan beforehand (M-09).
    """
    check_safety_is_decided(conference.case)
    lock_intended_plans(conference.case)


@receiver(conference_start_taken_back)
def nothing_was_fixed(*, conference: Conference, **_kwargs: Any) -> None:
    unlock_intended_plans(conference.case)


@receiver(person_returns)
def no_ban_is_passed_by_returning(*, person: CirclePerson, **_kwargs: Any) -> None:
    """Who was invited before and takes part again, stands among the invited again: asked as if invited now."""
    conference = coming_meeting(person.case)
    if conference is not None and conference.invitations.filter(person=person).exists():
        check_bans(conference, person=person)


@receiver(left_the_conference)
def invitations_lapse(
    *, case: Case, people: Sequence[CirclePerson], main_people: Sequence[MainPerson], **_kwargs: Any
) -> None:
    let_invitations_lapse(case, people=people, main_people=main_people)


@receiver(people_merged)
def nobody_of_the_professionals_was_in_private_time(*, keep: CirclePerson | MainPerson, **_kwargs: Any) -> None:
    if isinstance(keep, CirclePerson):
        refuse_professional_in_private_time(keep)
