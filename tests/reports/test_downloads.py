"""Files made by the worker: asked for once, made once, for the one who asked."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.audit.models import ReadLine
from ekc.refusal import Refusal
from reports.acts import downloads
from reports.acts.downloads import make_downloads, request_download
from reports.codes import FIGURE_FORMATS, DownloadState
from reports.models import Download
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> World:
    return make_world(state=CaseState.CLOSED)


def ask(house: World, *, kind: str = "csv", user=None, **chosen: str) -> Download:
    chosen = {"programme": house.own.case.programme.slug, **chosen}
    return request_download(user or house.eva, kind=kind, chosen=chosen)


def test_a_file_is_asked_for_made_and_fetched(house: World, client: Client) -> None:
    client.force_login(house.eva)
    slug = house.own.case.programme.slug

    asked = client.post(reverse("reports:request_file"), {"programme": slug, "format": "csv"}, follow=True)
    assert "Wordt gemaakt" in asked.content.decode()
    assert make_downloads() == 1
    ready = Download.objects.get()
    assert ready.filename in client.get(reverse("reports:downloads")).content.decode()
    answer = client.get(reverse("reports:file", args=[ready.pk]))

    assert answer["Content-Disposition"] == f'attachment; filename="{ready.filename}"'
    assert answer["Content-Type"].startswith("text/csv")
    assert b"Aanmelder" in answer.content
    line = ReadLine.objects.latest("pk")
    assert (line.action, line.what, line.user) == ("E", "bestand met cijfers", house.eva)


@pytest.mark.parametrize("kind", sorted(FIGURE_FORMATS))
def test_no_name_leaves_the_house_in_any_kind_of_file(house: World, kind: str) -> None:
    ask(house, kind=kind)
    make_downloads()

    content = bytes(Download.objects.get().content)

    assert Download.objects.get().state == DownloadState.READY
    assert b"Kanarie" not in _unpacked(content, kind)


def _unpacked(content: bytes, kind: str) -> bytes:
    import io
    import zipfile

    import pypdf

    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"".join(book.read(name) for name in book.namelist())
    if kind == "pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).encode()
    return content


def test_somebody_elses_file_does_not_exist(house: World, client: Client) -> None:
    file = ask(house)
    make_downloads()
    client.force_login(house.lena)

    assert client.get(reverse("reports:file", args=[file.pk])).status_code == 404
    page = client.get(reverse("reports:downloads")).content.decode().lower().replace("csvs", "")
    # What is drawn by chance may spell anything.
    assert "csv" not in re.sub(r'"[\w-]{20,}"', "", page)


def test_the_file_of_a_regional_manager_has_the_own_region_only(house: World) -> None:
    import json

    ask(house, user=house.carla, kind="json")
    make_downloads()

    assert json.loads(bytes(Download.objects.get().content))["key_figures"]["requests"] == 1


def test_a_finished_file_goes_with_the_regions_that_it_counts(house: World, client: Client) -> None:
    file = ask(house, user=house.carla)
    make_downloads()
    client.force_login(house.carla)
    address = reverse("reports:file", args=[file.pk])
    regions = list(house.carla.regions.all())
    assert client.get(address).status_code == 200

    house.carla.regions.clear()
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("reports:downloads")).content.decode()

    house.carla.regions.set([*regions, Region.objects.get(code="limburg")])
    assert client.get(address).status_code == 200


def test_who_became_a_regional_manager_no_longer_fetches_a_file_of_everybody(house: World, client: Client) -> None:
    file = ask(house)
    make_downloads()
    house.eva.role = Role.REGIONAL_MANAGER
    house.eva.save()
    client.force_login(house.eva)

    assert client.get(reverse("reports:file", args=[file.pk])).status_code == 404


def test_rights_are_asked_again_when_the_file_is_made(house: World) -> None:
    ask(house, user=house.carla)
    house.carla.regions.clear()

    assert make_downloads() == 0
    assert Download.objects.get().error == "U kunt deze cijfers niet meer zien."


def test_a_task_that_runs_twice_makes_the_file_once(house: World) -> None:
    ask(house)

    assert make_downloads() == 1
    finished = Download.objects.get().finished_at
    assert make_downloads() == 0
    assert Download.objects.get().finished_at == finished


def test_the_same_file_is_not_put_on_the_list_twice(house: World) -> None:
    assert ask(house).pk == ask(house).pk
    assert ask(house, start="2010-01-01", until="2010-12-31").pk != ask(house).pk


def test_many_files_at_once_are_refused(house: World) -> None:
    for number in range(downloads.MOST_WAITING):
        ask(house, start=f"{2010 - number}-01-01", until=f"{2010 - number}-12-31")

    with pytest.raises(Refusal, match="Er worden al veel bestanden voor u gemaakt"):
        ask(house)


def test_a_file_outside_ones_reach_is_refused(house: World) -> None:
    with pytest.raises(Refusal, match="kunt u niet opvragen"):
        ask(house, programme="bestaat-niet")
    with pytest.raises(Refusal, match="kunt u niet opvragen"):
        ask(house, user=house.dirk)


def test_a_file_that_fails_says_so_and_stops_nobody_else(house: World, monkeypatch) -> None:
    ask(house)
    ask(house, kind="json")
    real = downloads.render_report

    def fail_on_csv(report, kind):
        if kind == "csv":
            raise RuntimeError("stuk")
        return real(report, kind)

    monkeypatch.setattr(downloads, "render_report", fail_on_csv)

    assert make_downloads() == 1
    failed = Download.objects.get(format="csv")
    assert (failed.state, failed.content) == (DownloadState.FAILED, None)
    assert "Vraag het opnieuw aan" in failed.error


def test_a_file_whose_worker_died_is_made_after_the_lease_and_not_for_ever(house: World, settings) -> None:
    file = ask(house)
    died = timezone.now() - dt.timedelta(seconds=settings.EKC_CLAIM_LEASE + 1)
    Download.objects.filter(pk=file.pk).update(state=DownloadState.CLAIMED, claimed_at=timezone.now(), attempts=1)
    assert make_downloads() == 0

    Download.objects.filter(pk=file.pk).update(claimed_at=died)
    assert make_downloads() == 1

    Download.objects.filter(pk=file.pk).update(
        state=DownloadState.CLAIMED, content=None, claimed_at=died, attempts=Download.claims.most_attempts
    )
    assert make_downloads() == 0
    assert Download.objects.get().state == DownloadState.FAILED


def test_a_worker_that_comes_late_does_not_overwrite(house: World, monkeypatch) -> None:
    """Two workers had the same file; the claim of the first had ended."""
    file = ask(house)
    real = downloads.render_report

    def taken_over_meanwhile(report, kind):
        Download.objects.filter(pk=file.pk).update(claimed_at=timezone.now() + dt.timedelta(seconds=1))
        return real(report, kind)

    monkeypatch.setattr(downloads, "render_report", taken_over_meanwhile)

    assert make_downloads() == 0
    assert Download.objects.get().state == DownloadState.CLAIMED


def test_files_are_kept_for_thirty_days(house: World) -> None:
    old, young = ask(house), ask(house, kind="json")
    make_downloads()
    Download.objects.filter(pk=old.pk).update(requested_at=timezone.now() - dt.timedelta(days=31))

    make_downloads()

    assert [row.pk for row in Download.objects.all()] == [young.pk]


def test_the_list_renews_itself_only_while_a_file_is_being_made(house: World, client: Client) -> None:
    client.force_login(house.eva)
    ask(house)
    busy = client.get(reverse("reports:downloads")).content.decode()
    make_downloads()
    done = client.get(reverse("reports:downloads"), headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 3s"' in busy
    assert "Kijk of het bestand klaar is" in busy
    assert "hx-trigger" not in done
    assert "<html" not in done


def test_the_list_says_of_which_figures_a_file_is_and_how_far_it_is(house: World, client: Client, monkeypatch) -> None:
    programme, region, seen = house.own.case.programme, house.own.case.region, []

    def page() -> str:
        return " ".join(client.get(reverse("reports:downloads")).content.decode().split())

    def looked_at_before(name: str) -> None:
        step = getattr(downloads, name)
        monkeypatch.setattr(downloads, name, lambda *given: (seen.append(page()), step(*given))[1])

    client.force_login(house.eva)
    ask(house, start="2010-01-01", until="2010-06-30", region=region.code)
    assert f"{programme.name}, 1e helft 2010, {region.name}, Onderzoek" in page()
    assert "Is zo aan de beurt" in page()
    ask(house, kind="json", programme="")
    assert "Landelijk, alle jaren, Onderzoek" in page()
    assert "Eerst nog 1 ander bestand" in page()
    looked_at_before("report_of")
    looked_at_before("render_report")
    make_downloads()

    assert "Stap 1 van 2: cijfers tellen" in seen[0]
    assert '<progress value="1" max="4"' in seen[0]
    assert "Eerst nog 1 ander bestand" in seen[0]
    assert "Stap 2 van 2: bestand opmaken" in seen[1]
    assert "Stap" not in page()


def test_a_file_is_asked_for_when_the_act_is_committed(house: World, django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr("reports.tasks.make_downloads.apply_async", lambda **options: woken.append(options))

    with django_capture_on_commit_callbacks(execute=True):
        ask(house)

    assert woken == [{"retry": False, "expires": 60}]
