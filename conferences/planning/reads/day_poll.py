"""Who can when: the proposed days, the best first, and what each person said."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.contact import safe_contact
from cases.spoken_languages import page_language_of
from cases.variants.reads.sides import why_not_together
from conferences.codes import Availability
from conferences.models import DayGuest, DayOption, DayPoll
from ekc.links import Closed, LinkKind
from ekc.names import by_name

WHAT = _lazy("een antwoord op een dag")
"""For the read log."""


@dataclass(frozen=True)
class DayCount:
    """One day with who can. `is_best` is the first of those that are still to come."""

    option: DayOption
    can: list[str]
    perhaps: list[str]
    cannot: list[str]
    silent: int
    # Main persons and key persons who cannot: a day without them is seldom a good day.
    missed: list[str]
    is_past: bool
    is_best: bool = False


class PollPage:
    """One round of asking. A fixed number of queries, however many people were asked."""

    def __init__(self, poll: DayPoll) -> None:
        self.poll = poll
        self.options: list[DayOption] = list(poll.options.all())
        self.guests: list[DayGuest] = by_name(
            poll.guests.select_related("person", "main_person").prefetch_related("answers")
        )
        self.answers = {
            (guest.pk, answer.option_id): answer.answer for guest in self.guests for answer in guest.answers.all()
        }

    @property
    def answered(self) -> int:
        return sum(guest.answered_at is not None for guest in self.guests)

    @property
    def days(self) -> list[DayCount]:
        """The days in the order of how well they suit."""
        counted = sorted((self._count(option) for option in self.options), key=_rank)
        best = next((count for count in counted if not count.is_past and (count.can or count.perhaps)), None)
        return [DayCount(**{**vars(count), "is_best": count is best}) if count is best else count for count in counted]

    @property
    def rows(self) -> list[tuple[DayGuest, list[str]]]:
        """Each person with the answers in words, in the order of the dates."""
        words = {choice.value: str(choice.label) for choice in Availability}
        return [
            (guest, [words.get(self.answers.get((guest.pk, option.pk), ""), "–") for option in self.options])
            for guest in self.guests
        ]

    def _count(self, option: DayOption) -> DayCount:
        said: dict[str, list[str]] = {choice.value: [] for choice in Availability}
        missed, silent = [], 0
        for guest in self.guests:
            answer = self.answers.get((guest.pk, option.pk))
            if answer is None:
                silent += 1
                continue
            said[answer].append(str(guest))
            if answer == Availability.CANNOT and _is_central(guest):
                missed.append(str(guest))
        return DayCount(
            option=option,
            can=said[Availability.CAN],
            perhaps=said[Availability.PERHAPS],
            cannot=said[Availability.CANNOT],
            silent=silent,
            missed=missed,
            is_past=option.start < timezone.now(),
        )


def _is_central(guest: DayGuest) -> bool:
    return guest.main_person_id is not None or bool(guest.person and guest.person.is_key_person)


def _rank(count: DayCount) -> tuple[bool, int, int, int, int, object]:
    """Past days last; then with whom it is about, then with the most people, then with the fewest left out."""
    return (
        count.is_past,
        len(count.missed),
        -len(count.can),
        len(count.cannot),
        -len(count.perhaps),
        count.option.start,
    )


def in_words(poll: DayPoll) -> str:
    """How a round stands, in one sentence."""
    if poll.chosen is not None:
        return _("Er is een dag gekozen.")
    return _("De vraag loopt.") if poll.is_open else _("De vraag is gestopt zonder dat er een dag is gekozen.")


def link_kind() -> LinkKind:
    return LinkKind(
        model=DayGuest,
        routes=("conferences:days",),
        hangs_on=lambda row: (row.person, row.main_person, row.poll.case),
        case=lambda row: row.poll.case,
        address=lambda row: safe_contact(row.person or row.main_person).email,
        over=lambda row: "" if row.poll.is_open else Closed.OVER,
        held=lambda row: why_not_together(row.poll.case),
        language=lambda row: page_language_of(row.person or row.main_person),
        rows=lambda: DayGuest.objects.select_related("poll__case", "person", "main_person"),
        perm="day_poll.change",
        what=WHAT,
        back=lambda row: reverse("conferences:day_poll", args=[row.case_number]),
        closed_help=_lazy("Wil je weten welke dag het is geworden? Bel de Eigen Kracht-coördinator."),
    )
