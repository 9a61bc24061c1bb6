"""The preparation: widening the circle, the frame of the professional, choosing the day."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cases.circle.acts.circle import add_circle_person, change_circle_person, set_aside
from cases.circle.acts.contacts import log_contact
from cases.circle.acts.main_persons import change_main_person
from cases.circle.reads.contacts import spoken_to_per_group
from cases.codes import PROFESSIONAL_POSITIONS, ContactMethod, PartyKind
from cases.models import CirclePerson, PartyMember
from cases.preparation.acts.ending import end_in_activation, plan_without_meeting
from cases.preparation.acts.safety import decide_ban
from cases.variants.acts.parties import PartyText, Seat, save_parties, seat_people
from cases.variants.acts.sides import record_agreement, record_responsibility
from conferences.codes import Availability, DayPart, InterpreterKind
from conferences.models import Conference
from conferences.planning.acts.day_poll import ProposedDay, answer_days, propose_days
from conferences.planning.acts.planning import Dish, plan_conference
from ekc.dates import at_local
from plans.acts.frame import BottomLineText, SeenText, save_frame, submit_frame
from plans.acts.frame_readings import record_reading
from plans.acts.guests import ask_guest
from plans.codes import FrameMeasure, GuestTask, PlanState

from . import frame_texts, texts
from .first_names import ADULT_SEATS, MEN, SEATS, WOMEN
from .tale import Tale

MEASURES = {
    "ots": (FrameMeasure.SUPERVISION_ORDER, "Artikel 1:255 Burgerlijk Wetboek"),
    "rvdk": (FrameMeasure.THREATENED, ""),
    "jr": (FrameMeasure.JUVENILE_PROBATION, "Artikel 77aa Wetboek van Strafrecht"),
    "andere_zorg": (FrameMeasure.OTHER, ""),
}
ROUNDS = 4
LARGE = 8
"""From here on there is somebody whom the family would rather not ask."""
STARTS = (10, 13, 15)
MEETING_HOURS = 5
RUNNING = dt.timedelta(minutes=105)


# --- the circle ------------------------------------------------------------------------------------------


def widen_circle(tale: Tale, *, rounds: range) -> None:
    """Round by round the circle grows, and everybody in it is visited or called."""
    if not tale.seats:
        for index in range(tale.story.circle - len(tale.circle)):
            tale.seats.append(_seat(tale, index))
    for number in rounds:
        with tale.on(tale.started + 1 + (tale.widened - tale.started - 1) * number // (ROUNDS - 1), 18) as moment:
            if number == 0:
                _visit_main_persons(tale, moment)
            for fields in tale.seats[number::ROUNDS]:
                _meet(tale, add_circle_person(tale.case, by=tale.coordinator, **fields), moment)


def settle_circle(tale: Tale) -> None:
    """Who is the key person, and who does not take part."""
    with tale.on(tale.widened, 20) as moment:
        _name_key_person(tale)
        arrange(tale, moment, tale.pick(texts.LAST_ROUND))
        if tale.story.circle > LARGE:
            last = [person for person in tale.circle if person.closeness > 1][-1]
            decided_by, reason = tale.pick(texts.SET_ASIDE)
            set_aside(last, by=tale.coordinator, decided_by=decided_by, reason=reason)


def _seat(tale: Tale, index: int) -> dict[str, Any]:
    seats = ADULT_SEATS if tale.story.is_about_adults else SEATS
    position, relation, is_woman, closeness, side = seats[index % len(seats)]
    own = WOMEN if is_woman else MEN
    # Family has the names of the family; teachers and neighbours may be anybody.
    names = own[tale.story.roots] if position not in PROFESSIONAL_POSITIONS else own["nl"]
    name = names[(index + len(tale.story.key)) % len(names)]
    is_family = closeness == 1 or relation.startswith(("oom", "tante", "nicht", "neef"))
    full = f"{name} {tale.story.surname}" if is_family else name
    taken = {person.name for person in tale.case.circle.all()} | {seat["name"] for seat in tale.seats}
    if full in taken:
        full = f"{name} ({relation.split(',')[0]})"
    return {
        "name": full,
        "position": position,
        "relation": relation,
        "side": side,
        "closeness": closeness,
        "suggested_by": "familie" if index < 6 else tale.pick(("familie", "netwerk", "professional")),
        "knows_situation": True if closeness == 1 else None,
        "phone": tale.phone() if tale.random.random() < 0.8 else "",
        "email": tale.mail(name) if tale.random.random() < 0.35 else "",
        "place": tale.story.place,
        "is_minor": False,
        "needs": tale.pick(texts.NEEDS),
    }


def _visit_main_persons(tale: Tale, moment: dt.datetime) -> None:
    for number, person in enumerate(tale.mains):
        if person.unborn:
            continue
        log_contact(
            tale.case,
            by=tale.coordinator,
            method=ContactMethod.VISIT,
            main_person=person,
            at=moment - dt.timedelta(minutes=90 + 20 * number),
            minutes=tale.random.randrange(40, 90),
            note=tale.words(tale.draw(texts.VISITS_MAIN), naam=person.name.split()[0]),
        )
        change_main_person(person, by=tale.coordinator, own_wish=tale.draw(texts.OWN_WISHES), support_person="")


def _meet(tale: Tale, person: CirclePerson, moment: dt.datetime) -> None:
    """Nearly everybody is visited or called; now and then nobody answers."""
    drawn = tale.random.random()
    if drawn < 0.12:
        return
    at = moment - dt.timedelta(minutes=tale.random.randrange(1, 60))
    if drawn < 0.2:
        _log(tale, person, ContactMethod.CALL, at, texts.NOT_REACHED, reached=False)
    elif drawn < 0.6:
        _log(tale, person, ContactMethod.VISIT, at, tale.draw(texts.VISITS_CIRCLE))
    else:
        _log(tale, person, ContactMethod.CALL, at, tale.draw(texts.CALLS_CIRCLE))


def _log(tale: Tale, person: CirclePerson, method: str, at: dt.datetime, note: str, *, reached: bool = True) -> None:
    log_contact(
        tale.case,
        by=tale.coordinator,
        method=method,
        person=person,
        at=at,
        reached=reached,
        minutes=_minutes(tale, method) if reached else None,
        note=tale.words(note, naam=person.name.split()[0]),
    )


def _name_key_person(tale: Tale) -> None:
    closest = next((person for person in tale.circle if not person.is_parent_or_carer), None)
    if closest is not None:
        change_circle_person(closest, by=tale.coordinator, is_key_person=True)


def _minutes(tale: Tale, method: str) -> int:
    return tale.random.randrange(40, 95) if method == ContactMethod.VISIT else tale.random.randrange(4, 28)


# --- the frame -----------------------------------------------------------------------------------------------


def write_frame(tale: Tale) -> None:
    """The professional says beforehand what the plan is tested on, and the family reads it."""
    story, professional = tale.story, tale.professional
    if not story.needs_frame or story.frame_is_missing or professional is None:
        return
    measure, law = MEASURES[story.triggers[0]]
    with tale.on(min(tale.prepared, tale.started + 8), 11, office=True):
        frame = save_frame(
            tale.case,
            by=professional,
            seen=[SeenText(tale.words(what), when, who) for what, when, who in frame_texts.SEEN],
            bottom_lines=[BottomLineText(line, index == 0) for index, line in enumerate(story.bottom_lines)],
            measure=measure,
            legal_basis=law,
            concerns=story.concerns,
            strengths=tale.words(texts.STRENGTHS),
            pedagogical_view=tale.words(frame_texts.PEDAGOGICAL_VIEW),
            criteria=texts.CRITERIA,
            possible_help=texts.POSSIBLE_HELP,
            communication_wishes=texts.COMMUNICATION,
        )
        submit_frame(frame, by=professional)
        if story.plan == PlanState.PRESENTED:
            # Two test this plan: the professional, and a second one without an account.
            ask_guest(tale.case, by=tale.manager, task=GuestTask.TESTS, **frame_texts.SECOND_TESTER)
    with tale.on(min(tale.prepared, tale.started + 11), 19) as moment:
        # It was handed in on the day of the story.
        frame.refresh_from_db()
        born = [person for person in tale.mains if not person.unborn]
        record_reading(
            frame,
            by=tale.coordinator,
            read_on=timezone.localdate(moment),
            main_persons=born,
            people=[] if born else tale.circle[:1],
        )


# --- the day is chosen -----------------------------------------------------------------------------------------


def choose_day(tale: Tale, offset: int, chosen: int) -> Conference:
    """Day, place and food, as the family wants them; chosen on day `chosen`."""
    story, (kind, venue, address) = tale.story, tale.pick(texts.VENUES)
    start = at_local(tale.past.day(offset), dt.time(tale.pick(STARTS)))
    if offset == 0:
        start = running_since(tale)
    with tale.on(chosen, 20):
        return plan_conference(
            tale.case,
            by=tale.coordinator,
            planned_start=start,
            planned_end=start + dt.timedelta(hours=MEETING_HOURS),
            day_part=DayPart.WHOLE_DAY if start.hour < 12 else DayPart.AFTERNOON,
            location_type=kind,
            venue_name=venue,
            venue_address=f"{address}, {story.place}",
            venue_phone=tale.phone(),
            reachable=tale.pick(texts.REACHABLE),
            wheelchair=tale.random.random() < 0.7,
            family_room=texts.FAMILY_ROOM,
            professionals_room=texts.PROFESSIONALS_ROOM,
            child_corner=texts.CHILD_CORNER if not story.is_about_adults else "",
            venue_notes=texts.VENUE_NOTES,
            food=tale.words(tale.pick(texts.FOOD)),
            diets=tale.pick(texts.DIETS),
            food_cost=Decimal(tale.random.randrange(4000, 15000, 250)) / 100,
            food_paid_by="Eigen Kracht Centrale",
            dishes=_dishes(tale),
            comings_and_goings=tale.words(tale.pick(texts.COMINGS)),
            what_if=tale.words(texts.WHAT_IF),
            child_care=texts.CHILD_CARE if not story.is_about_adults else "",
            transport=texts.TRANSPORT,
            interpreter=story.interpreter,
            interpreter_language=story.interpreter_language,
            interpreter_name="Yamina Ouali" if story.interpreter == InterpreterKind.EXTERNAL else "",
            interpreter_phone=tale.phone() if story.interpreter == InterpreterKind.EXTERNAL else "",
            interpreter_wished_by=tale.ouder if story.interpreter == InterpreterKind.EXTERNAL else "",
        )


def _dishes(tale: Tale) -> list[Dish]:
    helpers = [person for person in tale.circle if person.position not in PROFESSIONAL_POSITIONS]
    return [Dish(person.name, what) for person, what in zip(helpers, texts.DISHES, strict=False)]


def look_for_a_day(tale: Tale) -> None:
    """Some days are proposed; most people answered by their link or told the coordinator."""
    days = [at_local(tale.past.day(offset), dt.time(13)) for offset in (18, 22, 25)]
    proposed = [ProposedDay(day, day + dt.timedelta(hours=MEETING_HOURS)) for day in days]
    people = [*(person for person in tale.mains if not person.unborn), *tale.circle]
    with tale.on(tale.prepared - 3, 20):
        poll = propose_days(tale.case, by=tale.coordinator, days=proposed, people=people, answer_by=tale.past.day(6))
    with tale.on(tale.prepared, 21):
        options = list(poll.options.all())
        for index, guest in enumerate(poll.guests.select_related("person", "main_person")):
            if tale.random.random() < 0.25:
                continue
            weights = ((60, 15, 25), (85, 10, 5), (50, 20, 30))
            answers = {
                option.pk: tale.random.choices(Availability.values, weights=weight)[0]
                for option, weight in zip(options, weights, strict=True)
            }
            answer_days(guest, answers, by_link=bool(guest.sent_at), note="Na zessen altijd." if index == 2 else "")


def arrange_sides(tale: Tale) -> None:
    """Who did it and who was harmed, each with those who stand by them, and so the order of speaking."""
    offender, harmed = tale.mains[:2]
    with tale.on(tale.widened, 21) as moment:
        offending, harmed_party = save_parties(
            tale.case,
            [
                PartyText(f"{offender.name} en wie bij hem hoort", texts.OFFENDER_SAYS, PartyKind.OFFENDER),
                PartyText(f"{harmed.name} en wie bij hem hoort", texts.HARMED_SAYS, PartyKind.HARMED),
            ],
            by=tale.coordinator,
        )
        theirs, his = harmed.name.split()[-1], tale.story.surname
        seats = [
            Seat(offending, main_person=offender, is_central=True),
            Seat(harmed_party, main_person=harmed, is_central=True),
        ]
        seats += [
            Seat(
                harmed_party if theirs in person.name or index % 2 and his not in person.name else offending,
                person=person,
            )
            for index, person in enumerate(tale.circle)
            if person.position not in PROFESSIONAL_POSITIONS
        ]
        seat_people(tale.case, [_speaks_for(each) for each in seats], by=tale.coordinator)
        _both_agree(tale, timezone.localdate(moment))


def _speaks_for(seat: Seat) -> Seat:
    """Of each side its parent is the contact person."""
    return replace(seat, speaks_for=bool(seat.person and seat.person.is_parent_or_carer))


def _both_agree(tale: Tale, day: dt.date) -> None:
    """Responsibility first, then both sides want it; with the regional manager it is decided that both come."""
    for member in PartyMember.objects.filter(party__case=tale.case, party__kind=PartyKind.OFFENDER, is_central=True):
        record_responsibility(
            member, by=tale.coordinator, takes_responsibility=True, note=texts.TAKES_RESPONSIBILITY, on=day
        )
    for party in tale.case.parties.all():
        record_agreement(party, by=tale.coordinator, agrees=True, note=texts.AGREES, on=day)
    for ban in tale.case.contact_bans.filter(party__isnull=False):
        decide_ban(ban, by=tale.manager, may_both_come=True, decision=texts.BOTH_COME)


def arrange_parties(tale: Tale) -> None:
    """Alle Hens: two groups of a neighbourhood, and the professionals, who leave at private time."""
    with tale.on(tale.widened, 21):
        first, second, professionals = save_parties(
            tale.case,
            [
                PartyText(*texts.PARTIES[0]),
                PartyText(*texts.PARTIES[1]),
                PartyText(*texts.PARTIES[2], is_professional=True),
            ],
            by=tale.coordinator,
        )
        seats = [
            Seat((first, second)[index % 2], main_person=person, is_central=True)
            for index, person in enumerate(tale.mains)
        ]
        seats += [
            Seat(
                professionals if person.position in PROFESSIONAL_POSITIONS else (first, second)[index % 2],
                person=person,
            )
            for index, person in enumerate(tale.circle)
        ]
        seat_people(tale.case, seats, by=tale.coordinator)


def running_since(tale: Tale) -> dt.datetime:
    """The hour at which a meeting began that has been going on for a while now."""
    return timezone.localtime(tale.past.began - RUNNING).replace(minute=0, second=0, microsecond=0)


def arrange(tale: Tale, moment: dt.datetime, note: str) -> None:
    """A call to who stands closest, to arrange the next thing."""
    closest = next(person for person in tale.circle if person.position not in PROFESSIONAL_POSITIONS)
    _log(tale, closest, ContactMethod.CALL, moment, note)


# --- it ends without a meeting -----------------------------------------------------------------------------------


def stop(tale: Tale) -> None:
    """Somebody does not want it: a case that ends in the preparation."""
    with tale.on(tale.prepared, 20):
        end_in_activation(
            tale.case,
            by=tale.coordinator,
            reason=tale.story.reason,
            refused_by=tale.story.refused_by,
            explanation=tale.story.note,
            contact_totals=spoken_to_per_group(tale.case),
        )


def do_without_meeting(tale: Tale) -> None:
    """The family made its plan by itself."""
    with tale.on(tale.prepared, 20):
        plan_without_meeting(tale.case, by=tale.coordinator, explanation=tale.story.note)
