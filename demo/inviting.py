"""Who is asked to come, how and in which language, and what they answered."""

import datetime as dt
import random
from typing import Any

from cases.circle.acts.circle import change_circle_person
from cases.codes import PROFESSIONAL_POSITIONS
from cases.models import CirclePerson
from conferences.codes import MAY_NEED_ANSWERS, InvitationAnswer, InvitationChannel, Language
from conferences.inviting.acts.inviting import bring_news, invite, note_mail_fault, nudge, record_answer
from conferences.inviting.reads.mail_address import mail_address
from conferences.models import Conference, Invitation

from . import texts
from .preparing import arrange
from .tale import SEED, Tale

LANGUAGES = {"tr": Language.TURKISH, "ma": Language.ARABIC, "pl": Language.POLISH, "er": Language.ENGLISH}
"""Of the oldest of a family; the young ones read Dutch."""


def invite_everybody(tale: Tale, conference: Conference, offset: int, *, all_answered: bool) -> None:
    """Everybody of the circle is asked; most come, some write a letter, some did not answer yet."""
    # Of its own, so that the rest of the story stays as it was.
    own = random.Random(f"{SEED}:{tale.story.key}:{conference.sequence}:invite")  # noqa: S311  a story, no secret
    with tale.on(offset, 20):
        invitations = [
            invite(conference, by=tale.coordinator, main_person=person, channel=InvitationChannel.VISIT)
            for person in tale.mains
            if not person.unborn
        ]
        invitations += [
            invite(conference, by=tale.coordinator, person=person, **_how(tale, person, own)) for person in tale.circle
        ]
        posted = [each for each in invitations if each.gets_letter]
        bring_news(posted if all_answered else posted[1:], by=tale.coordinator)
    with tale.on(min(offset + 2, tale.prepared), 21) as moment:
        arrange(tale, moment, texts.ARRANGED)
        for invitation in invitations:
            _let_answer(tale, invitation, own, all_answered=all_answered)
        if not all_answered:
            _settle_the_open(tale, [each for each in invitations if each.gets_mail])


def _how(tale: Tale, person: CirclePerson, own: random.Random) -> dict[str, Any]:
    if person.position in PROFESSIONAL_POSITIONS:
        asked = texts.ASKED.get(person.position, texts.ASKED_OTHERWISE)
        part = {"asked": asked, "in_presentation": False, "until_clock": None}
        return {"channel": InvitationChannel.MAIL if person.email else InvitationChannel.VISIT, **part}
    language = LANGUAGES.get(tale.story.roots, Language.DUTCH) if person.position == "opa_oma" else Language.DUTCH
    channel = InvitationChannel.MAIL if person.email else InvitationChannel.VISIT
    if own.random() < 0.3 and not person.secret_address:
        street = f"{own.choice(texts.STREETS)} {own.randrange(1, 90)}"
        change_circle_person(person, by=tale.coordinator, street=street)
        channel = InvitationChannel.BOTH if person.email else InvitationChannel.LETTER
        person.street = street
    return {"channel": channel, "language": language}


def _let_answer(tale: Tale, invitation: Invitation, own: random.Random, *, all_answered: bool) -> None:
    person = invitation.person
    is_close = person is None or person.closeness == 1
    answer = InvitationAnswer.COMES if is_close else _answer(tale)
    if answer == InvitationAnswer.OPEN and all_answered:
        answer = InvitationAnswer.COMES
    if answer == InvitationAnswer.OPEN:
        return
    absent = tale.pick(texts.ABSENT) if answer == InvitationAnswer.DOES_NOT_COME else ""
    said: dict[str, str] = {"absent_reason": absent}
    suggested: list[str] = []
    if answer in MAY_NEED_ANSWERS and person is not None and not invitation.is_professional and own.random() < 0.4:
        name, need = own.choice(texts.INVITEE_NEEDS)
        said[name] = need
    if invitation.gets_mail and not invitation.is_professional and own.random() < 0.35:
        suggested = [own.choice(texts.SUGGESTED)]
    # Who got a mail answers on their own page, the others by phone; a story of the past is past its link.
    by = None if invitation.gets_mail and _is_ahead(tale, invitation) else tale.coordinator
    record_answer(invitation, by=by, answer=answer, suggested=suggested or None, **said)


def _is_ahead(tale: Tale, invitation: Invitation) -> bool:
    start = invitation.conference.planned_start
    return start is not None and start > tale.past.began + dt.timedelta(hours=1)


def _settle_the_open(tale: Tale, mailed: list[Invitation]) -> None:
    """Of two who did not answer one is reminded, and the mail of the other came back."""
    waiting = [each for each in mailed if Invitation.objects.get(pk=each.pk).answer == InvitationAnswer.OPEN]
    if waiting:
        note_mail_fault(waiting[0].pk, texts.CAME_BACK, to=mail_address(waiting[0]))
    for invitation in waiting[1:2]:
        nudge(invitation, by=tale.coordinator)


def _answer(tale: Tale) -> str:
    in_a_hundred = {
        InvitationAnswer.COMES: 72,
        InvitationAnswer.OPEN: 14,
        InvitationAnswer.SENDS_LETTER: 4,
        InvitationAnswer.DOES_NOT_COME: 7,
        InvitationAnswer.UNDECIDED: 3,
    }
    return tale.random.choices([*in_a_hundred], weights=[*in_a_hundred.values()])[0]
