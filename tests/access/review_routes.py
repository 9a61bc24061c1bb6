"""The addresses of the read log, of landelijk beheer, and of its review, also of who keeps a region: of the matrix."""

from .route_kinds import HousePage

REVIEW_ROUTES: dict[str, HousePage] = {
    "audit:reads": HousePage("L"),
    "audit:reads_sheet": HousePage("L"),
    "cases:reviews": HousePage("ML"),
    "cases:review": HousePage("ML", row="review"),
    "cases:review_answer": HousePage("ML", row="drawn"),
    "cases:review_sign": HousePage("ML", row="review"),
}
