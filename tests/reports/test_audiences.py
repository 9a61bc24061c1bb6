"""Who gets which figures, of which part of the country, and what the log, the name of a file and its sentences say."""

import datetime as dt
import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import FundingProgramme
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.audit.models import ReadLine
from ekc.refusal import Refusal
from reports.acts.downloads import make_downloads, request_download
from reports.catalogue import Selection, build_report
from reports.codes import Audience
from reports.models import Download
from reports.querysets import audiences_for
from reports.rendering import file_name, texts
from tests.factories import make_case, make_main_person, make_programme, make_user
from tests.reports.protected import shown

pytestmark = pytest.mark.django_db
INDEX = reverse("reports:index")


def closed(programme: FundingProgramme | None = None, **fields: object):
    values = {"state": CaseState.CLOSED, "programme": programme, "main_persons": (), **fields}
    return make_case(**values)


# --- who -------------------------------------------------------------------------------------------------------------


def test_only_who_opens_the_files_anyway_sees_figures_without_protection() -> None:
    unprotected = {role for role in Role if Audience.INTERNAL in audiences_for(make_user(role))}

    assert unprotected == {Role.REGIONAL_MANAGER}


@pytest.mark.parametrize(
    ("role", "usual"), [(Role.REGIONAL_MANAGER, "internal"), (Role.RESEARCHER, "research"), (Role.NATIONAL, "research")]
)
def test_a_page_is_made_for_whom_it_usually_is_and_the_log_says_so(client: Client, role: str, usual: str) -> None:
    region = Region.objects.get(code="utrecht")
    programme = make_programme(name="Proef")
    for _each in range(40):
        closed(programme, region=region)
    user = make_user(role, region=region) if role == Role.REGIONAL_MANAGER else make_user(role)
    client.force_login(user)

    text = client.get(INDEX, {"programme": programme.slug}).content.decode()

    assert f"<dt>Aanvragen</dt><dd>{shown(Selection(programme), Audience(usual)).key_figures['requests']}</dd>" in text
    line = ReadLine.objects.filter(user=user).latest("pk")
    assert line.what == f"cijfers ({usual}): Proef"


def test_who_may_not_see_figures_without_protection_cannot_choose_it(client: Client) -> None:
    programme, eva = make_programme(), make_user(Role.RESEARCHER)
    for _each in range(12):
        closed(programme)
    client.force_login(eva)
    chosen = {"programme": programme.slug, "audience": "internal"}

    text = client.get(INDEX, chosen).content.decode()

    assert "Kerncijfers" not in text
    assert '<option value="internal"' not in text
    with pytest.raises(Refusal, match="kunt u niet opvragen"):
        request_download(eva, kind="csv", chosen=chosen)


def test_a_right_that_ended_is_asked_again_when_the_file_is_made() -> None:
    region = Region.objects.get(code="utrecht")
    user = make_user(Role.REGIONAL_MANAGER, region=region)
    programme = make_programme()
    programme.regions.add(region)
    request_download(user, kind="json", chosen={"programme": programme.slug})
    user.role = Role.RESEARCHER
    user.save()

    assert make_downloads() == 0
    assert Download.objects.get().error == "U kunt deze cijfers niet meer zien."


def test_the_log_tells_a_file_without_protection_from_others(client: Client) -> None:
    region = Region.objects.get(code="utrecht")
    carla = make_user(Role.REGIONAL_MANAGER, region=region)
    programme = make_programme()
    programme.regions.add(region)
    told = []
    for audience in ("internal", "public"):
        file = request_download(carla, kind="json", chosen={"programme": programme.slug, "audience": audience})
        make_downloads()
        client.force_login(carla)
        assert client.get(reverse("reports:file", args=[file.pk])).status_code == 200
        told.append(ReadLine.objects.latest("pk").what)

    assert told == ["bestand met cijfers, niet beschermd", "bestand met cijfers"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (
            {"audience": "research", "start": "2024-01-01", "until": "2024-09-30"},
            "een kwartaal, een half jaar, een jaar",
        ),
        ({"audience": "research", "start": "2024-01-01"}, "een kwartaal, een half jaar, een jaar"),
        ({"audience": "public", "variant": "herstel"}, "Openbare cijfers zijn er niet naar soort of verloop"),
    ],
)
def test_a_choice_off_the_grid_is_said_at_the_field_and_keeps_what_was_chosen(client: Client, chosen, sentence) -> None:
    closed(received_on=dt.date(2023, 5, 5))
    client.force_login(make_user(Role.RESEARCHER))

    text = client.get(INDEX, {"programme": "", **chosen}).content.decode()

    assert sentence in text
    assert "Kerncijfers" not in text
    assert all(f'<option value="{value}" selected' in text for value in chosen.values())


# --- of what ---------------------------------------------------------------------------------------------------------


def test_the_country_has_every_case_also_one_without_programme(client: Client) -> None:
    one, other = make_programme(name="Een"), make_programme(name="Ander")
    for programme, number in ((one, 2), (other, 3), (None, 4)):
        for _each in range(number):
            closed(programme)

    def requests(selection: Selection) -> int:
        return build_report(selection).key_figures["requests"]

    assert requests(Selection()) == 9
    assert requests(Selection(one)) == 2
    assert requests(Selection(programmes=(one, other))) == 5
    assert shown(Selection(programmes=(one, other))).programme_name == "Ander en Een"
    client.force_login(make_user(Role.RESEARCHER))
    assert "Landelijk: alle programma&#x27;s" in client.get(INDEX, {"programme": ""}).content.decode()


def test_the_country_of_a_regional_manager_is_the_own_regions(client: Client) -> None:
    region = Region.objects.get(code="utrecht")
    closed(region=region)
    closed(region=Region.objects.get(code="limburg"))
    client.force_login(make_user(Role.REGIONAL_MANAGER, region=region))

    assert "<dt>Aanvragen</dt><dd>1</dd>" in client.get(INDEX, {"programme": ""}).content.decode()


def command(target: Path, *options: str) -> dict:
    call_command("wesp_report", "--format=json", f"--output={target}", *options)
    found: dict = json.loads(target.read_text())
    return found


def test_the_command_takes_several_programmes_or_none_a_region_and_an_audience(tmp_path: Path) -> None:
    one, other = make_programme(slug="een"), make_programme(slug="ander")
    utrecht = Region.objects.get(code="utrecht")
    for programme, number in ((one, 20), (other, 30), (None, 40)):
        for _each in range(number):
            closed(programme, region=utrecht, received_on=dt.date(2024, 5, 5))

    def requests(*options: str) -> int | None:
        found: int | None = command(tmp_path / "r.json", *options)["key_figures"]["requests"]
        return found

    assert requests() == 90
    assert requests("--project=een", "--project=ander") == 50
    assert requests("--project=een", "--project=een", "--region=utrecht") == 20
    year = ("--from=2024-01-01", "--until=2024-12-31", "--audience=research")
    assert requests(*year) == shown(Selection(), Audience.RESEARCH).key_figures["requests"]
    assert requests("--audience=public") is None
    assert command(tmp_path / "r.json", *year)["audience"] == "research"


def test_the_command_refuses_protected_figures_off_the_grid(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--audience research: Beschermde cijfers"):
        command(tmp_path / "r.json", "--from=2024-01-01", "--until=2024-09-30", "--audience=research")
    assert not list(tmp_path.iterdir())


# --- names of files --------------------------------------------------------------------------------------------------


def test_no_two_selections_have_the_same_name_on_one_day() -> None:
    report = shown(Selection(make_programme(name="Proef")))
    periods = [
        (None, None),
        (dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        (dt.date(2024, 1, 1), dt.date(2024, 6, 30)),
        (dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        (dt.date(2024, 1, 1), None),
        (None, dt.date(2024, 3, 31)),
        (dt.date(2024, 1, 1), dt.date(2025, 3, 31)),
    ]
    programmes = ("Proef", "Landelijk: alle programma's", "Een heel lange naam van een heel lang programma in het land")
    regions = ((), ("Utrecht",), ("Limburg",), ("Utrecht", "Limburg", "Zeeland"))

    def name(programme: str, period: tuple, where: tuple[str, ...], audience: Audience) -> str:
        about = replace(report.about, programme_name=programme, start=period[0], until=period[1], regions=where)
        return file_name(replace(report, about=about, audience=audience), "pdf")

    names = [name(*chosen) for chosen in itertools.product(programmes, periods, regions, Audience)]

    assert len(set(names)) == len(names) == 252
    assert max(map(len, names)) <= 120
    day = report.about.made_on
    assert (
        name("Proef", periods[1], ("Utrecht",), Audience.PUBLIC)
        == f"eigen-kracht-proef-utrecht-2024-openbaar-{day}.pdf"
    )


# --- sentences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "ended", "sentence"),
    [
        (0, 0, "In deze selectie zijn geen aanvragen afgerond en geregistreerd."),
        (1, 0, "De enige aanvraag leidde tot een conferentie"),
        (0, 1, "De enige aanvraag leidde niet tot een conferentie"),
        (0, 3, "Van de 3 aanvragen leidde er geen tot een conferentie"),
        (1, 2, "Van de 3 aanvragen leidde er 1 (33\u00a0%) tot een conferentie"),
        (2, 2, "Van de 4 aanvragen leidden er 2 (50\u00a0%) tot een conferentie"),
    ],
)
def test_what_became_of_the_requests_is_said_rightly_of_any_number(held: int, ended: int, sentence: str) -> None:
    programme = make_programme()
    for outcome, number in (("conferentie", held), ("activering", ended)):
        for _each in range(number):
            closed(programme, outcome=outcome)

    assert texts.course(shown(Selection(programme)))[0].startswith(sentence)


@pytest.mark.parametrize(
    ("children", "sentence"),
    [
        (0, "Er zijn geen minderjarige hoofdpersonen."),
        (1, "Er is 1 minderjarige hoofdpersoon in 1 aanvraag."),
        (2, "Er zijn 2 minderjarige hoofdpersonen in 1 aanvraag."),
    ],
)
def test_main_persons_are_said_rightly_of_any_number(children: int, sentence: str) -> None:
    programme = make_programme()
    case = closed(programme)
    for _each in range(children):
        make_main_person(case)

    assert texts.children(shown(Selection(programme))) == [sentence]


@pytest.mark.parametrize("audience", [Audience.RESEARCH, Audience.PUBLIC])
def test_a_sentence_never_says_a_hidden_number(audience: Audience) -> None:
    programme = make_programme()
    for _each in range(3):
        make_main_person(closed(programme))
    report = shown(Selection(programme), audience)

    sentences = [
        *texts.about(report)[1:2],
        *(
            words
            for text in (texts.course, texts.repeats, texts.children, texts.participants)
            for words in text(report)
        ),
        *(words for text in (texts.problems, texts.adults, texts.follow_up) for words in text(report)),
        *(figure for _term, figure in texts.summary(report)),
    ]

    assert len(sentences) > 10
    assert not [sentence for sentence in sentences if "3" in sentence or "None" in sentence]


def test_the_caution_for_few_stands_at_the_row_and_not_at_the_others(pilot_shown) -> None:
    from reports.rendering.shown import show_marks, show_table

    grades = [grade for grade in pilot_shown.grades if grade.section in ("3.4", "4.2")]
    marks = show_marks("4.2b", "Rapportcijfers", grades, pilot_shown)
    few = {row.label.split("\u00a0")[0] for row in marks.rows if "(let op)" in row.label}

    assert few == {grade.label for grade in grades if grade.n and grade.n < 15}
    assert "Let op: N is kleiner dan 15." in marks.caution
    assert show_table(pilot_shown.table("2.2"), pilot_shown).caution == ""
