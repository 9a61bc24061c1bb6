"""A signal about safety reaches the regional manager at once, and leads to a decision (domain.md 3.3)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState, SafetyMeasure
from cases.desk.reads.worklist import SIGNALS
from cases.models import Case, SafetySignal
from cases.preparation.acts.safety import check_safety_is_decided, decide_signal, report_signal
from conferences.codes import ConferenceState
from conferences.day.acts.day import start_information
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import (
    OTHER_REGION,
    make_case,
    make_conference,
    make_region,
    make_signal,
    make_user,
)

WORRY = "Vader heeft gezegd dat hij langskomt."


def mails(address: str) -> list[Message]:
    return list(Message.objects.filter(to=address))


@pytest.fixture
def day_of_today(anna, carla):
    """A conference that could begin now, but for safety."""
    case = make_case(state=CaseState.SCHEDULED, with_coordinator=anna, manager=carla)
    return make_conference(case, state=ConferenceState.PLANNED, planned_start=timezone.now())


def test_regional_manager_gets_a_mail_in_the_same_moment_that_names_nobody(client, preparing, anna, carla):
    client.force_login(anna)
    client.post(reverse("cases:signal_add", args=[preparing.number]), {"about": WORRY, "signalled_by": "Moeder"})

    (mail,) = mails(carla.email)
    signal = preparing.safety_signals.get()
    assert mail.next_try_at <= timezone.now()
    assert reverse("cases:signal_decide", args=[preparing.number, signal.pk]) in mail.body
    for secret in (WORRY, "Vader", "Moeder", str(preparing.main_persons.get())):
        assert secret not in mail.subject + mail.body


def test_link_in_the_mail_opens_the_page_to_decide_on(client, preparing, anna, carla):
    report_signal(preparing, by=anna, signalled_by="Moeder", about=WORRY)
    (mail,) = mails(carla.email)
    client.force_login(carla)

    page = client.get("/zaken/" + mail.body.split("/zaken/")[1].split()[0]).content.decode()

    assert WORRY in page
    assert "Met welke regiomanager" not in page


def test_without_a_manager_of_the_case_all_managers_of_the_region_are_told(anna, carla):
    case = make_case(state=CaseState.ACTIVATION, with_coordinator=anna)
    elsewhere = make_user(Role.REGIONAL_MANAGER, region=make_region(OTHER_REGION))

    report_signal(case, by=anna, signalled_by="Moeder", about=WORRY)

    assert mails(carla.email)
    assert not mails(elsewhere.email)


def test_manager_whose_account_was_closed_is_not_the_only_one_told(preparing, anna, carla):
    stand_in = make_user(Role.REGIONAL_MANAGER)
    carla.is_active = False
    carla.save()

    report_signal(preparing, by=anna, signalled_by="Moeder", about=WORRY)

    assert mails(stand_in.email)


def test_signal_stands_first_on_the_tab_of_signals_at_once(client, preparing, anna, carla):
    late = [make_case(received_on=local_today() - dt.timedelta(days=90), is_urgent=True) for _number in range(2)]
    report_signal(preparing, by=anna, signalled_by="Moeder", about=WORRY)
    client.force_login(carla)

    rows = client.get(reverse("cases:worklist"), {"tab": SIGNALS}).context["rows"]

    assert [row.number for row in rows][0] == preparing.number
    assert {row.number for row in rows} == {preparing.number, *(case.number for case in late)}


def test_open_page_hears_of_a_signal_that_came_in_since_without_a_name(client, preparing, anna, carla):
    client.force_login(carla)
    opened = int(timezone.now().timestamp())
    ask = {"na": opened, "getoond": 0}
    news = reverse("cases:new_signals")
    assert f"{news}?na=" in client.get(reverse("cases:worklist")).content.decode()
    assert client.get(news, ask).status_code == 204

    signal = report_signal(preparing, by=anna, signalled_by="Moeder", about=WORRY)
    elsewhere = make_case(region=make_region(OTHER_REGION), with_coordinator=anna, state=CaseState.ACTIVATION)
    report_signal(elsewhere, by=anna, signalled_by="Oom", about=WORRY)
    text = client.get(news, ask).content.decode()
    assert "Er kwam net een signaal over veiligheid binnen." in text
    assert "getoond=1" in text
    assert not [word for word in (WORRY, "Moeder", preparing.number) if word in text]
    assert client.get(news, {**ask, "getoond": 1}).status_code == 204
    assert client.get(news, {**ask, "na": opened + 60}).status_code == 204

    decide_signal(signal, by=carla, measures=["geen"], decision="Gebeld.")
    assert "nieuws" in client.get(news, {**ask, "getoond": 1}).content.decode()


@pytest.mark.parametrize("who", ["anna", "carla"])
def test_undecided_signal_is_the_first_thing_to_do(request, preparing, anna, who):
    signal = make_signal(preparing, by=anna)
    user = request.getfixturevalue(who)

    step = next_step_for(Case.objects.with_file().get(pk=preparing.pk), user)

    assert step is not None
    assert step.url == reverse("cases:signal_decide", args=[preparing.number, signal.pk])
    assert step.is_safety


@pytest.mark.parametrize("values", [{"signalled_by": " "}, {"about": ""}])
def test_signal_says_what_and_from_whom(preparing, anna, values):
    with pytest.raises(Refusal, match="van wie"):
        report_signal(preparing, by=anna, **{"signalled_by": "Moeder", "about": WORRY, **values})


def test_day_does_not_begin_without_a_decision(day_of_today, anna, carla):
    signal = make_signal(day_of_today.case, by=anna)
    with pytest.raises(Refusal, match="signaal"):
        start_information(day_of_today, by=anna)

    decide_signal(signal, by=carla, measures=["achterwacht"], decision="Bas zit in de kamer ernaast.")

    assert start_information(day_of_today, by=anna).state == ConferenceState.INFORMATION


def test_day_does_not_begin_when_it_was_decided_that_it_cannot(day_of_today, anna, carla):
    make_signal(day_of_today.case, by=anna, decided_with=carla, measures=[SafetyMeasure.NOT_SAFE])

    with pytest.raises(Refusal, match="kan niet|niet kan"):
        start_information(day_of_today, by=anna)


def test_day_is_not_written_down_afterwards_without_a_decision_either(preparing, anna):
    make_signal(preparing, by=anna)

    with pytest.raises(Refusal, match="zonder besluit"):
        check_safety_is_decided(preparing)


def test_coordinator_decides_with_a_regional_manager_of_the_region(preparing, anna, carla):
    signal = make_signal(preparing, by=anna)
    elsewhere = make_user(Role.REGIONAL_MANAGER, region=make_region(OTHER_REGION))
    for nobody in (None, elsewhere, anna):
        with pytest.raises(Refusal, match="regiomanager"):
            decide_signal(signal, by=anna, measures=["geen"], decision="Niets.", decided_with=nobody)

    decided = decide_signal(signal, by=anna, measures=["geen"], decision="Gebeld met carla.", decided_with=carla)

    assert (decided.decided_with, decided.is_decided) == (carla, True)


def test_manager_in_whose_name_a_decision_stands_hears_of_it(preparing, anna, carla):
    decide_signal(make_signal(preparing, by=anna), by=anna, measures=["geen"], decision="Niets.", decided_with=carla)

    (mail,) = mails(carla.email)
    assert "Kijk of het klopt" in mail.body
    assert preparing.main_persons.get().name not in mail.body


def test_manager_who_decides_gets_no_mail_about_it(preparing, anna, carla):
    decide_signal(make_signal(preparing, by=anna), by=carla, measures=["geen"], decision="Niets.")

    assert not mails(carla.email)


@pytest.mark.parametrize(
    ("measures", "sentence"),
    [([], "maatregel"), (["weglopen"], "maatregel"), (["geen", "achterwacht"], "alleen als")],
)
def test_decision_says_what_is_arranged(preparing, anna, carla, measures, sentence):
    with pytest.raises(Refusal, match=sentence):
        decide_signal(make_signal(preparing, by=anna), by=carla, measures=measures, decision="Goed.")


def test_decision_is_in_words(preparing, anna, carla):
    with pytest.raises(Refusal, match="besloten"):
        decide_signal(make_signal(preparing, by=anna), by=carla, measures=["geen"], decision=" ")


def test_later_decision_replaces_the_first_and_the_history_keeps_both(preparing, anna, carla):
    signal = make_signal(preparing, by=anna)
    decide_signal(signal, by=carla, measures=["niet_veilig"], decision="Eerst.")
    decide_signal(signal, by=carla, measures=["neutrale_plek"], decision="Later.")

    history = SafetySignal.pgh_event_model.objects.filter(pgh_obj=signal.pk)
    assert set(history.values_list("decision", flat=True)) >= {"Eerst.", "Later."}
    signal.refresh_from_db()
    assert not signal.forbids_the_day


def test_database_refuses_half_a_decision(preparing, anna):
    with pytest.raises(IntegrityError, match="safety_decision_is_whole"), transaction.atomic():
        make_signal(preparing, by=anna, decided_at=timezone.now())


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.RESEARCHER, Role.FUNDER, Role.NATIONAL])
def test_nobody_else_opens_a_signal(preparing, anna, role):
    signal = make_signal(preparing, by=anna)
    client = Client()
    client.force_login(make_user(role))

    assert client.get(reverse("cases:signal_decide", args=[preparing.number, signal.pk])).status_code in (403, 404)
