"""The overview of a case for one reader: what this role may know, and nothing else (R-05)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import (
    BEFORE_A_MEETING_STATES,
    BEFORE_FIRST_MEETING_STATES,
    FINISHED_STATES,
    REFERRER_HEARS_STATES,
    UNTIL_HELD_STATES,
    ConsentPurpose,
    GroupTopic,
    PreferenceKind,
    SafetyTrigger,
    Topic,
    Variant,
)
from cases.consented import last_words_of
from cases.contact import SafeContact, asks_referrer_first, call_to_referrer, safe_contact
from cases.file_questions import questions_of, waiting_requests_of, wishes_of
from cases.keepers import keeper_name
from cases.models import Case, InformationWish, MainPerson, Preference
from cases.queries import active_contract, independence_to_check, language_of_referrer, main_persons_there
from cases.rules import can
from cases.spoken_languages import name_in_dutch
from cases.told_text import Secrets
from cases.workflow import TO_BE_CALLED_STATES, WORKFLOW
from ekc import dutch
from ekc.accounts.models import User
from ekc.calls import call_line
from ekc.dates import age_on
from ekc.languages import own_words
from ekc.retention.querysets import held_until, last_day_of

from ..frame_day import frame_submitted_on, without_frame
from ..side_roads import fits
from .ended_access import ended_of_case
from .referrer_news import letter_to_print, news_of, news_rows, told_by_link

Pairs = list[tuple[str | Promise, Any]]

# Ways off the main road, in the order in which they are offered; the next step shows the main road.
OTHER_ACTS: tuple[tuple[str, str, str | Promise], ...] = (
    ("start_activation", "cases:start_activation", gettext_lazy("Voorbereiding starten")),
    ("decline_after_information", "cases:decline", gettext_lazy("De familie ziet ervan af")),
    ("plan_without_meeting", "cases:plan_without_meeting", gettext_lazy("Plan zonder bijeenkomst vastleggen")),
    ("end_in_activation", "cases:end_in_activation", gettext_lazy("Stoppen in de voorbereiding")),
    ("resume_preparation", "cases:resume_preparation", gettext_lazy("De voorbereiding weer opnemen")),
    ("register", "cases:register", gettext_lazy("Registratie invullen")),
    ("stop_afterwards", "cases:stop_afterwards", gettext_lazy("De familie wil geen nazorg meer")),
    ("hand_over", "cases:hand_over", gettext_lazy("Overdragen aan een andere coördinator")),
    ("ask_for_successor", "cases:ask_for_successor", gettext_lazy("Ik kan niet verder met deze zaak")),
    ("hand_back", "cases:hand_back", gettext_lazy("Zaak teruggeven aan de regiomanager")),
    ("reopen", "cases:reopen", gettext_lazy("Zaak heropenen")),
)


TOLD_OF_BOTH = frozenset({PreferenceKind.GENDER, PreferenceKind.LANGUAGE})


@dataclass(frozen=True)
class MainPersonCard:
    person: MainPerson
    age: str
    contact: SafeContact | None
    facts: Pairs
    edit_url: str
    correct_url: str
    take_off_url: str
    warnings: tuple[str, ...]


def _kept_until(case: Case) -> str:
    """How long a case that is over is kept, in a sentence; nothing of one that lives."""
    if case.state not in FINISHED_STATES:
        return ""
    last = last_day_of(case.number)
    if last is None:
        return ""
    said = _("Dit dossier wordt bewaard tot en met %(day)s.") % {"day": dutch.long_date(last)}
    held = held_until(case.pk)
    if held is None:
        return said
    return f"{said} {_('Het wordt aangehouden tot en met %(day)s.') % {'day': dutch.long_date(held)}}"


def overview_of(case: Case, user: User) -> dict[str, Any]:
    """The context of the overview. `case` was fetched with `with_file`."""
    sees_circle = can(user, "circle.view", case)
    manages = can(user, "case.readers", case)
    secrets = None if sees_circle or manages else Secrets(case)
    may_word = can(user, "question.change", case) and case.state in BEFORE_A_MEETING_STATES
    news = news_rows(case) if manages else []
    return {
        "kept_until": "" if user.is_professional else _kept_until(case),
        "person_add_url": _correct_url(case, user, "cases:main_person_add"),
        "people": [_main_person(case, each, user, sees_circle=sees_circle) for each in main_persons_there(case)],
        "safety": _safety(case, user),
        "earlier": _earlier(case, user),
        "situation": _situation(case, secrets, sees_circle=sees_circle, manages=manages),
        "questions": _questions(case, secrets, may_word=may_word),
        "question_add_url": reverse("cases:question_add", args=[case.number]) if may_word else "",
        "wishes": [secrets.veiled(wish) if secrets else wish for wish in _wishes(case, user)],
        "typed_in": language_of_referrer(case),
        "team": _team(case),
        "ended_accesses": ended_of_case(case) if manages else [],
        "dates": _dates(case),
        "referrer": _referrer(case, secrets),
        "referrer_url": _referrer_url(case, user),
        "shared_questions": _shared_questions(case) if user.is_professional else [],
        "intended_plan_url": _intended_plan_url(case, user),
        "privacy": _privacy(case) if can(user, "privacy.view", case) else None,
        "research_url": _research_url(case) if can(user, "case.readers", case) else "",
        "other_acts": _other_acts(case, user),
        "news": news_of(case) if _applied(case, user) and case.state in REFERRER_HEARS_STATES else None,
        "letter": letter_to_print(news),
        "told": told_by_link(news),
    }


def _wishes(case: Case, user: User) -> list[Preference]:
    """What the family wishes of the coordinator. A professional: what they wrote down themselves (docs/adr/0055)."""
    wishes = wishes_of(case)
    if not user.is_professional:
        return wishes
    if not _applied(case, user):
        return []
    # Of two aanmeldingen that are one, nothing says who wrote which.
    return [wish for wish in wishes if not getattr(case, "was_merged", False) or wish.kind in TOLD_OF_BOTH]


def _applied(case: Case, user: User) -> bool:
    referrer = getattr(case, "referrer", None)
    return referrer is not None and referrer.user_id == user.pk


def _main_person(case: Case, person: MainPerson, user: User, *, sees_circle: bool) -> MainPersonCard:
    contact = safe_contact(person, asks_referrer=asks_referrer_first(case))
    facts: Pairs = []
    if person.residence:
        facts.append((_("Verblijft"), person.get_residence_display()))
    if person.language:
        facts.append((_("Taal"), person.language))
    if sees_circle:
        facts += [
            (_("Telefoon"), call_line(contact.call)),
            (_("E-mail"), contact.email),
            (_("Adres"), contact.address),
            (_("Eigen wens"), person.own_wish),
            (_("Steunpersoon"), person.support_person),
        ]
    may_change = can(user, "main_person.change", case)
    return MainPersonCard(
        person=person,
        age=_age(case, person),
        contact=contact if sees_circle else None,
        facts=[(label, value) for label, value in facts if value],
        edit_url=reverse("cases:main_person", args=[case.number, person.pk]) if may_change else "",
        correct_url=_correct_url(case, user, "cases:main_person_correct", person.pk),
        take_off_url=_correct_url(case, user, "cases:main_person_take_off", person.pk),
        warnings=contact.warnings if sees_circle else contact.for_outsiders,
    )


def _correct_url(case: Case, user: User, url_name: str, *more: int) -> str:
    return reverse(url_name, args=[case.number, *more]) if can(user, "main_person.correct", case) else ""


def _age(case: Case, person: MainPerson) -> str:
    if person.unborn:
        return _("nog niet geboren")
    day = case.age_reference_date
    if person.birth_date and person.birth_date > day:
        return _("geboren na de aanmelding")
    years = age_on(person.birth_date, day) if person.birth_date else person.age_at_referral
    return "" if years is None else _("%(years)d jaar bij de aanmelding") % {"years": years}


def _safety(case: Case, user: User) -> dict[str, Any] | None:
    """The banner of a case in which a frame is obligatory: why, who writes it, and where it stands."""
    if not case.needs_frame or case.state not in UNTIL_HELD_STATES:
        return None
    try:
        url = reverse("plans:frame", args=[case.number]) if can(user, "frame.view", case) else ""
    except (NoReverseMatch, KeyError):
        url = ""
    labels = [str(SafetyTrigger(code).label) for code in case.safety_triggers]
    # One sentence: only its first word has a capital.
    labels[1:] = [label[:1].lower() + label[1:] for label in labels[1:]]
    submitted_on = frame_submitted_on(case)
    return {
        "reasons": ", ".join(labels),
        "by": case.safety_professional,
        "submitted_on": submitted_on,
        "without": "" if submitted_on else without_frame(case),
        "url": url,
    }


def _shared_questions(case: Case) -> list[InformationWish]:
    """The questions that the coordinator shared with the professionals; the page shows no asker with them (R-05)."""
    secrets = Secrets(case)
    return [secrets.veiled(each) for each in InformationWish.objects.filter(case=case, shared_on__isnull=False)]


def _intended_plan_url(case: Case, user: User) -> str:
    """Where a professional writes down beforehand what they would decide; empty for others and once it is too late."""
    if not can(user, "intended_plan.write", case) or case.state not in BEFORE_FIRST_MEETING_STATES:
        return ""
    return reverse("cases:intended_plan", args=[case.number])


def _privacy(case: Case) -> dict[str, Any]:
    """How many requests of people about their own data wait, and where they are."""
    return {"waiting": waiting_requests_of(case), "url": reverse("cases:privacy_of_case", args=[case.number])}


def _research_url(case: Case) -> str:
    """Where it stands who objects to research; of a floor above, which a house may do without."""
    try:
        return reverse("reports:case_research", args=[case.number])
    except NoReverseMatch:
        return ""


def _earlier(case: Case, user: User) -> dict[str, Any] | None:
    """The earlier case of this family that was linked, with why they ask again; a link to it for who may open it."""
    if case.previous_case_id is None or not (can(user, "circle.view", case) or can(user, "case.readers", case)):
        return None
    other = Case.objects.only("number").get(pk=case.previous_case_id)
    may_open = Case.objects.for_user(user).filter(pk=other.pk).exists()
    return {
        "number": other.number,
        "url": other.get_absolute_url() if may_open else "",
        "reason": case.get_repeat_reason_display(),
        "manage_url": reverse("cases:earlier", args=[case.number]) if can(user, "case.triage", case) else "",
    }


def _situation(case: Case, secrets: Secrets | None, *, sees_circle: bool, manages: bool) -> Pairs:
    """`secrets`: for who reads along from outside, to whom no text tells a secret address."""
    typed_in = language_of_referrer(case)
    told = secrets.veiled(case) if secrets else case
    pairs: Pairs = [
        (_("Wat er speelt"), own_words(told.situation, typed_in)),
        (_("Andere professionals"), own_words(told.other_professionals, typed_in)),
        (_("Spoed"), own_words(told.urgent_reason, typed_in) if case.is_urgent else ""),
        (_("Soort conferentie"), case.get_variant_display()),
        *_group(case),
        (_("Eerder een conferentie"), _("Ja") if case.earlier_conference else ""),
        (_("Onderwerpen"), ", ".join(str(Topic(code).label) for code in case.subjects)),
    ]
    if sees_circle:
        pairs += [
            (_("Wie waren bij de uitleg"), case.information_visit_with),
            (_("Reden van niet doorgaan"), case.why_not_held),
            (_("Toelichting"), case.not_held_note),
        ]
    if manages:
        pairs.append((_("Toelichting op het besluit"), case.decision_note))
    return [(label, value) for label, value in pairs if value]


def _group(case: Case) -> Pairs:
    """Whom an Alle Hens is about."""
    return [
        (_("Groep"), case.group_name),
        (_("Soort groep"), case.get_group_kind_display()),
        (_("Plaats van de groep"), case.group_place),
        (_("Waar het over gaat"), ", ".join(str(GroupTopic(code).label) for code in case.group_topics)),
    ]


def _questions(case: Case, secrets: Secrets | None, *, may_word: bool) -> list[dict[str, Any]]:
    return [
        {
            "question": secrets.veiled(question) if secrets else question,
            # As it came with the aanmelding: a wording of later is the coordinator's.
            "typed_in": language_of_referrer(case) if question.version == 1 else "",
            "topics": ", ".join(str(Topic(code).label) for code in question.topics),
            "url": reverse("cases:question_reword", args=[case.number, question.pk]) if may_word else "",
        }
        for question in questions_of(case)
    ]


def _team(case: Case) -> Pairs:
    contract = active_contract(case)
    return [
        (_("Coördinator"), str(contract.coordinator) if contract else _who_was_coordinator(case)),
        (_("Coach"), str(contract.coach) if contract and contract.coach else ""),
        (_("Regiomanager"), keeper_name(case)),
    ]


def _who_was_coordinator(case: Case) -> str:
    """Nobody works on it now: who did last, and until when."""
    last = (
        case.contracts.select_related("coordinator__user").order_by(F("ended_on").desc(nulls_last=True), "-pk").first()
    )
    if last is None or last.ended_on is None:
        return _("nog niemand")
    return _("%(name)s, tot en met %(day)s") % {"name": last.coordinator, "day": dutch.long_date(last.ended_on)}


def _dates(case: Case) -> Pairs:
    contract = active_contract(case)
    dates = [
        (_("Aangemeld"), case.received_on),
        (_("Coördinator toegewezen"), contract.started_on if contract else None),
        (_("Uitleg gegeven"), case.information_visit_on),
        (_("Voorbereiding begonnen"), case.preparation_started_on),
        (_("Registratie compleet"), case.registered_on),
        (_("Afgesloten"), case.closed_on),
    ]
    return [(label, dutch.long_date(day)) for label, day in dates if day]


def _referrer(case: Case, secrets: Secrets | None) -> Pairs:
    referrer = getattr(case, "referrer", None)
    pairs: Pairs = [(_("Soort"), case.referrer_type_name)]
    if referrer is not None:
        typed_in = language_of_referrer(case)
        pairs = [
            (_("Naam"), referrer.name),
            (_("Organisatie"), _organisation(case, referrer)),
            (_("Functie"), own_words(referrer.function, typed_in)),
            *pairs,
            (_("Rol in het gezin"), referrer.get_role_in_family_display()),
            (_("Telefoon"), call_line(call_to_referrer(referrer))),
            (_("E-mail"), referrer.email),
            (_("Schrijf aan deze persoon in het"), _foreign_language(case)),
            (_("Tolk nodig"), own_words(referrer.interpreter, typed_in)),
            (_("Moment van het aanbod"), case.get_offer_moment_display()),
            (_("Toestemming"), _consent(case, secrets)),
        ]
    return [(label, value) for label, value in pairs if value]


def _foreign_language(case: Case) -> str:
    """The language of mails and letters to who applied, where it is not Dutch."""
    code = language_of_referrer(case)
    return "" if code == settings.LANGUAGE_CODE else name_in_dutch(code)


def _organisation(case: Case, referrer: Any) -> str:
    if referrer.organisation is not None:
        return str(referrer.organisation)
    name = referrer.organisation_name
    return _("%(name)s (nog nakijken)") % {"name": name} if name and independence_to_check(case) else name


def _referrer_url(case: Case, user: User) -> str:
    may_correct = hasattr(case, "referrer") and can(user, "case.manage", case)
    return reverse("cases:referrer", args=[case.number]) if may_correct else ""


def _consent(case: Case, secrets: Secrets | None) -> str:
    """Who said that the family may be called, as who applied wrote it down (R-06)."""
    said = next((each for each in last_words_of(case, ConsentPurpose.CALLING) if each.main_person_id is None), None)
    if said is None:
        return ""
    told = {"who": said.said_by, "how": said.how, "day": dutch.long_date(said.said_on)}
    words = _("van %(who)s, %(how)s, op %(day)s") % told
    return secrets.told(words) if secrets else words


def _is_aside(case: Case, action: str) -> bool:
    """Registering is the main road, but for a case whose calls are still to be made."""
    return action != "register" or case.state in TO_BE_CALLED_STATES


def _other_acts(case: Case, user: User) -> list[dict[str, Any]]:
    if can(user, "access.end", case):
        return [{"label": _("Ik werk hier niet meer aan"), "url": reverse("cases:access_stop", args=[case.number])}]
    if not can(user, "case.reopen", case):
        return []
    acts: list[dict[str, Any]] = [
        {"label": label, "url": reverse(url_name, args=[case.number])}
        for action, url_name, label in OTHER_ACTS
        if WORKFLOW.allows(case.state, action, by=user) and fits(case, action) and _is_aside(case, action)
    ]
    if case.variant == Variant.RESTORATIVE and can(user, "circle.view", case):
        url = reverse("cases:sides", args=[case.number])
        acts.insert(0, {"label": _("Beide kanten: verantwoordelijkheid en akkoord"), "url": url})
    if case.variant == Variant.COMMUNITY and can(user, "group.change", case):
        acts.insert(0, {"label": _("Gegevens van de groep"), "url": reverse("cases:group", args=[case.number])})
    if can(user, "variant.change", case):
        acts.insert(0, {"label": _("Soort conferentie kiezen"), "url": reverse("cases:variant", args=[case.number])})
    return acts
