"""The plan: written out, shown, tested, sent."""

from decimal import Decimal

from cases.codes import PROFESSIONAL_POSITIONS, Variant
from cases.models import CirclePerson, ConferenceQuestion
from cases.queries import current_questions
from ekc.dates import add_months
from plans.acts.agreements import add_agreement
from plans.acts.distribution import Recipient, send_plan
from plans.acts.testing import decide_on_plan, present_plan
from plans.acts.writing import save_residence_change, save_version, start_plan
from plans.codes import AgreementKind, DeliveryChannel, PlanState, Restitution
from plans.models import Plan, PlanVersion
from plans.queries import current_frame

from . import texts
from .tale import Tale

REVIEW_MONTHS = 3


def write_plan(tale: Tale, offset: int) -> None:
    """The family's agreements, subject by subject, and who watches over them."""
    is_half_done = tale.story.plan == PlanState.DRAFTED
    with tale.on(offset, 21):
        version = start_plan(tale.case, by=tale.coordinator)
        _add_agreements(tale, version, only=2 if is_half_done else None)
        if is_half_done:
            save_version(version, by=tale.coordinator, own_words=tale.words(tale.pick(texts.OWN_WORDS)))
            return
        _add_around(tale, version, offset)
        if tale.story.moves_to:
            person = tale.mains[0]
            save_residence_change(
                version,
                by=tale.coordinator,
                main_person=person,
                from_residence=person.residence,
                to_residence=tale.story.moves_to,
            )
        present_plan(_plan(tale), by=tale.coordinator)


def _add_agreements(tale: Tale, version: PlanVersion, *, only: int | None) -> None:
    question = current_questions(tale.case).get()
    lines = _bottom_lines(tale)
    agreed = [each for topic in tale.story.topics for each in texts.AGREEMENTS[topic][:3]]
    circle = _helpers(tale)
    for index, (what, where, when, area) in enumerate(agreed[:only]):
        person = circle[index % len(circle)]
        add_agreement(
            version,
            by=tale.coordinator,
            people=[person],
            who=person.name,
            what=tale.words(what),
            where_to=tale.words(where, wie=person.name.split()[0]),
            when_or_how_often=when,
            life_area=area,
            questions=[question],
            bottom_lines=lines[index : index + 1],
        )
    if tale.story.variant == Variant.RESTORATIVE:
        _add_restitution(tale, version, question)
    if only is None:
        _add_request_and_emergency(tale, version, circle)


def _add_restitution(tale: Tale, version: PlanVersion, question: ConferenceQuestion) -> None:
    """What is done to make it good again; by who did it."""
    offender = tale.mains[0]
    for kind, what, where, when in texts.RESTITUTION:
        add_agreement(
            version,
            by=tale.coordinator,
            who=offender.name,
            what=what,
            where_to=where,
            when_or_how_often=when,
            questions=[question],
            restitution=kind,
            **({"amount": Decimal("22.50"), "payer": offender.name} if kind == Restitution.COMPENSATION else {}),
        )


def _bottom_lines(tale: Tale) -> list[object]:
    frame = current_frame(tale.case)
    return list(frame.bottom_lines.all()) if frame else []


def _helpers(tale: Tale) -> list[CirclePerson]:
    """Who can take something on: everybody around the family who is no professional."""
    lay = [person for person in tale.circle if person.position not in PROFESSIONAL_POSITIONS]
    return [person for person in lay if not person.is_parent_or_carer] or lay


def _add_request_and_emergency(tale: Tale, version: PlanVersion, circle: list[CirclePerson]) -> None:
    what, where, when = texts.REQUEST
    if tale.story.parents:
        parent = tale.case.circle.filter(is_parent_or_carer=True).earliest("pk")
        add_agreement(
            version,
            by=tale.coordinator,
            people=[parent],
            kind=AgreementKind.PROFESSIONAL_REQUEST,
            who=parent.name,
            what=tale.words(what),
            where_to=where,
            when_or_how_often=when,
        )
    what, where, when = texts.EMERGENCY
    add_agreement(
        version,
        by=tale.coordinator,
        people=[circle[-1]],
        who=circle[-1].name,
        what=tale.words(what),
        where_to=where,
        when_or_how_often=when,
        is_emergency=True,
    )


def _add_around(tale: Tale, version: PlanVersion, offset: int) -> None:
    names = [person.name for person in _helpers(tale)]
    save_version(
        version,
        by=tale.coordinator,
        own_words=tale.words(tale.pick(texts.OWN_WORDS)),
        monitor=names[0],
        monitor_is_family=True,
        convener=names[min(1, len(names) - 1)],
        contact_person=names[0],
        contact_agreement=tale.words(tale.pick(texts.CONTACT_AGREEMENTS)),
        review_date=add_months(tale.past.day(offset), REVIEW_MONTHS),
        reviewers="Iedereen die bij de conferentie was",
        contingency=tale.words(tale.pick(texts.CONTINGENCIES)),
        professional_help=tale.words(tale.pick(texts.PROFESSIONAL_HELP)),
    )


def test_plan(tale: Tale, offset: int) -> None:
    """The professional tests the plan on what was announced, and on nothing else (R-08)."""
    frame, plan = current_frame(tale.case), _plan(tale)
    if frame is None or tale.professional is None:
        return
    lines = list(frame.bottom_lines.all())
    is_accepted = tale.story.plan == PlanState.ACCEPTED
    motivation, question = ("", "") if is_accepted else tale.story.rejection
    with tale.on(offset, 11):
        decide_on_plan(
            plan,
            by=tale.professional,
            results={line.pk: is_accepted or index > 0 for index, line in enumerate(lines)},
            accepted=is_accepted,
            needed=texts.MOTIVATION_ACCEPTED if is_accepted else motivation,
            question_to_family=question,
            capacity="Jeugdbeschermer",
        )


def send(tale: Tale, offset: int) -> None:
    """Everybody who took part gets the plan: in the hand, by mail or by letter."""
    with tale.on(offset, 19):
        recipients = [
            Recipient(DeliveryChannel.HANDED, main_person=person) for person in tale.mains if not person.unborn
        ]
        recipients += [Recipient(_channel(person), person=person) for person in tale.circle]
        if tale.professional is not None:
            recipients.append(Recipient(DeliveryChannel.MAIL, referrer=tale.case.referrer))
        send_plan(_plan(tale), by=tale.coordinator, recipients=recipients)


def _channel(person: CirclePerson) -> str:
    return DeliveryChannel.MAIL if person.email else DeliveryChannel.HANDED


def _plan(tale: Tale) -> Plan:
    return Plan.objects.get(case=tale.case)
