"""A file that leaves the house by the browser of who asked for it."""

from django.http import HttpResponse

PDF = "application/pdf"


def attachment(content: bytes | str, name: str, *, content_type: str = PDF) -> HttpResponse:
    """The answer that saves `content` under `name`, whatever the browser could show by itself."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
