"""The review of the read log: what is drawn, who judges it, and that a month signed off stays what it is (R34)."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import InternalError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import norms
from cases.codes import CaseState, DuePurpose
from cases.reviewing.acts.drawing_reviews import by_chance, draw_review, draw_reviews
from cases.reviewing.acts.review_reminders import remind_of_review
from cases.reviewing.acts.reviewing import judge_reading, sign_review
from cases.reviewing.month import Month, months_to_draw
from cases.reviewing.suspicions import SUSPICIONS, sentence_of
from ekc.accounts.codes import Role
from ekc.audit.chain import seal_new_rows
from ekc.audit.chain_check import check_log
from ekc.audit.codes import DrawnBecause, ReadAction
from ekc.audit.models import Drawn, ReadLine, Review, ReviewAnswer, SignedOff
from ekc.breaches.models import Breach
from ekc.breaches.reads import readings_that_opened
from ekc.dates import at_local, local_today
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from ekc.retention.nightly import forget_what_is_over
from tests.audit.reviewed import drawn_of, make_review, read_at
from tests.factories import make_case, make_circle_person, make_coordinator, make_main_person, make_user

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 1)


def moment(day: int, hour: int = 10, month: int = 3) -> dt.datetime:
    return at_local(dt.date(2026, month, day), dt.time(hour))


def found_by(because: str) -> list[int]:
    """The readings that this rule finds in March."""
    rule = next(each for each in SUSPICIONS if each.because == because)
    return [each.reading for each in rule.finds(Month(MARCH))]


@pytest.fixture
def reader() -> Any:
    return make_user(Role.COORDINATOR, full_name="Jan de Vries", email="jan@voorbeeld.example", phone="06 12345678")


@pytest.fixture
def lena() -> Any:
    return make_user(Role.NATIONAL, full_name="Lena Landelijk")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- the rules ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("Noor Vries", True),
        ("VRIES, Noor de", True),
        ("Noor Berg-de Vries", True),
        ("Noor de Vríes", True),
        ("Noor de Vriesema", False),
        ("Vries", False),
        ("Jan de Boer", False),
    ],
)
def test_the_surname_of_the_reader_in_the_family_is_found(reader: Any, name: str, is_found: bool) -> None:
    case = make_case()
    make_circle_person(case, name=name)
    first = read_at(moment(3), reader, case.number)
    read_at(moment(4), reader, case.number)

    assert found_by(DrawnBecause.FAMILY_NAME) == ([first.pk] if is_found else [])


def test_a_main_person_with_that_surname_is_found_too(reader: Any) -> None:
    case = make_case()
    make_main_person(case, name="Sem de Vries")
    line = read_at(moment(3), reader, case.number)

    assert found_by(DrawnBecause.FAMILY_NAME) == [line.pk]


@pytest.mark.parametrize("known", [{"email": "Jan@voorbeeld.example"}, {"phone": "+31 6 12345678"}])
def test_the_mail_address_or_phone_of_the_reader_in_the_family_is_found(reader: Any, known: dict[str, str]) -> None:
    case, other = make_case(), make_case()
    make_circle_person(case, name="Oma", **known)
    line = read_at(moment(3), reader, case.number)
    read_at(moment(3), reader, other.number)

    assert found_by(DrawnBecause.OWN_CONTACT) == [line.pk]


def test_many_files_in_a_day_are_many_beside_what_is_usual(reader: Any) -> None:
    busy = make_user(Role.REGIONAL_MANAGER)
    for user, usual in ((reader, 2), (busy, 12)):
        for number in range(usual):
            read_at(moment(10, month=2), user, f"EK-{number}")
        for number in range(norms.REVIEW_FILES_LEAST):
            read_at(moment(10, hour=9 + number % 8), user, f"EK-{number}")
    first = ReadLine.objects.filter(user=reader, at__gte=moment(1)).earliest("pk")
    rule = next(each for each in SUSPICIONS if each.because == DrawnBecause.MANY)

    (found,) = rule.finds(Month(MARCH))

    assert (found.reading, found.files, found.usual) == (first.pk, norms.REVIEW_FILES_LEAST, 2)


def test_a_list_of_cases_is_not_many_files(reader: Any) -> None:
    for number in range(40):
        read_at(moment(10), reader, f"EK-{number}", action=ReadAction.SEARCH)

    assert found_by(DrawnBecause.MANY) == []
    assert not Month(MARCH).lines().exists()


@pytest.mark.parametrize(("hour", "is_found"), [(0, True), (5, True), (6, False), (12, False), (22, False), (23, True)])
def test_a_reading_at_night_is_found_by_the_clock_on_the_wall(reader: Any, hour: int, is_found: bool) -> None:
    line = read_at(moment(30, hour), reader, "EK-1")

    assert found_by(DrawnBecause.NIGHT) == ([line.pk] if is_found else [])


def test_a_case_that_was_closed_long_before_is_found(reader: Any) -> None:
    with time_machine.travel(moment(5) - dt.timedelta(days=800)):
        old = make_case(state=CaseState.CLOSED)
    with time_machine.travel(moment(5) - dt.timedelta(days=30)):
        young = make_case(state=CaseState.CLOSED)
    line = read_at(moment(3), reader, old.number)
    read_at(moment(3), reader, young.number)

    assert found_by(DrawnBecause.LONG_OVER) == [line.pk]


def test_every_reason_has_a_rule_but_chance_and_each_its_sentence() -> None:
    assert {each.because for each in SUSPICIONS} | {DrawnBecause.CHANCE} == set(DrawnBecause)
    assert len({sentence_of(each) for each in DrawnBecause}) == len(DrawnBecause)


# --- drawing ------------------------------------------------------------------------------------------
def test_what_chance_draws_follows_from_the_seed_and_the_log(reader: Any, lena: Any) -> None:
    for number in range(60):
        read_at(moment(1 + number % 28), reader, f"EK-{number}")
    draw_review(MARCH, seed="a" * 32)

    review = Review.objects.get()
    drawn = set(review.lines.filter(why__contains=[DrawnBecause.CHANCE]).values_list("reading", flat=True))
    again = {each.reading for each in by_chance(Month(MARCH), review.seed)[None]}
    other = {each.reading for each in by_chance(Month(MARCH), "b" * 32)[None]}

    assert len(drawn) == norms.REVIEW_SAMPLE
    assert drawn == again != other


def test_a_reading_that_is_found_twice_is_one_line_with_both_reasons(reader: Any) -> None:
    case = make_case()
    make_circle_person(case, name="Noor de Vries")
    read_at(moment(3, 2), reader, case.number)
    draw_review(MARCH)

    line = Drawn.objects.get()
    assert (line.reader, line.review.region) == (reader, case.region)
    assert set(line.why) == {DrawnBecause.CHANCE, DrawnBecause.FAMILY_NAME, DrawnBecause.NIGHT}
    assert line.review.found == {"achternaam": 1, "zelfde_contact": 0, "veel": 0, "nacht": 1, "lang_klaar": 0}


def test_of_what_is_found_too_often_chance_chooses(reader: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(norms, "REVIEW_MOST", 3)
    monkeypatch.setattr(norms, "REVIEW_SAMPLE", 0)
    for day in range(1, 11):
        read_at(moment(day, 2), reader, "EK-1")
    draw_review(MARCH)

    assert Drawn.objects.count() == 3
    assert Review.objects.get().found["nacht"] == 10


def test_the_month_before_is_drawn_once_and_what_was_missed_later(reader: Any, lena: Any) -> None:
    with time_machine.travel(moment(2, month=4)):
        assert draw_reviews() == 1
        assert draw_reviews() == 0
    with time_machine.travel(moment(2, month=7)):
        assert draw_reviews() == 3

    assert [each.month.month for each in Review.objects.order_by("month")] == [3, 4, 5, 6]
    assert Message.objects.filter(to=lena.email, subject__contains="staat klaar").count() == 4
    assert months_to_draw(dt.date(2026, 1, 5), []) == [dt.date(2025, 12, 1)]
    assert len(months_to_draw(dt.date(2026, 1, 5), [dt.date(2020, 1, 1)])) == 12


# --- judging ------------------------------------------------------------------------------------------
def test_nobody_judges_a_reading_of_their_own_by_the_act_or_the_database(lena: Any) -> None:
    drawn = drawn_of(lena, "EK-1")
    said = {"drawn": drawn, "judged": "in_orde", "reason": "ik", "by": lena, "at": timezone.now()}

    with pytest.raises(Refusal, match="keek u zelf"):
        judge_reading(drawn, by=lena, judged="in_orde", reason="Ik was het.")
    with pytest.raises(InternalError, match="own"), transaction.atomic():
        ReviewAnswer.objects.create(**said)
    page = signed_in(lena).get(reverse("cases:review_answer", args=[drawn.pk]), follow=True).content.decode()
    assert "Een ander moet dit nakijken." in page
    assert "van u zelf" in page


@pytest.mark.parametrize(
    ("judged", "reason", "why"), [("", "x", "Kies"), ("prima", "x", "Kies"), ("in_orde", "  ", "waarom")]
)
def test_a_judgement_without_a_reason_is_refused(lena: Any, reader: Any, judged: str, reason: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        judge_reading(drawn_of(reader, "EK-1"), by=lena, judged=judged, reason=reason)


def test_asking_leaves_a_line_open_and_a_last_word_ends_it(lena: Any, reader: Any) -> None:
    drawn = drawn_of(reader, "EK-1")
    judge_reading(drawn, by=lena, judged="navragen", reason="Ik bel Jan.")
    with pytest.raises(Refusal, match="wachten er nog 1"):
        sign_review(drawn.review, by=lena)

    judge_reading(drawn, by=lena, judged="in_orde", reason="Hij stond in voor een collega.")
    sign_review(drawn.review, by=lena)

    assert SignedOff.objects.get().by == lena
    assert drawn.answers.count() == 2


def test_a_leak_opens_a_breach_with_the_reading_its_case_and_the_account(lena: Any, reader: Any) -> None:
    case = make_case()
    drawn = drawn_of(reader, case.number)
    client = signed_in(lena)
    typed = {"judged": "lek", "reason": "Zijn zus zit in deze zaak."}

    page = client.post(reverse("cases:review_answer", args=[drawn.pk]), typed, follow=True).content.decode()

    breach = Breach.objects.get()
    assert (breach.case_numbers, list(breach.accounts.all())) == ([case.number], [reader])
    assert [line.pk for line in readings_that_opened(breach)] == [drawn.reading]
    assert "Er is een datalek geopend. De 72 uur lopen." in page
    assert "Hiermee begon het" in page
    assert not drawn.review.lines.waiting().exists()
    with pytest.raises(Refusal, match="al een datalek"):
        judge_reading(drawn, by=lena, judged="in_orde", reason="Toch niet.")
    assert Breach.objects.count() == 1


def test_a_month_that_is_signed_off_is_frozen_by_the_database(lena: Any, reader: Any) -> None:
    drawn = drawn_of(reader, "EK-1")
    review = drawn.review
    said = {"drawn": drawn, "judged": "in_orde", "reason": "x", "by": lena, "at": timezone.now()}
    with pytest.raises(InternalError, match="last word"), transaction.atomic():
        SignedOff.objects.create(review=review, by=lena, at=timezone.now())
    judge_reading(drawn, by=lena, judged="in_orde", reason="Eigen zaak.")
    sign_review(review, by=lena)

    with pytest.raises(Refusal, match="afgetekend"):
        judge_reading(drawn, by=lena, judged="in_orde", reason="Nog eens.")
    with pytest.raises(Refusal, match="afgetekend"):
        sign_review(review, by=lena)
    with pytest.raises(InternalError, match="signed off"), transaction.atomic():
        ReviewAnswer.objects.create(**said)
    with pytest.raises(InternalError, match="signed off"), transaction.atomic():
        Drawn.objects.create(review=review, reading=1, reader=reader, why=["toeval"])
    for table in ("audit_review", "audit_drawn", "audit_reviewanswer", "audit_signedoff"):
        with pytest.raises(InternalError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    seal_new_rows()
    assert check_log(None).faults == []


def test_what_is_said_lies_sealed(lena: Any, reader: Any) -> None:
    judge_reading(drawn_of(reader, "EK-1"), by=lena, judged="in_orde", reason="Een geheime reden")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM audit_reviewanswer")
        assert "geheime" not in cursor.fetchone()[0]


# --- time ---------------------------------------------------------------------------------------------
def test_a_month_that_waits_too_long_is_said_by_mail_again_and_again_until_it_is_signed(lena: Any) -> None:
    with time_machine.travel(moment(2, month=4)):
        draw_reviews()
    review = Review.objects.get()
    due = DueRow.objects.get(purpose=DuePurpose.REVIEW_TERM)
    assert timezone.localdate(due.due_at) == review.due_on

    for days in (0, 7):
        with time_machine.travel(due.due_at + dt.timedelta(days=days)):
            remind_of_review(review.pk)
    assert Message.objects.filter(to=lena.email, subject="De controle van het leeslog wacht").count() == 2
    sign_review(review, by=lena)
    due.refresh_from_db()
    assert due.state == DueState.CANCELLED
    remind_of_review(review.pk)
    assert Message.objects.filter(subject="De controle van het leeslog wacht").count() == 2


def test_it_stands_where_landelijk_beheer_begins_and_on_vandaag_and_for_nobody_else(lena: Any, reader: Any) -> None:
    drawn = drawn_of(reader, "EK-1", review=make_review(due_on=local_today() - dt.timedelta(days=2)))

    for address in ("/", reverse("cases:today")):
        page = signed_in(lena).get(address, follow=True).content.decode()
        assert "Leeslog van januari 2026: kijk het na" in page
        assert "Er wacht 1 regel" in page
        assert "het moest af zijn op" in page
    manager = make_user(Role.REGIONAL_MANAGER, region=make_case().region)
    assert "kijk het na" not in signed_in(manager).get(reverse("cases:today")).content.decode()
    judge_reading(drawn, by=lena, judged="in_orde", reason="Eigen zaak.")
    sign_review(drawn.review, by=lena)
    assert "kijk het na" not in signed_in(lena).get("/", follow=True).content.decode()


def test_a_review_goes_with_the_term_of_the_read_log(lena: Any, reader: Any) -> None:
    with time_machine.travel(timezone.now() - dt.timedelta(days=8 * 365)):
        drawn = drawn_of(reader, "EK-1", review=make_review(dt.date(2016, 1, 1)))
        judge_reading(drawn, by=lena, judged="in_orde", reason="Eigen zaak.")
        sign_review(drawn.review, by=lena)
        seal_new_rows()
    drawn_of(reader, "EK-2")
    seal_new_rows()

    forget_what_is_over()

    assert Review.objects.get().month == dt.date(2026, 1, 1)
    assert (Drawn.objects.count(), ReviewAnswer.objects.count(), SignedOff.objects.count()) == (1, 0, 0)
    assert check_log(None).faults == []


# --- pages --------------------------------------------------------------------------------------------
def test_a_month_is_reviewed_and_signed_off_on_its_pages_and_that_is_logged(lena: Any) -> None:
    worker = make_coordinator().user
    case = make_case()
    drawn = drawn_of(worker, case.number, because=DrawnBecause.NIGHT)
    client = signed_in(lena)
    address = reverse("cases:review", args=[drawn.review_id])

    assert re.search(r"nog \d+ dagen", client.get(reverse("cases:reviews")).content.decode())
    page = client.get(address).content.decode()
    assert worker.full_name in page
    assert case.number in page
    assert "In de nacht gekeken." in page
    assert "Maand aftekenen" not in page
    question = client.get(reverse("cases:review_answer", args=[drawn.pk])).content.decode()
    assert "Alles wat deze persoon die dag bekeek" in question
    client.post(reverse("cases:review_answer", args=[drawn.pk]), {"judged": "in_orde", "reason": "Nachtdienst."})
    assert "Maand aftekenen" in client.get(address).content.decode()
    done = client.post(reverse("cases:review_sign", args=[drawn.review_id]), follow=True).content.decode()

    assert "De maand is afgetekend." in done
    assert "Afgetekend" in client.get(reverse("cases:reviews")).content.decode()
    looked = ReadLine.objects.filter(user=lena, case_number=case.number, what="controle van het leeslog")
    assert {line.action for line in looked} == {ReadAction.SEARCH}


def test_a_line_of_which_the_reading_is_gone_is_still_one_to_judge(lena: Any, reader: Any) -> None:
    drawn = Drawn.objects.create(review=make_review(), reading=999_999, reader=reader, why=["toeval"])

    page = signed_in(lena).get(reverse("cases:review", args=[drawn.review_id])).content.decode()

    assert "De regel zelf is vernietigd" in page
    judge_reading(drawn, by=lena, judged="lek", reason="Wij weten het nog.")
    assert Breach.objects.get().case_numbers == []
