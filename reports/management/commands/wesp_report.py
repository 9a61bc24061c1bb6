"""Print the report of a programme: `manage.py wesp_report --project NAME --format pdf --output FILE`."""

import datetime as dt
import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from cases.models import FundingProgramme
from ekc.accounts.models import Region
from ekc.dutch import iso_date
from ekc.names import thing_order
from reports.acts.research import give_rows
from reports.catalogue import Selection
from reports.catalogue.dimensions import DIMENSIONS, Ways, ways_of
from reports.choices import LAST_YEAR, NATIONAL, OTHER, REST, Choice
from reports.codes import ROW_FORMATS, Audience, DownloadFormat
from reports.models import ResearchProject
from reports.periods import OffTheGrid, check_period
from reports.protecting import fault_of
from reports.queries import benchmark_years
from reports.rendering import render_report
from reports.research.sets import build_set
from reports.side_by_side import Against, fault_of_pair, report_of, rest_of, year_before


class Command(BaseCommand):
    help = (
        "Make the report of one programme, of several, or of the whole country as WESP prints it. The period is one "
        "of whole quarters, of the date of the "
        "aanmelding, both ends included; without --from and --until every aanmelding counts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--project",
            action="append",
            default=[],
            help="code or name of a programme; may be given again; without it: the whole country",
        )
        parser.add_argument(
            "--audience", default=Audience.INTERNAL.value, choices=Audience.values, help="for whom the figures are made"
        )
        parser.add_argument("--from", dest="start", default="", help="first day of a quarter, YYYY-MM-DD")
        parser.add_argument("--until", default="", help="last day of a quarter, YYYY-MM-DD")
        parser.add_argument("--region", action="append", default=[], help="code of a region; may be given again")
        for each in DIMENSIONS:
            codes = [code for code, _label in each.choices]
            parser.add_argument(
                _option(each.code), dest=each.code, default="", help=f"only cases with: {', '.join(codes)}"
            )
        parser.add_argument(
            "--compare",
            default="",
            help=(
                f"what the report is set beside: {LAST_YEAR}, {REST} (the other regions), {NATIONAL}YEAR, or {OTHER} "
                "with the options --with-..."
            ),
        )
        parser.add_argument("--with-project", action="append", default=[], help="programme of the other selection")
        parser.add_argument("--with-from", default="", help="first day of the other selection, YYYY-MM-DD")
        parser.add_argument("--with-until", default="", help="last day of the other selection, YYYY-MM-DD")
        parser.add_argument("--with-region", action="append", default=[], help="region of the other selection")
        parser.add_argument("--format", required=True, choices=DownloadFormat.values)
        parser.add_argument("--research", default="", help="code of the research project, for files of rows")
        parser.add_argument("--output", required=True, type=Path, help="the file to write; - is standard output")

    def handle(self, *, output: Path, **options: Any) -> None:
        audience = Audience(options["audience"])
        selection = _selection("", options, _ways(options), audience)
        against = _against(options, selection, audience)
        _check_target(output)
        content = _content(Choice(selection, audience, against), options["format"], options["research"])
        _write(output, content)
        if output != STANDARD_OUTPUT:
            self.stderr.write(f"{output}: {len(content)} bytes", style_func=str)


STANDARD_OUTPUT = Path("-")


def _selection(before: str, options: dict[str, Any], ways: Ways, audience: Audience) -> Selection:
    """The selection of the options whose names begin so."""
    name, option = before.replace("-", "_"), f"--{before}"
    programmes = map(_programme, _projects(options[f"{name}project"]))
    selection = Selection(
        programmes=tuple({each.pk: each for each in programmes}.values()),
        start=_day(f"{option}from", options[f"{name}from" if name else "start"]),
        until=_day(f"{option}until", options[f"{name}until"]),
        **_regions(options[f"{name}region"]),
        ways=ways,
    )
    try:
        check_period(selection.start, selection.until)
    except OffTheGrid as fault:
        raise CommandError(f"{option}from and {option}until: {fault}. Figures are of whole quarters.") from None
    if fault := fault_of(audience, selection.start, selection.until, selection.ways):
        raise CommandError(f"--audience {audience}: {fault}")
    return selection


def _against(options: dict[str, Any], selection: Selection, audience: Audience) -> Against | None:
    wanted: str = options["compare"]
    others = ("with_project", "with_from", "with_until", "with_region")
    if wanted != OTHER and any(options[name] for name in others):
        raise CommandError(f"The options --with-... go with --compare {OTHER}.")
    if not wanted:
        return None
    if options["format"] in ROW_FORMATS:
        raise CommandError("Rows are not compared: leave out --compare.")
    if wanted.startswith(NATIONAL):
        years = [f"{NATIONAL}{year}" for year in benchmark_years()]
        if wanted not in years:
            raise CommandError(f"There is no --compare {wanted}. Known are: {', '.join(years)}")
        return Against(year=int(wanted.removeprefix(NATIONAL)))
    if wanted not in NEEDS and wanted != OTHER:
        raise CommandError(f"There is no --compare {wanted}. Known are: {', '.join(NEEDS)}, {NATIONAL}YEAR, {OTHER}")
    if wanted == OTHER:
        other: Selection | None = _selection("with-", options, selection.ways, audience)
    else:
        other = year_before(selection) if wanted == LAST_YEAR else rest_of(selection, Region.objects.all())
    if other is None:
        raise CommandError(f"--compare {wanted} needs {NEEDS[wanted]}.")
    if fault := fault_of_pair(audience, selection, other):
        raise CommandError(f"--compare {wanted}: {fault}")
    return Against(other)


NEEDS = {LAST_YEAR: "--from and --until, of a year at most", REST: "--region, and not all of them"}


def _content(choice: Choice, kind: str, research: str) -> bytes:
    if kind not in ROW_FORMATS:
        return render_report(report_of(choice.selection, choice.audience, choice.against), kind)
    project = ResearchProject.objects.filter(slug=research).first()
    if project is None:
        known = ", ".join(ResearchProject.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"--format {kind} needs --research, a research project. Known are: {known}.")
    if not project.runs:
        raise CommandError(f"The research project {research} runs from {project.starts_on} to {project.ends_on}.")
    content, _name = give_rows(build_set(project, choice.selection), kind)
    return content


def _projects(given: str | list[str]) -> list[str]:
    """Also of who calls the command with one name."""
    return [given] if isinstance(given, str) else given


def _programme(wanted: str) -> FundingProgramme:
    found = list(FundingProgramme.objects.filter(Q(slug=wanted) | Q(name_key=thing_order(wanted)))[:2])
    exact = [programme for programme in found if programme.slug == wanted] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise CommandError(f"More than one programme is called {wanted!r}; give its code.")
    known = [f"{slug} ({name})" for slug, name in FundingProgramme.objects.values_list("slug", "name")]
    listed = "\n  ".join(known) if known else "none: import registrations first"
    raise CommandError(f"There is no programme {wanted!r}. Known are:\n  {listed}")


def _day(option: str, text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return iso_date(text)
    except ValueError:
        raise CommandError(f"{option} {text!r} is not a date written as YYYY-MM-DD.") from None


def _regions(codes: list[str]) -> dict[str, Any]:
    if not codes:
        return {}
    found = {region.code: region for region in Region.objects.filter(code__in=codes)}
    if missing := sorted(set(codes) - set(found)):
        known = ", ".join(Region.objects.values_list("code", flat=True))
        raise CommandError(f"There is no region {', '.join(missing)}. Known are: {known}")
    return {
        "region_ids": tuple(region.pk for region in found.values()),
        "region_names": tuple(region.name for region in found.values()),
    }


def _option(code: str) -> str:
    return f"--{code.replace('_', '-')}"


def _ways(options: dict[str, Any]) -> Ways:
    for each in DIMENSIONS:
        codes = [code for code, _label in each.choices]
        if options[each.code] and options[each.code] not in codes:
            known = ", ".join(codes)
            raise CommandError(f"There is no {_option(each.code)} {options[each.code]}. Known are: {known}")
    return ways_of(options) or ()


def _check_target(output: Path) -> None:
    """Say before the work, and not after it, that the file cannot be written."""
    if output == STANDARD_OUTPUT:
        return
    if output.is_dir():
        raise CommandError(f"{output} is a folder; give the name of a file.")
    folder = output.parent
    if not folder.is_dir():
        raise CommandError(f"The folder {folder} does not exist.")
    if not os.access(output if output.exists() else folder, os.W_OK):
        raise CommandError(f"{output} cannot be written.")


def _write(output: Path, content: bytes) -> None:
    """Whole or not at all: a file that was there stays until the new one is complete."""
    if output == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        return
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(content)
            return
        with tempfile.NamedTemporaryFile(dir=output.parent, delete=False) as part:
            part.write(content)
        mode = output.stat().st_mode if output.exists() else 0o666 & ~_umask()
        os.chmod(part.name, mode)
        os.replace(part.name, output)
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
