"""The kinds of addresses that the matrix has a row for."""

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
