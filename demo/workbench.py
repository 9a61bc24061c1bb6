"""What a coordinator writes down around the circle: the worksheet, wishes, the talk, hours, and safety."""

from decimal import Decimal

from django.utils import timezone

from cases.casepage.acts.checklist import tick_point
from cases.circle.acts.circle import change_circle_person, set_aside
from cases.circle.acts.main_persons import change_main_person
from cases.circle.acts.worksheet import fill_in_area
from cases.codes import ContactMethod, Need, SearchArea, WishAnswered, WishKind
from cases.coordinators.acts.hours import log_work
from cases.preparation.acts.briefing import save_briefing, save_current_help, write_intended_plan
from cases.preparation.acts.safety import decide_ban, decide_signal, record_ban, report_signal
from cases.preparation.acts.wishes import add_wish, change_wish, share_questions

from . import texts
from .tale import Tale

UNDECIDED, DECIDED = "voorbereiding-met-kader", "met-tolk"
"""Whose signal waits for a decision, and whose has one."""
BANNED = "somalische-familie"
"""Here somebody may not meet another, and writes a letter."""
DOUBTS = "kring-van-dertig"
"""Here the list for the day is far from done."""


def fill_workbench(tale: Tale) -> None:
    """All of it, some days after the circle was widened."""
    _say_more_of_the_circle(tale)
    with tale.on(tale.widened, 21) as moment:
        _look_everywhere(tale)
        _collect_wishes(tale)
        _talk_with_the_professional(tale)
        day = timezone.localdate(moment)
        for kind, minutes, kilometres, euros, note in texts.WORK:
            log_work(
                tale.case,
                by=tale.coordinator,
                day=max(day, tale.case.received_on),
                kind=kind,
                minutes=minutes,
                travel_km=Decimal(kilometres),
                expenses=Decimal(euros),
                note=note,
            )
    _keep_safe(tale)
    _have_in_mind(tale)


def get_ready(tale: Tale) -> None:
    """The day comes near: the question is shared, and each child has somebody at its side."""
    if tale.story.key == DOUBTS:
        return
    beside = [person for person in tale.circle if person.is_key_person] or tale.circle
    for person in tale.mains:
        if not person.unborn and beside:
            change_main_person(person, by=tale.coordinator, support_person=beside[0].name)
    tick_point(tale.case, by=tale.coordinator, code="vraag")


def answer_wishes(tale: Tale) -> None:
    """After the meeting it is known what was told, and what was not."""
    answers = (WishAnswered.YES, WishAnswered.PARTLY, WishAnswered.YES, WishAnswered.YES)
    for wish, answered in zip(tale.case.information_wishes.order_by("pk"), answers, strict=False):
        change_wish(wish, by=tale.coordinator, answered=answered)


def _say_more_of_the_circle(tale: Tale) -> None:
    """Needs as codes where they are in words, and through which corner somebody was found."""
    codes = {"oppas": Need.CHILD_CARE, "vlees": Need.DIET, "de bus": Need.TRANSPORT, "ter been": Need.TRANSPORT}
    with tale.on(tale.widened, 20):
        for person in tale.circle:
            needs = [code for word, code in codes.items() if word in person.needs.lower()]
            found = texts.FOUND_THROUGH.get(person.position) or texts.FOUND_ON_SIDE.get(person.side, "")
            if needs or found:
                change_circle_person(person, by=tale.coordinator, need_codes=needs, found_through=found)
        visited = tale.case.contacts.filter(method=ContactMethod.VISIT).order_by("at")
        for number, contact in enumerate(visited):
            contact.travel_km = Decimal(6 + 7 * (number % 5))
            contact.save(update_fields=["travel_km"])


def _look_everywhere(tale: Tale) -> None:
    for area, note in texts.LOOKED[: 3 + tale.story.circle // 4]:
        fill_in_area(tale.case, by=tale.coordinator, area=SearchArea(area), note=note)


def _collect_wishes(tale: Tale) -> None:
    for kind, text, supplier in texts.INFORMATION_WISHES:
        add_wish(
            tale.case,
            by=tale.coordinator,
            kind=kind,
            wished_by=tale.circle[0].name if tale.circle else tale.ouder,
            text=tale.words(text),
            supplier=supplier,
            is_confirmed=bool(supplier),
        )
    if tale.case.information_wishes.filter(kind=WishKind.QUESTION).exists() and tale.story.key != DOUBTS:
        share_questions(tale.case, by=tale.coordinator)


def _talk_with_the_professional(tale: Tale) -> None:
    if tale.professional is not None:
        save_briefing(
            tale.case,
            by=tale.coordinator,
            known=tale.words(texts.KNOWN),
            unknown=texts.UNKNOWN,
            legal_words=("ots", "bodem_eis", "gezag") if tale.story.needs_frame else ("rvdk",),
            spoken_on=tale.past.day(tale.started + 1),
            spoken_with=tale.professional.full_name,
        )
    for what, provider, wish, reason in texts.HELP_NOW:
        save_current_help(tale.case, by=tale.coordinator, what=what, provider=provider, wish=wish, reason=reason)


def _have_in_mind(tale: Tale) -> None:
    if tale.professional is None or not tale.story.needs_frame:
        return
    with tale.on(tale.widened, 21):
        write_intended_plan(tale.case, by=tale.professional, help_codes=["ambulant"], text=texts.IN_MIND)


def _keep_safe(tale: Tale) -> None:
    if tale.story.key in (UNDECIDED, DECIDED):
        with tale.on(tale.widened, 21):
            about = tale.words(texts.SIGNAL)
            signal = report_signal(tale.case, by=tale.coordinator, signalled_by=tale.ouder, about=about)
        if tale.story.key == DECIDED:
            with tale.on(tale.widened + 1, 10):
                measures, decision = texts.SIGNAL_DECISION
                decide_signal(signal, by=tale.manager, measures=measures, decision=decision)
    if tale.story.key == BANNED:
        first, last = tale.circle[0], [person for person in tale.circle if person.closeness > 1][-1]
        with tale.on(tale.widened, 21):
            ban = record_ban(last, by=tale.coordinator, source="rechter", other=first, note=texts.BAN)
            decide_ban(ban, by=tale.manager, may_both_come=False, decision=texts.BAN_DECISION)
            set_aside(
                last,
                by=tale.coordinator,
                decided_by="veiligheid",
                decided_with=tale.manager.full_name,
                reason=texts.BAN,
                other_way_code="brief",
                other_way=texts.BAN_LETTER,
            )
