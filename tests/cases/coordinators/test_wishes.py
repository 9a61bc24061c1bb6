"""A wish is codes: read where every word is certain, never matched by a part of a word, else a person's to judge."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases.codes import PreferenceKind
from cases.coordinators.matching import demand_of, match_for
from cases.models import Case, Preference
from cases.preferences import LISTS, WishData, read_wishes
from ekc.lists.acts import add_code, retire_code
from ekc.lists.models import ListedCode
from ekc.lists.queries import kept
from tests.cases.referral.referral_data import ReferrerKind, errors_of
from tests.factories import make_case, make_coordinator, make_preference, make_user

pytestmark = pytest.mark.django_db
FAITH, LANGUAGE, CULTURE = PreferenceKind.FAITH, PreferenceKind.LANGUAGE, PreferenceKind.CULTURE


@pytest.fixture(autouse=True)
def _nobody_counted():
    cache.clear()


# --- reading ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "wish"),
    [
        (FAITH, "moslim", WishData(FAITH, ("islam",))),
        (FAITH, "Müslüman", WishData(FAITH, ("islam",))),
        (FAITH, "مسلم", WishData(FAITH, ("islam",))),
        (FAITH, "niet christelijk", WishData(FAITH, ("christelijk",), rather_not=True)),
        (FAITH, "niet-christelijk", WishData(FAITH, ("christelijk",), rather_not=True)),
        (FAITH, "christelijk niet", WishData(FAITH, ("anders",), "christelijk niet")),
        (FAITH, "niet gelovig", WishData(FAITH, ("geen",))),
        (FAITH, "geen geloof", WishData(FAITH, ("geen",))),
        (FAITH, "vrij van christelijke dwang", WishData(FAITH, ("anders",), "vrij van christelijke dwang")),
        (LANGUAGE, "liefst Marokkaans-Arabisch of Berbers", WishData(LANGUAGE, ("ary", "ber"))),
        (LANGUAGE, "spreekt de Turkse taal", WishData(LANGUAGE, ("tr",))),
        (LANGUAGE, "liever geen Turks", WishData(LANGUAGE, ("tr",), rather_not=True)),
        (LANGUAGE, "geen Turks of Koerdisch", WishData(LANGUAGE, (), "geen Turks of Koerdisch")),
        (LANGUAGE, "geen Turks en Arabisch", WishData(LANGUAGE, (), "geen Turks en Arabisch")),
        (LANGUAGE, "عربي، تركي", WishData(LANGUAGE, ("ar", "tr"))),
        (LANGUAGE, "ja", WishData(LANGUAGE, (), "ja")),
        (LANGUAGE, "iemand met een hond", WishData(LANGUAGE, (), "iemand met een hond")),
        (CULTURE, "Surinaams-Hindoestaans", WishData(CULTURE, ("hindoestaans",))),
        (PreferenceKind.GENDER, "een vrouw", WishData(PreferenceKind.GENDER, ("vrouw",))),
        (PreferenceKind.OTHER, "vrouw", WishData(PreferenceKind.OTHER, (), "vrouw")),
    ],
)
def test_words_become_a_code_where_every_one_of_them_is_certain(kind, text, wish):
    assert read_wishes(kind, text) == [wish]


def test_two_wishes_in_one_sentence_are_two():
    assert read_wishes(LANGUAGE, "Turks en geen Arabisch") == [
        WishData(LANGUAGE, ("tr",)),
        WishData(LANGUAGE, ("ar",), rather_not=True),
    ]
    assert read_wishes(LANGUAGE, "التركية والعربية") == [WishData(LANGUAGE, ("tr",)), WishData(LANGUAGE, ("ar",))]


NOES = [
    *(
        "niet %s",
        "geen %s",
        "liever geen %s",
        "absoluut geen %s",
        "nooit %s",
        "zonder %s",
        "behalve %s",
        "geen enkele %s",
    ),
    *("not %s", "no %s", "rather not %s", "anything but %s", "nie %s", "bez %s", "raczej nie %s", "byle nie %s"),
    *("ليس %s", "غير %s", "لا %s", "بدون %s", "hiç %s", "asla %s", "kein %s", "in geen geval %s", "liever nog geen %s"),
    *("%s niet", "%s liever niet", "%s değil", "%s olmasın", "%s istemiyorum", "%s nie", "%s not", "%s: nee", "%s no"),
    *("niet-%s", "non-%s", "geen %s en Pools", "niet %s en islam", "%s uitgesloten", "%s hariç", "%s dışında"),
]


@pytest.mark.parametrize("kind", [*LISTS, LANGUAGE])
def test_no_way_to_say_no_makes_a_wish_of_it(kind):
    """In five languages, before and behind, with every name that a choice has."""
    words = ["Turks", "Türkçe", "العربية", "turecki", "Turkish", "Berbers"]
    if kind in LISTS:
        rows = ListedCode.objects.filter(in_list=LISTS[kind]).exclude(code__in=("anders", "geen"))
        words = [word for row in rows for word in (row.label, *row.labels.values(), *row.also)]
    wanted = {
        (said % word, wish.codes)
        for word in words
        for said in NOES
        for wish in read_wishes(kind, said % word)
        if not wish.rather_not and wish.codes not in ((), ("anders",))
    }
    assert wanted == set()


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("no", ["niet", "geen", "liever geen", "rather not"])
def test_a_no_never_matches_who_has_it(kind, no):
    """For every choice of every list, by every word for it."""
    for row in ListedCode.objects.filter(in_list=LISTS[kind]).exclude(code__in=("anders", "geen")):
        for word in (row.label, *row.labels.values(), *row.also):
            for wish in read_wishes(kind, f"{no} {word}"):
                assert wish.rather_not or wish.codes == ("anders",), (no, word, wish)


@pytest.mark.parametrize("kind", LISTS)
def test_a_word_with_a_choice_inside_it_is_no_choice(kind):
    for name in kept(LISTS[kind]).names.values():
        assert read_wishes(kind, f"anti{name}isme")[0].codes == ("anders",)


# --- matching -----------------------------------------------------------------------------------------------


def answer(kind: str, text: str, **profile) -> bool | None:
    """What the page of matching says of one coordinator."""
    case, coordinator = make_case(), make_coordinator(make_user("coordinator"), **profile)
    for wish in read_wishes(kind, text):
        make_preference(case, kind=kind, codes=list(wish.codes), wish=wish.words, rather_not=wish.rather_not)
    (found,) = match_for(case, coordinator).answers
    return found.met


@pytest.mark.parametrize(
    ("kind", "text", "profile", "met"),
    [
        (FAITH, "moslim", {"faith": "islam"}, True),
        (FAITH, "moslim", {"faith": "sjiitisch"}, True),
        (FAITH, "christelijk", {"faith": "gereformeerd"}, True),
        (FAITH, "katholiek", {"faith": "christelijk"}, None),
        (FAITH, "niet christelijk", {"faith": "christelijk"}, False),
        (FAITH, "niet christelijk", {"faith": "katholiek"}, False),
        (FAITH, "niet christelijk", {"faith": "islam"}, True),
        (FAITH, "niet christelijk", {}, None),
        (FAITH, "iets met rituelen", {"faith": "winti"}, None),
        (LANGUAGE, "Türkçe", {"languages": ["tr"]}, True),
        (LANGUAGE, "العربية", {"languages": ["ary"]}, True),
        (LANGUAGE, "Turkish", {"languages": ["nl"]}, False),
        (LANGUAGE, "Marokkaans-Arabisch", {"languages": ["ar"]}, None),
        (LANGUAGE, "liever geen Marokkaans-Arabisch", {"languages": ["ar"]}, None),
        (LANGUAGE, "Riffijns", {"languages": ["shi", "nl"]}, False),
        (CULTURE, "Surinaams", {"backgrounds": ["hindoestaans"]}, True),
        (CULTURE, "Rus", {"backgrounds": ["nederlands"]}, False),
    ],
)
def test_page_tells_the_truth_about_a_wish(kind, text, profile, met):
    assert answer(kind, text, **profile) is met


def test_words_of_both_sides_stand_side_by_side_for_a_person_to_judge(client: Client):
    carla = make_user("regiomanager")
    make_coordinator(make_user("coordinator"), faith="anders", faith_words="Soefi")
    case = make_case()
    make_preference(case, kind=FAITH, codes=["anders"], wish="mystiek")
    client.force_login(carla)
    text = client.get(reverse("cases:assign", args=[case.number])).content.decode()

    assert "mystiek" in text
    assert "zelf beoordelen" in text
    assert "profiel: Soefi" in text


def test_a_choice_that_landelijk_beheer_adds_is_wished_and_matched():
    lena = make_user("landelijk_beheer")
    made = add_code("geloof", by=lena, label="Baha'i", also=["bahai"])

    assert answer(FAITH, "BAHAI", faith=made.code) is True


# --- the form of the aanmelding -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "wishes"),
    [
        ({"wish_language": "Türkçe"}, [(LANGUAGE, ["tr"], "", False)]),
        ({"wish_language": "عربي, turks"}, [(LANGUAGE, ["ar", "tr"], "", False)]),
        ({"wish_language": "Turks", "wish_language_how": "niet"}, [(LANGUAGE, ["tr"], "", True)]),
        ({"wish_faith": "christelijk", "wish_faith_how": "niet"}, [(FAITH, ["christelijk"], "", True)]),
        ({"wish_faith": "moslim"}, [(FAITH, ["islam"], "", False)]),
        ({"wish_faith": "anders", "wish_faith_words": "Soefi"}, [(FAITH, ["anders"], "Soefi", False)]),
        ({"wish_culture_words": "Haags"}, [(CULTURE, ["anders"], "Haags", False)]),
        ({"wish_other": "heeft een hond"}, [(PreferenceKind.OTHER, [], "heeft een hond", False)]),
        ({"wish_gender": "vrouw"}, [(PreferenceKind.GENDER, ["vrouw"], "", False)]),
        ({}, []),
    ],
)
def test_family_chooses_from_the_lists_and_the_case_holds_codes(client, said, wishes):
    ReferrerKind(client).fill(wensen=said).send()

    found = Case.objects.get().preferences.values_list("kind", "codes", "wish", "rather_not")
    assert list(found) == wishes


@pytest.mark.parametrize(
    ("said", "field", "word"),
    [
        ({"wish_language": "Turkss"}, "wish_language", "Dat lijkt op Turks"),
        ({"wish_language": "iemand met een hond"}, "wish_language", "Iets anders"),
        ({"wish_faith": "anders"}, "wish_faith_words", "Schrijf op"),
        ({"wish_culture": "verzonnen"}, "wish_culture", "staat niet in de lijst"),
    ],
)
def test_what_is_not_certain_is_asked_and_nothing_is_lost(client, said, field, word):
    response = ReferrerKind(client).type("wensen", said)

    assert word in errors_of(response)[field][0]
    assert all(str(value) in response.content.decode() for value in said.values())


def test_a_choice_that_is_closed_is_offered_to_nobody_and_stays_where_it_was_chosen(client):
    case = make_case()
    make_preference(case, kind=FAITH, codes=["winti"])
    retire_code(ListedCode.objects.get(in_list="geloof", code="winti"), by=make_user("landelijk_beheer"))

    assert "wish_faith" in errors_of(ReferrerKind(client).type("wensen", {"wish_faith": "winti"}))
    assert demand_of(case).wishes[0].text == "Winti"


# --- the database -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kind": "verzonnen", "codes": [], "wish": "x"}, "preference_kind_known"),
        ({"kind": "taal", "codes": [], "wish": ""}, "preference_says_something"),
        ({"kind": "geslacht", "codes": ["jongen"], "wish": ""}, "preference_gender_known"),
        ({"kind": "anders", "codes": ["tr"], "wish": "x"}, "preference_other_is_in_words"),
        ({"kind": "geloof", "codes": ["anders"], "wish": ""}, "preference_anders_has_words"),
        ({"kind": "geloof", "codes": ["verzonnen"], "wish": ""}, "preference_codes_known"),
        ({"kind": "cultuur", "codes": ["islam"], "wish": ""}, "preference_codes_known"),
    ],
)
def test_database_refuses_an_impossible_wish_by_name(values, name):
    case = make_case()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Preference.objects.create(case=case, **values)
