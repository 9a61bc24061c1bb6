"""Kinds of referrers that were added since the printed report: their place in the tables, in files and back."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.codes import LAY_REFERRERS, CaseState, ReferrerToday, ReferrerType
from cases.models import Case, FundingProgramme
from ekc.lists.acts import add_code, change_code, retire_code
from ekc.lists.models import ListedCode
from reports.catalogue import Selection, build_report
from tests.factories import make_case, make_programme, make_user
from tests.reports.folders import PILOT, copy_pilot, empty_database, faults_of, put, run_import

pytestmark = pytest.mark.django_db
EXPECTED = json.loads((Path(__file__).parent / "data" / "expected.json").read_text(encoding="utf-8"))


def table(programme: FundingProgramme):
    return build_report(Selection(programme)).table("2.2")


def test_what_is_added_stands_among_the_professionals_in_the_order_of_the_list_and_no_total_is_short():
    programme = make_programme()
    made = add_code("aanmelder", by=make_user("landelijk_beheer"), label="Kraamzorg")
    for code in (made.code, ReferrerToday.OTHER, ReferrerToday.SAFE_AT_HOME, ReferrerType.SCHOOL, ReferrerType.NETWORK):
        make_case(state=CaseState.CLOSED, programme=programme, main_persons=(), referrer_type=code)

    found = table(programme)
    codes = [row.code for row in found.rows]
    of_2009 = [code for code in ReferrerType.values if code not in LAY_REFERRERS]

    # "Anders" and the new one in the order of the list, the two lay referrers last as they were printed.
    assert codes == [*of_2009, "veilig_thuis", "anders", made.code, "hoofdpersoon", "familie_netwerk", "totaal"]
    assert found.n == sum(row.values[-1] for row in found.rows if not row.is_total) == 5


def test_every_kind_but_the_two_lay_ones_counts_as_a_professional():
    programme = make_programme()
    for code in ListedCode.objects.filter(in_list="aanmelder").values_list("code", flat=True):
        make_case(state=CaseState.CLOSED, programme=programme, main_persons=(), referrer_type=code)
    everybody = ListedCode.objects.filter(in_list="aanmelder").count()
    report = build_report(Selection(programme))

    assert report.key_figures["referred_by"]["professional"]["requests"] == everybody - 2
    assert report.table("2.2").n == everybody


def test_the_pilot_prints_as_it_did_with_choices_added_and_closed():
    lena = make_user("landelijk_beheer")
    add_code("aanmelder", by=lena, label="Kraamzorg")
    retire_code(ListedCode.objects.get(in_list="aanmelder", code="ggz"), by=lena)
    call_command("import_registrations", str(PILOT), verbosity=0)
    found = table(FundingProgramme.objects.get(slug="families-zelf-aan-zet"))
    printed = next(each for each in EXPECTED["tables"] if each["id"] == "2.2")

    assert [(row.code, row.label, list(row.values)) for row in found.rows] == [
        (row["code"], row["label"], row["values"]) for row in printed["rows"]
    ]


def test_a_new_name_is_printed_with_the_numbers_it_had():
    listed = ListedCode.objects.get(in_list="aanmelder", code="school")
    change_code(listed, by=make_user("landelijk_beheer"), label="Onderwijs", also=[])
    programme = make_programme()
    make_case(state=CaseState.CLOSED, programme=programme, main_persons=(), referrer_type="school")

    assert {row.label: row.values[-1] for row in table(programme).rows}["Onderwijs"] == 1


def test_a_new_kind_comes_in_by_a_file_leaves_in_one_and_comes_back(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, referrer_type=ReferrerToday.MENTAL_HEALTH, referrer_department="")
    run_import(folder, capsys)
    assert Case.objects.filter(referrer_type="ggz").count() == 1

    out = tmp_path / "out"
    call_command("export_registrations", out, verbosity=0)
    empty_database()
    run_import(out, capsys)
    assert Case.objects.filter(referrer_type="ggz").count() == 1


def test_a_kind_that_no_list_knows_is_refused_by_line_and_column(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, referrer_type="verzonnen")

    (fault,) = faults_of(folder, capsys)
    assert 'aanvragen.csv:2:referrer_type: unknown code "verzonnen"; known are: anders,' in fault
