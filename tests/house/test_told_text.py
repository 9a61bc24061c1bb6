"""Every text that somebody can type goes through the gate for secret addresses, or is said here to stay in the file."""

import importlib
import pkgutil
from collections.abc import Iterator

from django import forms

import cases
import conferences
import plans
from cases.told_text import TellsOthersMixin
from ekc.forms import HouseFormMixin, PhoneField

STAYS_IN_FILE = {
    # Read by coordinator and regional manager, who know what is secret.
    "AnswerForm": {"diet", "transport", "child_care", "interpreter", "fear", "needs", "absent_reason"},
    "PostponeForm": {"reason"},
    "ReturnForm": {"reason"},
    **dict.fromkeys(("TakeBackForm", "AfterAllForm", "BreakOffForm", "OtherOutcomeForm"), {"reason"}),
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
    # Who is asked, and where that person works.
    "AskGuestForm": {"full_name", "organisation", "function"},
    "BottomLineForm": {"text"},
    "PlanTestForm": {"question_to_family", "needed", "capacity", "stands_in_for"},
    "NextVersionForm": {"reason"},
    # The text of the law, of no case.
    "LawArticleForm": {"name", "text", "in_plain_words"},
}


def house_forms() -> Iterator[type[forms.BaseForm]]:
    for package in (cases, conferences, plans):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    todo = list(HouseFormMixin.__subclasses__())
    while todo:
        form = todo.pop()
        todo += form.__subclasses__()
        if form.__module__.split(".")[0] in ("conferences", "plans") and issubclass(form, forms.BaseForm):
            yield form


def free_texts(form: type[forms.BaseForm]) -> set[str]:
    fields = {**getattr(form, "declared_fields", {}), **form.base_fields}
    return {
        name
        for name, field in fields.items()
        if type(field) is forms.CharField and not isinstance(field, PhoneField) and not field.widget.is_hidden
    }


def test_every_free_text_of_day_and_plan_is_held_against_secret_addresses_or_stays_in_the_file() -> None:
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
