"""The aanmelding, the decision of the regional manager, and the explanation to the family."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from cases.circle.acts.contacts import log_contact
from cases.circle.acts.questions import NewQuestion, word_question
from cases.codes import AdviceReason, Channel, ContactMethod, ReferrerKind, ReferrerType, WithdrawReason
from cases.coordinators.acts.assign import assign_coordinator
from cases.desk.acts.earlier import link_earlier
from cases.desk.acts.referrer_questions import ask_referrer
from cases.desk.acts.triage import advise_otherwise, let_wait, start_screening, withdraw_case
from cases.models import Coordinator
from cases.preferences import read_wishes
from cases.preparation.acts.explanation import decline_after_information, record_information_visit, start_activation
from cases.queries import current_questions
from cases.referral.acts.drafts import save_parts, start_draft
from cases.referral.acts.referral import (
    Consent,
    PersonData,
    Reach,
    ReferralData,
    ReferrerData,
    RelativeData,
    refer_case,
)
from cases.search import update_search
from ekc.accounts.models import Region, User

from . import texts
from .codes import UNPREPARED_STATES
from .people import PROFESSIONALS
from .story import SELF, Main
from .tale import Tale

STREETS = ("Meidoornstraat", "Kerkstraat", "Zilverschoon", "Prinsenhof", "Vlierlaan", "Molenweg", "Kastanjehof")


def refer(tale: Tale) -> None:
    """The aanmelding comes in, with consent to pass on phone numbers where a professional makes it (R-06)."""
    story = tale.story
    came_in = tale.moment(tale.received, 10, office=tale.professional is not None)
    day = timezone.localdate(came_in)
    data = ReferralData(
        referrer=_referrer(tale, day),
        persons=[_main_person(tale, person, day) for person in story.mains],
        region=Region.objects.get(code=story.region),
        relatives=[
            RelativeData(name=name, relation=relation, is_parent_or_carer=True, reach=_reach(tale, name))
            for name, relation in story.parents
        ],
        situation=story.situation,
        question=story.question if story.ends in UNPREPARED_STATES else _first_wording(tale),
        other_professionals="" if tale.random.random() < 0.5 else "De gezinscoach van het wijkteam en de huisarts.",
        help_duration=story.help_duration,
        wishes=[wish for kind, text in story.wishes for wish in read_wishes(kind, text)],
        safety_triggers=story.triggers,
        urgent_reason=story.urgent,
        earlier_conference=bool(story.previous),
        repeat_reason=story.repeat_reason,
    )
    referred = refer_case(
        data,
        by=tale.professional,
        channel=Channel.FORM if tale.random.random() < 0.8 else Channel.PHONE,
        received_on=day,
    )
    tale.case = referred.case
    _set_what_no_act_sets(tale)
    tale.past.move(tale.case, came_in)
    tale.last = came_in


def _set_what_no_act_sets(tale: Tale) -> None:
    """Programme and variant: data that stood fast before anybody looked at the aanmelding."""
    story, case = tale.story, tale.case
    programmes = tale.people.programmes.values()
    fitting = [each for each in programmes if story.is_funded and each.regions.filter(code=story.region).exists()]
    case.programme = fitting[0] if fitting else None
    case.variant = story.variant
    case.group_name, case.group_kind, case.group_topics = story.group, story.group_kind, list(story.group_topics)
    case.group_place = story.place if story.group else ""
    case.save(update_fields=["programme", "variant", "group_name", "group_kind", "group_topics", "group_place"])
    update_search(case)


def _first_wording(tale: Tale) -> str:
    if tale.story.is_about_adults:
        return tale.words("Hoe moet het verder met {kind}, en wie helpt daarbij?")
    return tale.words("Hoe moet het verder met {kind} thuis?")


def _referrer(tale: Tale, day: dt.date) -> ReferrerData:
    story, user = tale.story, tale.professional
    if user is not None:
        known = PROFESSIONALS[story.referrer]
        return ReferrerData(
            type=known.type,
            name=user.full_name,
            user=user,
            organisation=user.organisation,
            function=known.function,
            role_in_family=known.role_in_family,
            phone=user.phone,
            email=user.email,
            consent=Consent(by=_who_consents(tale), on=day, how="Mondeling, in een gesprek thuis"),
        )
    name = story.referrer_name or _full_name(tale, story.mains[0].name)
    return ReferrerData(
        type=ReferrerType.MAIN_PERSON if story.referrer == SELF else ReferrerType.NETWORK,
        name=name,
        phone=tale.phone(),
        email=tale.mail(name),
        no_voicemail=story.no_voicemail,
        best_time="Na zes uur 's avonds",
    )


def _who_consents(tale: Tale) -> str:
    return tale.story.parents[0][0] if tale.story.parents else _full_name(tale, tale.story.mains[0].name)


def _full_name(tale: Tale, first_name: str) -> str:
    return f"{first_name} {tale.story.surname}"


def _main_person(tale: Tale, person: Main, day: dt.date) -> PersonData:
    name = f"{person.name} {person.surname or tale.story.surname}"
    born = None
    if person.age is not None:
        born = day - dt.timedelta(days=person.age * 365 + person.age // 4 + tale.random.randrange(20, 330))
        born = _born_before(tale, name) or born
    return PersonData(
        name=name,
        birth_date=born,
        unborn=person.age is None,
        is_female=person.female,
        residence=person.residence if person.age is not None else "",
        reach=_reach(tale, name) if person.is_adult else _reach(tale, name, is_child=True),
    )


def _born_before(tale: Tale, name: str) -> dt.date | None:
    """The birth date that an earlier case of the family already knows."""
    if not tale.story.previous:
        return None
    # Names lie sealed: the database cannot look for one.
    known = tale.cases[tale.story.previous].main_persons.all()
    return next((each.birth_date for each in known if each.name == name), None)


def _reach(tale: Tale, name: str, *, is_child: bool = False) -> Reach:
    story = tale.story
    number = tale.random.randrange(2, 180)
    return Reach(
        phone="" if is_child else tale.phone(),
        email="" if is_child or tale.random.random() < 0.5 else tale.mail(name),
        street=f"{tale.pick(STREETS)} {number}" if story.secret_address or not is_child else "",
        place=story.place,
        municipality=story.municipality or story.place,
        secret_address=story.secret_address,
        no_voicemail=story.no_voicemail and not is_child,
        best_time="" if is_child else tale.pick(("", "Na acht uur 's avonds", "Tussen de middag", "Liefst appen")),
    )


def leave_unfinished(users: Mapping[str, User]) -> None:
    """Two aanmeldingen that were begun and not sent: of a professional, and of a caller who will ring back."""
    begun = start_draft(ReferrerKind.PROFESSIONAL, by=users["dirk"])
    save_parts(begun, {"naam": {"name": [users["dirk"].full_name], "function": ["jeugdbeschermer"]}})
    call = start_draft(ReferrerKind.NETWORK, by=users["carla"], is_by_phone=True)
    save_parts(
        call,
        {
            "naam": {"name": ["Mevrouw Verhoef"], "relation": ["buurvrouw"]},
            "bereik": {"phone": ["0612 345 777"], "best_time": ["na vijven"]},
            "situatie": {"situation": ["Het jongetje van hiernaast staat vaak laat nog buiten. Ze belt terug."]},
        },
    )


# --- the regional manager ------------------------------------------------------------------------------


def screen(tale: Tale) -> None:
    """The regional manager takes it in hand."""
    with tale.on(min(tale.received + 1, -1), 9, office=True):
        start_screening(tale.case, by=tale.manager)
        if tale.story.previous:
            earlier = tale.cases[tale.story.previous]
            link_earlier(tale.case, earlier, by=tale.manager, repeat_reason=tale.story.repeat_reason)


def ask(tale: Tale) -> None:
    """The regional manager misses something; the referrer has not answered yet."""
    with tale.on(tale.received + 2, 14, office=True):
        ask_referrer(tale.case, by=tale.manager, text=tale.story.note)


def wait(tale: Tale) -> None:
    with tale.on(tale.received + 4, 15, office=True):
        let_wait(tale.case, by=tale.manager, waiting_reason=tale.story.reason, note=tale.story.note)


def advise(tale: Tale) -> None:
    with tale.on(tale.received + 3, 11, office=True):
        advise_otherwise(tale.case, by=tale.manager, advice=tale.story.note, reason_code=AdviceReason.OTHER_HELP)


def withdraw(tale: Tale) -> None:
    with tale.on(tale.received + 5, 16, office=True):
        withdraw_case(tale.case, by=tale.manager, reason=tale.story.note, reason_code=WithdrawReason.SOLVED)


def assign(tale: Tale) -> None:
    """A coordinator who meets the wishes of the family."""
    with tale.on(tale.received + 3, 14, office=True):
        coordinator = Coordinator.objects.get(user=tale.coordinator)
        assign_coordinator(tale.case, coordinator, by=tale.manager)


# --- the coordinator ---------------------------------------------------------------------------------------


def explain(tale: Tale) -> None:
    """The first call, and the visit free of obligation."""
    parent = tale.case.circle.filter(is_parent_or_carer=True).order_by("pk").first()
    with tale.on(min(tale.started - 4, -2), 19) as moment:
        log_contact(
            tale.case,
            by=tale.coordinator,
            method=ContactMethod.CALL,
            person=parent,
            main_person=None if parent else tale.mains[0],
            at=moment,
            minutes=tale.random.randrange(8, 25),
            note=tale.words(tale.pick(texts.FIRST_CALL)),
        )
    if not tale.story.is_informed:
        return
    with tale.on(min(tale.started - 2, -1), 19) as moment:
        who = texts.PRESENT_AT_VISIT if parent else texts.ALONE_AT_VISIT
        record_information_visit(
            tale.case, by=tale.coordinator, visited_on=timezone.localdate(moment), present=tale.words(who)
        )


def decline(tale: Tale) -> None:
    with tale.on(tale.started + 2, 20):
        decline_after_information(tale.case, by=tale.coordinator, reason=tale.story.note)


def start(tale: Tale) -> None:
    """The family chose a conference, and words its question itself."""
    with tale.on(tale.started, 19) as moment:
        start_activation(tale.case, by=tale.coordinator, applied_on=timezone.localdate(moment))
        asked = NewQuestion(tale.story.question, _author(tale), tale.story.topics)
        word_question(tale.case, by=tale.coordinator, question=asked, replaces=current_questions(tale.case).get())


def _author(tale: Tale) -> str:
    return "hoofdpersoon" if tale.story.is_about_adults else "familie"
