"""What nobody sees is not typed into a name: one sentence in every form of the house."""

import pytest
from django import forms
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.forms import HouseForm
from ekc.names import has_hidden_signs
from tests.factories import make_user

SENTENCE = "Hier staat een teken in dat niet te zien is. Typ deze tekst opnieuw."


class Typed(HouseForm):
    name = forms.CharField(label="Naam")
    words = forms.CharField(label="Woorden", widget=forms.Textarea)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\u202e", "\u202d", "\n", "\t"])
def test_a_name_with_a_sign_that_nobody_sees_is_refused_with_one_sentence(sign):
    form = Typed({"name": f"Ria{sign}Bakker", "words": "x"})

    assert form.errors == {"name": [SENTENCE]}


def test_a_text_of_more_lines_keeps_its_lines_and_nothing_else_that_is_hidden():
    assert Typed({"name": "Ria", "words": "een\r\ntwee\tdrie"}).is_valid()
    assert Typed({"name": "Ria", "words": "een\x1b[31m"}).errors == {"words": [SENTENCE]}


@pytest.mark.parametrize("name", ["Ria de Vries", "Yılmaz", "محمد", "d\u2019Angelo", "זהב", "Zoë\u200dX", "王"])
def test_names_of_all_peoples_are_taken(name):
    assert not has_hidden_signs(name)
    assert Typed({"name": name, "words": "x"}).is_valid()


@pytest.mark.django_db
def test_a_page_says_it_at_the_field(client):
    client.force_login(make_user(Role.NATIONAL))

    answer = client.post(reverse("accounts:organisation_create"), {"name": "Jeugd\x07hulp", "kind": "gi"})

    assert SENTENCE in answer.content.decode()
