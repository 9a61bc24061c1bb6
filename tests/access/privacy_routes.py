"""The addresses of the desk of requests, and for whom each opens: of the matrix."""

from .route_kinds import CaseRoute, HousePage, PublicPage

PRIVACY_ROUTES: dict[str, CaseRoute | HousePage | PublicPage] = {
    "cases:privacy_requests": HousePage("ML"),
    "cases:privacy_of_case": CaseRoute("M"),
    "cases:privacy_record": CaseRoute("M"),
    **dict.fromkeys(
        ("cases:privacy_request", "cases:privacy_answer", "cases:privacy_extend", "cases:privacy_withdraw"),
        CaseRoute("M", row="asked"),
    ),
    "cases:privacy_letter": CaseRoute("M", row="answered"),
    "cases:statement_record": CaseRoute("M", row="answered"),
    "cases:statement_withdraw": CaseRoute("M", row="statement"),
    "cases:privacy_destroy": CaseRoute("M", acts=True, row="asked"),
    "cases:taken_out": CaseRoute("M", row="asks_to_go"),
    "cases:hold_file": CaseRoute("M"),
    "cases:hold_lift": CaseRoute("M", acts=True, row="held"),
    "cases:inzage_check": CaseRoute("M", row="asks_to_see"),
    "cases:inzage_checked": CaseRoute("M", acts=True, row="asks_to_see"),
    "cases:inzage_pdf": CaseRoute("M", row="looked_over"),
    "cases:inzage_data": CaseRoute("M", row="looked_over"),
    **dict.fromkeys(
        ("cases:consents", "cases:consent_give", "cases:consent_withdraw", "cases:consent_link"), CaseRoute("CM")
    ),
    "cases:own_consents": PublicPage(410, row="token"),
    **dict.fromkeys(("cases:go_on_without", "cases:takes_part_again"), CaseRoute("CM", row="main_person")),
    "cases:consent_talk": CaseRoute("M", row="withdrawn_consent"),
    "cases:access_stop": CaseRoute("P"),
    "cases:access_back": CaseRoute("M", acts=True, row="ended_access"),
}
