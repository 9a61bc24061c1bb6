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


SPELLED = [
    (
        "Burgemeester de Vlugtlaan 125-3",
        "1063 BJ",
        [
            "Burg. de Vlugtln 125",
            "Bgm de Vlugtlaan 125-III",
            "burgemeester de vlugtlaan nr 125 drie hoog",
            "de Vlugtlaan 125",
            "B. de Vlugtlaan 125",
            "125-3 Burgemeester de Vlugtlaan",
            "Burgm. de Vlugtlaan 125 3hoog",
            "Burgem. De Vlugtln. 125/3",
            "Brg. de Vlugtlaan 125",
            "1063BJ 125",
            "1063 - bj",
            "1063 B J",
            "１０６３ＢＪ",
            "Burg de vlugt laan 125",
        ],
    ),
    (
        "Sint Jacobsstraat 18",
        "8911 HR",
        [
            "St. Jacobsstr 18",
            "St Jacobstraat 18",
            "Sint-Jacobsstraat 18",
            "S. Jacobsstraat 18",
            "Jacobsstraat 18",
            "St.Jacobsstr.18",
            "Sint Jacobsstraat 18 bis",
            "8911HR",
        ],
    ),
    (
        "Jan van Galenstraat 7 huis",
        "1051 KA",
        [
            "J. v. Galenstr. 7",
            "J v Galenstr 7hs",
            "Jan v Galenstraat 7-hs",
            "Van Galenstraat 7",
            "Galenstraat 7",
            "JvGalenstraat 7",
            "Jan-van-Galen straat 7",
        ],
    ),
    (
        "2e Oosterparkstraat 33",
        "1091 HV",
        [
            "Tweede Oosterparkstraat 33",
            "2de Oosterparkstr. 33",
            "IIe Oosterparkstraat 33",
            "2e Oosterpark str 33",
            "Oosterparkstraat 33",
        ],
    ),
    (
        "Prof. dr. Dorgelolaan 20",
        "5613 AM",
        [
            "Professor Dorgelolaan 20",
            "Prof Dorgeloln 20",
            "professor doctor Dorgelolaan 20",
            "Dorgelolaan 20",
            "Prof.Dr.Dorgelolaan 20",
            "Dr. Dorgelolaan 20",
        ],
    ),
    (
        "Koningin Wilhelminaplein 4",
        "1062 HK",
        [
            "Kon. Wilhelminapln 4",
            "Kon Wilhelminaplein 4",
            "K. Wilhelminaplein 4",
            "Wilhelminaplein 4",
            "Koning. Wilhelminapl. 4",
            "KWplein 4",
        ],
    ),
    (
        "Nieuwezijds Voorburgwal 147",
        "1012 RJ",
        ["N.Z. Voorburgwal 147", "NZ Voorburgwal 147", "Nieuwe Zijds Voorburgwal 147", "N Z Voorburgwal 147"],
    ),
    (
        "Oude Rijksstraatweg 3",
        "7391 MA",
        ["O. Rijksstraatweg 3", "Oude Rijksstrwg 3", "Oude Rijksstr.weg 3", "Oude Rijksstraatwg 3"],
    ),
    ("Markt 5", "5211 JX", ["Markt 5", "op de markt, nummer 5", "markt nr. 5", "aan de Markt (5)"]),
    ("Hoofdweg-Noord 12", "1234 AB", ["Hoofdweg Noord 12", "Hoofdweg N 12", "Hoofdwg-N. 12", "Hoofdweg Noord12"]),
    (
        "Generaal Spoorlaan 444",
        "2285 TZ",
        [
            "Gen. Spoorlaan 444",
            "Gen Spoorln 444",
            "Spoorlaan 444",
            "generaal spoorlaan vierhonderdvierenveertig",
            "Gen.Spoorlaan no.444",
        ],
    ),
    (
        "Admiraal de Ruijterweg 88",
        "1056 GM",
        [
            "Adm. de Ruyterweg 88",
            "Adm de Ruijterwg 88",
            "De Ruyterweg 88",
            "Admiraal de Ruiterweg 88",
            "adm. d. ruyterweg 88",
        ],
    ),
    ("Kapelaan Meereboerweg 22", "", ["Kap. Meereboerweg 22", "Kapel. Meereboerwg 22"]),
    ("Pastoor van Kesselstraat 6", "", ["Past. v. Kesselstr. 6", "Pst. van Kesselstraat 6", "P. v Kesselstraat 6"]),
    ("Burgemeester Jhr. Sandbergstraat 1", "", ["Burg Jonkheer Sandbergstr 1", "Burg. Jhr Sandbergstraat 1"]),
    ("Zuidelijke Parallelweg 9", "", ["Z. Parallelweg 9", "Zuid. Parallelwg 9", "Zdl. Parallelweg 9"]),
    ("Verlengde Hereweg 50", "", ["Verl. Hereweg 50", "V. Hereweg 50"]),
    ("Wethouder Fierensplein 2", "", ["Weth. Fierenspln 2", "Weth Fierensplein 2"]),
    ("Molenpad 11", "", ["Molenpd 11", "molen pad 11"]),
    ("Bloemendaalsesteenweg 3", "", ["Bloemendaalsestwg 3", "Bloemendaalse steenweg 3", "Bloemendaalsestnwg 3"]),
    ("Lange Voorhout 10", "", ["L. Voorhout 10", "Lge Voorhout 10"]),
    ("Korte Nieuwstraat 4", "", ["Kte Nieuwstr 4", "K. Nieuwstraat 4"]),
    ("Achter de Hoven 3", "", ["Achter d Hoven 3", "Achter-de-Hoven 3"]),
    ("Weesperzijde 99 B", "", ["Weesperzijde 99-b", "Weesperzij 99", "weesperzd 99b", "99B Weesperzijde"]),
    ("Kerklaan 15A", "", ["Kerkln. 15-a", "Kerklaan 15 A", "Kerklaan vijftien A", "Κerklaan 15"]),
    (
        "Dorpsstraat 12",
        "1621 AA",
        [
            "Дорпсстраат 12",
            "دوربسسترات ١٢",
            "D o r p s s t r a a t 12",
            "Dorpsstraat twaalf",
            "Dorpsstraat twelve",
            "D0rpsstraat 12",
            "DORPSSTRAAT12",
            "dorpsstraat\u200b12",
            "Dorpsstraat №12",
            "op nummer 12 in de Dorpsstraat",
            "op 12, Dorpsstraat",
            "1621 (AA)",
            "Dorpsstraat XII",
            "Dorpsſtraat 12",
            "Dorpsstraat on iki",
            "١٦٢١ AA",
            "NL-1621 AA",
            "1621AA12",
            "1621aa-12",
            "Dorpsstraat 12 te 1621 AA",
            "dorpsstr.12hs",
            "Dorpsstraat 12-zwart",
            "Dorpstr 12",
        ],
    ),
    ("Plein '40-'45 3", "1063 KP", ["Plein 40-45 3", "Plein 1940-1945 nr 3", "Plein '40 '45, 3"]),
    ("A-straat 5", "", ["A straat 5", "A-str. 5", "de A-straat nummer 5"]),
    ("Laan 1940-1945 12", "", ["Laan 40-45 nr 12", "Laan 1940 1945 12"]),
    ("Wilhelminastraat 12 t/o 14", "", ["Wilhelminastr. 12", "t/o Wilhelminastraat 14"]),
    ("Boulevard 1945 100", "", ["Blvd 1945 100", "Boulevard 1945 nr. 100"]),
    ("President Kennedylaan 70", "", ["Pres. Kennedylaan 70", "Kennedyln 70"]),
    ("Graaf Adolfstraat 12", "", ["Gr. Adolfstr. 12", "Gr Adolfstraat 12"]),
    ("Ds. Kerkhofstraat 1", "", ["Dominee Kerkhofstr. 1", "ds Kerkhofstraat 1"]),
    ("Mgr. Nolensplein 5", "", ["Monseigneur Nolenspl 5", "Mgr Nolensplein 5", "Monseigneur Nolensplein 5"]),
    ("Kardinaal de Jongweg 3", "", ["Kard. de Jongweg 3", "Kard de Jongwg 3"]),
    ("Luitenant Generaal van Heutszlaan 7", "", ["Lt. Gen. v. Heutszlaan 7", "Luit. Gen. van Heutszln 7"]),
    ("Ingenieur Lelyweg 7", "", ["Ir. Lelyweg 7", "ir lelywg 7"]),
    ("Minister Talmastraat 7", "", ["Min. Talmastr. 7"]),
    ("Hertog Hendriksingel 7", "", ["Hertog Hendriksngl 7", "H. Hendriksingel 7", "Hertog Hendrik singel 7"]),
    ("Noorderhaven 7", "", ["Noorderhvn 7"]),
    ("Nassaukade 7", "", ["Nassaukd. 7", "Nassau-kade 7"]),
    ("Singel 7", "", ["Singel 7", "sgl 7"]),
    ("Oostsingel 7", "", ["O. singel 7", "Oostsgl 7"]),
    ("Vogelweide 7", "", ["Vogelwei 7"]),
    ("Wilhelminasingel 101 B", "6221 BH", ["Wilh.singel 101", "W'minasingel 101", "6 2 2 1 BH", "Wilhsngl 101"]),
    ("Lange Nieuwstraat 22", "", ["L. Nwstr. 22", "Lange Nwstr 22", "Lge Nwst 22"]),
    ("Zuid-Willemsvaart 9", "", ["Z.W.-vaart 9", "Z. Willemsvaart 9", "ZWvaart 9"]),
    ("Stationsstraat 15", "", ["Stat.straat 15", "Stationsst. 15", "Statstr 15"]),
    (
        "Willem Alexanderlaan 7",
        "",
        ["W.A. laan 7", "W. Alexanderln 7", "Willem-Alexanderlaan 7", "Willemalexanderlaan 7"],
    ),
    ("Aert van der Goesstraat 7", "", ["A. vd Goesstr. 7", "Aert v/d Goesstraat 7", "Aert vd Goes-straat 7"]),
    ("Heuvelhof 7", "", ["Heuvelhf 7"]),
    ("Het Hof 7", "", ["Hof 7", "'t Hof 7"]),
    ("Rijksweg 7", "", ["Ryksweg 7", "Rijkswg 7", "Rijks weg 7"]),
]
"""A street, a postcode, and how people write that address down."""


@pytest.mark.parametrize(("street", "postcode", "texts"), SPELLED)
def test_an_address_is_caught_in_every_spelling_alone_and_in_a_sentence(
    street: str, postcode: str, texts: list[str]
) -> None:
    address = Address(street, postcode)
    missed = {
        text
        for written in texts
        for text in (
            written,
            f"Wij komen bij elkaar op {written} in Hoorn, om 10 uur.",
            f"Kom naar\n{written}.\nTot dan",
        )
        if address.likeness(text) is NONE
    }

    assert missed == set()


INNOCENT = [
    *("Buurthuis De Vlier, Vlierlaan 3, 1012 AB", "Wij zien u om 12 uur", "Kom op 12 december naar het dorp"),
    *("Oma Toos belt 5 keer", "Oude foto's mee, 3 stuks", "De kerk op 15 mei", "Sint Jan 18 juni", "Weg 7 personen"),
    *("De koning kwam om 4 uur", "Oom Willem en Alexander, 7 uur", "We gaan 7 keer naar het park", "147 euro"),
    *("بيت الحي في الساعة ٩٩٩", "Встреча в школе", "Με τη γιαγιά"),
]


@pytest.mark.parametrize("text", INNOCENT)
def test_a_text_of_another_place_is_no_doubt(text: str) -> None:
    assert {street for street, postcode, _texts in SPELLED if Address(street, postcode).likeness(text)} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Дорпсстраат",
        "دوربسسترات",
        "דורפסטראט 12",
        "Ντορπστραατ",
        "شارع القرية ١٢",
        "村街12号",
        "д. 12, улица Деревенская",
    ],
)
def test_another_script_is_a_doubt_by_its_sound_or_by_the_number(text: str) -> None:
    assert Address("Dorpsstraat 12", "1621 AA").likeness(f"Wij komen naar {text}.") is LIKE


@pytest.mark.parametrize(
    ("street", "text", "likeness"),
    [
        ("Flat 3, Dorpsstraat 12", "Dorpsstr. 12", SAME),
        ("Dorpsstraat 12 kamer 5", "Dorpsstraat 12", SAME),
        ("Dorpsstraat 12 kamer 5", "Kom naar kamer 5", NONE),
        ("Dorpsstraat 12 t/o Kerkplein 4", "Kerkpln 4", SAME),
        ("Plein 1944 5", "Plein 1944", LIKE),
    ],
)
def test_an_address_with_two_numbers_is_known_by_each_street_and_never_by_a_room(
    street: str, text: str, likeness: Likeness
) -> None:
    assert Address(street).likeness(text) is likeness
