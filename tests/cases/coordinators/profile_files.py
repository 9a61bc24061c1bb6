"""Files of profiles as somebody would send them."""

import datetime as dt
import io
import zipfile

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.coordinators.acts.profile_import import read_profiles
from cases.coordinators.profile_columns import HEADS
from cases.models import ProfileImport
from ekc.spreadsheets import read_sheet


def workbook(rows, heads=HEADS) -> bytes:
    """A file as Excel would make it, dates and numbers as such."""
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(**by_head) -> list:
    """A row of the file; what is not named stays empty."""
    names = {
        "email": "E-mail",
        "name": "Naam",
        "regions": "Regio's",
        "gender": "Geslacht",
        "languages": "Talen",
        "background": "Achtergrond",
        "faith": "Geloof",
        "trainings": "Trainingen",
        "most": "Zaken tegelijk",
        "available": "Beschikbaar",
        "vog": "Datum VOG",
        "employers": "Werkgevers",
        "costs": "Kosten training",
    }
    known = {names[key]: value for key, value in by_head.items()}
    return [known.get(head) for head in HEADS]


def upload(client, rows, heads=HEADS, *, follow: bool = True):
    file = SimpleUploadedFile("profielen.xlsx", workbook(rows, heads))
    return client.post(reverse("cases:profile_import"), {"file": file}, follow=follow)


def confirm(client):
    kept = ProfileImport.objects.get()
    return client.post(reverse("cases:profile_import_confirm", args=[kept.pk]), follow=True)


def faults_of(rows, by, heads=HEADS):
    return read_profiles(*read_sheet(workbook(rows, heads)), by=by).faults


# --- the way of a good file ---------------------------------------------------------------------------------
FULL = {
    "email": "Anna@Voorbeeld.example",
    "gender": "Vrouw",
    "languages": "Nederlands; turks",
    "background": "Turks",
    "trainings": "ekc, herstel",
    "most": 4,
    "available": "nee",
    "vog": dt.datetime(2026, 2, 1),
    "employers": "Bakkerij",
    "costs": 450.5,
}


def zipped(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return out.getvalue()
