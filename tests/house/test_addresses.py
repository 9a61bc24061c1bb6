"""An address is known in a text however people write it; what only looks like it is a doubt."""

import time

import pytest

from ekc.addresses import Address, Likeness

NONE, LIKE, SAME = Likeness


@pytest.mark.parametrize(
    ("street", "postcode", "text", "likeness"),
    [
        ("Dorpsstraat 12", "1621 AA", "Dorpsstr. 12", SAME),
        ("Dorpsstraat 12", "", "12 Dorpsstraat", SAME),
        ("Dorpsstraat 12", "", "Dorps straat 12 a", SAME),
        ("Dorpsstraat 12a", "", "Dorpsstraat 12", SAME),
        ("Dorpsstraat 12", "", "Kom naar\nDorpsstraat\n12\nHoorn", SAME),
        ("Dorpsstraat 12", "", "Dorps-\nstraat 12", SAME),
        ("Dorpsstraat 12", "", "dorpstraat 12", SAME),
        ("Dorpsstraat 12", "", "Dorpsstraat", LIKE),
        ("Dorpsstraat 12", "", "Dorpsstraat 14", LIKE),
        ("Dorpsstraat 12", "", "Kerkstraat 12", NONE),
        ("Dorpsstraat 12", "1621 AA", "1621aa", SAME),
        ("Dorpsstraat 12", "1621 AA", "op 1621, nummer 12", LIKE),
        ("Dorpsstraat 12", "1621 AA", "in 1621 was er oorlog", NONE),
        ("Burgemeester van der Berglaan 3", "", "Burg. v.d. Bergln 3", SAME),
        ("Prinses Beatrixlaan 8", "", "Pr. Beatrixln 8", SAME),
        ("Prinses Beatrixlaan 8", "", "Beatrixlaan 8", LIKE),
        ("Willem de Zwijgerlaan 20", "", "W. de Zwijgerln. 20", SAME),
        ("1e Jan Steenstraat 3", "", "Eerste Jan Steenstr 3", SAME),
        ("Plein 1944 5", "", "Plein 1944 nr. 5", SAME),
        ("Plein 1944 5", "", "Plein 1944", LIKE),
        ("Vlierlaan 3", "", "Buurthuis, Vlierlaan 30", LIKE),
        ("Dam 1", "", "Bij de dam, trein 1", SAME),
        ("Dam 1", "", "Een dam", NONE),
        ("Café Élan 4", "", "Bij Cafe Elan 4", SAME),
        ("Dorpsstraat 12", "", "Dropsstraat 12", LIKE),
        ("12 Dorpsstraat", "", "Dorpsstraat 12", SAME),
        ("Geheimestraat 12", "1621 AA", "Bus 12, en dan de Geheimestraat 12 in", SAME),
        ("-", "", "Buurthuis", NONE),
        ("", "", "Buurthuis", NONE),
        ("Dorpsstraat 12", "", "Bel 12 mensen op", NONE),
        ("Dorpsstraat 12", "", "BijDorpsstraat12", SAME),
        ("St. Jansstraat 4", "", "Sint Jansstraat 4", SAME),
        ("Nieuwe Gracht 7", "", "Nw. Gr. 7", SAME),
        ("Nieuwegracht 7", "", "Nieuwe Gracht 7", SAME),
        ("Dorpsstraat 12-2", "", "Dorpsstraat 12 II", SAME),
        ("Van Goghstraat 5", "", "v. Goghstraat 5", SAME),
        ("De Ruyterkade 9", "", "Ruyterkd 9", SAME),
        ("Vijverlaan 2", "", "Vyverlaan 2", SAME),
        ("Elandsgracht 10", "1016 TV", "We gaan om 10 uur naar de Elandsgr", LIKE),
        ("Dorpsstraat 12", "", "dorpsstraat, twaalf", LIKE),
        ("Dorpsstraat 12", "", "Dorpsstraat te Hoorn, huis 12", LIKE),
        ("Straat van Florida 2", "", "Str. v. Florida 2", SAME),
        ("Laan van Meerdervoort 100", "", "Ln v Meerdervoort 100", SAME),
        ("Dorpsstraat 12", "", "١٢ Dorpsstraat", SAME),
        ("Vlierlaan 3", "", "vlier-laan 3", SAME),
        ("Elders 1", "1012 AB", "Buurthuis, 1012ab Amsterdam", SAME),
        ("Kerkstraat 1", "2000 AA", "Buurthuis, Vlierlaan 3", NONE),
        ("Dorpsstraat 12", "1621 AA", "PC 1621 - A.A", SAME),
        ("Dorpsstraat 112", "", "Dorpsstraat 12", LIKE),
        ("Kerkweg 1", "", "Weg 1", NONE),
    ],
)
def test_a_text_tells_an_address_in_any_spelling(street: str, postcode: str, text: str, likeness: Likeness) -> None:
    assert Address(street, postcode).likeness(text) is likeness


def test_the_longest_text_is_looked_through_at_once() -> None:
    address = Address("Willem de Zwijgerlaan 12", "1621 AA")
    texts = ["12 de " * 20_000, "willem " * 20_000, "a " * 50_000, "1234 " * 20_000, "x" * 100_000, "1 a" * 30_000]

    started = time.monotonic()
    for text in texts:
        address.likeness(text)
    assert time.monotonic() - started < 20


def test_an_address_of_which_nothing_is_known_is_told_by_no_text() -> None:
    assert [bool(Address(street)) for street in ("", "-", "Dam 1")] == [False, False, True]
