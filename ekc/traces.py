"""Traces by OpenTelemetry, where the setting `EKC_TRACES` names who gathers them (docs/adr/0065). Never about anybody.

What the libraries note of a request, a statement and a task is passed on by name: `KEPT`, and nothing else. No address
but its route, no statement but its first word, no text of an error. Nothing is taken over from outside either.

Without the setting nobody imports this module.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.celery import CeleryInstrumentor
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.instrumentation.psycopg2 import Psycopg2Instrumentor
from opentelemetry.propagators.textmap import TextMapPropagator
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import SpanKind, Status
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from ekc import request_number
from ekc.request_number import current_number

NUMBER, VIEW = "ekc.request", "ekc.view"
KEPT = frozenset(
    {
        *(NUMBER, VIEW, "http.route", "http.status_code", "http.method"),
        *("db.system", "celery.action", "celery.state", "celery.task_name", "messaging.destination"),
    }
)
"""What a span may say, by name."""
# A word, a number, a route of the house, the name of a view, a task or a queue: no sentence, no mail address.
_PLAIN = re.compile(r"[\w.:/<>^$()?\[\]|+\\{},*-]{1,200}")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "ROLLBACK", "WITH", "FETCH", "DECLARE")
_TASK = re.compile(r"(run|apply_async)/[a-z_.]{1,100}")
OUTBOX = "outbox"
_INSTRUMENTORS = (DjangoInstrumentor, CeleryInstrumentor, Psycopg2Instrumentor)
_provider: TracerProvider | None = None


def begin(endpoint: str, *, part: str, exporter: SpanExporter | None = None) -> TracerProvider:
    """From now on what this process does is traced; the second time nothing changes. `part`: web, worker or beat."""
    global _provider
    if _provider is None:
        _provider = TracerProvider(id_generator=_Ids(), resource=Resource.create({"service.name": f"ekc-{part}"}))
        _provider.add_span_processor(_Numbered())
        _provider.add_span_processor(BatchSpanProcessor(Clean(exporter or OTLPSpanExporter(endpoint=endpoint))))
        propagate.set_global_textmap(_FromTheHouse())
        known = {"tracer_provider": _provider, "skip_dep_check": True}
        # After the middleware that gives a request its number.
        DjangoInstrumentor().instrument(**known, middleware_position=1, response_hook=_say_view)
        CeleryInstrumentor().instrument(**known)
        Psycopg2Instrumentor().instrument(**known, capture_parameters=False)
        request_number.goes_on = _goes_on
    return _provider


def end() -> None:
    """What was noted is passed on, and nothing is traced any more. For tests."""
    global _provider
    if _provider is not None:
        for instrumentor in _INSTRUMENTORS:
            instrumentor().uninstrument()
        propagate.set_global_textmap(TraceContextTextMapPropagator())
        request_number.goes_on = request_number.nothing_around
        _provider.shutdown()
        _provider = None


def trace_of(number: str) -> int:
    """The trace of a request, by its number: what came of it later, as a mail, is found in the same one."""
    return int.from_bytes(hashlib.sha256(f"ekc.trace:{number}".encode()).digest()[:16], "big")


class _Ids(RandomIdGenerator):
    def generate_trace_id(self) -> int:
        number = current_number()
        return trace_of(number) if number else super().generate_trace_id()


class _Numbered(SpanProcessor):
    """Each span has the number by which its lines in the log are found."""

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        if number := current_number():
            span.set_attribute(NUMBER, number)


class _FromTheHouse(TextMapPropagator):
    """A task goes on with the trace of who asked for it. What a visitor says about traces is not listened to."""

    def __init__(self) -> None:
        self._usual = TraceContextTextMapPropagator()

    def extract(self, carrier: Any, context: Context | None = None, getter: Any = None) -> Context:
        if isinstance(carrier, dict):
            # Of a request: its headers.
            return context if context is not None else Context()
        return self._usual.extract(carrier, context, getter)

    def inject(self, carrier: Any, context: Context | None = None, setter: Any = None) -> None:
        self._usual.inject(carrier, context, **({"setter": setter} if setter else {}))

    @property
    def fields(self) -> set[str]:
        return self._usual.fields


def _say_view(span: Span, request: HttpRequest, response: HttpResponse) -> None:
    match = request.resolver_match
    if span.is_recording() and match is not None:
        span.set_attribute(VIEW, match.view_name or "none")


@contextmanager
def _goes_on(number: str) -> Iterator[None]:
    """What the outbox does for a request of before is part of the trace of that request."""
    if _provider is None or not number:
        yield
        return
    here = trace.get_current_span().get_span_context()
    links = [trace.Link(here)] if here.is_valid else []
    with _provider.get_tracer(__name__).start_as_current_span(
        OUTBOX, context=Context(), links=links, record_exception=False, set_status_on_exception=False
    ):
        yield


# --- what leaves ------------------------------------------------------------------------------------
class Clean(SpanExporter):
    """Passes on what a span may say, and leaves out all else."""

    def __init__(self, further: SpanExporter) -> None:
        self._further = further

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._further.export([cleaned(span) for span in spans])

    def shutdown(self) -> None:
        self._further.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._further.force_flush(timeout_millis)


def cleaned(span: ReadableSpan) -> ReadableSpan:
    """The same span with only what may leave; no events, for those hold the texts of errors."""
    told = {name: value for name, value in (span.attributes or {}).items() if name in KEPT and _is_plain(value)}
    links = [trace.Link(link.context) for link in span.links]
    return ReadableSpan(
        name=_name(span, told),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=told,
        links=links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and bool(_PLAIN.fullmatch(value)))


def _name(span: ReadableSpan, told: dict[str, Any]) -> str:
    if span.kind == SpanKind.SERVER:
        method = told.get("http.method")
        return f"{method if method in _METHODS else 'HTTP'} {told.get('http.route', 'none')}"
    if "db.system" in told:
        word = span.name.partition(" ")[0].upper()
        return word if word in _STATEMENTS else "SQL"
    if span.name == OUTBOX or _TASK.fullmatch(span.name):
        return span.name
    return "other"
