"""The addresses of the read log and of its review, all of landelijk beheer: of the matrix."""

from .route_kinds import HousePage

REVIEW_ROUTES: dict[str, HousePage] = {
    "audit:reads": HousePage("L"),
    "audit:reads_sheet": HousePage("L"),
    "cases:reviews": HousePage("L"),
    "cases:review": HousePage("L", row="review"),
    "cases:review_answer": HousePage("L", row="drawn"),
    "cases:review_sign": HousePage("L", row="review"),
}
