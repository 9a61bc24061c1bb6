"""What each table of a file gives to a person who asks for inzage (`ekc/inzage.py`; docs/adr/0051)."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.inzage import Gives, Stands, Whom, nothing, of_family, of_person, of_person_or_family
from ekc.languages import enumerated
from ekc.lists.codes import KeptList
from ekc.lists.queries import name_of

from .codes import CaseState
from .inzage_rights import OF_RIGHTS
from .models import (
    AccountInvitation,
    AddressCheck,
    Briefing,
    Case,
    CaseMove,
    ChecklistItem,
    CirclePerson,
    ConferenceQuestion,
    Consent,
    ConsentLink,
    ConsentTalk,
    Contact,
    ContactBan,
    ContactTotal,
    Coordinator,
    CoordinatorContract,
    CoordinatorLeave,
    CoordinatorRequest,
    CoordinatorTie,
    CurrentHelp,
    EarlierCase,
    EndedAccess,
    Funder,
    FundingProgramme,
    InformationWish,
    IntendedPlan,
    InzageVerdict,
    MainPerson,
    MainPersonChange,
    Offer,
    Party,
    PartyMember,
    Preference,
    ProfileImport,
    ReferralDraft,
    Referrer,
    ReferrerNews,
    ReferrerQuestion,
    SafetySignal,
    SavedFilter,
    SearchRow,
    StaleStep,
    StepReckoning,
    Subregion,
    SuitabilityAdvice,
    TriageCall,
    VariantChange,
    WorkEntry,
)
from .preferences import wished_in_words
from .workflow import WORKFLOW

_OTHERS = "a name or contact data of somebody else"
_HOUSE = "how the house keeps and finds rows; it says nothing of anybody"
_WORK = "what the work cost and how long it took, of who did it"
_REPORTER = "who told it: that may be dangerous for who did"


def _themselves(whom: Whom) -> Q | None:
    return Q(pk=whom.main.pk) if whom.main is not None else None


def _of_the_circle(whom: Whom) -> Q | None:
    return Q(pk=whom.circle.pk) if whom.circle is not None else None


def _the_case(whom: Whom) -> Q | None:
    return Q(pk=whom.case.pk) if whom.main is not None else None


def _own_changes(whom: Whom) -> Q | None:
    """By the name that was written down: it lies sealed, so the database cannot look for it."""
    if whom.main is None:
        return None
    rows = MainPersonChange.objects.filter(case=whom.case)
    return Q(pk__in=[row.pk for row in rows if row.name == whom.main.name])


def _own_bans(whom: Whom) -> Q | None:
    return Q(other_main=whom.main) if whom.main is not None else Q(person=whom.circle) | Q(other=whom.circle)


def _act(move: CaseMove) -> Any:
    """What was done, as the page of a case calls it; where the case went says what has no name there."""
    if move.action == "transfer":
        return _("Iemand anders houdt de zaak nu bij")
    return WORKFLOW.labels.get(move.action) or CaseState(move.target).label


_REACH = (
    *("phone", "email", "street", "postcode", "place", "municipality", "no_voicemail", "best_time", "contact_wish"),
    *("no_call", "no_mail"),
)
OF_THE_FILE = (
    Gives(
        MainPerson,
        _("Uw gegevens"),
        _themselves,
        (
            *(
                "name",
                "birth_date",
                "kind",
                "unborn",
                "age_at_referral",
                "gender",
                "ethnicity",
                "residence",
                "language",
            ),
            *(*_REACH, "secret_address", "own_wish", "own_wish_reason", "support_person", "left_on"),
        ),
        leaves={_HOUSE: ("destroyed_on",)},
    ),
    Gives(
        CirclePerson,
        _("Uw gegevens"),
        _of_the_circle,
        (
            *("name", "position", "relation", "side", "is_minor", "is_parent_or_carer", *_REACH, "secret_address"),
            *("suggested_by", "found_through", "knows_situation", "approached_on", "visited", "need_codes", "needs"),
            *("language", "is_key_person", "excluded_by", "excluded_on", "excluded_reason", "other_way_code"),
            *("other_way", "added_at"),
        ),
        leaves={_OTHERS: ("excluded_with", "knowledge_decided_by"), _HOUSE: ("name_key", "closeness", "destroyed_on")},
    ),
    Gives(
        Case,
        _("De zaak"),
        _the_case,
        (
            *("number", "state", "outcome", "variant", "received_on", "channel", "referrer_type"),
            *("referrer_department", "situation", "other_professionals", "offer_moment", "is_urgent", "urgent_reason"),
            *("earlier_conference", "repeat_reason", "help_duration", "problems", "subjects", "safety_triggers"),
            *("group_name", "group_kind", "group_place", "group_topics", "waiting_reason", "decision_note"),
            *("information_visit_on", "preparation_started_on", "not_held_reason", "variant_end_reason"),
            *("not_held_note", "refused_by", "meetings_held", "registered_on", "closed_on", "research_objection"),
        ),
        on="received_on",
        says={"referrer_type": lambda row: name_of(KeptList.REFERRER, row.referrer_type)},
        leaves={
            _OTHERS: ("information_visit_with", "cooperation_grade", "cooperation_note"),
            _HOUSE: (
                *("external_id", "state_since", "missed_on", "taken_up_on", "next_step", "next_due_on", "next_from_on"),
                *("created_at", "search", "destroyed_on"),
            ),
        },
    ),
    Gives(
        Referrer,
        _("De aanmelding"),
        of_family(),
        ("organisation_name", "function"),
        leaves={
            _OTHERS: ("phone", "email", "no_voicemail", "best_time", "page_language", "interpreter"),
            "copied to the register of consent, which gives it": ("consent_by", "consent_on", "consent_how"),
            _REPORTER: ("name", "role_in_family"),
        },
    ),
    Gives(
        ReferrerQuestion,
        _("Vragen aan de aanmelder"),
        of_family(),
        ("asked_at", "text", "answer", "answered_at"),
        on="asked_at",
        leaves={_HOUSE: ("spent_hashes", "link_to", "link_region", "withdrawn_at", "token_hash", "expires_on")},
    ),
    Gives(TriageCall, _("Telefoontjes over de aanmelding"), of_family(), ("at", "callee", "reached", "note"), on="at"),
    Gives(
        SuitabilityAdvice,
        _("Advies over de zaak"),
        of_family(),
        ("given_on", "advice", "doubt", "note"),
        on="given_on",
        leaves={_OTHERS: ("asked_by",)},
    ),
    Gives(
        ConferenceQuestion,
        _("Vragen voor het plan"),
        of_family(),
        ("text", "worded_by", "topics", "worded_on"),
        on="worded_on",
        leaves={_HOUSE: ("version", "confirmed_at")},
    ),
    Gives(
        Preference,
        _("Wensen over de coördinator"),
        of_family(),
        ("kind", "codes", "wish", "rather_not", "met"),
        says={"codes": lambda row: enumerated(wished_in_words(row.kind, row.codes))},
    ),
    Gives(CurrentHelp, _("Hulp die er is"), of_family(), ("what", "provider", "wish", "reason")),
    Gives(
        Briefing,
        _("Gesprek met de professional"),
        of_family(),
        ("spoken_on", "known", "unknown"),
        on="spoken_on",
        leaves={_OTHERS: ("spoken_with",), _HOUSE: ("legal_words",)},
    ),
    Gives(
        InformationWish,
        _("Wensen over informatie"),
        of_family(),
        ("kind", "text", "supplier", "is_confirmed", "answered", "shared_on"),
        leaves={_OTHERS: ("wished_by",)},
    ),
    Gives(SearchRow, _("Waar naar mensen is gezocht"), of_family(), ("area", "asked_on", "note"), on="asked_on"),
    Gives(
        Contact,
        _("Contacten"),
        of_person_or_family(),
        ("at", "group", "method", "reached", "note"),
        on="at",
        leaves={_WORK: ("minutes", "travel_km", "expenses")},
    ),
    Gives(
        PartyMember,
        _("Uw plaats in een herstelconferentie"),
        of_person(),
        ("is_central", "speaks_for", "speaks_at", "responsibility", "responsibility_on", "responsibility_note"),
    ),
    Gives(
        SafetySignal,
        _("Meldingen over veiligheid"),
        of_family(),
        ("reported_at", "about", "measures", "decision", "decided_at"),
        on="reported_at",
        always=True,
        leaves={_REPORTER: ("signalled_by",)},
    ),
    Gives(
        ContactBan,
        _("Contactverboden"),
        _own_bans,
        (
            "source",
            "until",
            "note",
            "decision",
            "decided_at",
            "may_both_come",
            "recorded_at",
            "lifted_on",
            "lifted_reason",
        ),
        on="recorded_at",
        always=True,
    ),
    Gives(
        MainPersonChange,
        _("Verbeteringen"),
        _own_changes,
        ("at", "what", "name", "details", "reason"),
        on="at",
        leaves={_HOUSE: ("role",)},
    ),
    Gives(
        VariantChange,
        _("Andere soort conferentie"),
        of_family(),
        ("at", "source", "target", "reason", "decisions"),
        on="at",
        leaves={_HOUSE: ("role",)},
    ),
    Gives(
        EarlierCase,
        _("Eerdere zaken"),
        of_family(),
        ("at", "repeat_reason", "note"),
        on="at",
        leaves={_HOUSE: ("reason_before", "conference_before", "undone_at", "undone_reason")},
    ),
    Gives(
        CaseMove,
        _("Hoe de zaak liep"),
        of_family(),
        ("at", "action", "source", "target", "reason"),
        on="at",
        says={"action": _act},
        leaves={_HOUSE: ("role", "reason_code")},
    ),
)
NOTHING = (
    *nothing(
        "what one professional would have decided; sealed for research, and read by nobody of the case", IntendedPlan
    ),
    *nothing(
        "of people who work here or of their organisation, who ask about it as such",
        *(
            Coordinator,
            CoordinatorContract,
            Coordinator.employers.through,
            CoordinatorLeave,
            CoordinatorRequest,
            CoordinatorTie,
            ProfileImport,
            SavedFilter,
            AccountInvitation,
            EndedAccess,
            WorkEntry,
        ),
    ),
    *nothing(
        "lists, terms and marks of the house",
        *(
            AddressCheck,
            ChecklistItem,
            ConsentLink,
            ContactTotal,
            Funder,
            Funder.users.through,
            FundingProgramme,
            FundingProgramme.regions.through,
            InzageVerdict,
            Party,
            StaleStep,
            StepReckoning,
            Subregion,
            Subregion.municipalities.through,
        ),
    ),
    *nothing(
        "a link to who applied, or an aanmelding that was not sent and is not of this file", ReferrerNews, ReferralDraft
    ),
    *nothing("an offer of which no name is written down", Offer),
)
GIVEN = (*OF_THE_FILE, *OF_RIGHTS, *NOTHING)

_ALL, _CIRCLE, _OFFICE = ("case.view",), ("circle.view",), ("case.readers",)
STANDS = (
    Stands("overview", _ALL, (Referrer, ConferenceQuestion, Preference)),
    Stands(
        "overview",
        _CIRCLE,
        (MainPerson,),
        dict.fromkeys(("name", "birth_date", "unborn", "age_at_referral", "residence", "language"), _ALL),
    ),
    Stands(
        "overview",
        _CIRCLE,
        (Case,),
        {
            **dict.fromkeys(
                (
                    *("number", "state", "variant", "received_on", "referrer_type", "situation", "other_professionals"),
                    *("is_urgent", "urgent_reason", "earlier_conference", "subjects", "safety_triggers", "group_name"),
                    *("group_kind", "group_place", "group_topics", "information_visit_on", "preparation_started_on"),
                    *("registered_on", "closed_on"),
                ),
                _ALL,
            ),
            "decision_note": _OFFICE,
        },
    ),
    Stands("overview", _CIRCLE, (EarlierCase,)),
    Stands("overview", _OFFICE, (ReferrerQuestion, TriageCall, SuitabilityAdvice)),
    Stands("consents", ("consent.view",), (Consent, ConsentTalk)),
    Stands("circle", _CIRCLE, (CirclePerson, SearchRow, PartyMember)),
    Stands("contacts", _CIRCLE, (Contact,)),
    Stands("preparation", _CIRCLE, (CurrentHelp, Briefing, InformationWish)),
    Stands("preparation", ("safety.view",), (SafetySignal, ContactBan)),
    Stands("history", _CIRCLE, (MainPersonChange, VariantChange)),
    Stands("history", _ALL, (CaseMove,), {"reason": _OFFICE}),
)
