"""Every table says what it gives to who asks what is kept of them: one that is added later fails here (R11)."""

from typing import Any

import pytest
import rules
from django.db import models

from cases.casepage.tabs import TABS
from ekc.inzage import GIVES, STANDS, Gives
from ekc.inzage_words import label_of
from tests.house.test_merging import own_models

GIVING = [each for each in GIVES if each.columns]


def test_every_table_of_the_house_says_what_it_gives() -> None:
    named = {each.model for each in GIVES}

    assert {model._meta.label for model in own_models()} - {model._meta.label for model in named} == set(), (
        "say in the inzage.py of the app what it gives to inzage"
    )


@pytest.mark.parametrize("each", GIVING, ids=lambda each: each.name)
def test_every_column_of_a_table_that_gives_is_given_or_left_out_for_a_reason(each: Gives) -> None:
    columns = {column.name for column in each.model._meta.concrete_fields if not column.primary_key}
    own = {name for name in columns if not each.model._meta.get_field(name).is_relation}

    assert set(each.columns) | each.left == own
    assert not set(each.columns) & each.left
    assert all(each.leaves)
    assert not each.on or each.on in columns


@pytest.mark.parametrize("each", GIVING, ids=lambda each: each.name)
def test_every_column_that_is_given_has_words_of_its_own(each: Gives) -> None:
    for name in each.columns:
        assert str(label_of(each.model._meta.get_field(name))), f"give {name} a name, or words in LABELS"


def test_a_table_that_gives_nothing_says_why() -> None:
    assert [each.name for each in GIVES if not each.columns and not each.why] == []
    assert [each.name for each in GIVING if each.why or not str(each.title)] == []


def test_a_table_that_nobody_named_is_found() -> None:
    class Forgotten(models.Model):  # noqa: DJ008  nobody reads a row of it
        class Meta:
            app_label = "inzage_test"
            managed = False

    named: set[Any] = {each.model for each in GIVES}

    assert Forgotten not in named


def test_every_table_that_gives_says_who_may_read_it_on_the_page_of_a_case() -> None:
    """By it an own statement is shown to whoever may read what it is about (docs/adr/0054)."""
    # Nobody states anything beside what they asked and stated themselves.
    own = {"cases_ownstatement", "cases_privacyrequest"}

    assert set(STANDS.names()) == {each.name for each in GIVING} - own


@pytest.mark.parametrize("name", STANDS.names())
def test_a_place_on_the_page_of_a_case_is_a_tab_with_rights_and_columns_that_there_are(name: str) -> None:
    stands, gives = STANDS[name], GIVES[name]

    assert stands.tab in TABS
    assert stands.rights
    assert all(rules.perm_exists(right) for rights in (stands.rights, *stands.columns.values()) for right in rights)
    assert set(stands.columns) <= set(gives.columns)
