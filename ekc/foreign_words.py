"""Words in another language or script on a finished page, each marked, wherever they stand.

Names, notes and answers come to a page by hundreds of ways. Where somebody knows the language, the page says it itself
(`own_words`). What is left is found here, so that a screen reader does not read it as Dutch, and a sentence around it
keeps its order: texts of which an app knows in which language they were typed (`TYPED`), and letters that the page is
not written in.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from django.utils.html import escape

from ekc.languages import direction_of
from ekc.registry import Registry

TypedOn = Callable[[str], Mapping[str, str]]
TYPED: Registry[TypedOn] = Registry("texts in another language")
"""From a page with its address to texts that may stand there, each with the language in which it was typed."""


def typed_on(page: str) -> dict[str, str]:
    """The texts that may stand on this page, its address in front, each with the language in which it was typed."""
    return {text: language for each in TYPED for text, language in each(page).items()}


# Letters that are not Latin, with the signs that are written above and below them.
_OTHER = (
    "\u0370-\u03ff\u0400-\u052f\u0530-\u1dbf\u2c00-\u2c5f\u2c80-\u2dff\u3040-\ua6ff"
    "\ua800-\uabff\uac00-\ud7ff\uf900-\ufaff\ufb13-\ufdfb\ufe70-\ufefc"
)
# Of one sentence: with the signs and spaces in it, and without a number or a Latin word, which ends it.
_RUN = re.compile(rf"[{_OTHER}](?:[^\w<>&]*[{_OTHER}])*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NAME = re.compile(r"<([a-zA-Z][\w:-]*)")
_SAID = re.compile(r"\s(?:lang|dir)=")
_LEFT_ALONE = frozenset({"script", "style", "title"})
# No element may stand in these, so they take a direction themselves.
_MARKED_THEMSELVES = frozenset({"input", "option", "text", "textarea"})


# One word counts only where nothing but signs stand beside it: "anne" of a form in Turkish is no part of a sentence.
_SHORT = 8
_BEGINS = r"(?:(?<=[>(:·,;–\"“]\s)|(?<=[>(:;\"“]))"
_ENDS = r"(?=\s*(?:[<)·,.:;–\"”(]|$))"


def mark_foreign_words(html: str) -> str:
    """The same page with every run of foreign letters marked, unless the element around it says its language."""
    return _marked(html, ((run, "", direction_of(run[0])) for run in _RUN.finditer(html)))


def mark_typed_words(html: str, typed: Mapping[str, str]) -> str:
    """The same page with these texts marked with their languages, unless the element around them does so."""
    known = {str(escape(text)): language for text, language in typed.items() if _LETTERS.search(text)}
    if not known:
        return html
    sought = re.compile("|".join(_as_found(text) for text in sorted(known, key=len, reverse=True)))
    return _marked(html, ((run, known[run[0]], direction_of(run[0])) for run in sought.finditer(html)))


def _as_found(text: str) -> str:
    is_short = len(text) < _SHORT and not re.search(r"\s", text)
    begins, ends = (_BEGINS, _ENDS) if is_short else (r"(?<!\w)", r"(?!\w)")
    return f"{begins}{re.escape(text)}{ends}"


def _marked(html: str, runs: Iterable[tuple[re.Match[str], str, str]]) -> str:
    changes: dict[int, tuple[int, str]] = {}
    for run, language, direction in runs:
        begins, ends = html.rfind("<", 0, run.start()), html.rfind(">", 0, run.start())
        is_within_tag = begins > ends
        if not is_within_tag:
            begins = html.rfind("<", 0, ends)
        tag = html[begins : html.find(">", begins) + 1]
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        if name in _LEFT_ALONE or _SAID.search(tag):
            continue
        if name in _MARKED_THEMSELVES:
            changes[begins] = (begins + 1 + len(name), f'<{name} lang="{language}" dir="auto"')
        elif not is_within_tag:
            marked = f'<span lang="{language}" dir="{direction}">{run[0]}</span>'
            changes[run.start()] = (run.end(), marked)
    return _changed(html, changes) if changes else html


def _changed(html: str, changes: dict[int, tuple[int, str]]) -> str:
    pieces, done = [], 0
    for start in sorted(changes):
        end, instead = changes[start]
        pieces += [html[done:start], instead]
        done = end
    return "".join([*pieces, html[done:]])
