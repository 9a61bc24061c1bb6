"""The draaiboek: everything the coordinator needs at hand on the day, on paper or on a phone without network.

Floors above put what they know into it, such as the veiligheidskader: `SECTIONS`, filled in `AppConfig.ready`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import SafetyMeasure, Variant
from cases.contact import call_to_referrer, safe_contact
from cases.keepers import keepers_of, living_manager
from cases.models import Case, ConferenceQuestion, Party, PartyMember
from cases.queries import active_contract, current_questions, needs_of_main_persons, who_of
from cases.told_text import Secrets
from cases.variants.reads.order import speaking_order
from conferences.codes import STAYS_AWAY_ANSWERS, InterpreterKind, InvitationAnswer
from conferences.models import Conference, FoodShare, Invitation
from conferences.shown_place import SafePlace, place_in_file
from ekc.calls import Call
from ekc.languages import listed
from ekc.names import by_name
from ekc.registry import Registry

from .private_time import PrivateTime

EMERGENCY_NUMBER = "112"


@dataclass(frozen=True)
class Section:
    """A part of the run sheet that another floor brings: paragraphs, then lines of a list."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    note: str = ""


SECTIONS: Registry[Callable[[Case], Section | None]] = Registry("section of the run sheet")
"""What a floor above reads out in part 1; None where a case has nothing of it."""


def sections_of(case: Case) -> list[Section]:
    """What the floors above read out for this case."""
    return [section for source in SECTIONS if (section := source(case)) is not None]


@dataclass(frozen=True)
class Part:
    """One part of the programme: who is in the room, who is not, and what the coordinator does."""

    title: str
    clock: str
    present: str
    leaves: str
    steps: list[str]


@dataclass(frozen=True)
class Guest:
    """Somebody who was asked, as the sheet lists them. Phone numbers come through safe contact only."""

    name: str
    who: str
    code: str
    answer: str
    """What was answered: an `InvitationAnswer`, and in words."""
    call: Call
    warnings: tuple[str, ...]
    needs: str
    is_professional: bool


@dataclass(frozen=True)
class Number:
    """A phone number to have at hand."""

    label: str
    who: str
    call: Call


class RunSheet:
    """The sheet of one meeting. Reads a fixed number of queries, however many people come."""

    def __init__(self, conference: Conference) -> None:
        self.case: Case = conference.case
        self._secrets = Secrets(self.case)
        self.conference = self._secrets.veiled(conference)
        self.made_at: dt.datetime = timezone.now()
        self._invitations: list[Invitation] = by_name(
            conference.invitations.select_related("person", "main_person", "referrer")
        )
        private = PrivateTime(self.case)
        self.guests = [self._guest(each, private) for each in self._invitations]
        self.place: SafePlace = place_in_file(conference, self._secrets)
        self.dishes: list[FoodShare] = [self._secrets.veiled(each) for each in conference.food_shares.all()]
        self.questions: list[ConferenceQuestion] = [self._secrets.veiled(each) for each in current_questions(self.case)]
        self.sections = sections_of(self.case)
        self.order: list[PartyMember] = (
            [] if self.case.variant == Variant.FAMILY else _order_without_who_stays_away(self.case)
        )

    @property
    def about(self) -> str:
        """For whom the meeting is; an Alle Hens-conferentie may have no main person."""
        return who_of(self.case) or self.case.number

    @property
    def comes(self) -> list[Guest]:
        """Who comes, or did not say no."""
        return [guest for guest in self.guests if guest.code not in STAYS_AWAY_ANSWERS]

    @property
    def letters(self) -> list[Guest]:
        return [guest for guest in self.guests if guest.code == InvitationAnswer.SENDS_LETTER]

    @property
    def stays_away(self) -> list[Guest]:
        return [guest for guest in self.guests if guest.code == InvitationAnswer.DOES_NOT_COME]

    @property
    def professionals(self) -> list[str]:
        names = [guest.name for guest in self.comes if guest.is_professional]
        referrer = getattr(self.case, "referrer", None)
        if referrer is not None and referrer.user_id is not None and referrer.name not in names:
            names.append(referrer.name)
        return names

    @property
    def parties(self) -> list[Party]:
        """Each side once, in the order in which it speaks first."""
        return [self._secrets.veiled(each) for each in dict.fromkeys(member.party for member in self.order)]

    @property
    def numbers(self) -> list[Number]:
        """Whom to call when something is wrong. Only numbers that are known."""
        contract = active_contract(self.case)
        coach = contract.coach if contract is not None and contract.coach and contract.coach.is_active else None
        # Somebody who answers: a number of who left helps nobody.
        manager = coach or living_manager(self.case) or keepers_of(self.case).exclude(phone="").first()
        conference = self.conference
        known = [
            Number(_("Gevaar"), _("politie, brandweer, ambulance"), Call(EMERGENCY_NUMBER)),
            Number(_("Regiomanager"), str(manager or ""), Call(manager.phone if manager else "")),
            Number(_("De plek"), self.place.name, Call(conference.venue_phone)),
            Number(_("Tolk"), conference.interpreter_name, Call(conference.interpreter_phone)),
        ]
        referrer = getattr(self.case, "referrer", None)
        if referrer is not None:
            known.append(Number(_("Aanmelder"), referrer.name, call_to_referrer(referrer)))
        return [number for number in known if number.call]

    @property
    def programme(self) -> list[Part]:
        """The three parts, with who leaves when."""
        start, end = self.conference.planned_start, self.conference.planned_end
        if self.case.variant == Variant.RESTORATIVE:
            return self._rounds()
        return [
            Part(
                _("Deel 1: informatie"),
                _clock(start),
                _("iedereen"),
                "",
                self._first_steps(),
            ),
            Part(
                _("Deel 2: besloten tijd"),
                "",
                self._private_company(),
                listed([_("jij"), *(self.professionals or [_("de professionals")])]),
                [
                    _("Zeg: neem de tijd die nodig is. Haal ons als er een plan is, of als er een vraag is."),
                    _("Wacht buiten gehoor, en blijf bereikbaar."),
                    _("Niemand schrijft op wat hier wordt gezegd."),
                ],
            ),
            Part(
                _("Deel 3: presentatie van het plan"),
                _("tot ongeveer %(clock)s") % {"clock": _clock(end)} if end else "",
                _("iedereen"),
                "",
                self._last_steps(),
            ),
        ]

    def _rounds(self) -> list[Part]:
        """A herstelconferentie: three rounds in which everybody speaks in turn, and private time for who wants it."""
        start, end = self.conference.planned_start, self.conference.planned_end
        everybody = _("iedereen, van beide kanten")
        private = [
            _("Vraag beide kanten of zij tijd zonder jou willen. Hoeft het niet? Ga dan verder met deel 3."),
            _("Wacht buiten gehoor, en blijf bereikbaar. Niemand schrijft op wat hier wordt gezegd."),
        ]
        leaves = listed([_("jij"), *(self.professionals or [_("de professionals")])])
        until = _("tot ongeveer %(clock)s") % {"clock": _clock(end)} if end else ""
        return [
            *(
                Part(title, _clock(start) if not index else "", everybody, "", steps)
                for index, (title, steps) in enumerate(self._topics())
            ),
            Part(_("Deel 2, als zij dat willen: besloten tijd"), "", self._private_company(), leaves, private),
            Part(_("Deel 3: de afspraken"), until, everybody, "", self._last_steps()),
        ]

    def _topics(self) -> list[tuple[str, list[str]]]:
        return [
            (
                _("Deel 1, eerste ronde: wat is er gebeurd?"),
                [
                    _("Heet iedereen welkom. Vertel hoe de dag gaat, en dat iedereen aan de beurt komt."),
                    _("Vraag om de beurt: wat is er gebeurd, en wat dacht je toen?"),
                    _("Houd de volgorde van spreken aan. Niemand onderbreekt."),
                ],
            ),
            (
                _("Deel 1, tweede ronde: wat deed het met je?"),
                [_("Vraag om de beurt: wat deed het met jou, toen en nu? Wie is er nog meer door geraakt?")],
            ),
            (
                _("Deel 1, derde ronde: wat is er nodig?"),
                [
                    _("Vraag om de beurt: wat is er nodig om het goed te maken?"),
                    _("Lees de vragen voor, en vraag of ze kloppen."),
                    *self._reading_out(),
                ],
            ),
        ]

    def _private_company(self) -> str:
        conference = self.conference
        if conference.interpreter == InterpreterKind.EXTERNAL and conference.interpreter_wished_by:
            return _("familie en netwerk, en de tolk: dat wil %(name)s") % {"name": conference.interpreter_wished_by}
        return _("alleen familie en netwerk")

    def _first_steps(self) -> list[str]:
        steps = [_("Heet iedereen welkom. Vertel hoe de dag gaat, en wie wanneer weggaat.")]
        if self.case.variant == Variant.COMMUNITY:
            steps.append(_("Elke partij vertelt om de beurt wat er speelt en wat zij nodig heeft."))
        steps += [
            _("Lees de vragen voor, en vraag of ze kloppen."),
            _("Wie informatie geeft, vertelt. Iedereen mag vragen stellen."),
        ]
        return steps + self._reading_out()

    def _reading_out(self) -> list[str]:
        steps = []
        if self.sections:
            steps.append(_("Lees het veiligheidskader voor. Daarna kan het niet meer veranderen."))
        if self.letters:
            steps.append(_("Lees de brieven voor, of laat ze voorlezen."))
        return steps

    def _last_steps(self) -> list[str]:
        steps = [
            _("De familie vertelt het plan. De hoofdpersoon begint, als die dat wil."),
            _("Loop de vragen langs: heeft elke vraag een antwoord?"),
            _("Per afspraak: wie, wat, waar, wanneer? En wat als het anders loopt?"),
            _("Wie let op het plan, en wanneer komen jullie weer bij elkaar?"),
            _("Mist er iets? Dan gaat de familie met de open vraag terug naar de besloten tijd."),
        ]
        if self.case.variant == Variant.RESTORATIVE:
            steps[0] = _("Samen maken zij het plan. Wie iets is aangedaan, zegt als eerste wat er nodig is.")
            steps.insert(1, _("Herstel: wat wordt er vergoed, wie biedt excuus aan, wat doet iemand voor anderen?"))
            steps.insert(2, _("Bij een vergoeding: hoeveel, wie betaalt, en uiterlijk wanneer?"))
        return steps

    @property
    def what_if(self) -> list[tuple[str, str]]:
        """What to do when the day goes otherwise: what was decided for this day first, then what always holds."""
        always = [
            (
                _("Iemand wordt boos of bang"),
                _("Stop even. Loop een rondje met die persoon. De steunpersoon blijft erbij."),
            ),
            (
                _("Het is niet veilig"),
                _("Stop de bijeenkomst. Bel 112 bij gevaar, en bel daarna de regiomanager."),
            ),
            (
                _("Iemand komt niet"),
                _("Bel één keer. Begin een kwartier later, en vraag de familie of ze wil beginnen."),
            ),
            (
                _("Een professional komt niet"),
                _("Bel de professional: kan de informatie door de telefoon? Anders leest iemand het kader voor."),
            ),
            (
                _("Het wordt laat, of er komt geen plan"),
                _("De familie beslist: doorgaan, een tweede bijeenkomst kiezen, of stoppen. Schrijf de reden op."),
            ),
            (
                _("Er is geen internet"),
                _(
                    "Schrijf bij het programma op hoe laat elk deel begon, en hier wie er waren. "
                    "Thuis kies je “Achteraf vastleggen”."
                ),
            ),
        ]
        own = [(_("Voor deze dag afgesproken"), self.conference.what_if)] if self.conference.what_if else []
        return own + self._safety_decisions() + always

    def _safety_decisions(self) -> list[tuple[str, str]]:
        decided = self.case.safety_signals.exclude(decision="").order_by("reported_at")
        found = []
        for signal in decided:
            measures = ", ".join(str(SafetyMeasure(code).label) for code in signal.measures)
            words = [f"{measures}." if measures else "", self._secrets.told(signal.decision)]
            found.append((_("Besluit over veiligheid"), " ".join(filter(None, words))))
        return found

    @cached_property
    def _needs_of_main_persons(self) -> dict[int, list[str]]:
        return needs_of_main_persons(self.case)

    def _guest(self, invitation: Invitation, private: PrivateTime) -> Guest:
        somebody = invitation.person or invitation.main_person
        contact = safe_contact(somebody) if somebody else None
        needs = [invitation.needs, invitation.person.needs if invitation.person else ""]
        needs += self._needs_of_main_persons.get(invitation.main_person_id or 0, [])
        return Guest(
            name=str(invitation),
            who=_role_of(invitation),
            code=invitation.answer,
            answer=str(InvitationAnswer(invitation.answer).label),
            call=contact.call if contact else call_to_referrer(invitation.referrer),
            warnings=tuple(str(warning) for warning in contact.warnings) if contact else (),
            needs=self._secrets.told("; ".join(dict.fromkeys(text.strip() for text in needs if text.strip()))),
            is_professional=invitation.is_professional or private.is_professional(invitation, ""),
        )


def _clock(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


def _role_of(invitation: Invitation) -> str:
    if invitation.person:
        return str(invitation.person.in_words)
    return _("aanmelder") if invitation.referrer else _("hoofdpersoon")


def _order_without_who_stays_away(case: Case) -> list[PartyMember]:
    return [member for member in speaking_order(case) if member.who.takes_part]
