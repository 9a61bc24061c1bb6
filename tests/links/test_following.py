"""After a mail address was put right, what went to the wrong one goes again to the right one."""

import ast
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.test import Client

from cases.circle.acts.circle import change_circle_person
from cases.circle.acts.main_persons import change_main_person
from cases.circle.acts.merging import merge_people
from cases.codes import CaseState, MainPersonKind
from cases.coordinators.acts.hand_over_mails import tell_of_hand_over
from cases.desk.acts.transfer import transfer_case
from cases.models import Case, Referrer
from cases.notices import tell_of_referral
from cases.referral.acts.drafts import mail_link
from cases.referral.acts.referrers import correct_referrer
from conferences.inviting.acts.inviting import nudge
from conferences.models import Invitation
from ekc.accounts.acts import change_person
from ekc.dates import local_today
from ekc.outbox.acts import retry_message, send_messages
from ekc.outbox.acts.bounces import record_bounce
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.guests import correct_guest
from plans.codes import PlanLife
from plans.models import FrameGuest, Plan
from surveys.acts.handing_out import correct_address
from tests.conferences.invited import prepared
from tests.factories import OTHER_REGION, make_case, make_circle_person, make_main_person, make_region, make_user
from tests.house.test_one_room import PACKAGES
from tests.outbox.test_bounces import bounce
from tests.trees import modules, nodes_of

from .sent import BUILDERS, NEW, OLD, Sent, path_to

pytestmark = pytest.mark.django_db
OF_A_CASE = sorted(set(BUILDERS) - {"accounts.user", "cases.referraldraft"})


@pytest.fixture(autouse=True)
def _mail_stays_here(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def put_right(sent: Sent, address: str = NEW) -> None:
    """The act that corrects the address of whom this link is for."""
    by = make_user("coordinator")
    if sent.person is not None:
        change_circle_person(sent.person, by=by, email=address)
    elif sent.referrer is not None:
        correct_referrer(sent.referrer, by=by, email=address)
    elif isinstance(sent.row, FrameGuest):
        correct_guest(sent.row, by=by, email=address)
    elif sent.user is not None:
        known = {"full_name": sent.user.full_name, "role": sent.user.role}
        change_person(sent.user, by=make_user("landelijk_beheer"), email=address, **known)


@pytest.mark.parametrize("name", sorted(set(BUILDERS) - {"cases.referraldraft"}))
@pytest.mark.parametrize("has_left", [True, False], ids=["sent", "still waiting"])
def test_a_corrected_address_gets_a_fresh_link_and_the_old_one_is_dead(name: str, has_left: bool) -> None:
    sent = BUILDERS[name]()
    if has_left:
        send_messages()
    mail.outbox.clear()

    put_right(sent)
    fresh = path_to(NEW)
    send_messages()

    assert [letter.to for letter in mail.outbox].count([NEW]) == 1
    assert not [letter for letter in mail.outbox if letter.to == [OLD]], "what still waited went to the wrong address"
    assert Client().get(fresh, follow=True).status_code == 200
    old = Client().get(sent.paths[0], follow=True)
    assert "werkt niet meer" in old.content.decode()


@pytest.mark.parametrize("name", OF_A_CASE)
def test_the_same_address_in_other_capitals_sends_nothing(name: str) -> None:
    sent = BUILDERS[name]()
    before = Message.objects.count()

    put_right(sent, OLD.upper())

    assert Message.objects.count() == before
    assert Client().get(sent.paths[0]).status_code == 200


@pytest.mark.parametrize("name", OF_A_CASE)
def test_an_address_that_is_taken_away_ends_the_link_and_sends_nothing(name: str) -> None:
    sent = BUILDERS[name]()
    if sent.referrer is not None or isinstance(sent.row, FrameGuest):
        return  # who has an account keeps the address of the account; a guest has always one
    put_right(sent, "")

    assert Client().get(sent.paths[0]).status_code == 410
    assert not Message.objects.filter(to=OLD, state=MessageState.WAITING).exists()
    assert send_messages() == 0


@pytest.mark.parametrize("has_left", [True, False], ids=["sent", "still waiting"])
def test_an_address_that_comes_later_gets_what_went_to_the_one_before(has_left: bool) -> None:
    sent = BUILDERS["plans.distribution"]()
    if has_left:
        send_messages()
    put_right(sent, "")
    sent.person.refresh_from_db()

    put_right(sent)

    assert Client().get(path_to(NEW)).status_code == 200
    assert send_messages() == 1
    assert not Message.objects.failed().exists()


def test_a_draft_that_is_mailed_to_another_address_ends_the_link_of_the_first() -> None:
    sent = BUILDERS["cases.referraldraft"]()

    mail_link(sent.row, to=NEW)

    assert Client().get(path_to(NEW)).status_code == 302
    assert "nieuwere link" in Client().get(sent.paths[0]).content.decode()


def test_two_people_at_one_address_are_told_apart() -> None:
    family = prepared()
    mother, father = (family.person(name=name, email=OLD) for name in ("Moeder", "Vader"))
    hers, _his = family.invite(mother), family.invite(father)
    send_messages()

    change_circle_person(father, by=family.coordinator, email=NEW)

    told = Message.objects.filter(to=NEW)
    assert [message.about_id for message in told] == [family.conference.invitations.get(person=father).pk]
    assert Client().get(f"/uitnodiging/{hers.pk}/").status_code == 410
    assert Invitation.objects.get(pk=hers.pk).token_hash == hers.token_hash


def test_of_several_mails_about_one_invitation_only_the_newest_goes_again() -> None:
    sent = BUILDERS["conferences.invitation"]()
    send_messages()
    nudge(sent.row, by=make_user("coordinator"))
    send_messages()

    put_right(sent)

    assert [message.subject for message in Message.objects.filter(to=NEW)] == ["Kom je?"]


def test_what_is_over_does_not_go_again() -> None:
    sent = BUILDERS["plans.distribution"]()
    send_messages()
    Plan.objects.update(life=PlanLife.FULFILLED)

    put_right(sent)

    assert not Message.objects.filter(to=NEW).exists()


def test_the_word_that_an_aanmelding_came_in_follows_the_referrer() -> None:
    case = make_case()
    Referrer.objects.filter(case=case).update(email=OLD)
    tell_of_referral(Case.objects.get(pk=case.pk))
    send_messages()

    correct_referrer(Referrer.objects.get(case=case), by=make_user("regiomanager"), email=NEW)

    assert Message.objects.get(to=NEW).subject == Message.objects.get(to=OLD).subject


def test_a_questionnaire_of_nobody_in_particular_is_put_right_by_its_own_address() -> None:
    sent = BUILDERS["surveys.surveyinvitation"]()
    send_messages()

    correct_address(sent.row, by=make_user("coordinator"), email=NEW)

    assert Client().get(path_to(NEW)).status_code == 200
    assert Client().get(sent.paths[0]).status_code == 410


def test_a_questionnaire_that_came_back_is_mailed_to_nobody() -> None:
    sent = BUILDERS["surveys.surveyinvitation"]()
    type(sent.row).objects.update(is_used=True)
    sent.row.refresh_from_db()

    correct_address(sent.row, by=make_user("coordinator"), email=NEW)
    put_right(sent)

    assert not Message.objects.filter(to=NEW).exists()


def test_who_is_merged_keeps_the_link_and_gets_it_at_the_address_that_is_kept() -> None:
    sent = BUILDERS["plans.distribution"]()
    keep = make_circle_person(sent.case, name="Ria de Boer", email=NEW)

    merge_people(keep, sent.person, by=make_user("coordinator"))

    assert Client().get(path_to(NEW)).status_code == 200
    assert Client().get(sent.paths[0]).status_code == 410


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_case_that_goes_to_another_region_brings_its_links_along(name: str) -> None:
    sent = BUILDERS[name]()
    send_messages()

    by = make_user("regiomanager")
    transfer_case(
        Case.objects.get(pk=sent.case.pk), by=by, region=make_region(OTHER_REGION), manager=None, reason="Verhuisd."
    )

    assert Client().get(path_to()).status_code == 200
    old = Client().get(sent.paths[0])
    assert old.status_code == 410
    assert "nieuwere link" in old.content.decode()


def test_who_goes_on_with_a_case_is_told_again_to_a_family_whose_address_was_wrong() -> None:
    case = make_case(state=CaseState.ACTIVATION)
    mother = make_main_person(case, email=OLD, kind=MainPersonKind.ADULT)
    tell_of_hand_over(case.contracts.get(), None)
    send_messages()

    change_main_person(mother, by=make_user("coordinator"), email=NEW)

    told = Message.objects.get(to=NEW)
    assert (told.subject, told.state) == ("Er is nieuws voor u", MessageState.WAITING)


NO_ABOUT = {
    "ekc/accounts/bindings.py": "to an account: that it was bound, without a link",
    "ekc/accounts/acts.py": "to an account: what did not arrive follows it (`follow_account`)",
    "cases/recipients.py": "to accounts: what did not arrive follows them (`follow_account`)",
    "followup/acts/family_mails.py": "a sign without a link that something stalls: it is given again with one press",
}


def test_every_mail_to_somebody_without_an_account_says_what_it_is_about() -> None:
    """What has no row to be about cannot follow whoever it is for to another address."""
    without = {
        name
        for name, path in modules(*PACKAGES)
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "queue_message"
        if "about" not in {word.arg for word in node.keywords}
    }
    assert without == set(NO_ABOUT)


# --- the warning ------------------------------------------------------------------------------------------------


def fault_of(sent: Sent) -> str:
    return str(type(sent.row).objects.get(pk=sent.row.pk).mail_fault)


def come_back() -> None:
    """The mail server of the old address gives up on the first mail."""
    message = Message.objects.filter(to=OLD).earliest("pk")
    assert record_bounce(message_from_bytes(bounce(message), policy=policy.default))


def came_back() -> Sent:
    sent = BUILDERS["conferences.invitation"]()
    send_messages()
    come_back()
    return sent


def test_the_warning_leaves_only_when_the_new_mail_was_accepted() -> None:
    sent = came_back()
    assert "bestaat niet" in fault_of(sent)

    put_right(sent)
    assert "bestaat niet" in fault_of(sent)
    assert Message.objects.failed().count() == 1

    send_messages()
    assert fault_of(sent) == ""
    assert not Message.objects.failed().exists()


def test_what_comes_back_late_from_the_old_address_says_nothing_of_the_new_one() -> None:
    sent = BUILDERS["conferences.invitation"]()
    send_messages()
    put_right(sent)
    send_messages()

    come_back()

    assert fault_of(sent) == ""
    assert not Message.objects.failed().exists()


def test_a_failed_mail_is_tried_again_with_a_fresh_link() -> None:
    sent = came_back()
    failed = Message.objects.failed().get()
    assert "http" not in failed.body

    retry_message(failed, by=make_user("regiomanager"))

    assert Client().get(path_to()).status_code == 200
    assert Client().get(sent.paths[0]).status_code == 410


def test_a_failed_mail_that_went_again_is_not_tried_at_the_old_address() -> None:
    sent = came_back()
    put_right(sent)
    fresh = path_to(NEW)

    with pytest.raises(Refusal, match="al opnieuw verstuurd"):
        retry_message(Message.objects.failed().get(), by=make_user("regiomanager"))

    assert Client().get(fresh).status_code == 200


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_failed_mail_is_tried_at_the_address_of_today(name: str) -> None:
    sent = BUILDERS[name]()
    Message.objects.filter(to=OLD).update(state=MessageState.FAILED)
    if sent.person is not None:
        type(sent.person).objects.filter(pk=sent.person.pk).update(email=NEW)
    if sent.referrer is not None:
        Referrer.objects.filter(pk=sent.referrer.pk).update(email=NEW)
    if hasattr(sent.row, "email"):
        type(sent.row).objects.filter(pk=sent.row.pk).update(email=NEW)

    retry_message(Message.objects.filter(to=OLD).get(), by=make_user("regiomanager"))

    assert Client().get(path_to(NEW)).status_code == 200


def test_a_failed_mail_to_who_takes_no_part_is_not_tried_again() -> None:
    sent = came_back()
    type(sent.person).objects.filter(pk=sent.person.pk).update(
        excluded_by="veiligheid", excluded_reason="Dreiging.", excluded_on=local_today()
    )

    with pytest.raises(Refusal, match="niet meer werken"):
        retry_message(Message.objects.failed().get(), by=make_user("regiomanager"))
