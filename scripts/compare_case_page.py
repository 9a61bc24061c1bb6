#!/usr/bin/env python3
"""The page of a case and its tabs in this checkout beside those of another one, in turn, on the same machine.

    scripts/compare_case_page.py OTHER_CHECKOUT [--requests 100] [--processor]

Both checkouts need their `.venv` (`make setup`) and work in a database of their own, dropped at the end. Both make the
same case: thirty people in the circle, forty contacts with what was said, and text in every large field. They take
turns in blocks of five rounds, each block in the other order. Printed: median and p95, and this one as a share of the
other. Nothing is asserted: a machine is not a test.
"""

import argparse
from pathlib import Path

from in_turn import Pages, pages_in_turn

WORKER = """
import json, os, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from demo.bench import database, living_cases, worklist
from cases.codes import ContactGroup, ContactMethod
from cases.models import Case, CirclePerson, Contact
clock = time.process_time if "processor" in sys.argv else time.perf_counter
say = lambda what: print(json.dumps(what), flush=True)
WORDS = "Sem slaapt slecht en gaat niet naar school; oma wil helpen als het mag. " * 4
with database.own_database():
    manager = living_cases.make_living_cases(30)
    case = Case.objects.filter(state="voorbereiding").first() or Case.objects.first()
    Case.objects.filter(pk=case.pk).update(situation=WORDS, other_professionals=WORDS, decision_note=WORDS)
    case.main_persons.update(own_wish=WORDS)
    people = [
        CirclePerson.objects.create(case=case, name=f"Persoon {n}", relation=f"buur {n}", needs=WORDS, place="Zeist")
        for n in range(30)
    ]
    for number in range(40):
        told = {"group": ContactGroup.values[0], "method": ContactMethod.values[0]}
        Contact.objects.create(case=case, person=people[number % 30], by=manager, note=WORDS, **told)
    tabs = {name: reverse(name, args=[case.number]) for name in ("cases:case", "cases:circle", "cases:contacts")}
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ALLOWED_HOSTS=hosts), worklist.as_in_a_server():
        client = Client(HTTP_HOST="testserver")
        client.force_login(manager)
        for address in tabs.values():
            assert client.get(address).status_code == 200, address
        say("ready")
        for told in sys.stdin:
            if told.strip() == "stop":
                break
            found = {name: [] for name in tabs}
            for _round in range(int(told)):
                for name, address in tabs.items():
                    before = clock()
                    status = client.get(address).status_code
                    found[name].append((clock() - before) * 1000)
                    assert status == 200, (name, status)
            say(found)
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("other", type=Path)
    asked.add_argument("--requests", type=int, default=100, help="of each page and each checkout")
    asked.add_argument("--processor", action="store_true", help="seconds of the processor, without the database's")
    options = asked.parse_args()
    clock = "processor" if options.processor else "clock"
    pages_in_turn(lambda folder: Pages(folder, WORKER, clock), options.other, options.requests, "A case full of words")


if __name__ == "__main__":
    main()
