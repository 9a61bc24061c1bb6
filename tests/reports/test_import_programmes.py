"""Reading in: which programme, region and case a row belongs to."""

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case, FundingProgramme
from reports.models import ImportBatch
from tests.reports.folders import PILOT, copy_pilot, put, run_import

pytestmark = pytest.mark.django_db


def test_programme_gets_a_readable_name(capsys):
    run_import(PILOT, capsys)

    assert FundingProgramme.objects.get().name == "Families zelf aan zet"


def test_programme_name_can_be_given_and_given_again(capsys):
    run_import(PILOT, capsys, programme_name="Families aan het roer")
    run_import(PILOT, capsys)
    assert FundingProgramme.objects.get().name == "Families aan het roer"

    run_import(PILOT, capsys, programme_name="Families voorop")

    assert FundingProgramme.objects.get().name == "Families voorop"


def test_programme_name_needs_exactly_one_project(tmp_path):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, project="ander")

    with pytest.raises(CommandError, match="names one project; in this set there are: ander, families-zelf-aan-zet"):
        call_command("import_registrations", folder, programme_name="Naam")

    assert not Case.objects.exists()


def test_two_projects_in_one_set_are_two_programmes(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, project="ander-project")

    run_import(folder, capsys)

    assert set(FundingProgramme.objects.values_list("name", flat=True)) == {"Ander project", "Families zelf aan zet"}
    assert set(ImportBatch.objects.values_list("programme__slug", "cases", "responses")) == {
        ("ander-project", 1, 0),
        ("families-zelf-aan-zet", 72, 225),
    }


def test_same_case_number_in_another_project_is_another_case(tmp_path, capsys):
    run_import(PILOT, capsys)
    folder = copy_pilot(tmp_path)
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"families-zelf-aan-zet", b"tweede"))

    run_import(folder, capsys)

    assert Case.objects.filter(external_id="NH-001").count() == 2


def test_region_of_the_eigen_kracht_centrale_is_a_region_too(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, region="limburg")

    run_import(folder, capsys)

    case = Case.objects.get(external_id="NH-001")
    assert (case.region.code, case.subregion) == ("limburg", None)


def test_empty_region_is_the_region_of_its_project(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, region="")

    run_import(folder, capsys)

    case = Case.objects.get(external_id="NH-001")
    assert (case.region.code, case.subregion) == ("noord_holland", None)
