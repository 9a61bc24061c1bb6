"""What a family said yes and no to, for the page of a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casepage.reads.ended_access import answers_for_safety
from cases.codes import ASKS_A_TALK, CONSENT_TEXT, AskedAs, ConsentPurpose, ConsentState
from cases.consented import known_age, lacks, last_words_of, state_of, who_said, words_about
from cases.models import Case, Consent, ConsentLink
from cases.queries import main_persons_there
from cases.rules import can
from cases.who_may_ask import who_decides
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.dutch import long_date

TONES: dict[str, str] = {
    ConsentState.GIVEN: "done",
    ConsentState.PARTLY: "waiting",
    ConsentState.WITHDRAWN: "stopped",
    ConsentState.UNASKED: "neutral",
}


NEEDED: dict[AskedAs, str | Promise] = {
    AskedAs.SELF: gettext_lazy("de jongere zelf"),
    AskedAs.PARENT: gettext_lazy("een ouder met gezag of de voogd"),
}
"""Of whom a yes is still to be asked, from 12 up to 15."""


@dataclass(frozen=True)
class PurposeLine:
    """How it stands with one purpose of one person, and who said so when."""

    label: str
    text: str | Promise
    state: str | Promise
    tone: str
    said: list[str]
    lacks: str


@dataclass(frozen=True)
class PersonConsents:
    name: str
    decides: str
    lines: list[PurposeLine]


def consents_of(case: Case, words: Sequence[Consent]) -> list[PersonConsents]:
    """Of each main person every purpose, out of the last words in this file (`last_words_of`)."""
    today = local_today()
    found = []
    for person in main_persons_there(case):
        age = known_age(person, today)
        lines = [_line(words_about(words, person, purpose), purpose, age) for purpose in ConsentPurpose]
        found.append(PersonConsents(str(person), who_decides(age) if age is not None else "", lines))
    return found


def _line(words: Sequence[Consent], purpose: ConsentPurpose, age: int | None) -> PurposeLine:
    state = state_of(words, age)
    missing = lacks([each for each in words if each.gives], age) if state == ConsentState.PARTLY else []
    return PurposeLine(
        label=str(purpose.label),
        text=CONSENT_TEXT[purpose],
        state=state.label,
        tone=TONES[state],
        said=[in_words(each) for each in words],
        lacks=_(" en ").join(str(NEEDED[each]) for each in missing),
    )


def in_words(said: Consent) -> str:
    """ "Ja, van Ria (Ouder met gezag), mondeling, op 3 maart 2026"."""
    words = _("Ja, van %(who)s, %(way)s, op %(day)s") if said.gives else _("Nee, van %(who)s, %(way)s, op %(day)s")
    who = who_said(said)
    if said.given_as and said.given_as != AskedAs.SELF:
        who = f"{who} ({said.get_given_as_display()})"
    way = said.how or str(said.get_way_display())
    return words % {"who": who, "way": way[:1].lower() + way[1:], "day": long_date(said.said_on)}


def history_of(case: Case) -> list[dict[str, str]]:
    """Every word that was ever said, the newest first."""
    rows = Consent.objects.filter(case=case).select_related("main_person", "person", "recorded_by")
    return [
        {
            "about": str(each.main_person or _("het hele gezin")),
            "purpose": str(each.get_purpose_display()),
            "said": in_words(each),
            "by": str(each.recorded_by or ""),
        }
        for each in rows.order_by("-said_on", "-pk")
    ]


def waits_for_a_talk(said: Consent) -> bool:
    """Whether nothing can follow from this word before somebody spoke with the family: of sharing only where who
    applied answers for the safety of the child, for that stands on no consent."""
    if said.gives or said.purpose not in ASKS_A_TALK:
        return False
    if said.purpose == ConsentPurpose.TAKING_PART:
        return True
    referrer = getattr(said.case, "referrer", None)
    return referrer is not None and answers_for_safety(said.case, referrer.user_id)


def asks_a_talk(said: Consent) -> bool:
    """Whether somebody still has to speak with the family about this word: it says no, and that is the last of it."""
    if hasattr(said, "talk") or not waits_for_a_talk(said):
        return False
    return said.pk in {each.pk for each in last_words_of(said.case, said.purpose)}


def talks_of(case: Case, words: Sequence[Consent], user: User) -> list[dict[str, str]]:
    """Which of the last words in this file wait for a talk with the family, with where it is written down for who
    may."""
    may = can(user, "consent.talk", case)
    rows = [each for each in words if waits_for_a_talk(each)]
    spoken = set(Consent.objects.filter(case=case, talk__isnull=False).values_list("pk", flat=True))
    return [
        {
            "words": f"{each.main_person}: {each.get_purpose_display()}",
            "url": reverse("cases:consent_talk", args=[case.number, each.pk]) if may else "",
        }
        for each in rows
        if each.pk not in spoken
    ]


def talked_of(case: Case) -> list[dict[str, str]]:
    """What came of the talks that were."""
    rows = Consent.objects.filter(case=case, talk__isnull=False).select_related("talk__recorded_by", "main_person")
    return [
        {
            "words": f"{each.main_person}: {each.get_purpose_display()}",
            "note": each.talk.note,
            "by": _("%(name)s, op %(day)s") % {"name": each.talk.recorded_by, "day": long_date(each.talk.spoken_on)},
        }
        for each in rows
    ]


def own_links_of(case: Case) -> list[ConsentLink]:
    found = ConsentLink.objects.filter(case=case).select_related("case", "main_person", "person")
    return list(found)
