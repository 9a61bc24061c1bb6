"""The coordinator's pages of inviting: choosing, the overview, what is pressed there, and paper."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import CirclePerson
from conferences.codes import InvitationAnswer, InvitationChannel, SuggestionState
from conferences.inviting.acts.inviting import note_mail_fault, record_answer
from conferences.models import Invitation
from ekc.audit.models import ReadLine
from ekc.outbox.models import Message
from tests.conferences.invited import Preparation, mails_to, prepared
from tests.factories import make_ban

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Preparation:
    return prepared()


@pytest.fixture
def client(family: Preparation) -> Client:
    client = Client()
    client.force_login(family.coordinator)
    return client


def url(name: str, family: Preparation, *args) -> str:
    return reverse(f"conferences:{name}", args=[family.case.number, *args])


def overview(client: Client, family: Preparation) -> str:
    return client.get(url("invitations", family)).content.decode()


def test_people_are_invited_each_in_their_own_way_and_language(client: Client, family: Preparation) -> None:
    ria, piet = family.person(), family.person(name="Piet", email="", language="Turks")
    typed = {
        f"c{ria.pk}-chosen": "on",
        f"c{ria.pk}-channel": "mail_brief",
        f"c{ria.pk}-language": "ar",
        f"c{piet.pk}-chosen": "on",
        f"c{piet.pk}-channel": "mondeling",
        f"c{piet.pk}-language": "tr",
    }

    answer = client.post(url("invite", family), typed)

    assert answer.headers["Location"] == url("invitations", family)
    assert list(Invitation.objects.order_by("person").values_list("person", "channel", "language")) == [
        (ria.pk, "mail_brief", "ar"),
        (piet.pk, "mondeling", "tr"),
    ]
    assert len(mails_to()) == 1


def test_the_page_proposes_the_way_and_the_language_that_fit(client: Client, family: Preparation) -> None:
    family.person(email="", street="Dorpsstraat 2", language="Pools")

    page = client.get(url("invite", family)).content.decode()

    assert '<option value="brief" selected>' in page
    assert '<option value="pl" selected>' in page


def test_a_refused_invitation_keeps_all_that_was_chosen(client: Client, family: Preparation) -> None:
    els, rob = family.person(name="Els"), family.person(name="Rob")
    make_ban(els, rob, by=family.coordinator)
    typed = {}
    for person in (els, rob):
        typed |= {f"c{person.pk}-chosen": "on", f"c{person.pk}-channel": "brief", f"c{person.pk}-language": "tr"}

    page = client.post(url("invite", family), typed).content.decode()

    assert "geldt een contactverbod" in page
    assert page.count('value="tr" selected') == 2
    assert not Invitation.objects.exists()


def test_a_ban_between_two_who_are_invited_already_is_shown(client: Client, family: Preparation) -> None:
    els, rob = family.person(name="Els Vos"), family.person(name="Rob Kat")
    family.invite(els)
    family.invite(rob)
    make_ban(els, rob, by=family.coordinator)

    assert "geldt een contactverbod, en ze zijn allebei uitgenodigd" in overview(client, family)


def test_the_page_warns_of_a_ban_before_anything_is_pressed(client: Client, family: Preparation) -> None:
    els, rob = family.person(name="Els Vos"), family.person(name="Rob Kat")
    make_ban(els, rob, by=family.coordinator)
    family.invite(els)

    assert "Contactverbod met Els Vos." in client.get(url("invite", family)).content.decode()


def test_choosing_nobody_says_so(client: Client, family: Preparation) -> None:
    family.person()

    assert "Kies ten minste één persoon." in client.post(url("invite", family), {"x": "1"}).content.decode()


def test_a_professional_who_comes_to_no_part_is_asked_which(client: Client, family: Preparation) -> None:
    worker = family.person(name="Joke", position="hulpverlener")
    key = f"c{worker.pk}"
    typed = {f"{key}-chosen": "on", f"{key}-channel": "mail", f"{key}-language": "nl"}

    assert "Kies bij welk deel" in client.post(url("invite", family), typed).content.decode()

    client.post(url("invite", family), {**typed, f"{key}-in_information": "on", f"{key}-asked": "Vertel over hulp."})
    invitation = Invitation.objects.get()
    assert (invitation.in_information, invitation.in_presentation, invitation.asked) == (
        True,
        False,
        "Vertel over hulp.",
    )


def test_the_overview_counts_answers_and_gathers_needs(client: Client, family: Preparation) -> None:
    ria, piet, els = (family.invite(family.person(name=name)) for name in ("Ria", "Piet", "Els"))
    record_answer(ria, by=None, answer=InvitationAnswer.COMES, diet="Halal", fear="Voor ruzie")
    record_answer(piet, by=None, answer=InvitationAnswer.DOES_NOT_COME, transport="Niet meer nodig")
    note_mail_fault(els.pk, "De mail kwam terug: dit e-mailadres bestaat niet.", to=els.person.email)

    page = overview(client, family)

    counted = re.findall(r"<strong>(\d+)</strong> ([a-z ]+)</span>", page)
    assert dict((label, number) for number, label in counted) == {
        "komt": "1",
        "komt niet": "1",
        "stuurt een brief": "0",
        "twijfelt nog": "0",
        "nog geen antwoord": "1",
    }
    assert "Halal" in page
    assert "Voor ruzie" in page
    assert "Niet meer nodig" not in page
    assert "De mail kwam terug" in page
    assert url("nudge", family, els.pk) in page
    assert url("nudge", family, ria.pk) not in page


def test_a_reminder_is_one_press(client: Client, family: Preparation) -> None:
    invitation = family.invite()

    page = client.post(url("nudge", family, invitation.pk), follow=True).content.decode()

    assert "Ria Jansen krijgt een herinnering." in page
    assert len(mails_to()) == 2


def test_an_answer_by_phone_is_written_down(client: Client, family: Preparation) -> None:
    invitation = family.invite()

    client.post(url("answer", family, invitation.pk), {"answer": "komt", "child_care": "Twee kinderen"})

    kept = Invitation.objects.get()
    assert (kept.answer, kept.child_care, kept.answered_by) == ("komt", "Twee kinderen", "coordinator")
    assert "opgeschreven door de coördinator" in overview(client, family)


def test_the_way_of_somebody_is_changed_and_the_mail_leaves(client: Client, family: Preparation) -> None:
    invitation = family.invite(channel=InvitationChannel.VISIT)

    client.post(url("invitation_how", family, invitation.pk), {"channel": "mail", "language": "pl"})

    assert "zaproszenie" in mails_to()[0].body


def test_letters_wait_until_they_are_said_to_be_gone(client: Client, family: Preparation) -> None:
    person = family.person(street="Dorpsstraat 2", place="Hoorn")
    family.invite(person, channel=InvitationChannel.LETTER)
    assert "Brieven om te printen" in overview(client, family)

    paper = client.get(url("letters", family))
    assert paper.content.startswith(b"%PDF")
    assert client.get(url("labels", family)).content.startswith(b"%PDF")
    assert Invitation.objects.get().pending_news

    client.post(url("letters_sent", family))
    assert "Brieven om te printen" not in overview(client, family)
    assert client.get(url("letters", family)).status_code == 302
    assert client.get(url("letters", family) + "?alle").content.startswith(b"%PDF")


def test_printing_leaves_a_line_in_the_read_log(client: Client, family: Preparation) -> None:
    invitation = family.invite()

    client.get(url("letter", family, invitation.pk))

    assert ReadLine.objects.filter(what="uitnodigingen op papier", case_number=family.case.number).count() == 1


def test_who_heard_it_in_person_must_be_told_of_another_day(client: Client, family: Preparation) -> None:
    invitation = family.invite(channel=InvitationChannel.VISIT)
    family.move_to(30)
    assert "Zelf vertellen" in overview(client, family)

    client.post(url("told", family, invitation.pk))

    assert "Zelf vertellen" not in overview(client, family)


def test_a_suggestion_is_taken_up_or_left(client: Client, family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=["Ans", "Bea"])
    ans, bea = invitation.suggestions.order_by("name")

    client.post(url("suggestion_add", family, ans.pk))
    client.post(url("suggestion_leave", family, bea.pk))

    assert CirclePerson.objects.filter(case=family.case, name="Ans").exists()
    assert not CirclePerson.objects.filter(name="Bea").exists()
    bea.refresh_from_db()
    assert bea.state == SuggestionState.NOT_NOW


def test_the_regional_manager_reads_along_and_presses_nothing(family: Preparation) -> None:
    from ekc.accounts.codes import Role
    from tests.factories import make_user

    invitation = family.invite()
    manager = Client()
    manager.force_login(make_user(Role.REGIONAL_MANAGER, regions=[family.case.region]))

    page = overview(manager, family)

    assert "Ria Jansen" in page
    assert 'method="post"' not in page.split("<main")[1].split("</main>")[0]
    assert manager.post(url("nudge", family, invitation.pk)).status_code == 403


@pytest.mark.parametrize("people", [3, 35])
def test_the_pages_ask_the_same_number_of_queries_for_few_and_many(
    client: Client, family: Preparation, people: int, django_assert_max_num_queries
) -> None:
    for number in range(people):
        family.person(name=f"Kring {number}")
        invitation = family.invite(family.person(name=f"Gast {number}"))
        record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=[f"Naam {number}"])

    with django_assert_max_num_queries(29):
        assert overview(client, family)
    with django_assert_max_num_queries(20):
        assert client.get(url("invite", family)).status_code == 200
    assert Message.objects.count() == people
