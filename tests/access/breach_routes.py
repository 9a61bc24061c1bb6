"""The addresses of the night of a breach, all of landelijk beheer, and of the read log: of the matrix."""

from .review_routes import REVIEW_ROUTES
from .route_kinds import HousePage

BREACH_ROUTES: dict[str, HousePage] = {
    **REVIEW_ROUTES,
    "accounts:person_end_sessions": HousePage("L", row="person"),
    "accounts:end_all_sessions": HousePage("L"),
    "breaches:register": HousePage("L"),
    "breaches:record": HousePage("L"),
    **dict.fromkeys(
        ("breaches:one", "breaches:change", "breaches:authority", "breaches:people", "breaches:add", "breaches:close"),
        HousePage("L", row="breach"),
    ),
    "breaches:letters": HousePage("L", row="breach"),
    "breaches:bring": HousePage("L", acts=True, row="breach"),
    "breaches:told": HousePage("L", row="concerned"),
    "breaches:letter": HousePage("L", row="concerned"),
    "breaches:drop": HousePage("L", acts=True, row="concerned"),
}
