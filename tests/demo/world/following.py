"""After every act of the demo world: does each case keep the next step that the table says?"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.casepage.next_step import facts_of, next_of
from cases.casepage.reads.kept_steps import kept_step
from cases.models import Case
from demo.backdating import Past
from ekc.accounts.codes import Role


class Followed:
    """What every case keeps of its next step, looked at after every act of the world: where it is another."""

    def __init__(self) -> None:
        self.acts, self.strayed = 0, list[str]()

    @contextmanager
    def every_act(self) -> Iterator[None]:
        move = Past.move

        def moved(past: Past, case: Case, moment: dt.datetime) -> None:
            self.look(case)
            move(past, case, moment)
            self.look(case)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Past, "move", moved)
            yield

    def look(self, case: Case) -> None:
        bring_steps_up_to_date()
        kept = Case.objects.get(pk=case.pk)
        (facts,) = facts_of([kept])
        self.acts += 1
        if kept_step(kept) != next_of(facts, Role.REGIONAL_MANAGER):
            self.strayed.append(f"{kept.number}, {kept.state}: {kept_step(kept)}")


FOLLOWED = Followed()
