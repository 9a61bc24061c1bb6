"""Attack protected figures: `python scripts/attack_figures.py 10000`. See tests/reports/attack.py and docs/adr/0041.

Prints how many hidden numbers were tried, and each that came out to within one. Takes minutes.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.test")


def main(cases: int, first: int) -> int:
    import django

    django.setup()
    from reports.codes import Audience
    from tests.reports.attack import random_attack, some_hidden

    began, tried, known = time.monotonic(), 0, 0
    for seed in range(first, first + cases):
        if seed % 500 == 0 and seed > first:
            print(f"{seed - first} cases, {tried} hidden numbers tried, {known} known to within one", flush=True)
        attack = random_attack(seed, Audience.PUBLIC if seed % 2 else Audience.RESEARCH)
        for wanted in some_hidden(attack, seed, most=1):
            tried += 1
            if attack.gives_away(wanted):
                known += 1
                print(
                    f"case {seed}: {float((wanted @ attack.true)[0]):.0f} is between {attack.known(wanted)}", flush=True
                )
    took = time.monotonic() - began
    print(f"{cases} cases, {tried} hidden numbers tried, {known} known to within one, {took:.0f} s")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
