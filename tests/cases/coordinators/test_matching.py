"""Who fits, who may not, and in which order (R-01, R-02, R7)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.codes import PreferenceKind
from cases.coordinators.judging import Candidate, Demand, Employer, Wish, blocks, match, meets, rank
from cases.coordinators.matching import candidates_for, demand_of, ranking_for
from cases.models import Coordinator, CoordinatorTie
from ekc.accounts.codes import Role
from tests.factories import make_case, make_contract, make_coordinator, make_organisation, make_preference, make_user

TODAY = dt.date(2026, 5, 1)
DEMAND = Demand(region_id=1, referrer_organisation_id=7)


def candidate(**fields) -> Candidate:
    values = {"pk": 1, "name": "Anna", "region_ids": frozenset({1}), "vog_date": TODAY, **fields}
    return Candidate(**values)


def test_a_free_independent_coordinator_is_not_blocked():
    assert blocks(candidate(), DEMAND, today=TODAY) == []


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        #
        ({"employers_declared": False}, "opgegeven"),
        ({"employers": (Employer(3, "Altra", True),)}, "Altra"),
        #
        ({"ties": ("buurvrouw van oma",)}, "buurvrouw van oma"),
        ({"employers": (Employer(7, "De school", False),)}, "De school"),
        # R7
        ({"vog_date": None}, "VOG"),
        ({"vog_date": dt.date(2026, 1, 31)}, "VOG"),
        # Room
        ({"available": False}, "beschikbaar"),
        ({"on_leave_until": TODAY}, "verlof"),
        ({"load": 2}, "vol"),
        ({"is_active": False}, "account"),
    ],
)
def test_each_ground_blocks_and_says_why(fields, word):
    (reason,) = blocks(candidate(**fields), DEMAND, today=TODAY)

    assert word in reason


@pytest.mark.parametrize(
    "fields",
    [
        {"employers": (Employer(3, "Bakkerij", False),)},
        {"vog_date": dt.date(2026, 2, 1)},
        {"vog_date": dt.date(2020, 1, 1), "worked": 1},
        {"on_leave_until": TODAY - dt.timedelta(days=1)},
        {"load": 1},
    ],
)
def test_what_comes_near_a_ground_does_not_block(fields):
    assert blocks(candidate(**fields), DEMAND, today=TODAY) == []


@pytest.mark.parametrize(
    ("kind", "codes", "fields", "met"),
    [
        (PreferenceKind.GENDER, ("vrouw",), {"gender": "vrouw"}, True),
        (PreferenceKind.GENDER, ("vrouw",), {"gender": "man"}, False),
        (PreferenceKind.GENDER, ("vrouw",), {}, None),
        (PreferenceKind.LANGUAGE, ("tr",), {"languages": ("tr",)}, True),
        (PreferenceKind.LANGUAGE, ("ber",), {"languages": ("rif",)}, True),
        (PreferenceKind.LANGUAGE, ("tr", "ku"), {"languages": ("kmr",)}, True),
        (PreferenceKind.LANGUAGE, ("pl",), {"languages": ("tr",)}, False),
        (PreferenceKind.LANGUAGE, ("pl",), {}, False),
        (PreferenceKind.CULTURE, ("surinaams",), {"backgrounds": ("surinaams", "nederlands")}, True),
        (PreferenceKind.CULTURE, ("turks",), {"backgrounds": ("nederlands",)}, False),
        (PreferenceKind.CULTURE, ("turks",), {"backgrounds": ("nederlands", "anders")}, None),
        (PreferenceKind.FAITH, ("islam",), {"faith": "islam"}, True),
        (PreferenceKind.FAITH, ("islam",), {"faith": "christelijk"}, False),
        (PreferenceKind.FAITH, ("islam",), {"faith": "anders", "faith_words": "soefi"}, None),
        (PreferenceKind.FAITH, ("islam",), {}, None),
        # Words are a person's to judge, whatever the profile says.
        (PreferenceKind.FAITH, ("anders",), {"faith": "islam"}, None),
        (PreferenceKind.LANGUAGE, (), {"languages": ("tr",)}, None),
        (PreferenceKind.OTHER, (), {}, None),
    ],
)
def test_wish_is_met_or_not_or_nobody_can_tell(kind, codes, fields, met):
    found = candidate(**fields)

    assert meets(found, Wish(1, kind, codes)) is met
    # Who is asked to be avoided is the other way round, and what nobody can tell stays so.
    assert meets(found, Wish(1, kind, codes, rather_not=True)) is (None if met is None else not met)


def test_a_narrower_choice_meets_a_wider_wish_and_the_other_way_round_is_asked():
    wider = Wish(1, PreferenceKind.FAITH, ("christelijk",), narrower=frozenset({"katholiek"}))
    narrower = Wish(1, PreferenceKind.FAITH, ("katholiek",), wider=frozenset({"christelijk"}))

    assert meets(candidate(faith="katholiek"), wider) is True
    assert meets(candidate(faith="christelijk"), narrower) is None
    assert meets(candidate(faith="islam"), narrower) is False


def test_order_is_wishes_then_region_then_load():
    demand = Demand(region_id=1, wishes=(Wish(1, PreferenceKind.LANGUAGE, ("tr",)),))
    people = [
        candidate(pk=1, name="Zonder taal"),
        candidate(pk=2, name="Andere regio", languages=("tr",), region_ids=frozenset({2})),
        candidate(pk=3, name="Heeft al een zaak", languages=("tr",), load=1),
        candidate(pk=4, name="Past het best", languages=("tr",)),
        candidate(pk=5, name="Mag niet", languages=("tr",), ties=("zus",)),
    ]
    ranking = rank(people, demand, today=TODAY)

    assert [each.candidate.pk for each in ranking.free] == [4, 3, 2, 1]
    assert [each.candidate.pk for each in ranking.blocked] == [5]


def test_only_a_wish_that_is_not_met_is_a_deviation():
    demand = Demand(region_id=1, wishes=(Wish(1, PreferenceKind.FAITH, ("islam",)),))

    assert not match(candidate(), demand, today=TODAY).deviates
    assert match(candidate(faith="katholiek"), demand, today=TODAY).deviates


# --- from the database ----------------------------------------------------------------------------------


def test_profile_is_read_whole(db):
    organisation = make_organisation(is_care_or_deciding=True)
    employed = make_coordinator()
    employed.employers.add(organisation)
    works_there = make_user(Role.COORDINATOR, organisation=organisation).coordinator
    tied = make_coordinator()
    busy = make_user(Role.COORDINATOR)
    case = make_case()
    make_preference(case, codes=["tr"])
    CoordinatorTie.objects.create(coordinator=tied, case=case, description="oom")
    make_contract(make_case(), busy)

    found = {each.pk: each for each in candidates_for(case, Coordinator.objects.all())}

    assert found[employed.pk].employers[0].is_care_or_deciding
    assert found[works_there.pk].employers[0].is_care_or_deciding
    assert found[tied.pk].ties == ("oom",)
    assert (found[busy.coordinator.pk].load, found[busy.coordinator.pk].worked) == (1, 1)
    assert demand_of(case).wishes[0].text == "Turks"


def test_as_many_queries_for_one_as_for_thirty(db):
    case = make_case()
    counts = []
    for number in (1, 29):
        for _each in range(number):
            make_coordinator()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ranking = ranking_for(case, Coordinator.objects.all())
        counts.append(len(captured))

    assert len(ranking.free) == 30
    assert counts[0] == counts[1] <= 9
