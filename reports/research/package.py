"""The one file that a researcher gets: every file of the set, its code book, and what was chosen."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from ekc.dutch import long_date

from ..codes import DownloadFormat
from .anonymity import FEWEST
from .csv_flavours import EXCEL, PROGRAMS, Flavour, code_book, csv_file
from .sav import sav_file, syntax_of
from .sets import ResearchSet

CONTENT_TYPE = "application/zip"


def pack(found: ResearchSet, kind: str) -> bytes:
    """A zip of this kind, a value of `ROW_FORMATS`. The same rows and day give the same bytes."""
    out = io.BytesIO()
    day = (max(found.made_on.year, 1980), found.made_on.month, found.made_on.day, 0, 0, 0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (*_FILES[kind](found), ("keuze.json", selection_of(found))):
            info = zipfile.ZipInfo(name, day)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return out.getvalue()


def name_of(found: ResearchSet, kind: str) -> str:
    """`onderzoek-veiligheid-families-zelf-aan-zet-2010-01-01-2010-12-31-spss-2026-11-28.zip`"""
    selection = found.selection
    programme = selection.programme.slug if selection.programme else "landelijk"
    days = [f"{day:%Y-%m-%d}" for day in (selection.start, selection.until) if day]
    regions = [slugify(name) for name in selection.region_names[:3]]
    parts = ["onderzoek", found.project.slug, programme, *days, *regions, SHORT[kind], f"{found.made_on:%Y-%m-%d}"]
    return f"{'-'.join(parts)[:110]}.zip"


SHORT: Mapping[str, str] = {
    DownloadFormat.SAV.value: "spss",
    DownloadFormat.CSV_EXCEL.value: "excel",
    DownloadFormat.CSV_PROGRAMS.value: "csv",
}


def selection_of(found: ResearchSet) -> bytes:
    """What was chosen, as data: project, programme, period, regions, how fine days are, the day, and rows per file."""
    selection, project = found.selection, found.project
    said: dict[str, Any] = {
        "onderzoek": {"code": project.slug, "naam": project.name, "grondslag": project.ground},
        "datums": str(project.get_dates_display()),
        "programma": selection.programme.slug if selection.programme else None,
        "aangemeld_vanaf": selection.start.isoformat() if selection.start else None,
        "aangemeld_tot_en_met": selection.until.isoformat() if selection.until else None,
        "regios": list(selection.region_names) or None,
        "antwoorden": "van conferenties in dezelfde kwartalen: bij een antwoord is geen zaak bekend",
        "bezwaar": "wie bezwaar maakte tegen onderzoek, staat in geen van de bestanden",
        "bescherming": {
            "minste_gezinnen": FEWEST,
            "uitleg": (
                "Waaraan een buitenstaander een gezin herkent (programma, regio, datums, soort conferentie en "
                "hoofdpersonen) hebben altijd minstens zoveel gezinnen van het onderzoek gemeen. Van wie daarvoor te "
                "bijzonder is, staat er minder: zie de stappen in het codeboek. De waarde is dan -7. Kiest u op iets "
                "dat van een gezin niet gegeven is, dan krijgt u dat gezin niet."
            ),
            "in_het_hele_onderzoek": found.told,
        },
        "gemaakt_op": found.made_on.isoformat(),
        "gemaakt": long_date(found.made_on),
        "zaken": len(found.case_keys),
        "rijen": {file.name: len(file.rows) for file in found.files},
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _sav_files(found: ResearchSet) -> Iterator[tuple[str, bytes]]:
    for file in found.files:
        yield f"{file.name}.sav", sav_file(file, made_on=found.made_on)
    yield "meervoudige-antwoorden.sps", syntax_of(found).encode("utf-8-sig")
    yield "codeboek.csv", code_book(found, EXCEL)


def _csv_files(flavour: Flavour) -> Callable[[ResearchSet], Iterator[tuple[str, bytes]]]:
    def files(found: ResearchSet) -> Iterator[tuple[str, bytes]]:
        for file in found.files:
            yield f"{file.name}.csv", csv_file(file, flavour)
        yield "codeboek.csv", code_book(found, flavour)

    return files


_FILES: Mapping[str, Callable[[ResearchSet], Iterator[tuple[str, bytes]]]] = {
    DownloadFormat.SAV.value: _sav_files,
    DownloadFormat.CSV_EXCEL.value: _csv_files(EXCEL),
    DownloadFormat.CSV_PROGRAMS.value: _csv_files(PROGRAMS),
}
