"""What a story of the demo world says. Days are counted from today: `received` days ago, `meeting` from now on."""

from dataclasses import dataclass

from cases.codes import HelpDuration, Residence, Variant
from conferences.codes import InterpreterKind

SELF, NETWORK = "zelf", "netwerk"
"""Who applied, where it was not a professional with an account."""


@dataclass(frozen=True)
class Main:
    """A main person; without an age the child is not born yet."""

    name: str
    age: int | None
    female: bool
    residence: str = Residence.WITH_PARENTS
    # Only where it is another one than the family's.
    surname: str = ""

    @property
    def is_adult(self) -> bool:
        return self.age is not None and self.age >= 18


@dataclass(frozen=True)
class Story:
    """One family, and how far its case came."""

    key: str
    ends: str
    region: str
    place: str
    surname: str
    received: int
    mains: tuple[Main, ...]
    referrer: str
    situation: str
    question: str
    topics: tuple[str, ...]
    # Who cares for the children: name and relation.
    parents: tuple[tuple[str, str], ...] = ()
    roots: str = "nl"
    municipality: str = ""
    referrer_name: str = ""
    coordinator: str = ""
    # Days from today: minus 5 was five days ago.
    meeting: int | None = None
    second_meeting: int | None = None
    circle: int = 8
    problems: tuple[str, ...] = ()
    help_duration: str = HelpDuration.UP_TO_TWO_YEARS
    triggers: tuple[str, ...] = ()
    concerns: str = ""
    bottom_lines: tuple[str, ...] = ()
    frame_is_missing: bool = False
    urgent: str = ""
    wishes: tuple[tuple[str, str], ...] = ()
    secret_address: bool = False
    no_voicemail: bool = False
    # Why it waits, ends, or is advised otherwise; a code where the act asks for one, and the words.
    reason: str = ""
    note: str = ""
    refused_by: tuple[str, ...] = ()
    is_informed: bool = True
    plan: str = ""
    rejection: tuple[str, str] = ("", "")
    moves_to: str = ""
    grade: int | None = None
    previous: str = ""
    repeat_reason: str = ""
    variant: str = Variant.FAMILY
    # Of an Alle Hens: its name, kind and topics.
    group: str = ""
    group_kind: str = ""
    group_topics: tuple[str, ...] = ()
    interpreter: str = InterpreterKind.NONE
    interpreter_language: str = ""
    # Some days were proposed to the family, and the answers come in.
    looks_for_a_day: bool = False
    # The last day of the preparation where it is not the day before the meeting.
    until: int = -1
    is_funded: bool = True
    # The one-month call should have been made this many days ago.
    call_late: int = 0

    @property
    def needs_frame(self) -> bool:
        return bool(self.triggers)

    @property
    def is_about_adults(self) -> bool:
        return all(person.is_adult for person in self.mains)
