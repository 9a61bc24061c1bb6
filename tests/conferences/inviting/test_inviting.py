"""Inviting as a coordinator does it: by which way, in which language, and what follows when the day moves."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.circle.acts.circle import set_aside
from cases.preparation.acts.ending import end_in_activation
from conferences.codes import InvitationAnswer, InvitationChannel, News
from conferences.inviting.acts.inviting import (
    bring_news,
    invite,
    invite_people,
    nudge,
    record_answer,
)
from conferences.inviting.reads.links import find_invitation, token_of
from conferences.models import Invitation
from conferences.planning.acts.planning import postpone_conference
from ekc.dates import at_local
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.conferences.invited import REASON, Preparation, mails_to, page_of, reload, reminder
from tests.factories import make_ban, make_conference

pytestmark = pytest.mark.django_db


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
