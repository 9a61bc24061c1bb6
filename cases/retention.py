"""What becomes of each table of a file when its term is over (`ekc/retention`), and what a file is.

Of a destroyed file stays what the figures count: codes, numbers and dates, on the rows that the statements in
`reports/catalogue/sql` and the files of `reports/exchange` read.
"""

import datetime as dt

from django.conf import settings
from django.db.models import DateField, Q
from django.db.models.functions import Cast, Coalesce

from ekc.retention.codes import Fate, Kept
from ekc.retention.register import FileKind, OwnTerm, Place, destroyed, kept

from .codes import NEVER_STARTED_STATES, CaseOutcome, CaseState, Gender
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
    OwnStatement,
    Party,
    PartyMember,
    Preference,
    PrivacyRequest,
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

_FIGURES = "the printed tables and the rows for research count it"
_DESK = "the yearly tables of the desk count it"
_SHELL = "which file it was and where it stood, so that the same number does not come back"
_WORK = "who did the work; the name goes with the account"
_HOUSE = "of the house, and of nobody"


def _with_doubles(keys: list[int]) -> list[int]:
    """Cases that were merged into one of these, and into those again."""
    found, last = set(keys), set(keys)
    while last:
        last = set(Case.objects.filter(merged_into__in=last).values_list("pk", flat=True)) - found
        found |= last
    return sorted(found)


_WITHOUT = Q(outcome=CaseOutcome.ENDED_IN_ACTIVATION)


def has_open_requests() -> Q:
    """Somebody asked something about what is kept, and has no answer yet."""
    return Q(pk__in=PrivacyRequest.objects.unanswered().order_by().values("case"))


FILE_KIND = FileKind(
    Case,
    {
        Kept.REFERRAL: Q(state__in=sorted(NEVER_STARTED_STATES)),
        Kept.WITHOUT: Q(state=CaseState.CLOSED) & _WITHOUT,
        Kept.WITH: Q(state=CaseState.CLOSED) & ~_WITHOUT,
    },
    Coalesce("closed_on", Cast("state_since", DateField())),
    "merged_into",
    _with_doubles,
)


_CASE = Place(
    Case,
    Kept.WITH,
    Fate.ANONYMISED,
    keeps={
        _SHELL: ("number", "state", "state_since", "created_at", "merged_into", "taken_up_on", "destroyed_on"),
        _FIGURES: (
            *("outcome", "variant", "region", "subregion", "programme", "received_on", "referrer_type"),
            *("referrer_department", "earlier_conference", "repeat_reason", "help_duration", "problems", "subjects"),
            *("preparation_started_on", "not_held_reason", "refused_by", "cooperation_grade", "closed_on"),
            *("registered_on", "research_objection", "meetings_held", "channel"),
        ),
    },
    blanks=(
        *("external_id", "manager", "situation", "other_professionals", "offer_moment", "is_urgent", "urgent_reason"),
        *("previous_case", "group_name", "group_kind", "group_place", "group_topics", "safety_triggers"),
        *("safety_professional", "waiting_reason", "decision_note", "information_visit_on", "information_visit_with"),
        *("variant_end_reason", "not_held_note", "cooperation_note", "missed_on", "next_step", "next_due_on"),
        *("next_from_on", "search"),
    ),
    # A number of the source that leads nowhere would not be there once.
    neutral={"external_id": ""},
)
_MAIN_PERSON = Place(
    MainPerson,
    Kept.CONTACTS,
    Fate.ANONYMISED,
    "case",
    keeps={
        _FIGURES: (
            *("case", "kind", "unborn", "age_at_referral", "gender", "ethnicity", "residence"),
            # The tables print in which town and municipality people live; of a secret address nothing (`_hide_secret`).
            *("place", "municipality", "secret_address"),
        ),
        "that somebody was taken out of a file that stays": ("destroyed_on",),
    },
    blanks=(
        *("phone", "email", "street", "postcode", "no_voicemail", "best_time", "contact_wish", "name", "birth_date"),
        *("no_call", "no_mail"),
        *("language", "own_wish", "own_wish_reason", "left_on", "support_person"),
    ),
    settle=lambda keys: _hide_secret(keys),
)


def _hide_secret(keys: list[int]) -> None:
    MainPerson.objects.filter(pk__in=keys, secret_address=True).update(place="", municipality="")


_CIRCLE_PERSON = Place(
    CirclePerson,
    Kept.CONTACTS,
    Fate.ANONYMISED,
    "case",
    keeps={
        # How the circle grew, who was invited and came, who takes no part: by code, of nobody.
        _FIGURES: (
            *("case", "position", "suggested_by", "excluded_by", "excluded_on", "other_way_code", "merged_into"),
            "main_person",
        ),
        "that somebody was taken out of a file that stays": ("destroyed_on",),
    },
    blanks=(
        *("phone", "email", "street", "postcode", "place", "municipality", "secret_address", "no_voicemail"),
        *(
            "no_call",
            "no_mail",
            "best_time",
            "contact_wish",
            "name",
            "name_key",
            "relation",
            "side",
            "closeness",
            "is_minor",
        ),
        *("is_parent_or_carer", "knows_situation", "knowledge_decided_by", "approached_on", "visited"),
        *("found_through", "need_codes", "needs", "language", "is_key_person", "excluded_with", "excluded_reason"),
        *("other_way", "added_at"),
    ),
    neutral={"closeness": 2, "name_key": "", "added_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
)
_KEPT_ROWS = (
    Place(
        Referrer,
        Kept.REFERRAL,
        Fate.ANONYMISED,
        "case",
        # An invitation to whoever applied is counted.
        keeps={_FIGURES: ("case",)},
        blanks=(
            *("user", "name", "organisation", "organisation_name", "function", "role_in_family", "phone", "email"),
            *("no_voicemail", "best_time", "page_language", "interpreter", "consent_by", "consent_on", "consent_how"),
        ),
        neutral={"page_language": settings.LANGUAGE_CODE, "consent_by": "", "consent_how": ""},
    ),
    Place(
        IntendedPlan,
        Kept.PLANS,
        Fate.ANONYMISED,
        "case",
        keeps={
            _FIGURES: ("case", "help_codes", "locked_at", "written_at", "redacted_on"),
            _WORK: ("author", "redacted_by"),
        },
        blanks=("sealed", "redacted"),
    ),
    Place(
        CoordinatorContract,
        Kept.WITH,
        Fate.ANONYMISED,
        "case",
        # A talk with the family that was guided has a contract of its own.
        keeps={_FIGURES: ("case", "kind", "started_on", "ended_on"), _WORK: ("coordinator",)},
        blanks=(
            *("coach", "end_reason", "deviation_reason", "leaving_since", "leaving_reason", "closing_since"),
            *("takes_over", "introduced_on", "signed_on", "fee", "training_deduction", "expenses", "paid_on"),
        ),
    ),
    Place(
        CaseMove,
        Kept.HISTORY,
        Fate.ANONYMISED,
        "case",
        keeps={_FIGURES: ("case", "action", "source", "target", "role", "at", "reason_code")},
        blanks=("by", "reason"),
    ),
    Place(ContactTotal, Kept.CONTACTS, Fate.ANONYMISED, "case", keeps={_FIGURES: ("case", "group", "persons")}),
    Place(
        Offer,
        Kept.REFERRAL,
        Fate.ANONYMISED,
        "case",
        own=OwnTerm("offered_on", Q(case=None) & ~Q(accepted=None)),
        keeps={
            _DESK: ("region", "offered_on", "moment", "accepted", "answered_on", "case", "organisation"),
            _WORK: ("offered_by",),
        },
        blanks=("reason",),
    ),
    Place(
        EarlierCase,
        Kept.WITH,
        Fate.ANONYMISED,
        "case",
        keeps={
            _DESK: ("case", "other", "repeat_reason", "at", "reason_before", "conference_before", "undone_at"),
            _WORK: ("by", "undone_by"),
        },
        blanks=("note", "undone_reason"),
    ),
    Place(
        SuitabilityAdvice,
        Kept.REFERRAL,
        Fate.ANONYMISED,
        "case",
        own=OwnTerm("given_on", Q(case=None)),
        keeps={_DESK: ("region", "given_on", "advice", "case"), _WORK: ("given_by",)},
        blanks=("asked_by", "doubt", "note"),
    ),
)
_GO_WITH_THE_FILE = (
    *(
        destroyed(model, Kept.CONTACTS, "case")
        for model in (
            *(AddressCheck, Briefing, ConsentLink, ConferenceQuestion, Contact, ContactBan, CurrentHelp),
            *(
                InformationWish,
                MainPersonChange,
                Party,
                Preference,
                PrivacyRequest,
                SafetySignal,
                SearchRow,
                TriageCall,
            ),
        )
    ),
    # What somebody said for a child is about the child: it stays when who said it goes.
    destroyed(Consent, Kept.CONTACTS, "case", of_another=("person",)),
    destroyed(PartyMember, Kept.CONTACTS, "party"),
    destroyed(InzageVerdict, Kept.CONTACTS, "request"),
    destroyed(OwnStatement, Kept.CONTACTS, "request"),
    destroyed(ConsentTalk, Kept.CONTACTS, "consent"),
    *(
        destroyed(model, Kept.WITH, "case")
        for model in (
            *(AccountInvitation, ChecklistItem, CoordinatorRequest, CoordinatorTie, EndedAccess),
            *(ReferrerNews, ReferrerQuestion, VariantChange, WorkEntry),
        )
    ),
    destroyed(ReferralDraft, Kept.DRAFTS, "case", carried_by="cases.referral.acts.drafts.forget_draft"),
    destroyed(StaleStep, Kept.TECHNICAL, reach=lambda files: Q(case_id__in=files.keys)),
)
_OF_THE_HOUSE = (
    kept(StepReckoning, _HOUSE, "fingerprint", "reckoned_at"),
    kept(Funder, _HOUSE, "name", "name_key"),
    kept(Funder.users.through, _WORK, "funder", "user", kept_in=Kept.ACCOUNTS),
    kept(
        FundingProgramme,
        _HOUSE,
        *("slug", "name", "name_key", "funder", "starts_on", "ends_on", "target", "price", "coordinator_fee"),
        *("coordinator_access_ends", "paper_twice", "first_call_months", "follow_up_months"),
        *("second_follow_up_months", "third_follow_up_months"),
    ),
    kept(FundingProgramme.regions.through, _HOUSE, "fundingprogramme", "region"),
    kept(Subregion, _HOUSE, "programme", "code", "name", "sort_order"),
    kept(Subregion.municipalities.through, _HOUSE, "subregion", "municipality"),
)
_ACCOUNT = {"kept_in": Kept.ACCOUNTS, "carried_by": "ekc.retention.accounts.anonymise_old_accounts"}
_OF_WHO_WORKS_HERE = (
    destroyed(SavedFilter, **_ACCOUNT),
    destroyed(CoordinatorLeave, **_ACCOUNT),
    destroyed(Coordinator.employers.through, **_ACCOUNT),
    destroyed(ProfileImport, Kept.DRAFTS, own=OwnTerm("made_at")),
    Place(
        Coordinator,
        Kept.ACCOUNTS,
        Fate.ANONYMISED,
        carried_by="ekc.retention.accounts.anonymise_old_accounts",
        keeps={_WORK: ("user", "max_cases", "available")},
        blanks=(
            *("gender", "languages", "backgrounds", "background_words", "faith", "faith_words", "trainings"),
            *("employers_declared_on", "vog_date", "training_costs"),
        ),
        neutral={"gender": Gender.UNKNOWN, "faith": "", "faith_words": "", "background_words": ""},
    ),
)
PLACES = (_CASE, _MAIN_PERSON, _CIRCLE_PERSON, *_KEPT_ROWS, *_GO_WITH_THE_FILE, *_OF_THE_HOUSE, *_OF_WHO_WORKS_HERE)
