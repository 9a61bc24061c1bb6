#!/usr/bin/env python3
# ruff: noqa: E402  Django must be ready before anything of the house is imported
"""A thousand questionnaires of one programme that come back at once, beside a bare insert through the same middleware.

    .venv/bin/python scripts/measure_answers.py [--answers 1000] [--threads 8] [--blocks 10] [--by-mail]

In a database of its own, dropped at the end. Each form was filled in before; what is measured is sending it in: of a QR
sheet, ten to a case, or with `--by-mail` all sent to somebody of the circle, whose contact bans are asked too. The bare
insert stands beside it in the list of addresses, and writes one row as long as an answer that waits. They take turns in
blocks, all threads at once, each with its connection open. Printed: median and p95 of both, in milliseconds, the share,
and how many answers were lost. A lost one is an error, a slow one is not.
"""

import argparse
import os
import statistics
import sys
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")

import django

django.setup()

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.test.utils import override_settings
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from cases.codes import CaseOutcome, ReferrerType
from cases.models import Case, CirclePerson, FundingProgramme
from cases.referral.acts.case_numbers import next_case_numbers
from demo.bench.database import own_database
from demo.bench.worklist import as_in_a_server
from ekc.accounts.models import Region
from ekc.dates import local_today
from ekc.links import hash_token, new_token
from ekc.urls import urlpatterns
from surveys.acts.answering import keep_draft
from surveys.models import Response, SurveyInvitation, WaitingAnswer
from surveys.sealing import WAITING, seal

FORMS_OF_A_CASE = 10
ANSWERS = {"could_say": "ja", "grade_conference": 8, "grade_plan": 7}


SEALED = seal(ANSWERS, purpose=WAITING)


@login_not_required
@never_cache
@transaction.atomic
def bare(_request: HttpRequest, token: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO measured (token, sealed) VALUES (%s, %s)", [token, SEALED])
    return redirect("/")


def with_bare() -> list[Any]:
    """All addresses, with that of the bare insert beside the one of an answer."""
    at = next(at for at, each in enumerate(urlpatterns) if getattr(each, "app_name", "") == "surveys")
    return [*urlpatterns[: at + 1], path("gemeten/<str:token>/", bare), *urlpatterns[at + 1 :]]


def invited(number: int, *, by_mail: bool = False) -> list[str]:
    """Links to forms of one programme, filled in and not sent; those of a case are handed out together."""
    programme = FundingProgramme.objects.create(name="Gemeten")
    region = Region.objects.get(code="utrecht")
    today = local_today()
    numbers = next_case_numbers(-(-number // FORMS_OF_A_CASE), years=today.year)
    cases = [
        Case.objects.create(
            number=case_number,
            region=region,
            programme=programme,
            received_on=today,
            referrer_type=ReferrerType.values[0],
            state="plan_verstuurd",
            outcome=CaseOutcome.CONFERENCE_HELD,
            meetings_held=1,
        )
        for case_number in numbers
    ]
    tokens = [new_token() for _each in range(number)]
    SurveyInvitation.objects.bulk_create(
        _invitation(cases[at % len(cases)], token, f"r{at}@gemeten.example" if by_mail else "")
        for at, token in enumerate(tokens)
    )
    for token in tokens:
        keep_draft(token, ANSWERS)
    return tokens


def _invitation(case: Case, token: str, email: str) -> SurveyInvitation:
    if email:
        CirclePerson.objects.create(case=case, name="Ria", email=email)
    today = local_today()
    return SurveyInvitation(
        case=case,
        form="volwassene",
        token_hash=hash_token(token),
        sent_on=today,
        expires_on=today,
        email=email,
        way="mail" if email else "qr",
    )


def send_form(client: Client, token: str) -> None:
    page = reverse("surveys:answer", args=[token])
    assert client.post(page, {"question": "klaar", "go": "next"}).status_code == 302


def insert(client: Client, token: str) -> None:
    assert client.post(f"/gemeten/{token}/").status_code == 302


def at_once(send: Callable[[Client, str], None], tokens: list[str], threads: int) -> list[float]:
    """Send all of these with so many at a time; how long each took, in milliseconds."""
    times: list[float] = []
    start = threading.Barrier(threads)

    def run(mine: list[str]) -> None:
        client = Client()
        connection.ensure_connection()
        start.wait()
        for token in mine:
            before = time.perf_counter()
            send(client, token)
            times.append((time.perf_counter() - before) * 1000)
        connection.close()

    crowd = [threading.Thread(target=run, args=[tokens[number::threads]]) for number in range(threads)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def measure(options: argparse.Namespace) -> tuple[list[float], list[float]]:
    tokens = invited(options.answers, by_mail=options.by_mail)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE measured (id bigserial PRIMARY KEY, token text, sealed text)")
    at_once(insert, [str(number) for number in range(options.threads)], options.threads)
    ours: list[float] = []
    theirs: list[float] = []
    size = -(-len(tokens) // options.blocks)
    for begin in range(0, len(tokens), size):
        block = tokens[begin : begin + size]
        turns: list[tuple[list[float], Any]] = [(ours, send_form), (theirs, insert)]
        for kept, send in turns if begin // size % 2 else turns[::-1]:
            kept += at_once(send, block, options.threads)
    return ours, theirs


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--answers", type=int, default=1000)
    asked.add_argument("--threads", type=int, default=8)
    asked.add_argument("--blocks", type=int, default=10)
    asked.add_argument("--by-mail", action="store_true")
    options = asked.parse_args()
    urls: Any = types.ModuleType("measured_urls")
    urls.urlpatterns = with_bare()
    sys.modules["measured_urls"] = urls
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    as_served = override_settings(ROOT_URLCONF="measured_urls", ALLOWED_HOSTS=hosts, DEBUG=False)
    with own_database(), as_served, as_in_a_server():
        ours, theirs = measure(options)
        kept = Response.objects.count() + WaitingAnswer.objects.count()
    print(f"{len(ours)} answers to one programme, {options.threads} at a time, milliseconds")
    print(f"{'':<24}{'median':>10}{'p95':>10}")
    for name, times in {"a form that is sent in": ours, "a bare insert": theirs}.items():
        print(f"{name:<24}{statistics.median(times):10.1f}{p95(times):10.1f}")
    print(f"{'share':<24}{statistics.median(ours) / statistics.median(theirs):9.2f}x{p95(ours) / p95(theirs):9.2f}x")
    print(f"lost: {len(ours) - kept}")
    return 0 if len(ours) == kept else 1


if __name__ == "__main__":
    sys.exit(main())
