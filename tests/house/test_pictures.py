"""Photos that people send in: what is kept is a picture and nothing else; what is none is told."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from ekc import pictures
from ekc.pictures import LONGEST_SIDE, cleaned_picture
from ekc.refusal import Refusal


def sent(data: bytes, name: str = "flap.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def file_of(picture: Image.Image, kind: str = "JPEG", **options: Any) -> SimpleUploadedFile:
    out = BytesIO()
    picture.save(out, kind, **options)
    return sent(out.getvalue(), f"flap.{kind.lower()}")


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Make] = "Telefoon"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (52.0, 22.0, 12.0)
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P"])
def test_every_usual_photo_becomes_a_plain_jpeg(kind: str, mode: str) -> None:
    picture = Image.new(mode, (40, 30))
    if kind == "JPEG" and mode in ("RGBA", "P"):
        picture = picture.convert("CMYK" if mode == "P" else "RGB")

    found = cleaned_picture(file_of(picture, kind))

    with Image.open(BytesIO(found.jpeg)) as kept:
        assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (40, 30))


def test_where_a_photo_was_made_and_with_what_is_not_kept_and_that_is_told() -> None:
    found = cleaned_picture(file_of(Image.new("RGB", (40, 30)), exif=with_place()))

    assert found.told_place
    with Image.open(BytesIO(found.jpeg)) as kept:
        assert dict(kept.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(kept.info)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_place_in_the_other_notation_is_told_too(kind: str) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>52,22.2N</exif:GPSLatitude></x:xmpmeta>'
    options: dict[str, Any] = {"xmp": xmp}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        note = PngInfo()
        note.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options = {"pnginfo": note}

    found = cleaned_picture(file_of(Image.new("RGB", (40, 30)), kind, **options))

    assert found.told_place
    assert b"GPS" not in found.jpeg


def test_a_photo_without_a_place_tells_none() -> None:
    assert not cleaned_picture(file_of(Image.new("RGB", (40, 30)))).told_place


def test_a_photo_that_was_held_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 6

    found = cleaned_picture(file_of(Image.new("RGB", (40, 30)), exif=exif))

    with Image.open(BytesIO(found.jpeg)) as kept:
        assert kept.size == (30, 40)


def test_what_one_can_see_through_is_white() -> None:
    found = cleaned_picture(file_of(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG"))

    with Image.open(BytesIO(found.jpeg)) as kept:
        assert min(kept.getpixel((20, 15))) > 250


def test_a_large_photo_becomes_small_enough_to_send() -> None:
    found = cleaned_picture(file_of(Image.new("RGB", (4000, 3000))))

    with Image.open(BytesIO(found.jpeg)) as kept:
        assert kept.size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"


def half(kind: str) -> bytes:
    """What is there when the line went while somebody was sending."""
    out = BytesIO()
    Image.effect_noise((200, 200), 90).save(out, kind)
    return out.getvalue()[: len(out.getvalue()) // 2]


def gif() -> bytes:
    out = BytesIO()
    Image.new("P", (10, 10)).save(out, "GIF")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"dit is tekst",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        pdf(),
        half("JPEG"),
        half("PNG"),
        half("WEBP"),
        gif(),
    ],
)
@pytest.mark.parametrize("name", ["flap.jpg", "flap.png"])
def test_what_is_no_photo_is_told_by_its_name_with_what_to_do(data: bytes, name: str) -> None:
    with pytest.raises(Refusal, match=rf"{name} is geen foto die we kunnen lezen\. Kies"):
        cleaned_picture(sent(data, name))


def test_a_file_of_sixty_megabytes_is_refused_before_it_is_read() -> None:
    file = sent(b"x")
    file.size = 60_000_000

    with pytest.raises(Refusal, match="is 60 MB. Een foto mag hoogstens 20 MB zijn"):
        cleaned_picture(file)


def test_a_picture_of_more_pixels_than_a_photo_is_refused_before_it_is_unpacked(monkeypatch: Any) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)

    with pytest.raises(Refusal, match="geen foto"):
        cleaned_picture(file_of(Image.new("RGB", (40, 30))))
