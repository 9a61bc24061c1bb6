"""Traces (docs/adr/0065): what a request sets in motion is one trace, and no span says anything of anybody."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections
from django.test import Client
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.trace import SpanKind

from ekc import traces
from ekc.embedded import ROOT
from ekc.outbox.acts import queue_message, send_messages
from ekc.outbox.tasks import send_messages as task
from ekc.request_number import HEADER, let_go, numbered, take_over
from tests.accounts.people import PASSWORD, make_person

WORD = "Zandoogje"
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning:opentelemetry.*")]


class Gatherer(ThreadingHTTPServer):
    """Who gathers traces, behind a port of this machine: all that came, as it came and as spans."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Brought)
        self.brought: list[bytes] = []

    def spans(self) -> list[Any]:
        found = []
        for body in self.brought:
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                found += [span for scope in resource.scope_spans for span in scope.spans]
        return found


class _Brought(BaseHTTPRequestHandler):
    server: Gatherer

    def do_POST(self) -> None:  # noqa: N802  the name is of the standard library
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.brought.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        pass


@pytest.fixture
def gatherer() -> Iterator[Gatherer]:
    server = Gatherer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    traces.begin(f"http://127.0.0.1:{server.server_port}/v1/traces", part="test")
    try:
        yield server
    finally:
        traces.end()
        server.shutdown()
        server.server_close()
        thread.join(5)


def told(span: Any) -> dict[str, Any]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


def gathered(server: Gatherer) -> list[Any]:
    traces.end()
    return server.spans()


def test_a_request_is_a_span_with_its_number_its_view_and_its_route(client: Client, gatherer: Gatherer) -> None:
    answer = client.get("/uitnodiging/geheime-code-van-zandoogje/", {"zoek": WORD})

    (span,) = [each for each in gathered(gatherer) if each.kind == SpanKind.SERVER.value + 1]
    assert told(span)["ekc.request"] == answer[HEADER]
    assert "<str:token>" in told(span)["http.route"] or "token" in told(span)["http.route"]
    assert span.name == f"GET {told(span)['http.route']}"
    assert ":" in told(span)["ekc.view"]
    assert int.from_bytes(span.trace_id, "big") == traces.trace_of(answer[HEADER])
    assert set(told(span)) <= traces.KEPT


def test_no_span_holds_a_word_that_somebody_said(client: Client, gatherer: Gatherer) -> None:
    person = make_person(email="zandoogje@voorbeeld.example", full_name=WORD)
    named = {"X-Forwarded-For": "203.0.113.77", "User-Agent": WORD, "Cookie": f"a={WORD}", "traceparent": _FOREIGN}
    client.post("/account/login/", {"login": person.email, "password": PASSWORD}, headers=named)
    client.get("/zaken/", {"zoek": WORD}, headers=named)
    client.get(f"/zaken/EK-2026-{WORD}/", headers=named)
    client.get(f"/bestaat-niet/{WORD}", headers=named)
    assert Client(raise_request_exception=False).get("/", headers={"host": f"{WORD}.example"}).status_code == 400
    _statements()
    _a_task_that_fails()
    with numbered("00112233aabbccdd"):
        queue_message(key=WORD, to=f"{WORD}@voorbeeld.example", subject=WORD, body=WORD)
    send_messages()

    spans = gathered(gatherer)

    assert len(spans) > 8
    assert {"SELECT", "SQL", "outbox"} <= {span.name for span in spans}
    everything = b"\n".join(gatherer.brought).lower()
    for planted in (WORD, "203.0.113.77", "voorbeeld.example", "EK-2026", "postgres/", "RuntimeError", "SELECT '"):
        assert planted.encode().lower() not in everything, planted
    assert {name for span in spans for name in told(span)} <= traces.KEPT
    assert not [span for span in spans if span.events]


_FOREIGN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def _statements() -> None:
    """Statements with words in them, on a connection that was made while traces are on, of each kind."""
    settings = connection.settings_dict
    where = {"host": str(settings["HOST"]), "port": settings["PORT"], "user": settings["USER"]}
    own = psycopg2.connect(dbname=settings["NAME"], **where)
    try:
        with own.cursor() as cursor:
            cursor.execute(f"SELECT '{WORD}', %s", [WORD])
            cursor.execute(f"/* {WORD} */ VALUES ('{WORD}')")
            with pytest.raises(psycopg2.ProgrammingError):
                cursor.execute(f"SELECT {WORD}")
    finally:
        own.close()

    def elsewhere() -> None:
        from ekc.accounts.models import Region

        list(Region.objects.filter(name=WORD).iterator())
        connections.close_all()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()


def _a_task_that_fails() -> None:
    @task.app.task(name="ekc.outbox.tasks.fails", bind=True)
    def fails(self: Any, word: str) -> None:
        raise RuntimeError(word)

    fails.apply(args=[WORD])
    del task.app.tasks["ekc.outbox.tasks.fails"]


def test_what_a_visitor_says_about_traces_is_not_listened_to(client: Client, gatherer: Gatherer) -> None:
    answer = client.get("/account/login/", headers={"traceparent": _FOREIGN, "baggage": f"wie={WORD}"})

    (span,) = [each for each in gathered(gatherer) if each.name.startswith("GET ")]
    assert int.from_bytes(span.trace_id, "big") == traces.trace_of(answer[HEADER])
    assert span.parent_span_id == b""


def test_a_mail_that_leaves_later_stands_in_the_trace_of_its_request(gatherer: Gatherer) -> None:
    with numbered("00112233aabbccdd"):
        queue_message(key="a", to="a@voorbeeld.example", subject="x", body="y")

    send_messages()

    mails = [each for each in gathered(gatherer) if each.name == "outbox"]
    assert mails
    assert {int.from_bytes(each.trace_id, "big") for each in mails} == {traces.trace_of("00112233aabbccdd")}


def test_a_task_goes_on_in_the_trace_of_who_asked_for_it(client: Client, gatherer: Gatherer) -> None:
    from celery import signals

    headers: dict[str, Any] = {}
    with numbered("00112233aabbccdd"), traces.begin("", part="test").get_tracer("x").start_as_current_span("outbox"):
        message = {"headers": headers, "sender": task.name, "body": ((), {}, {}), "routing_key": "mail"}
        signals.before_task_publish.send(**{**message, "headers": headers | {"id": "1"}} | {"headers": headers})
        from opentelemetry.propagate import inject

        inject(headers)
    task.push_request(id="2", **headers)
    try:
        take_over(task.request)
        signals.task_prerun.send(sender=task, task_id="2", task=task)
        signals.task_postrun.send(sender=task, task_id="2", task=task)
    finally:
        let_go()
        task.pop_request()

    (span,) = [each for each in gathered(gatherer) if each.name.startswith("run/")]
    assert span.name == "run/ekc.outbox.tasks.send_messages"
    assert int.from_bytes(span.trace_id, "big") == traces.trace_of("00112233aabbccdd")
    assert told(span)["ekc.request"] == "00112233aabbccdd"


def loaded(asks: str, endpoint: str) -> str:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ekc.settings.test", "EKC_TRACES": endpoint}
    done = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


BEGIN = "import sys, ekc.wsgi; from ekc.celery import app; from celery.signals import celeryd_init"


def test_without_the_setting_nothing_of_it_is_loaded() -> None:
    """The client of Valkey loads a part of OpenTelemetry where it finds one; nothing of it listens."""
    names = ("opentelemetry.instrumentation", "opentelemetry.exporter", "opentelemetry.sdk.trace", "ekc.traces")
    asks = f"{BEGIN}; celeryd_init.send(None); print([each for each in sys.modules if each.startswith({names})])"

    assert loaded(asks, "") == "[]"


def test_with_the_setting_the_web_server_begins_to_trace() -> None:
    asks = f"{BEGIN}; from ekc.traces import _provider; print(_provider.resource.attributes['service.name'])"

    assert loaded(asks, "http://127.0.0.1:1/") == "ekc-web"


def test_with_the_setting_a_worker_begins_to_trace() -> None:
    asks = "import sys; from ekc.celery import app; app.finalize(); from celery.signals import celeryd_init"
    asks += (
        "; celeryd_init.send(None); from ekc.traces import _provider as p; print(p.resource.attributes['service.name'])"
    )

    assert loaded(asks, "http://127.0.0.1:1/") == "ekc-worker"
