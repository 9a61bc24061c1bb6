"""What the families of the demo world say yes and no to: after the explanation, and later some think otherwise."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils import timezone

from cases.codes import AskedAs, ConsentPurpose, ConsentWay, IdentityCheck, RightKind
from cases.consented import known_age
from cases.models import CirclePerson, Consent, MainPerson
from cases.privacy.acts.consents import say_consent
from cases.privacy.acts.own_links import give_own_link, say_by_link
from cases.privacy.acts.recording import record_request
from cases.privacy.reads.own_consents import speakers_in
from cases.who_may_ask import ALONE_FROM, OWN_FROM
from ekc.dates import at_local

from .tale import Tale

AT_THE_VISIT = (ConsentPurpose.TAKING_PART, ConsentPurpose.CALLING, ConsentPurpose.RESEARCH)
LATER = dt.timedelta(minutes=3)
"""So long after what came before."""
WITHOUT_PARENT = "stil"
"""Here the young person said yes, and the parent still has to."""
OF_A_GUARDIAN = "twee-bijeenkomsten"
"""Here a guardian decides instead of the parents."""
GUARDIAN = "Mevrouw Talsma, voogd"

Word = tuple[str, CirclePerson | None, str]
"""As whom, who of the circle, and by which name where it is nobody of the circle."""


def say_at_the_visit(tale: Tale) -> None:
    """With the explanation came the question what we may do; the coordinator wrote down what everybody said."""
    moment = _next(tale)
    for main in tale.mains:
        for said_as, person, name in _who_decides(tale, main, moment):
            say_consent(
                main,
                by=tale.coordinator,
                gives=True,
                purposes=AT_THE_VISIT,
                said_as=said_as,
                way=ConsentWay.SPOKEN,
                said_on=timezone.localdate(moment),
                person=person,
                said_by=name,
                how="Bij de uitleg",
            )
    _settle(tale, moment)


def _who_decides(tale: Tale, main: MainPerson, moment: dt.datetime) -> Iterator[Word]:
    age = known_age(main, timezone.localdate(moment))
    if age is None or age >= OWN_FROM:
        yield AskedAs.SELF, None, ""
    if age is None or age >= ALONE_FROM or tale.story.key == WITHOUT_PARENT:
        return
    parent = tale.case.circle.filter(is_parent_or_carer=True).order_by("pk").first()
    if tale.story.key == OF_A_GUARDIAN or parent is None:
        yield AskedAs.GUARDIAN, None, GUARDIAN
    else:
        yield AskedAs.PARENT, parent, ""


def think_again(tale: Tale) -> None:
    """What some of them said or asked later; of most stories nothing."""
    if act := LATER_ON.get(tale.story.key):
        moment = _next(tale)
        act(tale, moment)
        _settle(tale, moment)
    if asked := ASKED.get(tale.story.key):
        kind, what, days = asked
        came_in = max(at_local(tale.past.day(-days), dt.time(15, 20)), _next(tale))
        _ask(tale, kind, what, days)
        _settle(tale, came_in)


def _no_research(tale: Tale, moment: dt.datetime) -> None:
    """By the own link, in the evening."""
    for gives, purpose in ((True, ConsentPurpose.QUESTIONNAIRE), (False, ConsentPurpose.RESEARCH)):
        _by_link(tale, purpose, gives=gives)


def _no_mail(tale: Tale, moment: dt.datetime) -> None:
    """On the telephone."""
    main = tale.mains[0]
    parent = tale.case.circle.filter(is_parent_or_carer=True).order_by("pk").first()
    who = {"said_as": AskedAs.PARENT, "person": parent} if parent else {"said_as": AskedAs.SELF, "person": None}
    say_consent(
        main,
        by=tale.coordinator,
        gives=False,
        purposes=[ConsentPurpose.QUESTIONNAIRE],
        way=ConsentWay.SPOKEN,
        said_on=timezone.localdate(moment),
        how="Aan de telefoon",
        **who,
    )


def _all_by_link(tale: Tale, moment: dt.datetime) -> None:
    """A young person decides on the own page, and shares with who applied."""
    for purpose in (ConsentPurpose.REFERRER, ConsentPurpose.MAIL, ConsentPurpose.QUESTIONNAIRE):
        _by_link(tale, purpose, gives=True)


def _no_more(tale: Tale, moment: dt.datetime) -> None:
    """A family does not want to go on: the regional manager speaks with it first."""
    main = tale.mains[0]
    word: Consent = main.consents.filter(purpose=ConsentPurpose.TAKING_PART).order_by("pk").last()
    say_consent(
        main,
        by=tale.coordinator,
        gives=False,
        purposes=[ConsentPurpose.TAKING_PART],
        said_as=word.given_as,
        way=ConsentWay.SPOKEN,
        said_on=timezone.localdate(moment),
        person=word.person,
        how="Aan de telefoon: het gaat nu even te snel",
    )


def _by_link(tale: Tale, purpose: str, *, gives: bool) -> None:
    speaker = next(each for each in speakers_in(tale.case) if each.main_person == tale.mains[0])
    say_by_link(give_own_link(tale.case, speaker, by=tale.manager), purpose=purpose, gives=gives)


def _ask(tale: Tale, kind: str, what: str, days: int) -> None:
    """The first main person, or a parent for a child, asks something about the data."""
    main, received = tale.mains[0], tale.past.day(-days)
    age = known_age(main, received)
    is_child = age is not None and age < OWN_FROM
    parent = tale.case.circle.filter(is_parent_or_carer=True).order_by("pk").first()
    record_request(
        tale.case,
        main,
        by=tale.manager,
        kind=kind,
        asked_as=AskedAs.PARENT if is_child else AskedAs.SELF,
        asked_by=str(parent) if is_child else "",
        identity=IdentityCheck.KNOWN,
        received_on=received,
        age=age,
        paper="Uittreksel van het gezagsregister" if is_child else "",
        what=what,
    )


LATER_ON: dict[str, Callable[[Tale, dt.datetime], None]] = {
    "nagevraagd": _no_research,
    "gesprek-te-laat": _no_mail,
    "plan-verstuurd-gelderland": _all_by_link,
    "met-tolk": _no_more,
}
ASKED: dict[str, tuple[str, str, int]] = {
    "plan-verstuurd-utrecht": (RightKind.CORRECTION, "Mijn oude adres staat er nog.", 9),
    "gestopt": (RightKind.INZAGE, "Ik wil lezen wat er over mij staat.", 26),
    "een-maand-later": (RightKind.INZAGE, "", 4),
}
"""What, in which words, and how many days ago it came in."""


def _next(tale: Tale) -> dt.datetime:
    assert tale.last is not None
    return min(tale.last + LATER, tale.past.began - dt.timedelta(minutes=1))


def _settle(tale: Tale, moment: dt.datetime) -> None:
    tale.past.move(tale.case, moment)
    tale.last = moment
