"""Inviting as a coordinator does it: by which way, in which language, and what follows when the day moves."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.circle.acts.circle import set_aside
from cases.models import CirclePerson
from cases.preparation.acts.preparation import end_in_activation
from conferences.codes import InvitationAnswer, InvitationChannel, News, SuggestionState
from conferences.inviting.acts.inviting import (
    add_suggested,
    bring_news,
    invite,
    invite_people,
    leave_suggested,
    nudge,
    record_answer,
)
from conferences.inviting.reads.links import find_invitation, token_of
from conferences.models import Invitation
from conferences.planning.acts.planning import postpone_conference
from ekc.dates import at_local, local_today
from ekc.outbox.domain import run_due_rows
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from tests.conferences.invited import REASON, Preparation, mails_to, page_of, prepared
from tests.factories import make_ban, make_circle_person, make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Preparation:
    return prepared()


def reload(invitation: Invitation) -> Invitation:
    return Invitation.objects.get(pk=invitation.pk)


def reminder(invitation: Invitation) -> DueRow:
    return DueRow.objects.get(purpose="invitation_reminder", object_id=invitation.pk)


def days_before(family: Preparation, days: int, clock: dt.time = dt.time(10)) -> dt.datetime:
    return at_local(timezone.localdate(family.conference.planned_start) - dt.timedelta(days=days), clock)


# --- by which way ----------------------------------------------------------------------------------------------


def test_a_mail_holds_the_link_and_nothing_of_the_case(family: Preparation) -> None:
    other = family.person(name="Gerda de Wit", email="")
    invitation = family.invite()

    (mail,) = mails_to()

    assert token_of(invitation)[:4] in mail.body
    assert "Vragen? Bel 06 12345678." in mail.body
    for secret in ("Sem", "Bakker", REASON, other.name, "Meerpaal", "Kerkstraat", family.case.number):
        assert secret not in mail.subject + mail.body


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "uitgenodigd"), ("en", "invited"), ("tr", "davet"), ("ar", "مدعو"), ("pl", "zaproszenie")],
)
def test_a_mail_speaks_the_language_of_the_invitation(family: Preparation, language: str, words: str) -> None:
    family.invite(language=language)

    assert words in mails_to()[0].body


def test_a_mail_to_who_has_no_address_is_refused_and_nobody_is_invited(family: Preparation) -> None:
    ria, piet = family.person(), family.person(name="Piet", email="")
    people = [{"person": ria, "channel": "mail"}, {"person": piet, "channel": "mail"}]

    with pytest.raises(Refusal, match="Van Piet is geen e-mailadres bekend"):
        invite_people(family.conference, people, by=family.coordinator)

    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_by_mail_and_letter_the_letter_waits_to_be_printed(family: Preparation) -> None:
    invitation = family.invite(channel=InvitationChannel.BOTH)

    assert len(mails_to()) == 1
    assert invitation.pending_news == News.INVITED

    assert bring_news([invitation], by=family.coordinator) == 1
    assert reload(invitation).pending_news == ""


def test_who_is_invited_in_person_has_heard_it(family: Preparation) -> None:
    invitation = family.invite(channel=InvitationChannel.VISIT)

    assert invitation.pending_news == ""
    assert not mails_to()


def test_inviting_again_changes_the_way_and_keeps_the_answer_and_the_link(family: Preparation) -> None:
    first = family.invite()
    record_answer(first, by=None, answer=InvitationAnswer.COMES)

    again = family.invite(first.person, channel=InvitationChannel.LETTER, language="tr")

    assert again.pk == first.pk
    assert (again.answer, again.language) == (InvitationAnswer.COMES, "tr")
    assert token_of(again) == token_of(first)


def test_a_contact_ban_refuses_the_second_of_the_two(family: Preparation) -> None:
    mother, father = family.person(name="Els"), family.person(name="Rob")
    make_ban(mother, father, by=family.coordinator)
    family.invite(mother)

    with pytest.raises(Refusal, match="Tussen Els en Rob geldt een contactverbod"):
        family.invite(father)

    assert family.conference.invitations.get().person == mother


def test_after_the_meeting_began_nobody_is_invited(family: Preparation) -> None:
    held = make_conference(family.case, state="gehouden", sequence=2)

    with pytest.raises(Refusal, match="al begonnen"):
        invite(held, by=family.coordinator, person=family.person())


def test_the_referrer_can_be_invited_once(family: Preparation) -> None:
    referrer = family.case.referrer
    how = {"channel": InvitationChannel.VISIT, "asked": "Vertel welke hulp er is."}
    invite(family.conference, by=family.coordinator, referrer=referrer, **how)
    invite(family.conference, by=family.coordinator, referrer=referrer, **how)

    invitation = Invitation.objects.get()
    assert invitation.is_professional
    assert str(invitation) == referrer.name


def test_an_invitation_is_for_exactly_one_person(family: Preparation) -> None:
    person = family.person()

    with pytest.raises(IntegrityError, match="invitation_for_one_person"), transaction.atomic():
        Invitation.objects.create(
            conference=family.conference, person=person, main_person=family.case.main_persons.first()
        )


def test_two_links_are_never_the_same(family: Preparation) -> None:
    first = family.invite()
    second = family.invite(family.person(name="Piet"))

    with pytest.raises(IntegrityError, match="invitation_link_once"), transaction.atomic():
        Invitation.objects.filter(pk=second.pk).update(token_hash=first.token_hash)


# --- the link ----------------------------------------------------------------------------------------------------


def test_of_a_link_only_a_hash_is_kept(family: Preparation) -> None:
    invitation = family.invite()
    stored = Invitation.objects.filter(pk=invitation.pk).values().get()

    assert token_of(invitation) not in str(stored)
    assert find_invitation(token_of(invitation)) == invitation


def test_after_a_change_of_the_secret_an_old_link_opens_and_the_next_mail_has_a_new_one(
    family: Preparation, settings
) -> None:
    invitation = family.invite()
    old = token_of(invitation)
    settings.SECRET_KEY = "another secret of the house, long enough"

    assert find_invitation(old) == invitation
    nudge(invitation, by=family.coordinator)

    new = token_of(reload(invitation))
    assert find_invitation(new) == invitation
    assert new[:4] in mails_to()[1].body


def test_a_link_typed_over_from_paper_may_have_other_capitals_dashes_and_lookalikes(family: Preparation) -> None:
    invitation = family.invite()
    token = token_of(invitation)

    assert find_invitation(f" {token[:4].lower()} – {token[4:].replace('0', 'o').replace('1', 'l')}") == invitation


def test_a_link_lives_through_the_day_and_not_after_it(family: Preparation) -> None:
    token = token_of(family.invite())
    day = timezone.localdate(family.conference.planned_start)

    with time_machine.travel(at_local(day, dt.time(23, 30)), tick=False):
        assert find_invitation(token) is not None
    with time_machine.travel(at_local(day + dt.timedelta(days=1), dt.time(0, 30)), tick=False):
        assert find_invitation(token) is None


def test_the_link_of_who_was_set_aside_is_dead(family: Preparation) -> None:
    invitation = family.invite()
    set_aside(
        invitation.person,
        by=family.coordinator,
        decided_by="veiligheid",
        decided_with="Moeder",
        reason="Bedreigde de moeder.",
    )

    assert find_invitation(token_of(invitation)) is None


# --- the day moves ------------------------------------------------------------------------------------------------


def test_on_another_day_everybody_hears_it_by_their_own_way_and_is_asked_anew(family: Preparation) -> None:
    by_mail = family.invite()
    by_letter = family.invite(family.person(name="Piet"), channel=InvitationChannel.LETTER)
    in_person = family.invite(family.person(name="Els"), channel=InvitationChannel.VISIT)
    for each in (by_mail, by_letter, in_person):
        record_answer(each, by=None, answer=InvitationAnswer.COMES, transport="Meerijden")

    family.move_to(30)

    assert [mail.subject for mail in mails_to()] == ["Een uitnodiging voor je", "De bijeenkomst is veranderd"]
    assert [reload(each).pending_news for each in (by_mail, by_letter, in_person)] == ["", News.MOVED, News.MOVED]
    for each in (by_mail, by_letter, in_person):
        assert (reload(each).answer, reload(each).transport) == (InvitationAnswer.OPEN, "Meerijden")


def test_at_another_hour_of_the_same_day_the_answers_stand(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES)

    family.move_to(20, dt.time(15))

    assert len(mails_to()) == 2
    assert reload(invitation).answer == InvitationAnswer.COMES


def test_another_place_is_told_and_other_food_is_not(family: Preparation) -> None:
    family.invite()

    family.move_to(20, food="Soep")
    assert len(mails_to()) == 1

    family.move_to(20, venue_name="De Brug")
    assert len(mails_to()) == 2


def test_a_day_put_off_is_told_once_and_the_new_day_too(family: Preparation) -> None:
    invitation = family.invite(language="en")

    postpone_conference(family.conference, by=family.coordinator, reason="Oma is ziek.")
    assert reminder(invitation).state == "vervallen"
    family.move_to(40)

    subjects = [mail.subject for mail in mails_to()]
    assert subjects == ["An invitation for you", "The meeting is not going ahead yet", "The meeting has changed"]
    assert all("Oma" not in mail.body for mail in mails_to())
    assert reminder(invitation).state == "wacht"


def test_putting_off_says_who_hears_it_how_and_asks_for_a_new_day(family: Preparation, client) -> None:
    family.invite()
    family.invite(family.person(name="Oom Piet"), channel=InvitationChannel.VISIT)
    client.force_login(family.coordinator)
    page = reverse("conferences:postpone", args=[family.case.number])

    text = client.post(page, {"reason": "Oma is ziek."}, follow=True).content.decode()

    said = text.index("De conferentie is uitgesteld.")
    assert said < text.index("1 genodigde krijgt nu mail.") < text.index("1 genodigde hoort het van jou of per brief")
    assert text.index("zie Uitnodigingen.") < text.index("Vervallen: de mail over het draaiboek")
    form = client.get(reverse("conferences:plan", args=[family.case.number])).context["forms"].form
    assert form["day"].value() is None
    assert form["venue_name"].value() == family.conference.venue_name


def test_when_the_preparation_ends_nobody_is_promised_another_day(family: Preparation) -> None:
    invitation = family.invite()

    end_in_activation(family.case, by=family.coordinator, reason="netwerk_te_klein")

    assert mails_to()[1].subject == "De bijeenkomst gaat niet door"
    assert "nieuwe dag" not in mails_to()[1].body
    assert "Komen hoeft niet meer." in Client().get(page_of(invitation)).content.decode()


def test_who_was_set_aside_hears_nothing_any_more(family: Preparation) -> None:
    invitation = family.invite()
    set_aside(invitation.person, by=family.coordinator, decided_by="zelf", reason="Wil niet.")

    family.move_to(30)

    assert len(mails_to()) == 1


# --- reminders -----------------------------------------------------------------------------------------------------


def test_who_does_not_answer_is_asked_a_week_and_three_days_before(family: Preparation) -> None:
    invitation = family.invite()
    assert reminder(invitation).due_at == days_before(family, 7)

    with time_machine.travel(days_before(family, 7, dt.time(10, 1)), tick=False):
        run_due_rows()
    assert reminder(invitation).due_at == days_before(family, 3)
    with time_machine.travel(days_before(family, 3, dt.time(10, 1)), tick=False):
        run_due_rows()

    assert [mail.subject for mail in mails_to()[1:]] == ["Kom je?", "Kom je?"]


def test_who_comes_is_reminded_only_on_the_day_before(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES)

    for days in (7, 3, 1):
        with time_machine.travel(days_before(family, days, dt.time(10, 1)), tick=False):
            run_due_rows()

    assert [mail.subject for mail in mails_to()[1:]] == ["Tot morgen"]


def test_who_does_not_come_is_left_alone(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.DOES_NOT_COME)

    for days in (7, 3, 1):
        with time_machine.travel(days_before(family, days, dt.time(10, 1)), tick=False):
            run_due_rows()

    assert len(mails_to()) == 1


def test_reminders_move_with_the_day_also_after_the_last_one(family: Preparation) -> None:
    invitation = family.invite()
    for days in (7, 3, 1):
        with time_machine.travel(days_before(family, days, dt.time(10, 1)), tick=False):
            run_due_rows()
    with time_machine.travel(days_before(family, 1, dt.time(12)), tick=False):
        family.move_to(30)

    assert reminder(invitation).state == "wacht"
    assert reminder(invitation).due_at == days_before(family, 7)


def test_a_reminder_that_runs_twice_is_one_mail(family: Preparation) -> None:
    from conferences.inviting.acts.reminding import remind

    invitation = family.invite()
    with time_machine.travel(days_before(family, 7, dt.time(10, 1)), tick=False):
        remind(invitation.pk)
        remind(invitation.pk)

    assert len(mails_to()) == 2


def test_who_gets_no_mail_has_no_reminder(family: Preparation) -> None:
    invitation = family.invite(channel=InvitationChannel.LETTER)

    assert not DueRow.objects.filter(purpose="invitation_reminder", object_id=invitation.pk).exists()


def test_the_coordinator_reminds_with_one_press_once_a_day(family: Preparation) -> None:
    invitation = family.invite()

    nudge(invitation, by=family.coordinator)
    with pytest.raises(Refusal, match="vandaag al een herinnering"):
        nudge(invitation, by=family.coordinator)

    assert [mail.subject for mail in mails_to()] == ["Een uitnodiging voor je", "Kom je?"]


def test_who_answered_is_not_reminded_again(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=family.coordinator, answer=InvitationAnswer.COMES)

    with pytest.raises(Refusal, match="heeft al geantwoord"):
        nudge(invitation, by=family.coordinator)


# --- answers ---------------------------------------------------------------------------------------------------------


def test_the_answer_of_the_coordinator_says_who_wrote_it_down(family: Preparation) -> None:
    invitation = family.invite()

    record_answer(invitation, by=family.coordinator, answer=InvitationAnswer.COMES)

    assert reload(invitation).answered_by == "coordinator"


def test_an_answer_by_link_after_the_meeting_began_is_refused(family: Preparation) -> None:
    invitation = family.invite()

    with (
        time_machine.travel(family.conference.planned_start + dt.timedelta(minutes=1), tick=False),
        pytest.raises(Refusal, match="kan nu niet meer"),
    ):
        record_answer(invitation, by=None, answer=InvitationAnswer.COMES)


def test_fear_reaches_the_coordinator_at_once_and_the_mail_does_not_say_it(family: Preparation) -> None:
    invitation = family.invite()

    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, fear="Ik ben bang voor Rob.")

    (mail,) = mails_to(family.coordinator.email)
    assert mail.subject == "Er is een antwoord dat je vandaag moet lezen"
    assert "Rob" not in mail.body


def test_staying_away_at_the_last_moment_reaches_the_coordinator_and_earlier_does_not(family: Preparation) -> None:
    early, late = family.invite(), family.invite(family.person(name="Piet"))

    record_answer(early, by=None, answer=InvitationAnswer.DOES_NOT_COME)
    assert not mails_to(family.coordinator.email)
    with time_machine.travel(days_before(family, 2), tick=False):
        record_answer(late, by=None, answer=InvitationAnswer.DOES_NOT_COME)

    assert len(mails_to(family.coordinator.email)) == 1


def test_a_name_that_was_suggested_is_nobody_of_the_circle_until_the_coordinator_says_so(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=["Tante Fatma", "  ", "Tante  Fatma"])
    suggestion = invitation.suggestions.get()
    assert not CirclePerson.objects.filter(name="Tante Fatma").exists()

    person = add_suggested(suggestion, by=family.coordinator)

    assert (person.name, person.suggested_by) == ("Tante Fatma", "netwerk")
    with pytest.raises(Refusal, match="staat al in de kring"):
        add_suggested(suggestion, by=family.coordinator)


def test_a_suggestion_that_was_dealt_with_stays_when_the_answer_changes(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=["Ans", "Bea"])
    leave_suggested(invitation.suggestions.get(name="Ans"), by=family.coordinator)

    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=["Cor"])

    assert list(invitation.suggestions.values_list("name", "state")) == [
        ("Ans", SuggestionState.NOT_NOW),
        ("Cor", SuggestionState.OPEN),
    ]


def test_saying_the_same_again_changes_nothing(family: Preparation) -> None:
    invitation = family.invite()
    said = {"answer": InvitationAnswer.COMES, "diet": "halal"}
    record_answer(invitation, by=None, **said)
    before = Invitation.objects.filter(pk=invitation.pk).values().get()

    record_answer(invitation, by=None, **said)

    assert Invitation.objects.filter(pk=invitation.pk).values().get() == before


def test_somebody_added_by_hand_is_invited_under_the_name_of_the_circle(family: Preparation) -> None:
    person = make_circle_person(family.case, name="Oom Jan")

    assert str(family.invite(person, channel=InvitationChannel.VISIT)) == "Oom Jan"
    assert local_today() == timezone.localdate(reload(Invitation.objects.get()).sent_at)
