"""The worksheet of the circle: every corner of a life asked after, because "we hebben niemand" is a start."""

import pytest
from django.urls import reverse

from cases.circle.acts.worksheet import MOST_NAMES, POSITIONS, fill_in_area
from cases.circle.reads.worksheet import PROMPTS, worksheet_of
from cases.codes import FamilySide, Position, SearchArea
from cases.models import SearchRow
from ekc.refusal import Refusal
from tests.factories import make_circle_person


def test_names_of_a_corner_join_the_circle_with_side_and_place(client, preparing, anna):
    client.force_login(anna)
    url = reverse("cases:worksheet_area", args=[preparing.number, SearchArea.FATHERS_SIDE])

    client.post(url, {"names": "Oom Jan\n\n  Opa   Wim \n", "suggested_by": "familie", "note": "Vader belt zelf."})

    people = {person.name: person for person in preparing.circle.all()}
    assert set(people) == {"Oom Jan", "Opa Wim"}
    assert {person.side for person in people.values()} == {FamilySide.FATHER}
    assert {person.found_through for person in people.values()} == {SearchArea.FATHERS_SIDE}
    assert SearchRow.objects.get().note == "Vader belt zelf."


def test_nobody_is_an_answer_too(preparing, anna):
    assert fill_in_area(preparing, by=anna, area=SearchArea.CHURCH, note="Niet gelovig.") == []

    row = next(row for row in worksheet_of(preparing) if row["row"])
    assert (row["label"], row["found"]) == (SearchArea.CHURCH.label, 0)


def test_name_that_the_circle_has_is_not_added_twice(preparing, anna):
    make_circle_person(preparing, name="Juf Els")

    assert fill_in_area(preparing, by=anna, area=SearchArea.SCHOOL, names=["juf els", "Juf  Els"]) == []
    assert preparing.circle.count() == 1


def test_each_corner_has_a_question_and_says_who_somebody_is():
    assert set(PROMPTS) == set(POSITIONS) == set(SearchArea.values)
    assert Position.UNKNOWN not in POSITIONS.values()


@pytest.mark.parametrize(
    ("values", "sentence"), [({"area": "maan"}, "waar"), ({"names": map(str, range(99))}, "hooguit")]
)
def test_corner_that_cannot_be_is_refused(preparing, anna, values, sentence):
    with pytest.raises(Refusal, match=sentence):
        fill_in_area(preparing, by=anna, **{"area": SearchArea.WORK, **values})

    assert MOST_NAMES < 99
    assert not preparing.circle.exists()


def test_page_shows_what_was_asked_and_what_was_not(client, preparing, anna):
    fill_in_area(preparing, by=anna, area=SearchArea.SPORT, names=["Trainer Ko"], note="Traint dinsdag.")
    client.force_login(anna)

    page = client.get(reverse("cases:worksheet", args=[preparing.number])).content.decode()

    assert "1 persoon" in page
    assert "Traint dinsdag." in page
    assert page.count("Nog vragen") == len(SearchArea.values) - 1


def test_corner_that_does_not_exist_is_not_found(client, preparing, anna):
    client.force_login(anna)

    assert client.get(reverse("cases:worksheet_area", args=[preparing.number, "maan"])).status_code == 404
