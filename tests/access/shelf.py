"""Pages that are in our hand, lying where a browser can look at them one after another.

A server of our own, and no answers put into the browser's mouth: then it keeps the style and the scripts that all pages
share, and reads them once.
"""

import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

AXE = "/axe.js"


class Shelf(ThreadingHTTPServer):
    """Shows `html` under any address that is no file."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.html, self.turn = "", 0
        self.files: dict[str, tuple[bytes, str]] = {AXE: (Axe().axe_script.encode(), "text/javascript")}
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()

    def show(self, page: Any, html: str) -> None:
        """Open this page, and have axe ready beside it."""
        self.html, self.turn = html, self.turn + 1
        page.goto(f"http://127.0.0.1:{self.server_port}/?{self.turn}")
        page.add_script_tag(url=AXE)

    def file(self, path: str) -> tuple[bytes, str] | None:
        """A file of the house and its kind, read once."""
        if path not in self.files and path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            if not found:
                return None
            with open(str(found), "rb") as file:
                self.files[path] = (file.read(), mimetypes.guess_type(path)[0] or "application/octet-stream")
        return self.files.get(path)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Shelf

    def do_GET(self) -> None:  # noqa: N802  the name that the library calls
        path = urlsplit(self.path).path
        kept = self.server.file(path)
        html = self.server.html.encode() if path == "/" else b""
        body, kind = kept or (html, "text/html; charset=utf-8")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600" if kept else "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815

    def log_message(self, *_said: Any) -> None:
        """Nothing is said of an answer."""
