"""Free search over cases: whole words and beginnings of words, without accents and capitals.

The lexemes are made here and not by PostgreSQL's parser, which reads `EK-2026-00012` as negative numbers. They are
tokens made with the key of the house, one for every beginning of a word: the names and places that a case is found by
do not lie readable beside the columns in which they lie sealed (docs/adr/0052).
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, QuerySet, TextField, Value

from ekc.names import index_words, sought_words
from ekc.sealed.keys import token

from .contact import safe_contact
from .models import Case

LONGEST_BEGINNING = 24
"""Of a longer word these letters count: nobody types more to tell two apart."""
MOST_WORDS = 8
AT_ONCE = 500


class PrefixQuery(SearchQuery):
    """Every word must occur, as a word or as the beginning of one, alone or written as one with its neighbours."""

    # Cast and not to_tsquery(), so that a word stays the one lexeme it was stored as.
    template = "(%(expressions)s)::tsquery"

    def __init__(self, sought: Sequence[tuple[str, ...]]) -> None:
        super().__init__(" & ".join(map(_one_of, sought)), search_type="raw")


def _one_of(words: tuple[str, ...]) -> str:
    # A token holds letters, digits, - and _ only: nothing in it can close the quotes.
    beginnings = " | ".join(f"'{_token(word[:LONGEST_BEGINNING])}'" for word in words)
    return f"({beginnings})"


def _token(beginning: str) -> str:
    return token(beginning, "cases.search")


def search_cases(cases: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Narrow `cases` to those in which every word of `text` occurs; without a word to seek nothing changes."""
    sought = sought_words(text)[:MOST_WORDS]
    return cases.filter(search=PrefixQuery(sought)) if sought else cases


def update_search(case: Case) -> None:
    """Write what a case can be found by: number, names, place and referrer. Called by every act that changes one.

    A secret address gives no place to be found by (design 4.5).
    """
    Case.objects.filter(pk=case.pk).update(search=vector_of(_findable(case)))


def update_searches(cases: QuerySet[Any]) -> None:
    """The same for many cases, some hundreds at a time."""
    found = cases.select_related("referrer__organisation").prefetch_related("main_persons", "merged").order_by("pk")
    rows = found.iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(rows, AT_ONCE)):
        for case in chunk:
            case.search = vector_of(_findable(case))
        Case.objects.bulk_update(chunk, ["search"])


def _findable(case: Case) -> list[str]:
    # A double leads to the case that goes on.
    doubles = [number for each in case.merged.all() for number in (each.number, each.external_id)]
    parts = [case.number, case.external_id, *doubles, case.group_name, case.group_place]
    for person in case.main_persons.all():
        if person.destroyed_on is not None:
            continue
        parts += [person.name, safe_contact(person).place]
        parts += [] if person.secret_address else [person.municipality]
    referrer = getattr(case, "referrer", None)
    if referrer is not None:
        organisation = referrer.organisation
        parts += [referrer.name, organisation.name if organisation else referrer.organisation_name]
    return parts


def vector_of(parts: Iterable[str]) -> Func:
    """The value of `Case.search` for these texts; for whoever saves many cases at once."""
    return Func(Value(lexemes_of(parts), output_field=ArrayField(TextField())), function="array_to_tsvector")


def lexemes_of(parts: Iterable[str]) -> list[str]:
    """What these texts are found by: a token of each beginning of each word."""
    return tokens_of(word for part in parts for word in index_words(part))


def tokens_of(words: Iterable[str]) -> list[str]:
    """The tokens of every beginning of these words."""
    ends = range(1, LONGEST_BEGINNING + 1)
    return sorted(map(_token, {word[:end] for word in words for end in ends[: len(word)]}))
