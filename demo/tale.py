"""What every act of a story needs at hand: the case, who does it, the moment in the story, and what is drawn."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from cases.models import Case, CirclePerson, MainPerson
from cases.queries import active_contract
from ekc.accounts.models import User
from ekc.dates import at_local
from ekc.names import words_of

from .backdating import Past
from .people import MAIL_DOMAIN, PROFESSIONALS, People
from .story import Story

SEED = 20120401
FRIDAY = 4
T = TypeVar("T")


@dataclass
class Tale:
    """One story being told."""

    story: Story
    people: People
    past: Past
    cases: dict[str, Case] = field(default_factory=dict)
    case: Case = field(default_factory=Case)
    last: dt.datetime | None = None
    # Whom the circle will grow with.
    seats: list[dict[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._used: set[str] = set()
        # Of its own for each story, so that a change in one leaves the others as they were.
        self.random = random.Random(f"{SEED}:{self.story.key}")  # noqa: S311  a story, no secret

    # --- when ---------------------------------------------------------------------------------------------

    @contextmanager
    def on(self, offset: int, hour: int = 10, *, office: bool = False) -> Iterator[dt.datetime]:
        """What happens inside happened `offset` days from today, about `hour`, and never before what came earlier."""
        moment = self.moment(offset, hour, office=office)
        yield moment
        self.past.move(self.case, moment)
        self.last = moment

    def moment(self, offset: int, hour: int, *, office: bool = False) -> dt.datetime:
        """The moment itself: in the past, after the one before it; an office act on a working day where that fits."""
        day = self.past.day(offset)
        if office and day.weekday() > FRIDAY:
            day = self._working_day(day)
        moment = at_local(day, dt.time(hour, self.random.randrange(1, 59)))
        if self.last is not None:
            moment = max(moment, self.last + dt.timedelta(minutes=2))
        return min(moment, self.past.began - dt.timedelta(minutes=1))

    def _working_day(self, day: dt.date) -> dt.date:
        """The Monday after a weekend, or the Friday before it where that Monday is still to come."""
        monday = day + dt.timedelta(days=7 - day.weekday())
        return monday if monday < self.past.today else day - dt.timedelta(days=day.weekday() - FRIDAY)

    @property
    def received(self) -> int:
        return -self.story.received

    @property
    def started(self) -> int:
        """When the preparation began, in days from today."""
        return self.received + min(10, self.story.received // 3)

    @property
    def prepared(self) -> int:
        """Until which day there was preparation: the day before the meeting, or what the story says."""
        meeting = self.story.meeting
        return self.story.until if meeting is None else min(meeting - 1, -1)

    @property
    def widened(self) -> int:
        """When the circle was as wide as it got: some time before the day was chosen."""
        if self.story.meeting is None:
            return self.prepared
        return max(min(self.story.meeting - 16, -4), self.started + 5)

    # --- who ----------------------------------------------------------------------------------------------

    @property
    def manager(self) -> User:
        return self.people.manager_of(self.story.region)

    @property
    def coordinator(self) -> User:
        return self.people[self.story.coordinator]

    @property
    def professional(self) -> User | None:
        """Who referred the case as a professional with an account."""
        return self.people[self.story.referrer] if self.story.referrer in PROFESSIONALS else None

    @property
    def who_works_on_it(self) -> User:
        """The coordinator while there is a contract, else the regional manager."""
        if hasattr(self.case, "active_contracts"):
            del self.case.active_contracts
        return self.coordinator if active_contract(self.case) else self.manager

    @property
    def mains(self) -> list[MainPerson]:
        return list(self.case.main_persons.all())

    @property
    def circle(self) -> list[CirclePerson]:
        """Who takes part, the closest first, in the order in which they came into the circle."""
        if self.case.pk is None:
            return []
        return [person for person in self.case.circle.order_by("closeness", "pk") if person.takes_part]

    # --- words ---------------------------------------------------------------------------------------------

    def pick(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def draw(self, choices: Sequence[str]) -> str:
        """One of `choices` that this story did not use yet; all over again when none is left."""
        left = [choice for choice in choices if choice not in self._used]
        if not left:
            self._used.difference_update(choices)
            left = list(choices)
        chosen = self.random.choice(left)
        self._used.add(chosen)
        return chosen

    def words(self, text: str, **more: str) -> str:
        """Fill in the names of this story."""
        first = second = self.ouder
        if "{een}" in text or "{twee}" in text:
            circle = [person.name for person in self.circle if not person.is_parent_or_carer]
            first, second = [*circle, self.ouder, self.ouder][:2]
        return text.format(kind=self.story.mains[0].name, ouder=self.ouder, een=first, twee=second, **more)

    @property
    def ouder(self) -> str:
        """First name of who cares for the children; of the main person where there are no children."""
        name = self.story.parents[0][0] if self.story.parents else self.story.mains[0].name
        return name.split()[0]

    def phone(self) -> str:
        return f"0612 345 {self.random.randrange(400, 999)}"

    def mail(self, name: str) -> str:
        return f"{'.'.join(words_of(name))}@{MAIL_DOMAIN}"
