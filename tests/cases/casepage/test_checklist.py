"""Klaar voor de dag: what is missing is named, going on asks for a reason, and safety has no way round."""

import pytest
from django.urls import reverse

from cases.casepage.acts.checklist import check_ready_for_the_day, go_on_although, tick_point
from cases.casepage.checklist import checklist_of, open_points
from cases.circle.acts.questions import NewQuestion, word_question
from cases.codes import Variant
from cases.models import ChecklistItem
from cases.preparation.acts.safety import decide_signal
from cases.preparation.acts.wishes import add_wish
from ekc.refusal import Refusal
from tests.factories import make_ban, make_circle_person, make_main_person, make_question, make_sides, make_signal


@pytest.fixture
def case(preparing):
    ChecklistItem.objects.all().delete()
    preparing.main_persons.all().delete()
    return preparing


def codes(case) -> set[str]:
    return {point.code for point in open_points(case)}


def point(case, code):
    return next(row for row in checklist_of(case) if row.point.code == code)


def test_question_is_ticked_once_there_is_one(case, anna):
    with pytest.raises(Refusal, match="geen vraag"):
        tick_point(case, by=anna, code="vraag")
    make_question(case)
    assert "vraag" in codes(case)

    tick_point(case, by=anna, code="vraag")
    assert "vraag" not in codes(case)

    tick_point(case, by=anna, code="vraag", done=False)
    assert "vraag" in codes(case)


def test_question_worded_anew_is_told_anew(case, anna):
    old = make_question(case)
    tick_point(case, by=anna, code="vraag")

    word_question(case, by=anna, question=NewQuestion("Wie helpt Sem?", "familie", ("wonen",)), replaces=old)

    assert "vraag" in codes(case)


def test_what_follows_from_the_file_is_not_ticked_by_hand(case, anna):
    for code in ("benaderd", "veiligheid", "bestaat_niet"):
        with pytest.raises(Refusal, match="vanzelf"):
            tick_point(case, by=anna, code=code)


def test_who_was_not_approached_is_named(case):
    assert "niemand in de kring" in str(point(case, "benaderd").point.missing)
    make_circle_person(case, name="Tante Ria")
    make_circle_person(case, name="Oom Jan", approached_on="2026-01-01")
    make_circle_person(case, name="Opzij", set_aside=True)

    missing = str(point(case, "benaderd").point.missing)

    assert "Tante Ria" in missing
    assert "Oom Jan" not in missing
    assert "Opzij" not in missing


def test_many_names_are_counted_after_four(case):
    for number in range(6):
        make_circle_person(case, name=f"Persoon {number}")

    assert "en nog 2" in str(point(case, "benaderd").point.missing)


def test_children_are_heard_and_have_a_support_person(case):
    child = make_main_person(case, name="Sem", own_wish="", support_person="")
    assert "Eigen wens nog niet gevraagd: Sem" in str(point(case, "kinderen").point.missing)
    child.own_wish_reason, child.support_person = "Nog te klein.", "Tante Ria"
    child.save()

    assert "kinderen" not in codes(case)


def test_promised_information_has_somebody_who_gives_it(case, anna):
    add_wish(case, by=anna, kind="informatie", wished_by="Moeder", text="Hoe groot is de schuld?")
    assert "Hoe groot is de schuld?" in str(point(case, "informatie").point.missing)
    wish = case.information_wishes.get()
    wish.supplier, wish.is_confirmed = "De schuldhulp", True
    wish.save()

    assert "informatie" not in codes(case)


def test_question_for_a_professional_needs_no_promise(case, anna):
    add_wish(case, by=anna, kind="vraag", wished_by="Moeder", text="Wat als het niet lukt?")

    assert "informatie" not in codes(case)


def test_undecided_ban_and_signal_are_missing(case, anna, carla):
    make_ban(make_circle_person(case), make_circle_person(case, name="Rob"), by=anna)
    assert "contactverbod" in str(point(case, "veiligheid").point.missing)
    signal = make_signal(case, by=anna)
    assert "signaal" in str(point(case, "veiligheid").point.missing)
    decide_signal(signal, by=carla, measures=["niet_veilig"], decision="Zo niet.")

    assert "niet kan doorgaan" in str(point(case, "veiligheid").point.missing)


def test_points_that_do_not_apply_are_not_asked(case):
    shown = {row.point.code for row in checklist_of(case)}

    assert shown.isdisjoint({"kinderen", "tolk", "verantwoordelijkheid", "apart", "kader"})


def test_going_on_keeps_the_reason_with_each_point_and_with_who(case, anna):
    with pytest.raises(Refusal, match="waarom"):
        go_on_although(case, by=anna, reason=" ")

    passed = go_on_although(case, by=anna, reason="De oma is ziek; we wachten niet.")

    assert set(passed) == set(ChecklistItem.objects.values_list("code", flat=True))
    assert {item.skipped_reason for item in ChecklistItem.objects.all()} == {"De oma is ziek; we wachten niet."}
    assert {item.by for item in ChecklistItem.objects.all()} == {anna}
    check_ready_for_the_day(case)
    with pytest.raises(Refusal, match="ontbreekt niets"):
        go_on_although(case, by=anna, reason="Nog eens.")


def test_what_turns_out_to_be_missing_later_asks_again(case, anna):
    go_on_although(case, by=anna, reason="We gaan door.")
    make_main_person(case, name="Sem", own_wish="", support_person="")

    with pytest.raises(Refusal, match="kinderen zijn voorbereid"):
        check_ready_for_the_day(case)


def test_no_reason_is_good_enough_to_go_on_without_a_safety_decision(case, anna, carla):
    signal = make_signal(case, by=anna)

    assert "veiligheid" not in go_on_although(case, by=anna, reason="We gaan door.")
    with pytest.raises(Refusal, match="signaal"):
        check_ready_for_the_day(case)
    with pytest.raises(Refusal, match="niet worden overgeslagen"):
        go_on_although(case, by=anna, reason="We gaan echt door.")

    decide_signal(signal, by=carla, measures=["geen"], decision="Besproken.")
    check_ready_for_the_day(case)


def test_reason_that_was_given_long_ago_does_not_cover_safety(case, anna):
    ChecklistItem.objects.create(case=case, code="veiligheid", skipped_reason="Er was toen niets.", by=anna)
    make_signal(case, by=anna)

    assert "veiligheid" in codes(case)


def test_restorative_conference_needs_the_offender_to_take_responsibility(case, anna):
    case.variant = Variant.RESTORATIVE
    case.save()
    make_main_person(case, name="Levi")
    go_on_although(case, by=anna, reason="We gaan door.")
    with pytest.raises(Refusal, match="wie het deed"):
        check_ready_for_the_day(case)

    make_sides(case, by=anna)

    case.refresh_from_db()
    check_ready_for_the_day(case)


def test_page_names_what_is_missing_and_offers_to_go_on(client, case, anna):
    make_circle_person(case, name="Tante Ria")
    client.force_login(anna)
    page = client.get(reverse("cases:preparation", args=[case.number])).content.decode()
    assert "Nog niet benaderd: Tante Ria." in page

    client.post(reverse("cases:go_on", args=[case.number]), {"reason": "Ze is op reis."})

    page = client.get(reverse("cases:preparation", args=[case.number])).content.decode()
    assert "Waarom toch doorgaan: Ze is op reis." in page


def test_ticking_is_a_post_on_the_page(client, case, anna):
    make_question(case)
    client.force_login(anna)
    url = reverse("cases:tick", args=[case.number, "vraag"])
    assert client.get(url).status_code == 405

    client.post(url)

    assert point(case, "vraag").is_done


def test_manager_reads_the_list_and_ticks_nothing(client, case, carla):
    make_question(case)
    client.force_login(carla)
    page = client.get(reverse("cases:preparation", args=[case.number])).content.decode()

    assert "Klaar voor de dag" in page
    assert "Afvinken" not in page
    assert client.post(reverse("cases:tick", args=[case.number, "vraag"])).status_code in (403, 404)


QUERIES = 30


@pytest.mark.parametrize("people", [1, 20])
def test_preparation_asks_the_same_number_of_queries(client, case, anna, django_assert_num_queries, people):
    for number in range(people):
        person = make_circle_person(case, name=f"Persoon {number}")
        make_ban(person, make_main_person(case, name=f"Kind {number}"), by=anna)
        make_signal(case, by=anna)
        add_wish(case, by=anna, kind="vraag", wished_by="Moeder", text=f"Vraag {number}?")
    client.force_login(anna)
    url = reverse("cases:preparation", args=[case.number])
    client.get(url)

    with django_assert_num_queries(QUERIES):
        client.get(url)


def test_empty_reason_is_asked_for_by_its_own_words(client, case, anna):
    client.force_login(anna)

    page = client.post(reverse("cases:go_on", args=[case.number]), {"reason": ""}).content.decode()

    assert "Schrijf iets op bij “Waarom gaan jullie toch door”." in page
