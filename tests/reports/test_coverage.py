"""Every question of the research and every measure of the field is answered somewhere, or it says why not."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from reports.catalogue import declared
from reports.catalogue.coverage import EVERY, MEASURES, QUESTIONS, Answered, Asked
from reports.protecting import ProtectedReport
from reports.rendering import render_report
from reports.rendering.chapters import tables_in_order, titles_beside_the_catalogue
from tests.world import World

ASKED = {
    **dict.fromkeys("A", 5),
    **dict.fromkeys("R", 13),
    **dict.fromkeys("CP", 4),
    **dict.fromkeys("F", 2),
    **dict.fromkeys("V", 6),
    **dict.fromkeys("K", 5),
}
"""How many questions each letter has (domain.md 6): 39 in all."""


def test_every_question_of_the_research_and_every_measure_is_there_once() -> None:
    questions = [asked.code for _title, group in QUESTIONS for asked in group]

    assert questions == [f"{letter}{at}" for letter in "ARCFPVK" for at in range(1, ASKED[letter] + 1)]
    assert len(questions) == 39
    assert [each.code for each in MEASURES] == [f"M-{at:02}" for at in range(1, 29)]


@pytest.mark.parametrize("asked", EVERY, ids=lambda each: each.code)
def test_what_is_not_answered_by_tables_that_exist_says_why(asked: Asked) -> None:
    existing = {each.id for each in declared.EVERY} | set(titles_beside_the_catalogue())

    assert set(asked.tables) <= existing
    assert len(asked.tables) == len(set(asked.tables))
    assert asked.tables or asked.page or asked.why.endswith(".")


def test_no_question_of_the_research_is_without_an_answer() -> None:
    assert [asked.code for _title, group in QUESTIONS for asked in group if asked.answered == Answered.NO] == []
    assert [each.code for each in MEASURES if each.answered == Answered.NO] == ["M-17", "M-19", "M-22"]


def test_every_table_that_is_named_is_printed_where_there_is_something_of_it(pilot_shown: ProtectedReport) -> None:
    page = render_report(pilot_shown, "html").decode()
    printed = set(re.findall(r'id="tabel-([\w-]+)"', page))
    optional = {each.id for each in declared.EVERY if each.occurs}
    named = {number for asked in EVERY for number in asked.tables}

    assert {number for number in named - optional if number.replace(".", "-") not in printed} == set()
    assert optional <= set(tables_in_order())


def test_the_page_links_each_question_to_its_tables(client: Client, world: World) -> None:
    client.force_login(world.eva)

    page = client.get(reverse("reports:coverage")).content.decode()

    for asked in EVERY:
        row = page.split(f'<tr id="{asked.code}">')[1].split("</tr>")[0]
        assert asked.question.replace("'", "&#x27;") in row
        for number in asked.tables:
            assert f"#tabel-{number.replace('.', '-')}" in row
