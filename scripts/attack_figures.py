"""Attack protected figures: `python scripts/attack_figures.py 10000 [FIRST]`.

Prints how many hidden numbers were tried, each that came out to within one, and how often the row of one family between
two large selections is guessed. See tests/reports/attack.py, attacked_worlds.py, docs/adr/0041 and 0056. Takes an hour;
several of them can run at once, each with its own FIRST.
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
    from reports.protecting import RULES
    from tests.reports.attack import some_hidden
    from tests.reports.attacked_worlds import guesses_right, random_attack

    began, tried, known, right = time.monotonic(), 0, 0, 0
    research = RULES[Audience.RESEARCH]
    assert research is not None
    for seed in range(first, first + cases):
        if seed % 500 == 0 and seed > first:
            took = time.monotonic() - began
            print(f"{seed - first} cases, {tried} hidden numbers tried, {known} known, {took:.0f} s", flush=True)
        attack = random_attack(seed, Audience.PUBLIC if seed % 2 else Audience.RESEARCH)
        for wanted in some_hidden(attack, seed, most=1):
            tried += 1
            if attack.gives_away(wanted):
                known += 1
                true = float((wanted @ attack.true)[0])
                print(f"case {seed}: {true:.0f} is between {attack.known(wanted)}", flush=True)
        right += guesses_right(seed, research)
    took = time.monotonic() - began
    print(f"{cases} cases from {first}, {tried} hidden numbers tried, {known} known to within one, {took:.0f} s")
    print(f"the row of one family in six guessed: {100 * right / cases:.0f} % (by chance 17 %)")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
