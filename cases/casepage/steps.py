"""The next steps that this app knows of (domain.md 3.1, moves 2-6 and 15)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import COORDINATOR_WRITES_STATES
from cases.codes import CaseState as S
from cases.models import Case
from cases.queries import active_contract, last_contact_at, signal_waits, undecided_signals, waiting_for
from cases.workflow import WORKFLOW
from ekc.accounts.matrix import READ, Subject, allows
from ekc.accounts.models import User
from ekc.dates import add_months

from .next_step import NextStep, register_step

DAY = dt.timedelta(days=1)


@register_step(20)
def offered_to_somebody(case: Case, user: User) -> NextStep | None:
    """A coordinator thinks about the case: nothing to do for the manager until the answer or the term."""
    if not user.is_regional_manager:
        return None
    offer = waiting_for(case)
    if offer is None:
        return None
    return NextStep(
        _("Wacht op het antwoord van %(name)s") % {"name": offer.coordinator},
        _("Zegt deze coördinator nee of komt er geen antwoord, dan vragen we vanzelf de volgende."),
        who=str(offer.coordinator),
        url=reverse("cases:assign", args=[case.number]),
        button=_("Bekijk hoe het staat"),
        due_on=timezone.localdate(offer.answer_by),
    )


@register_step(5)
def decide_on_safety(case: Case, user: User) -> NextStep | None:
    """A safety signal without a decision comes before everything, for coordinator and regional manager alike."""
    if case.state not in COORDINATOR_WRITES_STATES or not allows(user.role, Subject.SAFETY, READ):
        return None
    if not signal_waits(case):
        return None
    signal = undecided_signals(case).first()
    return NextStep(
        _("Neem een besluit over een signaal over veiligheid"),
        _("De conferentie begint pas als coördinator en regiomanager samen een besluit hebben genomen."),
        url=reverse("cases:signal_decide", args=[case.number, signal.pk]),
        button=_("Besluit vastleggen"),
        who=_("%(coordinator)s en %(manager)s") % {"coordinator": _coordinator(case), "manager": _manager(case)},
        due_on=timezone.localdate(signal.reported_at),
        is_safety=True,
    )


@register_step(28)
def hear_the_child_first(case: Case, user: User) -> NextStep | None:
    """Before the circle grows, the child says what it wants and who stands by it (domain.md 3.2, step 7)."""
    if case.state != S.ACTIVATION or not user.is_coordinator:
        return None
    child = next((person for person in case.main_persons.all() if person.waits_to_be_heard), None)
    if child is None:
        return None
    return NextStep(
        _("Vraag eerst wat %(name)s zelf wil") % {"name": child},
        _("Schrijf het op in eigen woorden, en vraag wie op de dag naast %(name)s staat.") % {"name": child},
        url=reverse("cases:main_person", args=[case.number, child.pk]),
        button=_("Eigen wens opschrijven"),
        who=_coordinator(case),
        other_url=reverse("cases:contact_add", args=[case.number]) + f"?wie=h{child.pk}",
        other_button=_("Contact vastleggen"),
        due_on=norms.add_working_days(case.preparation_started_on or _since(case), norms.FIRST_CONTACT_WORKING_DAYS),
    )


@register_step(30)
def prepare(case: Case, user: User) -> NextStep | None:
    """Assigned and the first days of the preparation: get in touch, explain, begin."""
    if not allows(user.role, Subject.CIRCLE, READ):
        return None
    if case.state == S.ASSIGNED:
        return _assigned(case, user)
    if case.state == S.ACTIVATION and last_contact_at(case) is None:
        return NextStep(
            _("Bel of bezoek de eerste mensen uit de kring"),
            _("Begin bij wie de hoofdpersoon het dichtst bij zich voelt."),
            **_for_coordinator(case, user, "cases:contact_add", _("Contact vastleggen")),
            due_on=norms.add_working_days(
                case.preparation_started_on or _since(case), norms.FIRST_CONTACT_WORKING_DAYS
            ),
        )
    return None


@register_step(100)
def otherwise(case: Case, user: User) -> NextStep | None:
    """What there is to do in a state when no other floor knows better."""
    if user.is_professional:
        return _seen_from_outside(case)
    known = OTHERWISE.get(case.state)
    return known(case, user) if known else None


def _seen_from_outside(case: Case) -> NextStep | None:
    """What a professional may know: that somebody is at it, and who. Nothing of the preparation (R-05)."""
    titles: dict[str, tuple[str, str | Promise]] = {
        S.OFFERED: (_("De familie denkt na over het aanbod"), _referrer(case)),
        S.REFERRED: (_("De regiomanager bekijkt de aanmelding"), _manager(case)),
        S.SCREENING: (_("De regiomanager bekijkt de aanmelding"), _manager(case)),
        S.ASKED: (_("De regiomanager heeft een vraag gesteld aan de aanmelder"), _referrer(case)),
        S.WAITING: (_("De aanmelding wacht op een coördinator of een besluit"), _manager(case)),
        S.ASSIGNED: (_("De coördinator legt de familie uit wat een conferentie is"), _coordinator(case)),
        S.ACTIVATION: (_("De voorbereiding loopt"), _coordinator(case)),
        S.ADJOURNED: (_("Er komt een tweede bijeenkomst"), _coordinator(case)),
    }
    if case.state not in titles:
        return None
    title, who = titles[case.state]
    text = _("U hoeft nu niets te doen. U hoort van ons zodra u nodig bent.")
    contract = active_contract(case)
    if case.state == S.ASSIGNED and contract and contract.coach:
        text = f"{_coached(contract)} {text}"
    return NextStep(title, text, who=who)


def _coached(contract: Any) -> str:
    """Who starts and who coaches: what the one who applied is told (domain.md 3.2, step 4)."""
    return _("%(coordinator)s begint, %(coach)s begeleidt als coach.") % {
        "coordinator": contract.coordinator,
        "coach": contract.coach,
    }


def _assigned(case: Case, user: User) -> NextStep:
    contract = active_contract(case)
    since = contract.started_on if contract else _since(case)
    if case.information_visit_on is not None:
        return NextStep(
            _("Kiest de familie voor een conferentie?"),
            _("De uitleg is gegeven. De familie beslist zelf, en mag daar de tijd voor nemen."),
            **_for_coordinator(case, user, "cases:start_activation", _("Ja, start de voorbereiding")),
            **_other(case, user, "decline_after_information", "cases:decline", _("Nee, de familie ziet ervan af")),
        )
    if last_contact_at(case) is None:
        return NextStep(
            _("Bel de familie voor een eerste afspraak"),
            _("Spreek af waar en wanneer je komt uitleggen wat een Eigen Kracht-conferentie is."),
            **_for_coordinator(case, user, "cases:contact_add", _("Contact vastleggen")),
            **_other(case, user, "start_activation", "cases:information_visit", _("Uitleg vastleggen")),
            due_on=norms.add_working_days(since, norms.FIRST_CONTACT_WORKING_DAYS),
        )
    return NextStep(
        _("Leg uit wat een Eigen Kracht-conferentie is"),
        _("Het bezoek is vrijblijvend. Leg daarna vast wanneer het was en wie erbij waren."),
        **_for_coordinator(case, user, "cases:information_visit", _("Uitleg vastleggen")),
        due_on=since + norms.INFORMATION_VISIT_DAYS * DAY,
    )


def _offered(case: Case, user: User) -> NextStep:
    return NextStep(
        _("De familie denkt na over het aanbod"), _("Leg vast wat de familie besluit."), who=_referrer(case)
    )


def _new(case: Case, user: User) -> NextStep:
    return NextStep(
        _("Beoordeel de aanmelding"),
        _("Past een conferentie hier, en is er een coördinator die past?"),
        **_for_manager(case, user, _("Beoordelen")),
        due_on=norms.add_working_days(case.received_on, norms.decision_working_days(is_urgent=case.is_urgent)),
    )


def _asked(case: Case, user: User) -> NextStep:
    return NextStep(
        _("Wacht op het antwoord van de aanmelder"),
        _("Komt er geen antwoord? Bel dan zelf."),
        **_for_manager(case, user, _("Bekijken")),
        due_on=_since(case) + norms.ANSWER_DAYS * DAY,
    )


def _waiting(case: Case, user: User) -> NextStep:
    return NextStep(
        _("Zoek een coördinator of beslis opnieuw"),
        case.get_waiting_reason_display(),
        **_for_manager(case, user, _("Opnieuw bekijken")),
        due_on=_since(case) + norms.WAITING_REVIEW_DAYS * DAY,
    )


def _in_activation(case: Case, user: User) -> NextStep:
    return NextStep(
        _("Bereid de conferentie voor met de familie"),
        _("Maak de kring groter, bezoek iedereen, en zoek samen een dag en een plek."),
        **_for_coordinator(case, user, "cases:circle", _("Naar de kring")),
        due_on=(case.preparation_started_on or _since(case)) + norms.conference_days(is_urgent=case.is_urgent) * DAY,
    )


def _register(case: Case, user: User) -> NextStep:
    return NextStep(
        _("Maak de registratie compleet"),
        _("Nog een paar vragen over deze zaak. Zo tellen jullie ervaringen mee in de cijfers."),
        who=_doer(case, user, "register"),
        **_link(case, user, "register", "cases:register", _("Registratie invullen")),
        due_on=_since(case) + norms.REGISTRATION_DAYS * DAY,
    )


def _called_once(case: Case, user: User) -> NextStep:
    contract = active_contract(case)
    if contract is None:
        return _register(case, user)
    return NextStep(
        _("Vraag na drie maanden hoe het gaat"),
        _("Spreek de hoofdpersoon, de aanmelder en iemand uit de kring."),
        who=_coordinator(case),
        due_on=add_months(_since(case), 2),
    )


def _close(case: Case, user: User) -> NextStep:
    return NextStep(
        _("Sluit de zaak af"),
        _("De registratie is compleet. Na het afsluiten eindigt de toegang van de coördinator."),
        who=_doer(case, user, "close"),
        **_link(case, user, "close", "cases:close", _("Afsluiten")),
        due_on=_since(case) + norms.CLOSING_DAYS * DAY,
    )


OTHERWISE: dict[str, Callable[[Case, User], NextStep]] = {
    S.OFFERED: _offered,
    S.REFERRED: _new,
    S.SCREENING: _new,
    S.ASKED: _asked,
    S.WAITING: _waiting,
    S.ACTIVATION: _in_activation,
    S.HELD_WITHOUT_PLAN: _register,
    S.ENDED_IN_ACTIVATION: _register,
    S.ONE_MONTH_CALLED: _called_once,
    S.FOLLOWED_UP: _register,
    S.REGISTERED: _close,
}


# --- who, and the way there -----------------------------------------------------------------------


def _since(case: Case) -> dt.date:
    return timezone.localdate(case.state_since)


def _coordinator(case: Case) -> str | Promise:
    contract = active_contract(case)
    return str(contract.coordinator) if contract else _("de coördinator")


def _manager(case: Case) -> str | Promise:
    return str(case.manager) if case.manager else _("de regiomanager")


def _referrer(case: Case) -> str | Promise:
    referrer = getattr(case, "referrer", None)
    return referrer.name if referrer and referrer.name else _("de aanmelder")


def _doer(case: Case, user: User, action: str) -> str | Promise:
    """Who is to do an act that both may: the coordinator as long as there is one with access."""
    coordinator_may = any(
        move.action == action and move.source == case.state and "coordinator" in move.roles for move in WORKFLOW.moves
    )
    return _coordinator(case) if coordinator_may and active_contract(case) else _manager(case)


def _link(case: Case, user: User, action: str, url_name: str, button: str | Promise) -> dict[str, Any]:
    if not WORKFLOW.allows(case.state, action, by=user):
        return {}
    return {"url": reverse(url_name, args=[case.number]), "button": button}


def _other(case: Case, user: User, action: str, url_name: str, button: str | Promise) -> dict[str, Any]:
    link = _link(case, user, action, url_name, button)
    return {"other_url": link["url"], "other_button": link["button"]} if link else {}


def _for_coordinator(case: Case, user: User, url_name: str, button: str | Promise) -> dict[str, Any]:
    if not user.is_coordinator:
        return {"who": _coordinator(case)}
    return {"who": _coordinator(case), "url": reverse(url_name, args=[case.number]), "button": button}


def _for_manager(case: Case, user: User, button: str | Promise) -> dict[str, Any]:
    if not user.is_regional_manager:
        return {"who": _manager(case)}
    return {"who": _manager(case), "url": reverse("cases:decide", args=[case.number]), "button": button}
