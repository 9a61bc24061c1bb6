"""No family in rows for research is told from fewer than five, whatever is chosen of them (R20)."""

import random
from collections import Counter, defaultdict

import pytest
from django.core.management import call_command

from cases.codes import Variant
from cases.models import Case, MainPerson
from demo.generator import Generator
from ekc.accounts.models import Region
from ekc.refusal import Refusal
from reports.catalogue import Selection
from reports.codes import ResearchDates
from reports.exchange.codebook import CODEBOOK
from reports.research.anonymity import FEWEST, STEPS, Item, settle
from reports.research.choosing import known_families
from reports.research.sets import build_set
from reports.research.variables import Kind
from tests.factories import make_research
from tests.reports.test_export import _spec
from tests.reports.test_research_sets import rows_of

pytestmark = pytest.mark.django_db
KNOWN_OF_A_REQUEST = ("project", "region", "variant")


def looks_of_cases(found):
    """By pseudonym: everything in any file that outsiders could know the family by."""
    looks = defaultdict(list)
    for file in found.files:
        names = [variable.name for variable in file.variables]
        if "respondent" in names:
            continue
        for row in file.rows:
            values = dict(zip(names, row, strict=True))
            told = set()
            if file.name == "hoofdpersonen":
                told = {name for name in names if name != "case_id"}
            if file.name == "aanvragen":
                told = set(KNOWN_OF_A_REQUEST)
            told |= {each.name for each in file.variables if each.kind == Kind.PERIOD and values[each.name] != "-7"}
            if told:
                looks[values["case_id"]].append((file.name, tuple((name, values[name]) for name in sorted(told))))
    loose = looks.pop("-7", [])
    return {
        who: (
            frozenset(row for row in rows if row[0] != "hoofdpersonen"),
            tuple(sorted(map(str, (row for row in rows if row[0] == "hoofdpersonen")))),
        )
        for who, rows in looks.items()
    }, [row for _file, row in loose]


def assert_nobody_stands_out(found, families):
    """`families`: of which family each case is. Judged by the owners, which are in no file."""
    looks, _loose = looks_of_cases(found)
    requests = next(file for file in found.files if file.name == "aanvragen")
    owner_of = {row[0]: owner for row, owner in zip(requests.rows, requests.owners, strict=True)}
    classes = defaultdict(set)
    for who, look in looks.items():
        classes[look].add(families[owner_of[who]])
    assert not [look for look, who in classes.items() if len(who) < FEWEST]
    persons = next(file for file in found.files if file.name == "hoofdpersonen")
    alike = defaultdict(set)
    for row, owner in zip(persons.rows, persons.owners, strict=True):
        if row[0] == "-7":
            alike[tuple(row)].add(families[owner])
    assert not [look for look, who in alike.items() if len(who) < FEWEST]


@pytest.mark.parametrize(("seed", "cases"), [(1, 12), (2, 60), (3, 900)])
def test_no_family_of_a_generated_world_is_told_from_fewer_than_five(seed, cases, tmp_path):
    for name, text in Generator({name: _spec(name) for name in CODEBOOK}, cases, seed=seed).files():
        (tmp_path / name).write_text(text, encoding="utf-8")
    call_command("import_registrations", str(tmp_path), programme_name="Proef", verbosity=0)
    families = known_families().family_of

    for dates in ResearchDates:
        found = build_set(make_research(dates=dates), Selection())

        assert len(rows_of(found, "aanvragen")) == Case.objects.count()
        assert len(rows_of(found, "hoofdpersonen")) == MainPerson.objects.count()
        assert_nobody_stands_out(found, families)


def test_no_answer_can_be_of_fewer_than_five_families(pilot_cases):
    found, whole = build_set(make_research(), Selection()), known_families().met
    files = ("enquete_volwassenen", "enquete_kinderen", "enquete_professionals")
    rows = [row for name in files for row in rows_of(found, name)]
    assert len(rows) > 100
    for place in {(row["project"], row["region"], row["quarter"]) for row in rows}:
        fits = [
            families
            for true, families in whole.items()
            if all(said in ("-7", real) or said == real[:4] for said, real in zip(place, true, strict=True))
        ]
        assert len(frozenset().union(*fits)) >= FEWEST


def test_what_is_chosen_is_a_part_of_what_everybody_gets_and_says_no_more(pilot_cases):
    """Two sets of a project beside each other: a row stands in both as it is, or not at all."""
    project = make_research()
    whole = build_set(project, Selection())
    every = {file.name: Counter(map(str, file.rows)) for file in whole.files}
    region = Region.objects.filter(cases__isnull=False).first()
    seen = Case.objects.order_by("received_on").values_list("received_on", flat=True)
    year = {"start": seen[0].replace(month=1, day=1), "until": seen[0].replace(month=12, day=31)}
    for selection in (
        Selection(pilot_cases),
        Selection(region_ids=(region.pk,)),
        Selection(**year),
        Selection(ways=(("variant", str(Variant.FAMILY)),)),
        Selection(ways=(("adjourned", "nee"),)),
    ):
        part = build_set(project, selection)

        for file in part.files:
            assert not Counter(map(str, file.rows)) - every[file.name]
        if selection.region_ids:
            assert "-7" not in {row["region"] for row in rows_of(part, "aanvragen")}
        if selection.start:
            assert {row["received_on"][:4] for row in rows_of(part, "aanvragen")} <= {f"{selection.start:%Y}"}
        assert {row["case_id"] for row in rows_of(part, "hoofdpersonen")} - {"-7"} <= {
            row["case_id"] for row in rows_of(part, "aanvragen")
        }


def test_the_files_of_one_family_count_as_one(pilot_cases):
    cases = list(Case.objects.order_by("pk"))
    Case.objects.exclude(pk=cases[0].pk).update(previous_case=cases[0])

    with pytest.raises(Refusal, match="te weinig gezinnen"):
        build_set(make_research(), Selection())


def test_of_fewer_than_five_families_there_are_no_rows(pilot_cases):
    few = Case.objects.order_by("pk").values_list("pk", flat=True)[:4]
    Case.objects.exclude(pk__in=list(few)).update(research_objection=True)

    with pytest.raises(Refusal, match="te weinig gezinnen"):
        build_set(make_research(), Selection())


def test_the_set_says_how_many_families_stand_at_each_step(pilot_cases):
    found = build_set(make_research(), Selection(pilot_cases))

    told = found.told["gezinnen"]
    assert list(told) == [step.words for step in STEPS]
    assert sum(told.values()) == 73
    assert not [number for number in told.values() if 0 < number < FEWEST]


def test_groups_that_were_settled_come_down_to_those_who_would_be_too_few():
    draw = random.Random(7)
    for _time in range(300):
        size = draw.randint(1, 40)
        items = [
            Item([(draw.randint(0, 9), 1), ("half", draw.randint(0, 2)), ()], frozenset({draw.randint(0, 25)}))
            for _each in range(size)
        ]

        steps = settle(items)

        alike = defaultdict(set)
        for item, at in zip(items, steps, strict=True):
            if at < 3:
                alike[at, item.views[at]] |= item.families
        assert all(len(families) >= FEWEST for families in alike.values())
        enough = len(frozenset().union(*(item.families for item in items))) >= FEWEST
        assert (3 in steps) != enough
