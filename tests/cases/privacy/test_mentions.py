"""Who else may stand in a text: marked too often rather than too seldom."""

import pytest

from cases.privacy.mentions import Names, masked, mentions_another, pieces_of

NAMES = Names.of("Noor de Vries", ["Kees Jansen", "Şeyma Çağlayan", "Oma Ans"])


@pytest.mark.parametrize(
    "text",
    [
        "Met Kees gebeld.",
        "met kees gebeld",
        "ŞEYMA was erbij.",
        "Haar oma maakt zich zorgen.",
        "Bel 06-1234 5678 na vijven.",
        "Schrijf naar kees@voorbeeld.example",
        "De vriend heet Youssef.",
        "Youssef kwam langs.",
    ],
)
def test_somebody_else_is_marked(text):
    assert mentions_another(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Noor wil dit niet.",
        "Ze wil op school blijven. Daarna ging het beter.",
        "",
        "Noor de Vries: 12 uur.",
        "Om 19:30.",
    ],
)
def test_the_person_themselves_is_nobody_else(text):
    assert not mentions_another(text, NAMES)


def test_a_name_that_is_a_word_too_is_marked_where_somebody_is_called_so():
    assert mentions_another("Dat zei Wil ook.", Names.of("Noor de Vries", ["Wil van den Berg"]))
    assert not mentions_another("Ze wil op de bank.", Names.of("Noor de Vries", ["Kees van den Berg"]))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Met Kees Jansen gebeld.", "Met [iemand anders] gebeld."),
        ("Kees zei: Noor is boos.", "[iemand anders] zei: Noor is boos."),
        ("Kees, Şeyma en Noor.", "[iemand anders], [iemand anders] en Noor."),
        ("Bel 06-1234 5678 of kees@voorbeeld.example.", "Bel [iemand anders] of [iemand anders]."),
        ("Ze is rustig.", "Ze is rustig."),
    ],
)
def test_without_names_nothing_of_another_is_left(text, left):
    assert masked(text, NAMES) == left


@pytest.mark.parametrize("text", ["Kees", "Noor en Kees", "", "  Kees  ", "a@b.nl Kees 0612345678 Noor"])
def test_the_pieces_together_are_the_text(text):
    assert "".join(piece.text for piece in pieces_of(text, NAMES)) == text
