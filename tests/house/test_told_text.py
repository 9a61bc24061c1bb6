"""Every text that somebody can type goes through the gate for secret addresses, or is said here to stay in the file."""

import importlib
import pkgutil
from collections.abc import Iterator

from django import forms

import cases
import conferences
import followup
import plans
import surveys
from cases.told_text import TellsOthersMixin
from ekc.forms import HouseFormMixin, PhoneField

PACKAGES = (cases, conferences, plans, followup, surveys)
OURS = {package.__name__ for package in PACKAGES}
ADDRESS = ("street", "postcode")
STAYS_IN_FILE: dict[str, set[str]] = {
    # Read by coordinator and regional manager, who know what is secret.
    "AnswerForm": {"diet", "transport", "child_care", "interpreter", "fear", "needs", "absent_reason"},
    "PostponeForm": {"reason"},
    "ReturnForm": {"reason"},
    **dict.fromkeys(("TakeBackForm", "AfterAllForm", "BreakOffForm", "OtherOutcomeForm", "MeetAgainForm"), {"reason"}),
    "OutcomeForm": {"reason"},
    "RecordForm": {"reason"},
    "ReasonForm": {"reason"},
    "OtherPresenceForm": {"name"},
    "LetterForm": {"read_by"},
    "InterpreterWishForm": {"wished_by"},
    # Of an invitee, who must not learn from the form which address is secret: left out where it is shown.
    **dict.fromkeys(
        ("InviteeForm", "ProfessionalForm"),
        {"absent_reason", "diet", "transport", "child_care", "interpreter", "fear", "needs", "suggested"},
    ),
    "AnswerDaysForm": {"note"},
    "CodeForm": {"code"},
    # Of a professional, who must not learn it either.
    "FrameForm": {
        *("legal_basis", "concerns", "strengths", "pedagogical_view", "criteria", "possible_help"),
        "communication_wishes",
    },
    "SeenForm": {"what", "when", "by_whom"},
    "SignForm": {"remark"},
    "NotNeededForm": {"reason"},
    "BottomLineForm": {"text"},
    "PlanTestForm": {"question_to_family", "needed", "capacity", "stands_in_for"},
    "NextVersionForm": {"reason"},
    # The text of the law, of no case.
    "LawArticleForm": {"name", "text", "in_plain_words"},
    # Of who applies, a citizen or a professional, who must not learn it either: left out where others read it.
    # Questions for everybody, of no case; and words of which a data manager takes names out.
    "CopyForm": {"version"},
    "EditQuestionForm": {"text", "help_text", "section", "options"},
    "NumberForm": {"number"},
    "RedactForm": {"text"},
    # Of who applies, a citizen or a professional, who must not learn it either: left out where others read it.
    "SituationForm": {"question", "situation"},
    "HelpForm": {"other_professionals", "provider", "reason", "what"},
    "UrgencyForm": {"urgent_reason"},
    "WishesForm": {"wish_culture_words", "wish_faith_words", "wish_language", "wish_other"},
    **dict.fromkeys(("ConsentForm", "GroupConsentForm", "LaterConsentForm"), {"consent_by", "consent_how"}),
    "GroupForm": {"group_name", "group_place", "municipality"},
    "GroupPartyForm": {"name", "spokesperson"},
    "RelativeForm": {"name", "relation", "best_time", "street", "postcode", "place"},
    **dict.fromkeys(("PersonForm", "PersonReachForm"), {"name", "place", "municipality", *ADDRESS, "best_time"}),
    "AddressForm": {"municipality", "place", *ADDRESS},
    "NetworkNameForm": {"name", "relation"},
    "SelfNameForm": {"name"},
    **dict.fromkeys(
        ("ProfessionalNameForm", "ReferrerForm"), {"name", "function", "organisation_name", "best_time", "interpreter"}
    ),
    "ReachForm": {"best_time", "interpreter"},
    "ReferrerOrganisationForm": {"name"},
    "ResumeForm": {"code", "reason"},
    "SendForm": {"website"},
    "AnswerByLinkForm": {"answer"},
    "IntendedPlanForm": {"text"},
    # Who somebody is and how to reach them: shown by `safe_contact` alone, or left out where others read it.
    "CircleForm": {
        *("name", "relation", "needs", "other_way", "language", "knowledge_decided_by"),
        *("place", *ADDRESS, "best_time", "contact_wish"),
    },
    "MainPersonForm": {
        *("own_wish", "own_wish_reason", "support_person", "language"),
        *("place", *ADDRESS, "best_time", "contact_wish"),
    },
    "IdentityForm": {"name", "reason"},
    "SetAsideForm": {"decided_with", "other_way", "reason", "note"},
    "AreaForm": {"names", "note"},
    # Read by coordinator and office alone.
    **dict.fromkeys(
        (
            *("ReasonForm", "GoOnForm", "TakeOffForm", "UndoForm", "TransferForm", "LeavingForm", "HandBackForm"),
            *(
                "PlanWithoutMeetingForm",
                "StopAfterwardsForm",
                "DeclineForm",
                "HandOverForm",
                "SuccessorForm",
                "ReopenForm",
            ),
            *("AssignForm", "RequestForm", "ContractForm", "ResponsibilityForm", "EndForm", "LiftBanForm"),
            *("BanDecisionForm", "DecisionForm", "SignalDecisionForm"),
        ),
        {"reason", "deviation_reason", "explanation", "decision"},
    ),
    **dict.fromkeys(
        (
            *("ContactForm", "DeclineRequestForm", "WorkForm", "TriageCallForm", "LinkEarlierForm", "WaitForm"),
            *("BanForm", "AnswerByPhoneForm", "RegistrationForm", "InformationVisitForm", "AdviceLogForm"),
        ),
        {"note", "answer", "cooperation_note", "present", "asked_by", "doubt"},
    ),
    "SignalForm": {"about", "signalled_by"},
    # Of the desk of requests, which the regional manager alone reads.
    "HoldFileForm": {"reason"},
    "TakingOutForm": {"also_called"},
    # Of the register of consent, which whoever works on the case reads.
    **dict.fromkeys(("SayConsentForm", "WithdrawConsentForm"), {"said_by", "how"}),
    "ConsentTalkForm": {"note"},
    # Read by landelijk beheer alone.
    "JudgeForm": {"reason"},
    "RightForm": {"what", "asked_by", "paper", "child_view"},
    **dict.fromkeys(("ResponsibilityForm", "SideAgreementForm"), {"note"}),
    **dict.fromkeys(("HandOverRequestForm", "UndoMergeForm", "VariantForm"), {"reason", "deviation_reason"}),
    "BriefingForm": {"known", "spoken_with", "unknown"},
    "AccountInvitationForm": {"full_name", "organisation"},
    # Of the calls afterwards, which the coordinator and the office read.
    **dict.fromkeys(("TellingRow", "KnownTellingRow"), {"reason"}),
    "CallForm": {"early_reason", "nudge", "spoken_with", "summary"},
    **dict.fromkeys(("EvaluationForm", "OwnEvaluationForm"), {"by", "result"}),
    "ExperienceForm": {"early_reason", "spoken_with", "summary"},
    "FinishForm": {"early_reason"},
    "InterviewForm": {"early_reason", "not_done_and_why", "quote"},
    "SaidForm": {"not_done_and_why", "quote"},
    # Of somebody of the family who answers by link, and must not learn from the form which address is secret.
    "OwnAnswerForm": {"not_done_and_why", "quote"},
    "OwnTellingRow": {"reason"},
    "OwnTapForm": {"why"},
    "ProposalForm": {"text"},
    "AgreedForm": {"outcome"},
    # Who got the plan on paper: a name.
    "OtherRecipientForm": {"name"},
    # What somebody said on the phone; the coordinator alone reads it.
    "TaskAnswerForm": {"why"},
    # Of no case: offers without names, profiles, funders, names of things.
    **dict.fromkeys(("OfferForm", "OfferAnswerForm"), {"reason"}),
    **dict.fromkeys(("ProgrammeForm", "FunderForm", "SaveFilterForm", "EmployerForm"), {"name"}),
    "ProfileForm": {"background_words", "faith_words"},
    "TieForm": {"description"},
}


def house_forms() -> Iterator[type[forms.BaseForm]]:
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    todo = list(HouseFormMixin.__subclasses__())
    while todo:
        form = todo.pop()
        todo += form.__subclasses__()
        if form.__module__.split(".")[0] in OURS and issubclass(form, forms.BaseForm):
            yield form


def free_texts(form: type[forms.BaseForm]) -> set[str]:
    fields = {**getattr(form, "declared_fields", {}), **form.base_fields}
    return {
        name
        for name, field in fields.items()
        if type(field) is forms.CharField and not isinstance(field, PhoneField) and not field.widget.is_hidden
    }


def test_every_free_text_is_held_against_secret_addresses_or_stays_in_the_file() -> None:
    loose = {}
    for form in house_forms():
        told = (
            {*getattr(form, "tells", ()), *getattr(form, "place", ())} if issubclass(form, TellsOthersMixin) else set()
        )
        if left := free_texts(form) - told - STAYS_IN_FILE.get(form.__name__, set()):
            loose[form.__name__] = left

    assert loose == {}


def test_what_a_form_tells_others_are_fields_that_it_has() -> None:
    wrong = {
        form.__name__: unknown
        for form in house_forms()
        if issubclass(form, TellsOthersMixin)
        and (unknown := {*form.tells, *form.place} - {*form.base_fields, *getattr(form, "declared_fields", {})})
    }

    assert wrong == {}
