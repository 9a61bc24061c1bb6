"""Two tabs on one circle, or two people: nothing is overwritten in silence, and nothing typed is lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import Position, SearchArea
from cases.models import SearchRow
from ekc.accounts.models import User
from tests.factories import make_circle_person, make_contact, make_signal

FORM = re.compile(r"<form class=\"house-form.*?</form>", re.S)


class Tab:
    """A form as a browser holds it: what it was filled with when it was opened, and what is typed since."""

    def __init__(self, user: User, url: str) -> None:
        self.client, self.url = Client(), url
        self.client.force_login(user)
        self.read(self.client.get(url))

    def read(self, answer) -> None:
        form = answer.context["form"]
        self.values = {"zoals_gelezen": form.as_read} if hasattr(form, "as_read") else {}
        for name, field in form.fields.items():
            value = form[name].value()
            if isinstance(value, list):
                self.values[name] = value
            elif hasattr(field.widget, "widgets"):
                for index, part in enumerate(field.widget.decompress(value)):
                    self.values[f"{name}_{index}"] = str(part)[:5] if index else str(part)
            elif value not in (None, False, ""):
                self.values[name] = "on" if value is True and field.widget.input_type == "checkbox" else str(value)
        # What the page shows is what the browser sends along.
        html = FORM.search(answer.content.decode())
        assert html is not None
        assert ("zoals_gelezen" in self.values) == ('name="zoals_gelezen"' in html[0])

    def save(self, **typed: object):
        self.values |= typed
        answer = self.client.post(self.url, self.values)
        if answer.status_code == 200:
            self.values["zoals_gelezen"] = answer.context["form"].as_read
        return answer


@pytest.fixture
def oma(preparing):
    return make_circle_person(preparing, name="Oma Toos", position=Position.GRANDPARENT, phone="06 11111111")


@pytest.fixture
def two_tabs(oma, anna):
    url = reverse("cases:circle_edit", args=[oma.case.number, oma.pk])
    return Tab(anna, url), Tab(anna, url)


def test_the_second_tab_keeps_what_the_first_changed_elsewhere(two_tabs, oma):
    first, second = two_tabs

    assert first.save(phone="06 22222222").status_code == 302
    assert second.save(relation="oma van moeders kant").status_code == 302

    oma.refresh_from_db()
    assert (oma.phone, oma.relation) == ("06 22222222", "oma van moeders kant")


def test_the_same_field_in_two_tabs_is_refused_with_both_texts_on_the_page(two_tabs, oma):
    first, second = two_tabs
    first.save(phone="06 22222222")

    answer = second.save(phone="06 33333333", needs="Ze wil naast Sem zitten.")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "intussen veranderd" in page
    assert "06 22222222" in page
    assert 'value="06 33333333"' in page
    assert "Ze wil naast Sem zitten." in page
    oma.refresh_from_db()
    assert oma.phone == "06 22222222"


def test_who_saves_again_after_reading_it_has_decided(two_tabs, oma):
    first, second = two_tabs
    first.save(phone="06 22222222")
    second.save(phone="06 33333333")

    assert second.save().status_code == 302

    oma.refresh_from_db()
    assert oma.phone == "06 33333333"


def test_a_third_change_while_reading_is_refused_again(two_tabs, oma):
    first, second = two_tabs
    first.save(phone="06 22222222")
    second.save(phone="06 33333333")
    oma.phone = "06 44444444"
    oma.save()

    assert "06 44444444" in second.save().content.decode()


def test_the_same_text_in_both_tabs_is_no_quarrel(two_tabs):
    first, second = two_tabs
    first.save(phone="06 22222222")

    assert second.save(phone="06 22222222").status_code == 302


def test_a_mistake_in_the_form_does_not_forget_what_was_read(two_tabs, oma):
    first, second = two_tabs
    first.save(phone="06 22222222")
    second.save(name="", phone="06 33333333")

    assert "intussen veranderd" in second.save(name="Oma Toos").content.decode()


def test_many_choices_of_one_question_are_compared_as_a_whole(two_tabs, oma):
    first, second = two_tabs
    first.save(need_codes=["vervoer"])

    assert "Vervoer" in second.save(need_codes=["oppas"]).content.decode()


def test_text_that_a_browser_sends_back_unchanged_is_not_changed(preparing, anna):
    person = make_circle_person(preparing, needs="Regel een\nRegel twee")
    url = reverse("cases:circle_edit", args=[preparing.number, person.pk])
    first, second = Tab(anna, url), Tab(anna, url)
    first.save(needs="Iets anders")

    assert second.save(needs="Regel een\r\nRegel twee", language="Turks").status_code == 302

    person.refresh_from_db()
    assert (person.needs, person.language) == ("Iets anders", "Turks")


def test_own_wish_of_a_child_is_not_overwritten_in_silence(preparing, anna):
    child = preparing.main_persons.get()
    url = reverse("cases:main_person", args=[preparing.number, child.pk])
    first, second = Tab(anna, url), Tab(anna, url)
    first.save(own_wish="Ik wil bij oma slapen.")

    page = second.save(own_wish="Niet te veel mensen.").content.decode()

    assert "Ik wil bij oma slapen." in page
    assert "Niet te veel mensen." in page


def test_talk_with_the_professional_takes_over_what_another_tab_wrote(preparing, anna):
    url = reverse("cases:briefing", args=[preparing.number])
    first, second = Tab(anna, url), Tab(anna, url)
    first.save(known="Er is een OTS.")
    second.save(unknown="Mag Sem bij oma wonen?")

    assert (preparing.briefing.known, preparing.briefing.unknown) == ("Er is een OTS.", "Mag Sem bij oma wonen?")
    assert "intussen veranderd" in first.save(unknown="Iets anders").content.decode()


def test_two_tabs_on_one_corner_of_the_worksheet_keep_both(preparing, anna):
    url = reverse("cases:worksheet_area", args=[preparing.number, SearchArea.SCHOOL])
    first, second = Tab(anna, url), Tab(anna, url)
    first.save(names="Juf Els", note="Els belt terug.")
    second.save(names="Meester Jan")

    assert set(preparing.circle.values_list("name", flat=True)) == {"Juf Els", "Meester Jan"}
    assert SearchRow.objects.get().note == "Els belt terug."


def test_entry_of_the_log_is_not_put_right_twice_in_silence(preparing, anna, oma):
    contact = make_contact(preparing, by=anna, person=oma, note="Eerste")
    url = reverse("cases:contact_edit", args=[preparing.number, contact.pk])
    first, second = Tab(anna, url), Tab(anna, url)
    first.save(note="Tweede")

    assert "Tweede" in second.save(note="Derde").content.decode()
    contact.refresh_from_db()
    assert contact.note == "Tweede"


def test_new_entry_of_the_log_never_clashes_with_the_clock(preparing, anna, oma):
    tab = Tab(anna, reverse("cases:contact_add", args=[preparing.number]))

    assert tab.save(who=f"k{oma.pk}", at_1="00:00").status_code == 302


def test_decision_about_safety_that_was_taken_meanwhile_is_shown_first(preparing, anna, carla):
    signal = make_signal(preparing, by=anna)
    url = reverse("cases:signal_decide", args=[preparing.number, signal.pk])
    coordinator, manager = Tab(anna, url), Tab(carla, url)
    manager.save(measures=["politie_ingelicht"], decision="De wijkagent weet ervan.")

    page = coordinator.save(measures=["geen"], decision="Niets nodig.", decided_with=str(carla.pk)).content.decode()

    assert "De wijkagent weet ervan." in page
    assert "Politie ingelicht" in page
    signal.refresh_from_db()
    assert signal.decision == "De wijkagent weet ervan."


def test_name_that_stands_in_the_circle_is_asked_after_and_what_was_typed_stays(oma, anna):
    tab = Tab(anna, reverse("cases:circle_add", args=[oma.case.number]))

    page = tab.save(name="oma toos", relation="de moeder van moeder").content.decode()

    assert "staat al in de kring" in page
    assert "de moeder van moeder" in page
    assert tab.save(name="Oma Toos Bakker").status_code == 302
