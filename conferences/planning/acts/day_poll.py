"""Finding a day with the family: proposing some, gathering who can when, by personal link or by the coordinator."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.contact import safe_contact
from cases.locks import lock_case
from cases.models import Case, CirclePerson, MainPerson
from cases.spoken_languages import page_language_of
from cases.variants.acts.sides import check_both_agreed, check_takes_part
from conferences.codes import DAY_TO_COME_STATES, Availability
from conferences.models import Conference, DayAnswer, DayGuest, DayOption, DayPoll
from ekc.accounts.models import User
from ekc.links import may_be_sent, renew_link
from ekc.outbox.acts import queue_message
from ekc.refusal import Refusal

FEWEST_DAYS, MOST_DAYS = 2, 8


@dataclass(frozen=True)
class ProposedDay:
    """One moment to choose from; aware."""

    start: dt.datetime
    end: dt.datetime | None = None


Somebody = MainPerson | CirclePerson


@transaction.atomic
def propose_days(
    case: Case,
    *,
    by: User,
    days: Iterable[ProposedDay],
    people: Iterable[Somebody],
    answer_by: dt.date | None = None,
    send_links: bool = True,
) -> DayPoll:
    """Ask these people which of these days are possible; who has a safe mail address gets a personal link.

    Raises Refusal with fewer than two or more than eight days, with a day that is past or stands there
    twice, without people, outside the preparation, and while another round is open.
    """
    proposed = sorted(days, key=lambda each: each.start)
    asked = list(people)
    case = lock_case(case)
    if case.state not in DAY_TO_COME_STATES:
        raise Refusal(_("Dagen voorstellen kan in de voorbereiding, tot de conferentie begint."))
    if case.day_polls.filter(closed_at=None).exists():
        raise Refusal(_("Er zijn al dagen voorgesteld. Kies er een, of stop die vraag eerst."))
    _check_days(proposed)
    if not asked:
        raise Refusal(_("Kies aan wie je het vraagt."))
    if answer_by is not None and answer_by < timezone.localdate():
        raise Refusal(_("De dag om te antwoorden is al geweest. Kijk de datum na."), at="answer_by")
    poll = DayPoll.objects.create(case=case, created_by=by, answer_by=answer_by)
    DayOption.objects.bulk_create(DayOption(poll=poll, start=each.start, end=each.end) for each in proposed)
    _ask(poll, asked, send_links=send_links)
    return poll


def _check_days(days: list[ProposedDay]) -> None:
    if not FEWEST_DAYS <= len(days) <= MOST_DAYS:
        raise Refusal(_("Stel ten minste twee en hoogstens acht dagen voor."))
    if days[0].start < timezone.now():
        raise Refusal(_("Een van de dagen is al geweest. Kijk de data na."))
    if len({each.start for each in days}) < len(days):
        raise Refusal(_("Dezelfde dag en tijd staat er twee keer."))
    if any(each.end is not None and each.end <= each.start for each in days):
        raise Refusal(_("Het einde moet na het begin zijn. Kijk de tijden na."))


@transaction.atomic
def ask_more_people(poll: DayPoll, *, by: User, people: Iterable[Somebody], send_links: bool = True) -> DayPoll:
    """Ask people who came into the circle later. Raises Refusal once the round is closed."""
    poll = _open(poll)
    _ask(poll, list(people), send_links=send_links)
    return poll


def _ask(poll: DayPoll, people: list[Somebody], *, send_links: bool) -> None:
    check_both_agreed(poll.case)
    for somebody in people:
        check_takes_part(somebody)
        kind = "main_person" if isinstance(somebody, MainPerson) else "person"
        lookup: dict[str, Any] = {"poll": poll, kind: somebody}
        guest, is_new = DayGuest.objects.get_or_create(**lookup)
        if is_new and send_links and safe_contact(somebody).email:
            _mail_link(guest, safe_contact(somebody).email)


def _mail_link(guest: DayGuest, email: str) -> None:
    guest.sent_at = timezone.now()
    guest.save(update_fields=["sent_at"])
    link = renew_link(guest, to=email)
    with translation.override(page_language_of(guest.person or guest.main_person)):
        _queue_question(guest, email, link)


def _queue_question(guest: DayGuest, email: str, link: str) -> None:
    """Neither the name of a case nor a reason stands in the mail, nor who else is asked."""
    until = guest.poll.answer_by
    case = guest.poll.case
    queue_message(
        key=f"day-poll-{guest.pk}-{guest.token_hash[:12]}",
        to=email,
        subject=_("Welke dag kun jij?"),
        body=_(
            "Hallo,\n\nWe zoeken samen een dag voor een bijeenkomst. Welke dagen kun jij? Laat het weten met deze "
            "persoonlijke link%(until)s:\n\n%(link)s\n\nJe hebt geen account nodig, en je kunt je antwoord nog "
            "veranderen. Geef de link niet door.\n"
        )
        % {
            "link": link,
            "until": _(", graag voor %(day)s") % {"day": date_format(until, "j E Y")} if until else "",
        },
        case_number=case.number,
        region_id=case.region_id,
        about=guest,
    )


@transaction.atomic
def make_link(guest: DayGuest, *, by: User) -> str:
    """A new personal link, to hand over in another way than by mail; the one before stops working.

    Raises Refusal once the round is closed.
    """
    check_both_agreed(_open(guest.poll).case)
    locked = DayGuest.objects.select_for_update(of=("self",)).select_related("poll__case").get(pk=guest.pk)
    if not may_be_sent(locked):
        raise Refusal(_("%(name)s doet niet mee. Een link zou niet opengaan.") % {"name": locked})
    return renew_link(locked)


@transaction.atomic
def answer_days(
    guest: DayGuest, answers: Mapping[int, str], *, note: str = "", by_link: bool = False, by: User | None = None
) -> DayGuest:
    """Keep what somebody says of the days, by id of the option; an empty answer takes an earlier one away.

    May change until a day is chosen. Raises Refusal after that, and on an unknown answer.
    """
    poll = _open(guest.poll)
    locked = DayGuest.objects.select_for_update().get(pk=guest.pk)
    options = {option.pk for option in poll.options.all()}
    if set(answers) - options or set(answers.values()) - {"", *Availability.values}:
        raise Refusal(_("Kies bij elke dag een antwoord uit de lijst."))
    for option_id, answer in answers.items():
        if answer:
            DayAnswer.objects.update_or_create(guest=locked, option_id=option_id, defaults={"answer": answer})
        else:
            DayAnswer.objects.filter(guest=locked, option_id=option_id).delete()
    locked.answered_at = timezone.now() if locked.answers.exists() else None
    locked.answered_by_link = by_link
    locked.note = note.strip()
    locked.save(update_fields=["answered_at", "answered_by_link", "note"])
    return locked


@transaction.atomic
def close_poll(poll: DayPoll, *, by: User) -> DayPoll:
    """Stop asking without choosing a day. The links stop working. Raises Refusal when it was closed already."""
    poll = _open(poll)
    poll.closed_at = timezone.now()
    poll.save(update_fields=["closed_at"])
    return poll


def close_with_chosen_day(conference: Conference) -> bool:
    """A day was set: an open round is over, with the chosen day where it was one of the proposed."""
    poll = DayPoll.objects.select_for_update().filter(case=conference.case, closed_at=None).first()
    if poll is None or conference.planned_start is None:
        return False
    poll.closed_at = timezone.now()
    start = conference.planned_start
    poll.chosen = poll.options.filter(start=start).first() if start else None
    poll.save(update_fields=["closed_at", "chosen"])
    return True


def _open(poll: DayPoll) -> DayPoll:
    locked: DayPoll = DayPoll.objects.select_for_update(of=("self",)).select_related("case").get(pk=poll.pk)
    if not locked.is_open:
        raise Refusal(_("Er is al een dag gekozen, of de vraag is gestopt."))
    return locked
