"""Whatever others may be changing too is never overwritten unseen; and a list with a row more forgets no choice."""

import ast
import inspect
import re
from typing import Any

import pytest
from django import forms
from django.core.management import call_command
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.urls import reverse

from cases.codes import CaseState
from cases.referral.reads.steps import STEPS
from ekc.form_group import FormGroup, RowsFormSet, with_row_more
from ekc.shared_edit import AS_READ, SharedEditMixin
from plans.acts.frame import begin_next_version
from plans.models import Agreement, PlanVersion, SafetyFrame
from plans.queries import current_version
from tests.factories import make_case
from tests.house.test_one_room import PACKAGES, ROOT
from tests.people import signed_in
from tests.sent_forms import filled, main_form, refusals_in
from tests.trees import modules, nodes_of, tree_of
from tests.world import make_world

# Forms that open with something in them, and on no row that is there already.
NOT_SHARED = {
    "PaperLanguageForm": "changes nothing: in which language a paper is drawn, that of who reads it stands ready",
    "ObjectionForm": "makes an objection: the day of today stands ready",
    **dict.fromkeys(
        ("SayConsentForm", "WithdrawConsentForm", "ConsentTalkForm"),
        "makes rows that nobody changes: today stands ready",
    ),
    "ToldForm": "writes down once that somebody heard: today",
    "RightForm": "makes a request: the day of today stands ready",
    "EditionForm": "makes an edition: what was chosen on the page of figures stands ready",
    "AssignForm": "makes a contract: the fee of the programme stands ready",
    "RequestForm": "makes requests: the fee of the programme stands ready",
    "AcceptForm": "says yes to a request, which is locked by its act",
    "RedactForm": "releases a text once: its row is locked by the act",
    "RecipientRow": "sends the plan, once: as each was invited",
    "PresentForm": "shows or fixes the plan, once: why a point stays open",
    "TaskAnswerForm": "writes down an answer: of the only one who is asked",
    "ChangeForm": "begins a version, which its act refuses the second time: with what was proposed",
    "WishForm": "new: the kind that was asked for in the address",
    "OfferForm": "makes an offer: today, and the region of last time",
    "CallForm": "ends a call once, which its act refuses the second time: today",
    "ExperienceForm": "ends a call once, which its act refuses the second time: today",
    "FinishForm": "ends the follow-up once, which its act refuses the second time: today",
    "InterviewForm": "makes an interview: today",
    "AttemptForm": "adds an attempt: today",
    "TellFamilyForm": "tells people, who hear it once a day: all of them",
    "EvaluationForm": "makes an evaluation",
    "AskGuestForm": "asks somebody: of a team leader, the organisation of who asks",
    "SignForm": "signs the text that was read, which its act refuses when it changed",
    "PlanTestForm": "decides once, which its act refuses the second time",
    "ReadingForm": "writes down a day that is over: today",
    "HandOverForm": "hands over once: to whoever gets it by itself",
    "AccountInvitationForm": "makes an invitation: with what the aanmelding says of the referrer",
    "TransferForm": "hands over once: where the case is now",
    "QuestionForm": "a new wording beside the old one, which its act refuses to replace twice",
    "LetterForm": "makes a row: a letter, in the first part",
    "OtherPresenceForm": "adds somebody: the usual parts",
    "LaterConsentForm": "writes down what the family said, and when: today",
    "AskForm": "asks more people: with their links",
    "ProposeForm": "makes a poll: with everybody chosen",
    "InviteRow": "invites who was not invited: how one would",
    "EndForm": "ends the preparation once, which its act refuses the second time: the totals so far",
    "InformationVisitForm": "a move of the case, once: today",
    "StartActivationForm": "a move of the case, once",
    "ReportForm": "chooses figures and changes nothing",
    "SaveFilterForm": "makes a filter of what is on the screen",
    "GalleryForm": "an example",
}


def forms_of(context: Any) -> list[forms.BaseForm]:
    """Every form that the page handed to its template, those of groups and lists too."""
    found: list[Any] = []
    for name in ("form", "forms"):
        source = context.get(name) if context else None
        if isinstance(source, FormGroup):
            for part in vars(source).values():
                found += part.forms if isinstance(part, BaseFormSet) else part if isinstance(part, list) else [part]
        elif source is not None:
            found.append(source)
    return [each for each in found if isinstance(each, forms.BaseForm)]


def has_something_in_it(form: forms.BaseForm) -> bool:
    return any(
        form.get_initial_for_field(field, name) not in (None, "", [], False)
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    )


def check_nothing_is_overwritten(answer: Any, drawn: dict[str, Any]) -> None:
    """Every form of this page on a row that is there sees what changed meanwhile (asked of all pages)."""
    for form in forms_of(answer.context):
        list_mark = f"{form.prefix.rsplit('-', 1)[0]}-{AS_READ}" if form.prefix else ""
        if isinstance(form, SharedEditMixin):
            assert all(mark in drawn["fields"] for mark, _value in form.marks()), type(form).__name__
        elif list_mark not in drawn["fields"]:
            assert not has_something_in_it(form) or type(form).__name__ in NOT_SHARED, type(form).__name__


# --- agreements, what stands around the plan, and the frame ----------------------------------------------------


class Tab:
    """A page as it stands open in a browser."""

    def __init__(self, user, url: str) -> None:
        self.client, self.url = signed_in(user), url
        self.sent = filled(self.client.get(url))

    def save(self, **typed):
        self.sent |= typed
        answer = self.client.post(self.url, self.sent)
        if answer.status_code == 200:
            self.sent = filled(answer)
        return answer


@pytest.fixture
def held(db):
    return make_world(state=CaseState.HELD_WITH_PLAN)


def test_an_agreement_that_two_people_change_keeps_both_and_refuses_the_same_field(held):
    agreement = current_version(held.own.plan).agreements.first()
    url = reverse("plans:agreement", args=[held.own.case.number, agreement.pk])
    first, second, third = (Tab(held.anna, url) for _turn in range(3))

    assert first.save(what="Oma haalt Sem op dinsdag").status_code == 302
    assert second.save(who="oma en opa").status_code == 302
    refused = third.save(what="Opa haalt Sem op woensdag")

    assert "Oma haalt Sem op dinsdag" in refused.content.decode()
    found = Agreement.objects.get(pk=agreement.pk)
    assert (found.what, found.who) == ("Oma haalt Sem op dinsdag", "oma en opa")
    assert third.save().status_code == 302
    assert Agreement.objects.get(pk=agreement.pk).what == "Opa haalt Sem op woensdag"


def test_what_stands_around_the_plan_is_not_overwritten(held):
    url = reverse("plans:version", args=[held.own.case.number])
    first, second = Tab(held.anna, url), Tab(held.anna, url)

    assert refusals_in(first.save(monitor="Tante Ria")) == []
    assert second.save(contingency="Dan bellen we oma.").status_code == 302

    version: PlanVersion = current_version(held.own.plan)
    assert (version.monitor, version.contingency) == ("Tante Ria", "Dan bellen we oma.")


@pytest.fixture
def draft_of_the_frame(db):
    world = make_world(state=CaseState.ACTIVATION)
    draft = begin_next_version(world.own.case.frames.get(), by=world.dirk, reason="Vader drinkt minder.")
    draft.bottom_lines.all().delete()
    draft.bottom_lines.create(text="Sem slaapt niet alleen bij zijn vader.")
    return world, reverse("plans:frame_edit", args=[world.own.case.number])


def test_a_bottom_line_that_was_added_elsewhere_stays(draft_of_the_frame):
    world, url = draft_of_the_frame
    first, second = Tab(world.dirk, url), Tab(world.dirk, url)
    more = {"lines-TOTAL_FORMS": "2", "lines-1-text": "Vader drinkt niet als Sem er is."}
    assert first.save(save_draft="1", **more).status_code == 302

    assert second.save(save_draft="1", strengths="Oma is er veel.").status_code == 302

    frame: SafetyFrame = world.own.case.frames.latest("version")
    assert frame.strengths == "Oma is er veel."
    assert [line.text for line in frame.bottom_lines.all()] == [
        "Sem slaapt niet alleen bij zijn vader.",
        "Vader drinkt niet als Sem er is.",
    ]


def test_bottom_lines_that_two_tabs_change_are_refused_once_with_what_stands_there(draft_of_the_frame):
    world, url = draft_of_the_frame
    first, second = Tab(world.dirk, url), Tab(world.dirk, url)
    first.save(save_draft="1", **{"lines-0-text": "Sem slaapt bij oma."})

    refused = second.save(save_draft="1", **{"lines-0-text": "Sem slaapt thuis."})

    assert "Sem slaapt bij oma." in refused.content.decode()
    assert "Sem slaapt thuis." in refused.content.decode()
    assert second.save(save_draft="1").status_code == 302
    assert world.own.case.frames.latest("version").bottom_lines.get().text == "Sem slaapt thuis."


# --- a row more -------------------------------------------------------------------------------------------


def all_lists() -> list[type[BaseFormSet]]:
    call_command("check", verbosity=0)  # every view, and with it every form, is imported
    found, waiting = [], [BaseFormSet]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found += [kind for kind in kinds if hasattr(kind, "form") and not kind.form.__module__.startswith("django")]
    return found


def test_every_list_of_rows_is_one_that_gives_a_new_row_its_choices():
    lists = all_lists()

    assert len(lists) >= 6
    assert [kind.form.__name__ for kind in lists if not issubclass(kind, RowsFormSet)] == []


def test_every_button_for_another_row_says_of_which_list_so_that_kept_rows_come_back():
    """`keep.js` presses it when a page begins with fewer rows than were typed."""
    asked = {
        word.value.value
        for _name, path in modules(*PACKAGES)
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "redraws" and isinstance(word.value, ast.Constant)
    }
    # A page with several such buttons lists them.
    listed = [
        ast.literal_eval(node.value)
        for _name, path in modules(*PACKAGES)
        for node in tree_of(path).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ROW_BUTTONS"
    ]
    asked = asked.union(*listed)
    html = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))

    assert len(asked) >= 4
    for name in asked:
        assert re.search(rf'<button[^>]*name="{name}"[^>]* data-rows="\w+"', html), name


@pytest.mark.django_db
def test_a_row_that_is_added_has_what_a_new_page_would_have():
    case = make_case()
    for kind in all_lists():
        data = QueryDict(mutable=True)
        data.update({"lijst-TOTAL_FORMS": "0", "lijst-INITIAL_FORMS": "0", "more": "1"})
        asked = {"case": case} if "case" in inspect.signature(kind.form.__init__).parameters else {}
        fresh = kind.form(prefix="lijst-0", **asked)

        rows = kind(with_row_more(data, "lijst", button="more", most=9), prefix="lijst", form_kwargs=asked)

        for name, field in fresh.fields.items():
            if not callable(field.initial):
                assert rows[0][name].value() == fresh[name].value() or not fresh[name].value(), (kind.form, name)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind, steps in STEPS.items() if any(step.prefix for step in steps)])
def test_whoever_is_added_to_an_aanmelding_has_an_answer_to_geboren_before_anybody_chose(client, kind):
    started = client.post(reverse("cases:referral"), {"kind": kind})["Location"]
    slug = next(step.slug for step in STEPS[kind] if step.prefix == "persons")
    url = f"{started.rstrip('/').rsplit('/', 1)[0]}/{slug}/"
    rows = int(main_form(client.get(url).content.decode())["fields"]["persons-TOTAL_FORMS"][0])

    sent = main_form(client.get(url).content.decode())["fields"] | {"add_persons": "1"}
    drawn = main_form(client.post(url, sent, follow=True).content.decode())["fields"]

    assert drawn["persons-TOTAL_FORMS"] == [str(rows + 1)]
    assert drawn[f"persons-{rows}-birth"] == ["datum"]
    judged = refusals_in(client.post(url, drawn | {f"persons-{rows}-name": "Noor"}, follow=True))
    assert any("Vul de geboortedatum in" in each for each in judged), judged
    assert not any("Kies" in each and "Geboren" in each for each in judged)
