"""Photos that people send in: read, turned upright, made small, written anew without what they tell besides (R65)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from PIL.ExifTags import IFD

from .refusal import Refusal

FORMATS = ("JPEG", "PNG", "WEBP")
ACCEPTED = "image/jpeg,image/png,image/webp"
"""For `accept`: with it a phone turns its own kind of photo into one of these."""
MOST_MEGABYTES = 20
MOST_PIXELS = 80_000_000
"""More than any phone makes. A small file can say that it is far larger, and would fill the memory."""
LONGEST_SIDE = 2200
"""Handwriting on a sheet of a metre stays readable."""
QUALITY = 80
_reading = threading.Lock()
_PLACE_WORDS = (b"GPSLatitude", b"GPSLongitude")


@dataclass(frozen=True)
class Picture:
    """A JPEG that holds pixels and nothing else; `told_place` when what was sent in said where it was made."""

    jpeg: bytes
    told_place: bool


def cleaned_picture(sent: UploadedFile) -> Picture:
    """The picture in a file that somebody sent. Raises Refusal, with what to do, for all that is no such picture."""
    name, size = str(sent.name or ""), sent.size or 0
    if size > MOST_MEGABYTES * 1_000_000:
        raise Refusal(
            _("%(name)s is %(size)s MB. Een foto mag hoogstens %(most)s MB zijn. Maak een kleinere.")
            % {"name": name, "size": round(size / 1_000_000), "most": MOST_MEGABYTES}
        )
    try:
        return _cleaned(sent)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refusal(
            _("%(name)s is geen foto die we kunnen lezen. Kies een foto die eindigt op .jpg, .png of .webp.")
            % {"name": name}
        ) from error


def _cleaned(sent: IO[Any]) -> Picture:
    with _whole_files_only(), Image.open(sent, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("More pixels than a photo has.")
        told_place = _tells_place(opened)
        upright = ImageOps.exif_transpose(opened)
        upright.load()
    flat = _without_holes(upright)
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new picture: the old one carries along what stood in its file.
    bare = Image.new("RGB", flat.size)
    bare.paste(flat)
    out = BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Picture(out.getvalue(), told_place)


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Half a photo is none. WeasyPrint tells Pillow to read those too, for the whole process."""
    with _reading:
        usual, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = usual


def _without_holes(picture: Image.Image) -> Image.Image:
    """On white where one can see through it: black would hide what is written."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground


def _tells_place(picture: Image.Image) -> bool:
    if picture.getexif().get_ifd(IFD.GPSInfo):
        return True
    texts = [value for value in picture.info.values() if isinstance(value, str | bytes)]
    raw = [value.encode(errors="ignore") if isinstance(value, str) else value for value in texts]
    return any(word in each for each in raw for word in _PLACE_WORDS)
