"""The worklist of a regional manager: which cases, how many per tab, and what each asks next.

It reads everything from columns and two prefetches: a hundred thousand cases cost what thirty do.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases import norms
from cases.casepage.file_steps import ASKED_OF_A_COORDINATOR
from cases.casepage.next_step import STEPS, Next, shown_term, title_of, who_does
from cases.casepage.phases import state_tone
from cases.casepage.reads.kept_steps import has_unsent_mail, is_unsafe, kept_step, late_on
from cases.codes import (
    AFTERWARDS_STATES,
    ALL_STATES,
    COMING_IN_STATES,
    DAY_STATES,
    FINISHED_STATES,
    LIVING_STATES,
    PREPARING_STATES,
    RequestState,
    WaitingReason,
)
from cases.codes import CaseState as S
from cases.contact import safe_contact
from cases.keepers import GONE_WORDS, gone_columns, gone_from, somebody_is_gone
from cases.models import Case, ContactDetails, CoordinatorRequest, MainPerson
from cases.models.case import KEPT_OF_THE_STEP
from cases.queries import main_persons_there, who_of
from cases.querysets import without_decision, working_contracts
from ekc.dates import local_today
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message

from .counts import counts_of

PAGE_SIZE = 25
ENDED_TAB = "afgesloten"
MOST_PAGES = 400
"""Ten thousand rows deep: whoever looks further is looking for something, and has the search for that."""
# What a row shows, and no more: a case has forty columns, some of them long texts.
OF_THE_CASE = (
    "number",
    "state",
    "state_since",
    "received_on",
    "preparation_started_on",
    "is_urgent",
    "safety_triggers",
    "waiting_reason",
    "variant",
    "group_name",
    "referrer_type",
    "information_visit_on",
    "manager__full_name",
    "referrer__name",
    "safety_professional__full_name",
    "referrer__case",
    *KEPT_OF_THE_STEP,
)
OF_A_PERSON = (
    "case",
    "name",
    "kind",
    "unborn",
    "own_wish",
    *("own_wish_reason", "destroyed_on"),
    *(field.name for field in ContactDetails._meta.fields),
)


class Tab(NamedTuple):
    key: str
    label: str | Promise
    states: frozenset[str]


NEW, WAITING, SIGNALS, ALL = "nieuw", "wacht", "signalen", "alles"
TABS = (
    Tab(NEW, gettext_lazy("Nieuw"), COMING_IN_STATES),
    Tab("antwoord", gettext_lazy("Wacht op antwoord"), frozenset({S.ASKED})),
    # And what is new, while a coordinator thinks about it (`_is_asked`).
    Tab(WAITING, gettext_lazy("Wacht op coördinator"), frozenset({S.WAITING})),
    Tab("voorbereiding", gettext_lazy("Voorbereiding"), PREPARING_STATES),
    Tab("gepland", gettext_lazy("Gepland"), DAY_STATES),
    Tab("na", gettext_lazy("Na de conferentie"), AFTERWARDS_STATES),
    # Safety signals without a decision, terms that ran out, mail that did not leave, somebody who is gone.
    Tab(SIGNALS, gettext_lazy("Signalen"), LIVING_STATES),
    Tab(ENDED_TAB, gettext_lazy("Afgesloten"), FINISHED_STATES),
    Tab(ALL, gettext_lazy("Alles"), ALL_STATES),
)
TAB_OF = {tab.key: tab for tab in TABS}
MARKED_TABS = frozenset({NEW, WAITING, SIGNALS})
"""What stands under these is not told by the state alone."""
DESK_TABS = frozenset({NEW, "antwoord", WAITING, SIGNALS})
"""Here the manager decides: haste first, then who has waited longest."""
ORDERS: Mapping[str, tuple[str, ...]] = {
    "nieuw": ("-received_on", "-pk"),
    "oud": ("received_on", "pk"),
    "stand": ("state_since", "pk"),
}


@dataclass(frozen=True)
class WorklistRow:
    number: str
    url: str
    names: str
    place: str
    state: str
    tone: str
    next: str
    who: str
    days: str
    since: str
    term: str
    term_words: str
    is_urgent: bool
    needs_frame: bool
    has_signal: bool
    has_failed_mail: bool
    gone: list[str]  # who is gone from it, a sentence each
    why_waiting: str


@dataclass(frozen=True)
class Worklist:
    tabs: list[dict[str, Any]]
    tab: Tab
    page: Page[Any]
    is_cut_off: bool
    counted_at: dt.datetime | None
    """When the large numbers of the tabs were counted; None when they are of now."""

    @property
    def cases(self) -> list[Case]:
        return list(self.page.object_list)


def worklist_of(found: QuerySet[Any], query: QueryDict, chosen: Mapping[str, Any]) -> Worklist:
    """The page of the worklist that `query` asks for. `found` has every filter but state and tab; at most
    three queries: what the tabs count (`_counts`), and the rows. What the cases keep of their next step is up to
    date after `bring_steps_up_to_date`.
    """
    tab, state = _tab(query, chosen), chosen.get("state") or ""
    asked = [*map(str, found.query.sql_with_params()), state, str(local_today())]
    counts = counts_of(asked, list(TAB_OF), lambda tabs: _counts(found, chosen, state, tabs))
    paginator = CasePaginator(
        _cases_of(tab, found, state).order_by(*_order(tab, chosen)), PAGE_SIZE, total=counts.of[tab.key]
    )
    page = paginator.get_page(query.get("page"))
    return Worklist(
        tabs=[
            {
                "label": each.label,
                "url": _address(query, each.key),
                "count": counts.of[each.key],
                "current": each is tab,
            }
            for each in TABS
        ],
        tab=tab,
        page=page,
        is_cut_off=counts.of[tab.key] > PAGE_SIZE * MOST_PAGES,
        counted_at=counts.counted_at,
    )


def _cases_of(tab: Tab, found: QuerySet[Any], state: str) -> QuerySet[Any]:
    """The cases under one tab; of them those in `state`, when one is chosen."""
    if tab.key == ALL and not state:
        return found
    inside = Q(state__in=_states(tab, state))
    if tab.key == NEW:
        return found.filter(inside & ~_is_asked())
    if tab.key == WAITING:
        return found.filter(inside | Q(state__in=_states(TAB_OF[NEW], state)) & _is_asked())
    return with_signal(found.filter(inside)) if tab.key == SIGNALS else found.filter(inside)


def _counts(found: QuerySet[Any], chosen: Mapping[str, Any], state: str, tabs: Collection[str]) -> Mapping[str, int]:
    """How many cases each of `tabs` has; two queries, or one where a search or filter makes it read the cases."""
    reckon = _of_what_is_narrowed if _is_narrowed(chosen) else _of_everything
    of_state, asked, signals = reckon(found, state, tabs)
    counts = {tab: sum(of_state.get(each, 0) for each in _states(TAB_OF[tab], state)) for tab in tabs}
    besides = {NEW: -asked, WAITING: asked}
    return {tab: signals if tab == SIGNALS else counts[tab] + besides.get(tab, 0) for tab in tabs}


def _is_narrowed(chosen: Mapping[str, Any]) -> bool:
    return any(chosen.get(name) for name in chosen if name not in ("sort", "state", "tab"))


def _of_everything(found: QuerySet[Any], state: str, tabs: Collection[str]) -> tuple[dict[str, int], int, int]:
    # Count(*) and not of a column: the index alone answers it.
    of_state = dict(_under(found, tabs, state).values_list("state").annotate(cases=Count("*")))
    if not MARKED_TABS.intersection(tabs):
        return of_state, 0, 0
    marked = _under(found, MARKED_TABS.intersection(tabs), state).aggregate(**_marked(state))
    return of_state, marked["asked"], marked["signals"]


def _of_what_is_narrowed(found: QuerySet[Any], state: str, tabs: Collection[str]) -> tuple[dict[str, int], int, int]:
    counted = list(_under(found, tabs, state).values_list("state").annotate(cases=Count("*"), **_marked(state)))
    of_state = {name: cases for name, cases, _asked, _signals in counted}
    return of_state, sum(row[2] for row in counted), sum(row[3] for row in counted)


def _under(found: QuerySet[Any], tabs: Collection[str], state: str) -> QuerySet[Any]:
    """The cases that one of these tabs counts; what is new and asked of somebody counts under the one that waits."""
    found = found.order_by()
    if ALL in tabs:
        return found
    looked_in = {*tabs, NEW} if WAITING in tabs else tabs
    return found.filter(state__in=sorted({each for tab in looked_in for each in _states(TAB_OF[tab], state)}))


def _marked(state: str) -> dict[str, Count]:
    """What the tabs count that is no state."""
    return {
        "asked": Count("pk", filter=Q(_is_asked(), state__in=_states(TAB_OF[NEW], state))),
        "signals": Count("pk", filter=Q(_has_signal(), state__in=_states(TAB_OF[SIGNALS], state))),
    }


def _states(tab: Tab, state: str) -> list[str]:
    return sorted(each for each in tab.states if not state or each == state)


def _is_asked() -> Q:
    """A coordinator was asked for it, and thinks about it."""
    return Q(next_step=ASKED_OF_A_COORDINATOR)


def _tab(query: QueryDict, chosen: Mapping[str, Any]) -> Tab:
    """The tab asked for. Without one: what is new; of a search or filter: everything that fits it."""
    if found := TAB_OF.get(query.get("tab", "")):
        return found
    return TAB_OF[ALL if any(chosen.get(name) for name in chosen if name != "sort") else "nieuw"]


def _order(tab: Tab, chosen: Mapping[str, Any]) -> tuple[Any, ...]:
    if sort := chosen.get("sort"):
        return ORDERS[sort]
    if tab.key == SIGNALS:
        # Safety cannot wait behind a hundred terms.
        first = ExpressionWrapper(is_unsafe(), BooleanField())
        return (first.desc(), "-is_urgent", "received_on", "pk")
    return ("-is_urgent", "received_on", "pk") if tab.key in DESK_TABS else ORDERS["nieuw"]


def _address(query: QueryDict, tab: str) -> str:
    kept = query.copy()
    kept.pop("page", None)
    kept["tab"] = tab
    return f"?{kept.urlencode()}"


def _with_people(cases: QuerySet[Any]) -> QuerySet[Any]:
    working = (
        working_contracts()
        .select_related(None)
        .select_related("coordinator__user")
        .only("case", "coordinator__user__full_name")
    )
    asked = CoordinatorRequest.objects.filter(case=OuterRef("pk"), state=RequestState.OPEN)
    found: QuerySet[Any] = (
        cases.select_related("manager", "referrer", "safety_professional")
        .only(*OF_THE_CASE)
        .annotate(
            asked_name=Subquery(asked.values("coordinator__user__full_name")),
            asked_at=Subquery(asked.values("opened_at")),
            has_signal=without_decision(),
            has_failed_mail=Exists(Message.objects.filter(case_number=OuterRef("number"), state=MessageState.FAILED)),
            **gone_columns(),
        )
        .with_calling_words()
        .prefetch_related(
            Prefetch("main_persons", queryset=MainPerson.objects.only(*OF_A_PERSON)),
            Prefetch("contracts", queryset=working, to_attr="active_contracts"),
        )
    )
    return found


def with_signal(cases: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `cases` about which somebody must be told: safety, a term, mail that did not leave, who is gone."""
    return cases.filter(_has_signal())


def _has_signal() -> Q:
    return late_on(local_today()) | is_unsafe() | has_unsent_mail() | somebody_is_gone()


class CasePaginator(Paginator):  # type: ignore[type-arg]
    """Pages of a list whose length is known already, at most `MOST_PAGES` of them."""

    def __init__(self, cases: QuerySet[Any], size: int, *, total: int) -> None:
        super().__init__(cases, size)
        # The cached property of Paginator, filled in: no COUNT of its own.
        self.__dict__["count"] = min(total, size * MOST_PAGES)

    def page(self, number: int | str) -> Page[Any]:
        """The cases of one page, with all that a row shows.

        Which twenty-five they are is asked inside: otherwise PostgreSQL looks up manager, offer, signal and mail of
        every case of the tab before it sorts.
        """
        number = self.validate_number(number)
        cases: Any = self.object_list
        start = (number - 1) * self.per_page
        keys = cases.values("pk")[start : min(start + self.per_page, self.count)]
        found = _with_people(Case.objects.filter(pk__in=keys)).order_by(*cases.query.order_by)
        return Page(found, number, self)


# --- rows -----------------------------------------------------------------------------------------------


def rows_of(cases: Sequence[Case]) -> list[WorklistRow]:
    """What the table shows of each case."""
    today = local_today()
    return [_row(case, today) for case in cases]


def _row(case: Case, today: dt.date) -> WorklistRow:
    following = kept_step(case)
    term, words = _term(following, case, today) if following else ("", "")
    persons = main_persons_there(case)
    return WorklistRow(
        number=case.number,
        url=case.get_absolute_url(),
        names=who_of(case),
        place=next(filter(None, (safe_contact(person).place for person in persons)), ""),
        # `get_state_display` builds the whole list of choices anew for every case.
        state=str(S(case.state).label),
        tone=state_tone(case.state),
        next=str(title_of(case, following)) if following else "",
        who=_who_and_since(case, following, today),
        days=_days(case.received_on, today),
        since=_since(case, today),
        term=term,
        term_words=words,
        is_urgent=case.is_urgent,
        needs_frame=case.needs_frame,
        has_signal=getattr(case, "has_signal", False) or bool(following and STEPS[following.key].is_signal),
        has_failed_mail=getattr(case, "has_failed_mail", False),
        gone=[str(GONE_WORDS[each]) for each in gone_from(case)],
        why_waiting=str(WaitingReason(case.waiting_reason).label) if case.state == S.WAITING else "",
    )


def _who_and_since(case: Case, following: Next | None, today: dt.date) -> str:
    """Who must do it; of a coordinator who thinks about it: since when."""
    if asked_at := getattr(case, "asked_at", None):
        return _("gevraagd: %(since)s") % {"since": _ago(asked_at, today)}
    return str(who_does(case, following)) if following else ""


def _ago(moment: dt.datetime, today: dt.date) -> str:
    """How long ago, for a line under a step: "vandaag", "gisteren", "3 dagen geleden"."""
    days = (today - timezone.localdate(moment)).days
    if days < 2:
        return _("gisteren") if days == 1 else _("vandaag")
    return _("%(days)s dagen geleden") % {"days": days}


def _since(case: Case, today: dt.date) -> str:
    return _days(timezone.localdate(case.state_since), today)


def _days(day: dt.date, today: dt.date) -> str:
    days = (today - day).days
    return ngettext("%(days)s dag", "%(days)s dagen", days) % {"days": days} if days > 0 else _("vandaag")


def _term(following: Next, case: Case, today: dt.date) -> tuple[str, str]:
    """The light and its words: `late` and "3 dagen te laat"."""
    due_on = shown_term(following)
    if due_on is None:
        return "", ""
    left = (due_on - today).days
    if left < 0:
        words = ngettext("%(days)s dag te laat", "%(days)s dagen te laat", -left) % {"days": -left}
    elif left == 0:
        words = _("Vandaag")
    else:
        words = ngettext("Nog %(days)s dag", "Nog %(days)s dagen", left) % {"days": left}
    return norms.light(due_on, today, near=STEPS[following.key].near(case)), words
