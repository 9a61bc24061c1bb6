"""Every address that can write a case into the read log has a name that the people it is about understand."""

import types
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from ekc import access
from ekc.audit.acts import record_list, record_read
from ekc.looked_at import BESIDE_ANOTHER, PAGES, SOME_PAGE, bring, name_of
from ekc.registry import DuplicateName
from ekc.translations import LANGUAGES
from tests.access.matrix import ROUTES, CaseRoute

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
WRITERS = (record_read, record_list)
# What these write names no case: profiles of coordinators, figures of a whole programme, editions, files of figures.
OF_NO_CASE = {
    "cases:pool_export",
    "reports:index",
    "reports:file",
    *(f"reports:edition{each}" for each in ("", "_words", "_sentence", "_approve", "_send_back", "_discard")),
    *(f"reports:edition{each}" for each in ("_publish", "_withdraw", "_next", "_file")),
}


def views(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern)), pattern.callback


def codes_of(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from codes_of(inner)


def is_ours(thing: Any) -> bool:
    return str(getattr(thing, "__module__", "") or "").split(".")[0] in APPS


def called_by(function: types.FunctionType) -> Iterator[Any]:
    """What a function names, of its own module and of modules that it imports, and what it wraps."""
    yield getattr(function, "__wrapped__", None)
    for cell in function.__closure__ or ():
        yield cell.cell_contents
    for code in codes_of(function.__code__):
        there = [function.__globals__.get(name) for name in code.co_names]
        yield from there
        for module in there:
            if isinstance(module, types.ModuleType) and module.__name__.split(".")[0] in APPS:
                yield from (getattr(module, name, None) for name in code.co_names)


def writes_the_log(thing: Any, seen: set[int]) -> bool:
    """Whether the read log is written by this, or by anything of ours that it names; a bare refusal writes no case."""
    if any(thing is writer for writer in WRITERS):
        return True
    if thing is access.require or id(thing) in seen:
        return False
    seen.add(id(thing))
    if isinstance(thing, type) and is_ours(thing):
        members = [getattr(each, "func", getattr(each, "fget", each)) for each in vars(thing).values()]
        return any(writes_the_log(each, seen) for each in members)
    if not isinstance(thing, types.FunctionType):
        return False
    if not is_ours(thing):
        return writes_the_log(getattr(thing, "__wrapped__", None), seen)
    return any(writes_the_log(each, seen) for each in called_by(thing))


WRITING = {name for name, view in views() if writes_the_log(view, set())}
CASE_ROUTES = {name for name, row in ROUTES.items() if isinstance(row, CaseRoute)}


def test_every_page_of_a_file_is_seen_to_write_the_log() -> None:
    """So that the test below overlooks none."""
    assert sorted(CASE_ROUTES - WRITING) == []
    assert OF_NO_CASE <= WRITING


def test_every_page_that_writes_a_case_into_the_log_has_a_name_and_every_name_a_page() -> None:
    assert sorted((WRITING | CASE_ROUTES) - OF_NO_CASE - set(PAGES.names())) == [], "say it in looked_at.py of the app"
    assert sorted(set(PAGES.names()) - WRITING) == [], "no such page, or it writes no case"


def test_a_page_of_a_file_is_none_of_many_and_the_other_way_round() -> None:
    assert {name for name in CASE_ROUTES if PAGES[name].of_many} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_said_in_the_language_of_the_reader(language: str) -> None:
    names = {page.name for page in PAGES} | {SOME_PAGE, BESIDE_ANOTHER}
    with translation.override("nl"):
        dutch = {str(name) for name in names}
    with translation.override(language):
        said = {str(name) for name in names}

    assert len(said) == len(dutch)
    assert said & dutch == set()


def test_no_name_is_that_of_a_route_or_of_the_house() -> None:
    """What only staff know: addresses, English, and the names of tabs that say nothing to a family."""
    for page in PAGES:
        said = str(page.name)
        assert said == said.strip()
        assert not any(sign in said for sign in "_/"), said
        assert len(said) <= 60


def test_an_address_that_is_gone_and_a_case_on_the_page_of_another_have_a_name_too() -> None:
    assert name_of("cases:long_ago", in_a_list=False) == "een bladzijde van het dossier"
    assert name_of("cases:earlier", in_a_list=True) == "een lijst van zaken die op elkaar lijken"
    assert name_of("cases:worklist", in_a_list=True) == "een lijst met zaken"
    assert name_of("cases:circle", in_a_list=False) == "de mensen in de kring"


def test_two_names_for_one_page_are_refused() -> None:
    with pytest.raises(DuplicateName):
        bring({"iets anders": ("cases:circle",)})
