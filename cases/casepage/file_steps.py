"""The rows that this app brings to the table of next steps (domain.md 3.1, moves 2-6 and 15), and what they rest on."""

import datetime as dt
from collections.abc import Callable

import rules
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import norms
from cases.codes import COORDINATOR_WRITES_STATES
from cases.codes import CaseState as S
from cases.contact import asks_referrer_first, no_consent
from cases.models import Case, MainPerson
from cases.queries import undecided_signals
from cases.workflow import WORKFLOW
from ekc.accounts.codes import Role
from ekc.accounts.models import User

from .next_step import (
    NO_TERM,
    WHO_DECIDES_ON_SAFETY,
    Deed,
    Doer,
    Due,
    Facts,
    Next,
    Step,
    Way,
    asked_name,
    way_for,
)
from .presses import called_referrer, spoke_to_family

DAY = dt.timedelta(days=1)
ASKED_OF_A_COORDINATOR = "answer_of_coordinator"
"""The key of the step of a case of which a coordinator thinks; the worklist has it under a tab of its own."""
MANAGER = frozenset({Role.REGIONAL_MANAGER})
PROFESSIONAL = frozenset({Role.PROFESSIONAL})


# --- terms --------------------------------------------------------------------------------------------------


def since(case: Case) -> dt.date:
    """Since which day a case stands where it does."""
    return timezone.localdate(case.state_since)


def _prepared_since(case: Case) -> dt.date:
    return case.preparation_started_on or since(case)


def _desk_term(facts: Facts) -> dt.date | None:
    """The term of what the regional manager does with an aanmelding, also while a coordinator thinks about it."""
    case = facts.case
    match case.state:
        case S.REFERRED:
            return norms.add_working_days(case.received_on, norms.contact_working_days(is_urgent=case.is_urgent))
        case S.SCREENING:
            begun = case.taken_up_on or case.received_on
            return norms.add_working_days(begun, norms.decision_working_days(is_urgent=case.is_urgent))
        case S.ASKED:
            return _not_after_missed(case, since(case) + norms.ANSWER_DAYS * DAY)
        case S.WAITING:
            return _not_after_missed(case, since(case) + norms.WAITING_REVIEW_DAYS * DAY)
    return None


def _not_after_missed(case: Case, day: dt.date) -> dt.date:
    """A term that was over already when the case was made to wait, counts for as long as it waits."""
    return min(day, case.missed_on) if case.missed_on else day


def _answer_term(facts: Facts) -> Due | None:
    """While a coordinator thinks, the answer has its own term; a term of the desk that was over stays over."""
    if facts["file"].answer_by is None:
        return None
    desk, asked_on = _desk_term(facts), facts["file"].asked_on
    return Due(desk if desk and desk < asked_on else facts["file"].answer_by)


def _at_desk(state: S) -> Callable[[Facts], Due | None]:
    return lambda facts: Due(_desk_term(facts)) if facts.case.state == state else None


def _signal(facts: Facts) -> Due | None:
    reported = facts["file"].signal_on
    return Due(reported) if reported and facts.case.state in COORDINATOR_WRITES_STATES else None


def _child_unheard(facts: Facts) -> Due | None:
    return _first_days(facts.case) if facts["file"].unheard and _is_preparing(facts.case) else None


def _nobody_contacted(facts: Facts) -> Due | None:
    return _first_days(facts.case) if not facts["file"].was_contacted and _is_preparing(facts.case) else None


def _is_preparing(case: Case) -> bool:
    """The preparation goes on, and is not behind the case: it was so before there was a first meeting."""
    return case.state == S.ACTIVATION and not case.meetings_held


def _first_days(case: Case) -> Due:
    return Due(norms.add_working_days(_prepared_since(case), norms.FIRST_CONTACT_WORKING_DAYS))


def _assigned_since(facts: Facts) -> dt.date:
    found: dt.date = facts["file"].working_since or since(facts.case)
    return found


def _was_explained(facts: Facts) -> Due | None:
    # The family decides in its own time.
    return NO_TERM if facts.case.state == S.ASSIGNED and facts.case.information_visit_on else None


def _first_call(facts: Facts) -> Due | None:
    if facts.case.state != S.ASSIGNED or facts["file"].was_contacted:
        return None
    return Due(norms.add_working_days(_assigned_since(facts), norms.FIRST_CONTACT_WORKING_DAYS))


def _explanation(facts: Facts) -> Due | None:
    if facts.case.state != S.ASSIGNED:
        return None
    return Due(_assigned_since(facts) + norms.INFORMATION_VISIT_DAYS * DAY)


def registration_term(facts: Facts) -> Due | None:
    if not WORKFLOW.allows(facts.case.state, "register", by=None):
        return None
    return Due(since(facts.case) + norms.REGISTRATION_DAYS * DAY)


def _closing(facts: Facts) -> Due | None:
    return Due(since(facts.case) + norms.CLOSING_DAYS * DAY) if facts.case.state == S.REGISTERED else None


# --- the way there, by reader -------------------------------------------------------------------------------


def act_way(
    text: str | Promise, action: str, url_name: str, button: str | Promise
) -> Callable[[Case, User, Next], Way]:
    """The same text for everybody, and the button for whoever the table of moves lets do it."""

    def of(case: Case, user: User, step: Next) -> Way:
        if not WORKFLOW.allows(case.state, action, by=user):
            return Way(text)
        return Way(text, reverse(url_name, args=[case.number]), button)

    return of


def _decide_way(text: str | Promise, button: str | Promise) -> Callable[[Case, User, Next], Way]:
    """The panel on the page of the case; for whoever does not decide, only the text."""

    def of(case: Case, user: User, step: Next) -> Way:
        decides = user.role == Role.REGIONAL_MANAGER
        return Way(text, f"{case.get_absolute_url()}#besluit", button) if decides else Way(text)

    return of


def _signal_way(case: Case, user: User, step: Next) -> Way:
    text = _("De conferentie begint pas als coördinator en regiomanager samen een besluit hebben genomen.")
    signal = undecided_signals(case).last()
    if signal is None or not rules.has_perm("safety.decide", user, case):
        return Way(text)
    return Way(text, reverse("cases:signal_decide", args=[case.number, signal.pk]), _("Besluit vastleggen"))


def _child_way(case: Case, user: User, step: Next) -> Way:
    child = _unheard_child(case)
    text = _("Schrijf het op in eigen woorden, en vraag wie op de dag naast %(name)s staat.") % {"name": child}
    if child is None or not user.is_coordinator:
        return Way(text)
    return Way(
        text,
        reverse("cases:main_person", args=[case.number, child.pk]),
        _("Eigen wens opschrijven"),
        reverse("cases:contact_add", args=[case.number]) + f"?wie=h{child.pk}",
        _("Contact vastleggen"),
    )


def _unheard_child(case: Case) -> MainPerson | None:
    return next((person for person in case.main_persons.all() if person.waits_to_be_heard), None)


def _explained_way(case: Case, user: User, step: Next) -> Way:
    text = _("De uitleg is gegeven. De familie beslist zelf, en mag daar de tijd voor nemen.")
    found = act_way(text, "start_activation", "cases:start_activation", _("Ja, start de voorbereiding"))(
        case, user, step
    )
    no = _("Nee, de familie ziet ervan af")
    return _with_other(found, case, user, "decline_after_information", "cases:decline", no)


def _first_call_title(case: Case, step: Next) -> str:
    via_referrer, direct = _("Maak een eerste afspraak via de aanmelder"), _("Bel de familie voor een eerste afspraak")
    return via_referrer if asks_referrer_first(case) else direct


def _first_call_way(case: Case, user: User, step: Next) -> Way:
    text = _("Spreek af waar en wanneer je komt uitleggen wat een Eigen Kracht-conferentie is.")
    text = f"{no_consent()} {text}" if asks_referrer_first(case) else text
    found = way_for(Role.COORDINATOR, text, "cases:contact_add", _("Contact vastleggen"))(case, user, step)
    return _with_other(found, case, user, "start_activation", "cases:information_visit", _("Uitleg vastleggen"))


def _with_other(found: Way, case: Case, user: User, action: str, url_name: str, button: str) -> Way:
    if not WORKFLOW.allows(case.state, action, by=user):
        return found
    return found._replace(other_url=reverse(url_name, args=[case.number]), other_button=button)


def _waiting_way(case: Case, user: User, step: Next) -> Way:
    return _decide_way(case.get_waiting_reason_display(), _("Opnieuw bekijken"))(case, user, step)


# --- the rows -----------------------------------------------------------------------------------------------

ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        5,
        "decide_on_signal",
        Step(
            _signal,
            gettext_lazy("Neem een besluit over een signaal over veiligheid"),
            Doer.BOTH,
            _signal_way,
            readers=WHO_DECIDES_ON_SAFETY,
            is_safety=True,
            is_signal=True,
        ),
    ),
    (
        20,
        ASKED_OF_A_COORDINATOR,
        Step(
            _answer_term,
            lambda case, step: _("Wacht op het antwoord van %(name)s") % {"name": asked_name(case)},
            Doer.ASKED,
            way_for(
                Role.REGIONAL_MANAGER,
                gettext_lazy("Zegt deze coördinator nee of komt er geen antwoord, dan vragen we vanzelf de volgende."),
                "cases:assign",
                gettext_lazy("Bekijk hoe het staat"),
            ),
            readers=MANAGER,
            deed=Deed.ANSWER,
        ),
    ),
    (
        21,
        "call_referrer",
        Step(
            _at_desk(S.REFERRED),
            gettext_lazy("Bel de aanmelder"),
            Doer.MANAGER,
            _decide_way(
                gettext_lazy("Bespreek of een conferentie hier past, en wat de vraag is."), gettext_lazy("Beoordelen")
            ),
            near=lambda case: 0,
            deed=Deed.CALL,
            press=called_referrer,
        ),
    ),
    (
        21,
        "decide",
        Step(
            _at_desk(S.SCREENING),
            gettext_lazy("Beoordeel de aanmelding"),
            Doer.MANAGER,
            _decide_way(
                gettext_lazy("Past een conferentie hier, en is er een coördinator die past?"),
                gettext_lazy("Beoordelen"),
            ),
        ),
    ),
    (
        21,
        "answer_of_referrer",
        Step(
            _at_desk(S.ASKED),
            gettext_lazy("Wacht op het antwoord van de aanmelder"),
            Doer.REFERRER,
            _decide_way(gettext_lazy("Komt er geen antwoord? Bel dan zelf."), gettext_lazy("Bekijken")),
            deed=Deed.ANSWER,
        ),
    ),
    (
        21,
        "review_waiting",
        Step(_at_desk(S.WAITING), gettext_lazy("Zoek een coördinator of beslis opnieuw"), Doer.MANAGER, _waiting_way),
    ),
    (
        28,
        "hear_child",
        Step(
            _child_unheard,
            lambda case, step: _("Vraag eerst wat %(name)s zelf wil") % {"name": _unheard_child(case)},
            Doer.COORDINATOR,
            _child_way,
        ),
    ),
    (
        30,
        "family_chooses",
        Step(_was_explained, gettext_lazy("Kiest de familie voor een conferentie?"), Doer.COORDINATOR, _explained_way),
    ),
    (
        31,
        "first_call",
        Step(_first_call, _first_call_title, Doer.COORDINATOR, _first_call_way, deed=Deed.CALL, press=spoke_to_family),
    ),
    (
        32,
        "explain",
        Step(
            _explanation,
            gettext_lazy("Leg uit wat een Eigen Kracht-conferentie is"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Het bezoek is vrijblijvend. Leg daarna vast wanneer het was en wie erbij waren."),
                "cases:information_visit",
                gettext_lazy("Uitleg vastleggen"),
            ),
        ),
    ),
    (
        33,
        "first_people",
        Step(
            _nobody_contacted,
            gettext_lazy("Bel of bezoek de eerste mensen uit de kring"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Begin bij wie de hoofdpersoon het dichtst bij zich voelt."),
                "cases:contact_add",
                gettext_lazy("Contact vastleggen"),
            ),
            deed=Deed.CALL,
        ),
    ),
    (
        100,
        "offered",
        Step(
            lambda facts: NO_TERM if facts.case.state == S.OFFERED else None,
            gettext_lazy("De familie denkt na over het aanbod"),
            Doer.REFERRER,
            act_way(
                gettext_lazy("Leg vast wat de familie besluit."),
                "refer",
                "cases:offered",
                gettext_lazy("Antwoord vastleggen"),
            ),
        ),
    ),
    (
        100,
        "register",
        Step(
            registration_term,
            gettext_lazy("Maak de registratie compleet"),
            lambda case: Doer.MANAGER if case.state == S.ONE_MONTH_CALLED else Doer.COORDINATOR_ELSE_MANAGER,
            act_way(
                gettext_lazy("Nog een paar vragen over deze zaak. Zo tellen jullie ervaringen mee in de cijfers."),
                "register",
                "cases:register",
                gettext_lazy("Registratie invullen"),
            ),
        ),
    ),
    (
        100,
        "close",
        Step(
            _closing,
            gettext_lazy("Sluit de zaak af"),
            Doer.COORDINATOR_ELSE_MANAGER,
            act_way(
                gettext_lazy("De registratie is compleet. Na het afsluiten eindigt de toegang van de coördinator."),
                "close",
                "cases:close",
                gettext_lazy("Afsluiten"),
            ),
        ),
    ),
)
