"""Every mail to somebody without an account speaks their language, whatever is spoken where it is made.

Which mails there are is read from the source: one that is added, and has no situation here, fails.
"""

import ast
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from cases import notices
from cases.codes import AskedAs, CaseState, MainPersonKind, Position, Variant
from cases.coordinators.acts.hand_over_mails import tell_of_hand_over
from cases.desk.acts.referrer_news import tell_referrer
from cases.desk.acts.referrer_questions import ask_referrer
from cases.models import Case, CirclePerson, PartyMember, Referrer
from cases.privacy.acts.own_links import give_own_link
from cases.privacy.reads.own_consents import Speaker
from cases.referral.acts.drafts import mail_link, start_draft
from cases.variants.acts.sides import record_responsibility
from conferences.codes import TELLS_OF_A_CHANGE, InvitationChannel, News
from conferences.inviting.acts.mails import mail_news, mail_nudge, mail_reminder
from conferences.inviting.letters import letters_html
from conferences.inviting.reads.invitee import InvitationPaper
from conferences.models import Invitation
from conferences.planning.acts.day_poll import ProposedDay, propose_days
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.documents.pdf import render_html
from ekc.outbox.models import Message
from followup.acts.call_days import plan_calls
from followup.acts.guests import send_links
from followup.acts.stalled import tell_family
from followup.codes import CallKind, Told, WhyNot
from plans.acts.distribution import Recipient, send_copies, send_plan
from plans.acts.proposals import raise_proposal
from plans.codes import DeliveryChannel, PlanState
from surveys.acts.handing_out import invite_respondent, remind
from surveys.codes import Form
from tests.cases.test_who_mails import TO_PEOPLE_WITHOUT_ACCOUNT, argument, calls
from tests.conferences.invited import prepared
from tests.factories import (
    before_it_was_established,
    make_case,
    make_circle_person,
    make_conference,
    make_main_person,
    make_plan,
    make_sides,
    make_user,
)
from tests.followup.said import agreement_of, call_of, held_months_ago, tell
from tests.people import coordinator_of

pytestmark = pytest.mark.django_db
RIA = "ria@voorbeeld.example"
DUTCH = settings.LANGUAGE_CODE
SPOKEN = {"nl": "", "en": "Engels", "tr": "Turks", "ar": "Arabisch", "pl": "Pools"}
LINK = re.compile(r"https?://\S+")


# --- the situations -------------------------------------------------------------------------------------------------


def applied(state: str, language: str, **fields: Any) -> Case:
    """A case of somebody of the family, who filled in the form in this language."""
    case = make_case(state=state, **fields)
    Referrer.objects.filter(case=case).update(email=RIA, user=None, page_language=language)
    return Case.objects.get(pk=case.pk)


def a_plan(language: str) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    person = make_circle_person(case, email=RIA, language=SPOKEN[language])
    recipient = Recipient(DeliveryChannel.MAIL, person=person)
    send_plan(make_plan(case, state=PlanState.NOT_NEEDED), by=coordinator_of(case), recipients=[recipient])


def followed_up(language: str) -> tuple[Case, CirclePerson]:
    """A family whose round is open, and somebody of it."""
    case = make_case(state=CaseState.PLAN_SENT)
    held = make_conference(case, state="gehouden", held_on=held_months_ago(3))
    make_plan(case, state=PlanState.NOT_NEEDED)
    plan_calls(case, held.held_on)
    return case, make_circle_person(case, name="Ria Bos", email=RIA, language=SPOKEN[language])


def a_round_to_answer(language: str) -> None:
    case, ria = followed_up(language)
    send_links(call_of(case, CallKind.THREE_MONTHS), by=coordinator_of(case), people=[ria])


def an_agreement_that_stalls(language: str) -> None:
    case, ria = followed_up(language)
    with before_it_was_established():
        case.plan.versions.update(monitor="Ria Bos")
    by, why = coordinator_of(case), {"reason_code": WhyNot.NO_TIME}
    tell(call_of(case, CallKind.THREE_MONTHS), agreement_of(case), Told.NOT_DONE, by=by, **why)
    tell_family(case, by=by, people=[ria])


def a_plan_to_who_applied(language: str) -> None:
    case = applied(CaseState.HELD_WITH_PLAN, language)
    recipient = Recipient(DeliveryChannel.MAIL, referrer=case.referrer)
    send_plan(make_plan(case, state=PlanState.NOT_NEEDED), by=coordinator_of(case), recipients=[recipient])


def a_proposal_to_who_convenes(language: str) -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    person = make_circle_person(case, name="Ria Kanarie", email=RIA, language=SPOKEN[language])
    plan = make_plan(case, state=PlanState.NOT_NEEDED, convener="Ria Kanarie")
    send_copies(plan, by=coordinator_of(case), recipients=[Recipient(DeliveryChannel.MAIL, person=person)])
    Message.objects.all().delete()
    raise_proposal(case, doer=None, who="Oma", text="Zondag past mij beter.")


def a_questionnaire(language: str) -> Any:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today() - dt.timedelta(days=5))
    make_circle_person(case, email=RIA, language=SPOKEN[language])
    return invite_respondent(case, by=coordinator_of(case), form=Form.ADULT, email=RIA)


def a_reminder_of_a_questionnaire(language: str) -> None:
    invitation = a_questionnaire(language)
    Message.objects.all().delete()
    remind(invitation.pk)


@dataclass(frozen=True)
class Asked:
    """Something about coming to a meeting, in two steps: what is there already, and what is sent of it.

    `must_be_heard`: it tells of a change to who was asked before.
    """

    prepare: Callable[[str], Any]
    send: Callable[[Any], Any]
    must_be_heard: bool = False

    def __call__(self, language: str) -> None:
        self.send(self.prepare(language))


def somebody_to_ask(language: str) -> CirclePerson:
    return make_circle_person(make_case(state=CaseState.ACTIVATION), email=RIA, language=SPOKEN[language])


def ask_for_a_day(person: CirclePerson) -> None:
    case = Case.objects.get(pk=person.case_id)
    days = [ProposedDay(timezone.now() + dt.timedelta(days=number)) for number in (20, 21)]
    propose_days(case, by=coordinator_of(case), days=days, people=[person], answer_by=local_today())


def another_coordinator(language: str) -> None:
    case = make_case(state=CaseState.SCHEDULED, main_persons=())
    make_main_person(case, kind=MainPersonKind.ADULT, email=RIA, language=SPOKEN[language])
    User.objects.filter(pk=coordinator_of(case).pk).update(phone="06 12345678")
    tell_of_hand_over(case.contracts.get(), None)


def received(language: str) -> None:
    notices.tell_of_referral(applied(CaseState.REFERRED, language))


def received_where_nobody_keeps(language: str) -> None:
    make_user(Role.REGIONAL_MANAGER)
    notices.tell_of_referral(applied(CaseState.REFERRED, language))


def a_question_to_who_applied(language: str) -> None:
    by = make_user(Role.REGIONAL_MANAGER)
    ask_referrer(applied(CaseState.SCREENING, language), by=by, text="Wie gaf toestemming?")


def news(language: str) -> None:
    tell_referrer(applied(CaseState.WAITING, language, waiting_reason="geen_financiering"))


def a_coordinator_for_who_applied(language: str) -> None:
    notices.tell_of_assignment(applied(CaseState.ASSIGNED, language).contracts.get())


def a_part_that_ended(language: str) -> None:
    """Of two who did it one denies; the other goes on."""
    case = applied(CaseState.ACTIVATION, language, variant=Variant.RESTORATIVE)
    did_it, _harmed = make_sides(case, by=coordinator_of(case))
    seat = PartyMember.objects.create(party=did_it, main_person=make_main_person(case), is_central=True)
    record_responsibility(seat, by=coordinator_of(case), takes_responsibility=False, note="Hij lacht erom.")


def a_draft(language: str) -> None:
    """It has no language of its own: it is the one of the page on which somebody asks for it."""
    with translation.override(language):
        mail_link(start_draft("familie", by=None), to=RIA)


def invited(then: Callable[[Any], None], position: str, *, must_be_heard: bool) -> Asked:
    def prepare(language: str) -> Invitation:
        family = prepared()
        invitation = family.invite(family.person(email=RIA, position=position), language=language)
        Message.objects.all().delete()
        return invitation

    return Asked(prepare, then, must_be_heard)


def to_both(then: Callable[[Any], None], *, must_be_heard: bool = False) -> list[Asked]:
    both = (Position.AUNT_OR_UNCLE, Position.CARE_WORKER)
    return [invited(then, position, must_be_heard=must_be_heard) for position in both]


def of_news(which: str) -> Callable[[Any], None]:
    return lambda invitation: mail_news(invitation, which, to=RIA)


def of_reminder(*, asks: bool) -> Callable[[Any], None]:
    return lambda invitation: mail_reminder(invitation, 1, to=RIA, asks=asks)


def an_own_page_about_consent(language: str) -> None:
    case = make_case(state=CaseState.ACTIVATION, main_persons=())
    ria = make_main_person(case, kind=MainPersonKind.ADULT, email=RIA, language=SPOKEN[language])
    give_own_link(case, Speaker(ria, AskedAs.SELF), by=coordinator_of(case))


SITUATIONS: dict[str, list[Callable[[str], Any]]] = {
    "own-consents-*-*": [an_own_page_about_consent],
    "plan-*": [a_plan, a_plan_to_who_applied],
    "plan-heard-*-*": [a_proposal_to_who_convenes],
    "follow-up-*-*": [a_round_to_answer],
    "stall-*": [an_agreement_that_stalls],
    "survey-*": [a_questionnaire],
    "survey-*-reminder-*": [a_reminder_of_a_questionnaire],
    "day-poll-*-*": [Asked(somebody_to_ask, ask_for_a_day)],
    "took-over:*:family:*": [another_coordinator],
    "referral-received:*": [received, received_where_nobody_keeps],
    "asked:*": [a_question_to_who_applied],
    "news:*": [news],
    "assigned:*:referrer": [a_coordinator_for_who_applied],
    "part-ended:*:referrer": [a_part_that_ended],
    "draft-link:*:*": [a_draft],
    "*-*-*-*": [
        made for which in News.values for made in to_both(of_news(which), must_be_heard=which in TELLS_OF_A_CHANGE)
    ],
    "nudge-*-*": to_both(lambda invitation: mail_nudge(invitation, to=RIA)),
    "reminder-*-*": [*to_both(of_reminder(asks=True)), *to_both(of_reminder(asks=False))],
}
CASES = [(name, number) for name, made in SITUATIONS.items() for number in range(len(made))]


# --- which there are ------------------------------------------------------------------------------------------------


def keys() -> Iterator[str]:
    """The shape of the key of every mail to somebody without an account, as the source writes it."""
    for callee, at in (("queue_message", None), ("_to_referrer", 1), ("_mail", None), ("_queue", 1)):
        for name, call in calls(callee):
            if name in TO_PEOPLE_WITHOUT_ACCOUNT:
                written = argument(call, "key") if at is None else ast.unparse(call.args[at])
                yield from (shape(each) for each in texts(name, written))


def texts(name: str, written: str) -> list[str]:
    """A key that stands in a variable is the one that the same file gives it."""
    if re.fullmatch(r"\w+", written) and written == "key":
        source = ast.parse((settings.BASE_DIR / name).read_text())
        return [
            ast.unparse(value)
            for node in ast.walk(source)
            if isinstance(node, ast.Assign)
            for target, value in pairs(node)
            if isinstance(target, ast.Name) and target.id == "key"
        ]
    return [written] if written.startswith(("f'", 'f"', "'", '"')) else []


def pairs(node: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    target = node.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        return list(zip(target.elts, node.value.elts, strict=True))
    return [(target, node.value)]


def shape(written: str) -> str:
    return re.sub(r"\{[^{}]*\}", "*", written[written.index(written.lstrip("f")[0]) + 1 : -1])


def test_every_mail_to_somebody_without_an_account_has_its_situation() -> None:
    # What a mail to an invitee puts before each of its keys.
    passed_on = {"**-*"}

    assert set(keys()) == set(SITUATIONS) | passed_on


# --- and what they say ----------------------------------------------------------------------------------------------


def sent(name: str, number: int, language: str, *, active: str) -> Message:
    Message.objects.all().delete()
    with translation.override(active):
        SITUATIONS[name][number](language)
    return Message.objects.get(to=RIA)


def lines(mail: Message) -> set[str]:
    """The lines that say something: without the link, and without who sends it."""
    told = (re.sub(r"Gebruiker \d+", "Gebruiker", line).strip() for line in mail.body.splitlines())
    return {line for line in told if line and not LINK.fullmatch(line) and line != "Gebruiker"}


@pytest.mark.parametrize(("name", "number"), CASES)
@pytest.mark.parametrize("language", [code for code in SPOKEN if code != DUTCH])
def test_subject_and_every_line_are_in_the_language_of_who_reads_it(name: str, number: int, language: str) -> None:
    dutch = sent(name, number, DUTCH, active=DUTCH)
    mail = sent(name, number, language, active="pl" if language == "tr" else "tr")

    with translation.override(language):
        assert mail.subject == translation.gettext(dutch.subject)
    assert mail.subject != dutch.subject
    assert len(lines(mail)) == len(lines(dutch))
    assert not lines(mail) & lines(dutch)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_who_speaks_dutch_is_written_to_in_dutch_whatever_is_spoken_around(name: str, number: int) -> None:
    dutch = sent(name, number, DUTCH, active=DUTCH)

    mail = sent(name, number, DUTCH, active="ar")

    assert (mail.subject, lines(mail)) == (dutch.subject, lines(dutch))


def test_the_languages_are_those_of_the_house() -> None:
    assert set(SPOKEN) == {code for code, _name in settings.LANGUAGES}


# --- what stands behind the link, and on paper ------------------------------------------------------------------------

IN_DUTCH = {"survey-*", "survey-*-reminder-*"}
"""The questions themselves are in Dutch; only the mail and the letter are not."""
BY_THE_VISITOR = {"draft-link:*:*"}
"""An aanmelding is in the language of the visitor, kept with the session."""
BEGIN = {code: f'<html lang="{code}"{" dir=" + chr(34) + "rtl" + chr(34) if code == "ar" else ""}' for code in SPOKEN}


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize(("name", "number"), CASES)
def test_the_page_behind_the_link_speaks_and_runs_as_the_mail_does(name: str, number: int, language: str) -> None:
    cache.clear()
    mail = sent(name, number, language, active=DUTCH)
    link = re.search(r"https?://[^/]+(/\S+)", mail.body)
    if link is None or name in IN_DUTCH | BY_THE_VISITOR:
        return

    answer = Client().get(link[1], follow=True)

    assert answer.status_code == 200
    assert BEGIN[language] in answer.content.decode()


@pytest.mark.parametrize("language", SPOKEN)
def test_a_letter_is_in_the_language_of_its_reader_and_runs_as_it_does(language: str) -> None:
    family = prepared()
    how = {"channel": InvitationChannel.LETTER, "language": language}
    invitation = family.invite(family.person(street="Dorpsstraat 2", postcode="1621 AB", place="Hoorn"), **how)
    direction = "rtl" if language == "ar" else "ltr"

    with translation.override("tr" if language != "tr" else "pl"):
        invited_by_letter = letters_html([InvitationPaper(Invitation.objects.get(pk=invitation.pk))])
        context = {"name": "Ria", "link": "https://voorbeeld.example/x", "region": family.case.region}
        of_news = render_html("cases/desk/print/news_letter.html", context, title="Brief", language=language)

    assert f'<section class="letter" lang="{language}" dir="{direction}">' in invited_by_letter
    assert BEGIN[language] in of_news
    with translation.override(language):
        greeting = translation.gettext("Er is nieuws")
    assert greeting in of_news
