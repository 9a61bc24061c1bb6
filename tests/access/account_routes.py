"""The addresses of people with an account, their organisations and the door: of the matrix.

Without the setting no organisation has a door, and its addresses are not there; `tests/accounts/test_sign_on.py` opens
them.
"""

from .route_kinds import HousePage, PublicPage

ACCOUNT_ROUTES: dict[str, HousePage | PublicPage] = {
    "accounts:stay": HousePage("CMPOFL"),
    "accounts:management": HousePage("L"),
    "accounts:people": HousePage("L"),
    "accounts:person": HousePage("L", row="person"),
    "accounts:person_create": HousePage("L"),
    "accounts:person_deactivate": HousePage("L", row="person"),
    "accounts:person_hand_over": HousePage("L", row="person"),
    "accounts:person_invite": HousePage("L", acts=True, row="person"),
    "accounts:person_withdraw_invitation": HousePage("L", acts=True, row="person"),
    "accounts:person_reactivate": HousePage("L", acts=True, row="person"),
    "accounts:person_remove_second_factor": HousePage("L", row="person"),
    "accounts:organisations": HousePage("L"),
    "accounts:organisation": HousePage("L", row="organisation"),
    "accounts:organisation_merge": HousePage("L", row="organisation"),
    "accounts:organisation_merge_with": HousePage("L", row="two_organisations"),
    "accounts:organisation_merge_undo": HousePage("L", row="merged_organisations"),
    "accounts:organisation_create": HousePage("L"),
    "accounts:regions": HousePage("L"),
    "accounts:region": HousePage("L", row="region"),
    "accounts:municipality_create": HousePage("L", row="region"),
    "accounts:person_unbind": HousePage("L", row="person"),
    "accounts:sso_choose": PublicPage(404),
    "accounts:sso": PublicPage(404, row="token"),
    "accounts:sso_back": PublicPage(404, row="token"),
    "accounts:sso_connect": HousePage("", row="token"),
    "accounts:sso_confirm": HousePage(""),
}
