"""Asking people to come, telling them when something changes, and what they answer (domain.md 3.3, 3.7)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms
from cases.circle.acts.circle import add_circle_person
from cases.codes import CircleSource
from cases.models import Case, CirclePerson, MainPerson, Referrer
from cases.variants.acts.sides import check_both_agreed, check_takes_part
from conferences.codes import (
    DAY_TO_COME_STATES,
    MAILED,
    NEEDS,
    NOT_BEGUN_STATES,
    NOT_SURE_ANSWERS,
    AnswerWay,
    ConferenceState,
    InvitationAnswer,
    InvitationChannel,
    Language,
    News,
    SuggestionState,
)
from conferences.models import Conference, Invitation, Suggestion
from conferences.shown_place import safe_place
from ekc.accounts.models import User
from ekc.addresses import mail_key
from ekc.dates import local_today
from ekc.links import refused_to, why_closed
from ekc.refusal import Refusal

from ..contact_bans import check_bans
from ..reads.links import LINK_FIELDS, ensure_link
from ..reads.mail_address import mail_address
from .mails import mail_news, mail_nudge, tell_coordinator
from .reminding import cancel_reminders, plan_reminders

ANSWER_FIELDS = ("answer", *NEEDS, "absent_reason")
MOST_SUGGESTIONS = 10


@transaction.atomic
def invite(
    conference: Conference,
    *,
    by: User,
    person: CirclePerson | None = None,
    main_person: MainPerson | None = None,
    referrer: Referrer | None = None,
    channel: str = InvitationChannel.VISIT,
    language: str = Language.DUTCH,
    **part: Any,
) -> Invitation:
    """Ask somebody to come, by `channel` and in `language`; inviting again changes only how.

    `part` is for a professional: in_information, in_presentation, from_clock, until_clock, asked. A mail leaves
    with the transaction; a letter waits to be printed. Raises Refusal for who was set aside, under a contact
    ban, without a mail address for a mail, and when there is no day ahead.
    """
    conference = Conference.objects.select_for_update().select_related("case").get(pk=conference.pk)
    if conference.state not in NOT_BEGUN_STATES:
        raise Refusal(_("De conferentie is al begonnen. Leg vast wie er waren bij Aanwezigheid."))
    if somebody := person or main_person:
        check_takes_part(somebody)
    check_both_agreed(conference.case)
    check_bans(conference, person=person, main_person=main_person)
    who = {"person": person, "main_person": main_person, "referrer": referrer}
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(conference=conference, **who).first()
    invitation = invitation or Invitation(conference=conference, **who)
    for name, value in {"channel": channel, "language": language, **part}.items():
        setattr(invitation, name, value)
    _check_reachable(invitation)
    invitation.sent_at = invitation.sent_at or timezone.now()
    invitation.withdrawn_at = None
    invitation.save()
    _tell(invitation, News.INVITED, str(safe_place(conference)))
    plan_reminders(invitation)
    return invitation


@transaction.atomic
def invite_people(conference: Conference, people: Sequence[Mapping[str, Any]], *, by: User) -> list[Invitation]:
    """Invite several people at once, or nobody: each with the arguments of `invite`. Raises Refusal."""
    return [invite(conference, by=by, **somebody) for somebody in people]


def _check_reachable(invitation: Invitation) -> None:
    if invitation.channel in MAILED and not mail_address(invitation):
        raise Refusal(
            _("Van %(name)s is geen e-mailadres bekend. Vul het in, of kies een andere manier.")
            % {"name": str(invitation)}
        )


def _tell(invitation: Invitation, news: str, place: str) -> None:
    """Bring news by mail now, and leave what goes by letter or by voice to the coordinator.

    Who is invited in person has heard it already; of a change the coordinator must still tell.
    """
    conference = invitation.conference
    # With a link that opens nothing a mail would only puzzle.
    by_mail = invitation.gets_mail and invitation.withdrawn_at is None and not refused_to(invitation)
    by_hand = (
        invitation.gets_letter
        or (invitation.gets_mail and not by_mail)
        or (invitation.channel == InvitationChannel.VISIT and news != News.INVITED)
    )
    invitation.pending_news = news if by_hand else ""
    invitation.told_start = None if news in (News.OFF, News.CANCELLED) else conference.planned_start
    invitation.told_place = place
    to = mail_address(invitation) if by_mail else ""
    ensure_link(invitation, to=to)
    invitation.save(update_fields=["pending_news", "told_start", "told_place", *LINK_FIELDS])
    if by_mail:
        mail_news(invitation, news, to=to)


# --- the day moves -----------------------------------------------------------------------------------------------


@transaction.atomic
def tell_of_change(conference: Conference) -> list[Invitation]:
    """Tell everybody who was told another day or place, each by their own channel; returns whom.

    On another day the answers are open again, with what was needed kept. Reminders move along. Safe to repeat:
    who knows the day and the place is left alone.
    """
    told = []
    place = str(safe_place(conference))
    for invitation in _counted(conference):
        plan_reminders(invitation)
        if invitation.told_start == conference.planned_start and invitation.told_place == place:
            continue
        if not _same_day(invitation.told_start, conference.planned_start):
            invitation.answer, invitation.answered_at, invitation.answered_by = InvitationAnswer.OPEN, None, ""
            invitation.save(update_fields=["answer", "answered_at", "answered_by"])
        _tell(invitation, News.MOVED, place)
        told.append(invitation)
    return told


@transaction.atomic
def tell_of_postponement(conference: Conference) -> list[Invitation]:
    """Tell everybody who was invited that there is no day any more; returns whom. Reminders lapse.

    When the preparation was ended with it, they hear that there will be no other day either.
    """
    told, place = [], str(safe_place(conference))
    goes_on = Case.objects.filter(pk=conference.case_id, state__in=DAY_TO_COME_STATES).exists()
    news = News.OFF if goes_on else News.CANCELLED
    for invitation in _counted(conference):
        cancel_reminders(invitation)
        if invitation.told_start is not None:
            _tell(invitation, news, place)
            told.append(invitation)
    return told


def _counted(conference: Conference) -> list[Invitation]:
    rows = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("person", "main_person", "referrer", "conference__case")
        .filter(conference=conference, sent_at__isnull=False)
        .order_by("pk")
    )
    found = [row for row in rows if row.still_counts]
    for row in found:
        row.conference = conference
    return found


def _same_day(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    return bool(one and other and timezone.localdate(one) == timezone.localdate(other))


def bring_news(invitations: Iterable[Invitation], *, by: User) -> int:
    """The coordinator told it in person, or handed over or posted the letters. Returns for how many it was news."""
    numbers = [invitation.pk for invitation in invitations]
    return Invitation.objects.filter(pk__in=numbers).exclude(pending_news="").update(pending_news="")


@transaction.atomic
def nudge(invitation: Invitation, *, by: User) -> Invitation:
    """Mail a reminder now, at most once a day. Raises Refusal for who has no mail, or answered already."""
    locked = _lock(invitation)
    if locked.answer not in NOT_SURE_ANSWERS:
        raise Refusal(_("%(name)s heeft al geantwoord.") % {"name": str(locked)})
    address = mail_address(locked)
    if not address:
        raise Refusal(_("Van %(name)s is geen e-mailadres bekend. Bel liever even.") % {"name": str(locked)})
    if locked.withdrawn_at is not None or refused_to(locked):
        raise Refusal(_("De link van %(name)s werkt niet meer. Bel liever even.") % {"name": str(locked)})
    check_both_agreed(locked.conference.case)
    if locked.conference.state != ConferenceState.PLANNED:
        raise Refusal(_("Er is nu geen dag. Kies eerst met de familie een nieuwe dag."))
    if not locked.mail_fault and locked.reminded_at and timezone.localdate(locked.reminded_at) == local_today():
        raise Refusal(_("%(name)s kreeg vandaag al een herinnering.") % {"name": str(locked)})
    ensure_link(locked, to=address)
    mail_nudge(locked, to=address)
    locked.reminded_at = timezone.now()
    locked.save(update_fields=["reminded_at", *LINK_FIELDS])
    return locked


def print_letter_again(invitation: Invitation) -> None:
    """A link was renewed: the code on a letter that was printed before opens nothing any more."""
    if invitation.gets_letter and not invitation.pending_news:
        invitation.pending_news = News.INVITED
        invitation.save(update_fields=["pending_news"])


def note_mail_fault(invitation_id: int, reason: str, *, to: str) -> None:
    """A mail to this invitee did not arrive: the coordinator sees it with the invitation.

    Nothing when the address was put right meanwhile: what comes back late is about the old one.
    """
    invitation = _at_this_address(invitation_id, to)
    if invitation is not None:
        Invitation.objects.filter(pk=invitation_id).update(mail_fault=reason[:200])


def note_mail_accepted(invitation_id: int, *, to: str) -> None:
    """A mail to the address of today was accepted: only now the warning leaves."""
    invitation = _at_this_address(invitation_id, to)
    if invitation is not None and invitation.mail_fault:
        Invitation.objects.filter(pk=invitation_id).update(mail_fault="")


def _at_this_address(invitation_id: int, to: str) -> Invitation | None:
    rows = Invitation.objects.select_related("person", "main_person", "referrer")
    found: Invitation | None = rows.filter(pk=invitation_id).first()
    return found if found is not None and mail_key(mail_address(found)) == mail_key(to) else None


# --- the answer --------------------------------------------------------------------------------------------------


@transaction.atomic
def record_answer(
    invitation: Invitation,
    *,
    by: User | None,
    answer: str,
    suggested: list[str] | None = None,
    **said: str,
) -> Invitation:
    """Write down the answer; it may change until the meeting begins. Nothing when it was said before.

    `by` is the coordinator who heard it, or None for the invitee's own link. `said` are fields of ANSWER_FIELDS;
    those that are not given stay. `suggested` are names of who should be there too: each becomes a suggestion
    once, and what was suggested before and is not among them is taken back unless the coordinator did
    something with it; None leaves them. Raises Refusal on an unknown answer and after the meeting began.
    """
    if unknown := set(said) - set(ANSWER_FIELDS):
        raise TypeError(f"No fields of an answer: {sorted(unknown)}")
    if answer not in InvitationAnswer.values:
        raise Refusal(_("Kies een antwoord uit de lijst."), at="answer")
    locked = _lock(invitation)
    if by is None:
        _check_open(locked)
    before = {name: getattr(locked, name) for name in ANSWER_FIELDS}
    after = {**before, **{name: value.strip() for name, value in said.items()}, "answer": answer}
    if answer != InvitationAnswer.DOES_NOT_COME:
        after["absent_reason"] = ""
    if suggested is not None:
        _replace_suggestions(locked, suggested)
    if after == before:
        return locked
    for name, value in after.items():
        setattr(locked, name, value)
    is_open = answer == InvitationAnswer.OPEN
    locked.answered_at = None if is_open else timezone.now()
    locked.answered_by = "" if is_open else AnswerWay.LINK if by is None else AnswerWay.COORDINATOR
    locked.absence_by_office &= after["absent_reason"] == before["absent_reason"]
    locked.save(update_fields=[*ANSWER_FIELDS, "absence_by_office", "answered_at", "answered_by"])
    if by is None and _needs_a_look(locked, before):
        tell_coordinator(locked)
    return locked


def _check_open(invitation: Invitation) -> None:
    conference = invitation.conference
    started = conference.planned_start is not None and conference.planned_start <= timezone.now()
    if conference.state != ConferenceState.PLANNED or started or why_closed(invitation):
        raise Refusal(_("Antwoorden kan nu niet meer. Bel de Eigen Kracht-coördinator."))


def _needs_a_look(invitation: Invitation, before: dict[str, str]) -> bool:
    """Somebody is afraid, or stays away when there is hardly time left to do something about it."""
    start = invitation.conference.planned_start
    is_late = start is not None and start - timezone.now() < dt.timedelta(days=norms.LATE_ANSWER_DAYS)
    stays_away = invitation.answer == InvitationAnswer.DOES_NOT_COME != before["answer"]
    return bool(invitation.fear and invitation.fear != before["fear"]) or (is_late and stays_away)


def _replace_suggestions(invitation: Invitation, names: list[str]) -> None:
    wanted = [" ".join(name.split())[:120] for name in names]
    wanted = list(dict.fromkeys(filter(None, wanted)))[:MOST_SUGGESTIONS]
    invitation.suggestions.filter(state=SuggestionState.OPEN).exclude(name__in=wanted).delete()
    # The constraint keeps what is there, also what the coordinator has dealt with.
    Suggestion.objects.bulk_create(
        [Suggestion(invitation=invitation, name=name) for name in wanted], ignore_conflicts=True
    )


@transaction.atomic
def add_suggested(suggestion: Suggestion, *, by: User) -> CirclePerson:
    """Take a suggestion up in the circle, under the name that was given. Raises Refusal when that was done already."""
    locked = _lock_suggestion(suggestion)
    person = add_circle_person(
        locked.invitation.conference.case, by=by, name=locked.name, suggested_by=CircleSource.NETWORK
    )
    locked.state, locked.person = SuggestionState.ADDED, person
    locked.save(update_fields=["state", "person"])
    return person


@transaction.atomic
def leave_suggested(suggestion: Suggestion, *, by: User) -> None:
    """Do nothing with a suggestion for now; it stays readable. Raises Refusal when it was dealt with already."""
    locked = _lock_suggestion(suggestion)
    locked.state = SuggestionState.NOT_NOW
    locked.save(update_fields=["state"])


def _lock_suggestion(suggestion: Suggestion) -> Suggestion:
    locked: Suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("invitation__conference__case")
        .get(pk=suggestion.pk)
    )
    if locked.state == SuggestionState.ADDED:
        raise Refusal(_("%(name)s staat al in de kring.") % {"name": locked.name})
    return locked


def _lock(invitation: Invitation) -> Invitation:
    locked: Invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("conference__case", "person", "main_person", "referrer")
        .get(pk=invitation.pk)
    )
    return locked
