"""Every address of the house, and for whom it opens. A route without a row here fails the crawler.

Letters: C coordinator of the case, M regional manager of its region, P professional who referred it;
for pages that are nobody's file: C, M, P and O onderzoeker, F financier, L landelijk beheer.
"""

from dataclasses import dataclass

from cases.codes import CaseState as S


@dataclass(frozen=True)
class CaseRoute:
    """A page of a file. `who` reaches it in `state`; insiders who are not named get 403, strangers 404."""

    who: str
    state: str = S.ACTIVATION
    # Only an act: reading the address gives 405 to everybody.
    acts: bool = False
    # Which row the other arguments of the address point at: see `arguments` in the crawler.
    row: str = ""


@dataclass(frozen=True)
class HousePage:
    """A page that belongs to no file. Whoever is not named gets 404, who is not signed in the sign-in page."""

    who: str
    acts: bool = False
    row: str = ""
    # Where the answer is another than a page.
    code: int = 200


@dataclass(frozen=True)
class PublicPage:
    """A page for everybody, signed in or not; the code it answers to a reader without an account."""

    code: int = 200
    row: str = ""
    more: tuple[str, ...] = ()


DECIDING = S.SCREENING

ROUTES: dict[str, CaseRoute | HousePage | PublicPage] = {
    # --- cases -------------------------------------------------------------------------------------
    "home": PublicPage(),
    "cases:referral": PublicPage(),
    # Of whoever holds the draft, by session or account; everybody else is asked for the code.
    "cases:referral_resume": PublicPage(row="draft"),
    "cases:referral_pause": PublicPage(302, row="draft"),
    "cases:referral_discard": PublicPage(405, row="draft"),
    "cases:referral_check": PublicPage(302, row="draft"),
    "cases:referral_received": PublicPage(302, row="draft"),
    "cases:referral_copy": PublicPage(302, row="draft"),
    "cases:referral_step": PublicPage(302, row="draft", more=("naam",)),
    "cases:referral_desk": HousePage("M"),
    "cases:referral_phone": HousePage("M", row="call"),
    "cases:my_cases": HousePage("C"),
    "cases:my_referrals": HousePage("P"),
    "cases:worklist": HousePage("M"),
    "cases:new_signals": HousePage("M", code=204),
    "cases:case": CaseRoute("CMP"),
    "cases:variant": CaseRoute("M"),
    "cases:circle": CaseRoute("CM"),
    "cases:circle_add": CaseRoute("C"),
    "cases:circle_edit": CaseRoute("C", row="circle"),
    "cases:circle_set_aside": CaseRoute("C", row="circle"),
    "cases:circle_take_back": CaseRoute("C", acts=True, row="aside"),
    "cases:circle_merge": CaseRoute("C", row="circle"),
    "cases:worksheet": CaseRoute("CM"),
    "cases:worksheet_area": CaseRoute("C", row="area"),
    "cases:preparation": CaseRoute("CM"),
    "cases:tick": CaseRoute("C", acts=True, row="point"),
    "cases:go_on": CaseRoute("C"),
    "cases:responsibility": CaseRoute("C"),
    "cases:signal_add": CaseRoute("C"),
    "cases:signal_decide": CaseRoute("CM", row="signal"),
    "cases:ban_add": CaseRoute("C"),
    "cases:ban_decide": CaseRoute("CM", row="ban"),
    "cases:ban_lift": CaseRoute("CM", row="ban"),
    "cases:wish_add": CaseRoute("C"),
    "cases:wishes_share": CaseRoute("C", acts=True),
    "cases:wish": CaseRoute("C", row="wish"),
    "cases:briefing": CaseRoute("C"),
    "cases:help_add": CaseRoute("C"),
    "cases:help": CaseRoute("C", row="help"),
    "cases:intended_plan": CaseRoute("P"),
    "cases:intended_plans": HousePage("O"),
    "cases:work": CaseRoute("CM"),
    "cases:work_add": CaseRoute("C"),
    "cases:work_edit": CaseRoute("C", row="work"),
    "cases:contacts": CaseRoute("CM"),
    "cases:contact_add": CaseRoute("C"),
    "cases:contact_edit": CaseRoute("C", row="contact"),
    "cases:history": CaseRoute("CMP"),
    "cases:main_person": CaseRoute("C", row="main_person"),
    "cases:referrer": CaseRoute("M"),
    "cases:referrer_organisation": CaseRoute("M"),
    "cases:question_add": CaseRoute("C"),
    "cases:question_reword": CaseRoute("C", row="question"),
    "cases:information_visit": CaseRoute("C", S.ASSIGNED),
    "cases:start_activation": CaseRoute("C", S.ASSIGNED),
    "cases:decline": CaseRoute("CM", S.ASSIGNED),
    "cases:hand_back": CaseRoute("CM"),
    "cases:end_in_activation": CaseRoute("C"),
    "cases:plan_without_meeting": CaseRoute("C"),
    "cases:register": CaseRoute("CM", S.FOLLOWED_UP),
    "cases:close": CaseRoute("CM", S.REGISTERED),
    "cases:start_screening": CaseRoute("M", S.REFERRED, acts=True),
    "cases:decide": CaseRoute("M", DECIDING),
    "cases:assign": CaseRoute("M", DECIDING),
    "cases:assign_to": CaseRoute("M", DECIDING, row="coordinator"),
    "cases:coordinator_request_to": CaseRoute("M", DECIDING),
    "cases:coordinator_requests_stop": CaseRoute("M", DECIDING, acts=True),
    "cases:coordinator_request_stop": CaseRoute("M", DECIDING, acts=True, row="coordinator_request"),
    "cases:contracts": CaseRoute("CM"),
    "cases:contract_edit": CaseRoute("M", row="contract"),
    "cases:contract_pdf": CaseRoute("CM", row="contract"),
    "cases:coordinator_request": HousePage("C", row="coordinator_request"),
    "cases:coordinator_request_accept": HousePage("C", acts=True, row="coordinator_request"),
    "cases:coordinator_request_decline": HousePage("C", row="coordinator_request"),
    "cases:own_profile": HousePage("C"),
    "cases:pool": HousePage("ML"),
    "cases:pool_export": HousePage("ML"),
    "cases:profile_import": HousePage("ML"),
    "cases:profile_template": HousePage("ML"),
    "cases:profile_import_check": HousePage("L", row="import"),
    "cases:profile_import_confirm": HousePage("L", acts=True, row="import"),
    "cases:profile": HousePage("CML", row="profile"),
    "cases:profile_history": HousePage("CML", row="profile"),
    "cases:profile_edit": HousePage("CML", row="profile"),
    "cases:employer_add": HousePage("CML", row="profile"),
    "cases:employers_declare": HousePage("CML", acts=True, row="profile"),
    "cases:employer_remove": HousePage("CML", acts=True, row="employer"),
    "cases:tie_add": HousePage("CML", row="profile"),
    "cases:tie_remove": HousePage("CML", acts=True, row="tie"),
    "cases:leave_add": HousePage("CML", row="profile"),
    "cases:leave_remove": HousePage("CML", acts=True, row="leave"),
    "cases:ask": CaseRoute("M", DECIDING),
    "cases:record_answer": CaseRoute("M", S.ASKED),
    "cases:earlier": CaseRoute("M", DECIDING),
    "cases:earlier_link": CaseRoute("M", DECIDING, row="likely"),
    "cases:earlier_set_aside": CaseRoute("M", DECIDING, row="likely"),
    "cases:funding": CaseRoute("M", DECIDING),
    "cases:transfer": CaseRoute("M"),
    "cases:case_advice": CaseRoute("M", DECIDING),
    "cases:saved_filters": HousePage("M"),
    "cases:change_filter": HousePage("M", acts=True, row="filter"),
    "cases:offers": HousePage("MP"),
    "cases:offer_add": HousePage("MP"),
    "cases:offer_answer": HousePage("M", row="offer"),
    "cases:advices": HousePage("M"),
    "cases:advice_add": HousePage("M"),
    "cases:answer": PublicPage(410, row="token"),
    "cases:answer_thanks": PublicPage(),
    "reports:desk": HousePage("MOL"),
    "cases:let_wait": CaseRoute("M", DECIDING),
    "cases:advise_otherwise": CaseRoute("M", DECIDING),
    "cases:withdraw": CaseRoute("M", DECIDING),
    # --- conferences ---------------------------------------------------------------------------------
    "conferences:conference": CaseRoute("CMP", S.SCHEDULED),
    "conferences:plan": CaseRoute("C"),
    "conferences:postpone": CaseRoute("C", S.SCHEDULED),
    "conferences:invite": CaseRoute("C", S.SCHEDULED),
    "conferences:answer": CaseRoute("C", S.SCHEDULED, row="invitation"),
    "conferences:invitations": CaseRoute("CM", S.SCHEDULED),
    "conferences:invitation_how": CaseRoute("C", S.SCHEDULED, row="invitation"),
    "conferences:letter": CaseRoute("C", S.SCHEDULED, row="invitation"),
    "conferences:letters": CaseRoute("C", S.SCHEDULED),
    "conferences:letters_sent": CaseRoute("C", S.SCHEDULED, acts=True),
    "conferences:labels": CaseRoute("C", S.SCHEDULED),
    "conferences:nudge": CaseRoute("C", S.SCHEDULED, acts=True, row="invitation"),
    "conferences:told": CaseRoute("C", S.SCHEDULED, acts=True, row="invitation"),
    "conferences:suggestion_add": CaseRoute("C", S.SCHEDULED, acts=True, row="suggestion"),
    "conferences:suggestion_leave": CaseRoute("C", S.SCHEDULED, acts=True, row="suggestion"),
    "conferences:invitation": PublicPage(410, row="token"),
    "conferences:invitation_calendar": PublicPage(410, row="token"),
    "conferences:invitation_code": PublicPage(),
    "conferences:day": CaseRoute("C", S.SCHEDULED),
    "conferences:press": CaseRoute("C", S.SCHEDULED, acts=True, row="action"),
    "conferences:return": CaseRoute("C", S.IN_CONFERENCE),
    "conferences:finish": CaseRoute("C", S.IN_CONFERENCE),
    "conferences:record": CaseRoute("C", S.SCHEDULED),
    "conferences:times": CaseRoute("C", S.HELD_WITH_PLAN),
    "conferences:attendance": CaseRoute("C", S.HELD_WITH_PLAN),
    "conferences:attendance_other": CaseRoute("C", S.HELD_WITH_PLAN),
    "conferences:interpreter_wish": CaseRoute("C", S.HELD_WITH_PLAN),
    "conferences:absent": CaseRoute("C", S.HELD_WITH_PLAN),
    "conferences:letter_read": CaseRoute("C", S.HELD_WITH_PLAN),
    "conferences:letter_read_remove": CaseRoute("C", S.HELD_WITH_PLAN, acts=True, row="letter"),
    "conferences:run_sheet": CaseRoute("CM", S.SCHEDULED),
    "conferences:run_sheet_pdf": CaseRoute("CM", S.SCHEDULED),
    "conferences:run_sheet_phone": CaseRoute("CM", S.SCHEDULED),
    "conferences:parties": CaseRoute("C", "restorative"),
    "conferences:seats": CaseRoute("C", "restorative"),
    "conferences:day_poll": CaseRoute("CM", "asked"),
    "conferences:propose_days": CaseRoute("C"),
    "conferences:day_poll_ask": CaseRoute("C", "asked"),
    "conferences:day_poll_close": CaseRoute("C", "asked", acts=True),
    "conferences:day_answer": CaseRoute("C", "asked", row="day_guest"),
    "conferences:day_link": CaseRoute("C", "asked", acts=True, row="day_guest"),
    "conferences:days": PublicPage(410, row="token"),
    # --- plans ---------------------------------------------------------------------------------------
    "plans:frame": CaseRoute("CMP"),
    "plans:frame_edit": CaseRoute("P"),
    "plans:frame_assign": CaseRoute("M"),
    "plans:frame_reopen": CaseRoute("P", acts=True),
    "plans:frame_read": CaseRoute("C"),
    "plans:frame_pdf": CaseRoute("CMP"),
    "plans:plan": CaseRoute("CMP", S.HELD_WITH_PLAN),
    "plans:start": CaseRoute("C", S.HELD_WITH_PLAN, acts=True),
    "plans:version": CaseRoute("C", S.HELD_WITH_PLAN),
    "plans:agreement_new": CaseRoute("C", S.HELD_WITH_PLAN),
    "plans:agreement": CaseRoute("C", S.HELD_WITH_PLAN, row="agreement"),
    "plans:agreement_remove": CaseRoute("C", S.HELD_WITH_PLAN, acts=True, row="agreement"),
    "plans:residence": CaseRoute("C", S.HELD_WITH_PLAN),
    "plans:present": CaseRoute("C", S.HELD_WITH_PLAN),
    "plans:revise": CaseRoute("C", S.HELD_WITH_PLAN, acts=True),
    "plans:test": CaseRoute("P", "presented"),
    "plans:send": CaseRoute("C", S.HELD_WITH_PLAN),
    "plans:plan_pdf": CaseRoute("CP", "presented"),
    "plans:open": PublicPage(410, row="token"),
    # --- reports ---------------------------------------------------------------------------------------
    "reports:index": HousePage("MOL"),
    "reports:request_file": HousePage("MOL", acts=True),
    "reports:downloads": HousePage("MOL"),
    "reports:file": HousePage("O", row="download"),
    "reports:programmes": HousePage("FML"),
    "reports:programme": HousePage("FML", row="programme"),
    "reports:programme_create": HousePage("L"),
    "reports:programme_edit": HousePage("L", row="programme"),
    "reports:funders": HousePage("L"),
    "reports:funder_create": HousePage("L"),
    "reports:funder": HousePage("L", row="funder"),
    # --- followup and surveys -----------------------------------------------------------------------
    "followup:followup": CaseRoute("CM", S.PLAN_SENT),
    "followup:call": CaseRoute("C", S.PLAN_SENT, row="call"),
    "followup:attempt": CaseRoute("C", S.PLAN_SENT, acts=True, row="call"),
    "followup:interview": CaseRoute("C", S.PLAN_SENT),
    "followup:agreements": CaseRoute("C", S.PLAN_SENT, row="call"),
    "followup:evaluation": CaseRoute("C", S.PLAN_SENT),
    "surveys:surveys": CaseRoute("C", S.PLAN_SENT),
    "surveys:hand_out": CaseRoute("C", S.PLAN_SENT),
    "surveys:invite": CaseRoute("C", S.PLAN_SENT),
    "surveys:answer": PublicPage(410, row="token"),
    "surveys:thanks": PublicPage(),
    # --- ground floor ----------------------------------------------------------------------------------
    "accounts:management": HousePage("L"),
    "accounts:people": HousePage("L"),
    "accounts:person": HousePage("L", row="person"),
    "accounts:person_create": HousePage("L"),
    "accounts:person_deactivate": HousePage("L", row="person"),
    "accounts:person_invite": HousePage("L", acts=True, row="person"),
    "accounts:person_reactivate": HousePage("L", acts=True, row="person"),
    "accounts:person_remove_second_factor": HousePage("L", row="person"),
    "accounts:organisations": HousePage("L"),
    "accounts:organisation": HousePage("L", row="organisation"),
    "accounts:organisation_create": HousePage("L"),
    "accounts:regions": HousePage("L"),
    "accounts:region": HousePage("L", row="region"),
    "accounts:municipality_create": HousePage("L", row="region"),
    "lists:lists": HousePage("L"),
    "lists:list": HousePage("L", row="list"),
    "lists:add": HousePage("L", row="list"),
    "lists:change": HousePage("L", row="listed"),
    "lists:retire": HousePage("L", row="listed"),
    "lists:reopen": HousePage("L", acts=True, row="listed"),
    "audit:reads": HousePage("L"),
    "outbox:failures": HousePage("ML"),
    "outbox:retry_mail": HousePage("ML", acts=True, row="mail"),
    "outbox:lapse_mail": HousePage("ML", acts=True, row="mail"),
    "outbox:retry_row": HousePage("ML", acts=True, row="due"),
    "outbox:lapse_row": HousePage("ML", acts=True, row="due"),
    "outbox:letter_box": PublicPage(),
    "outbox:letter": PublicPage(row="letter"),
    "language": PublicPage(405),
    "gallery": PublicPage(),
    "health-live": PublicPage(),
    "health-ready": PublicPage(),
}

# Signing in and the second factor are the library's own pages, and hold nobody's file.
LIBRARY_PREFIXES = ("account_", "mfa_")
