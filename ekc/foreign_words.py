"""Words in another script on a finished page, each marked with its direction, wherever they stand.

Names, notes and answers come to a page by hundreds of ways. Where somebody knows the language, the page says it itself
(`own_words`); whatever is left in letters that the page is not written in is found here, so that a screen reader does
not read it as Dutch, and a sentence around it keeps its order.
"""

import re

# Letters that are not Latin, with the signs that are written above and below them.
_OTHER = (
    "\u0370-\u03ff\u0400-\u052f\u0530-\u1dbf\u2c00-\u2c5f\u2c80-\u2dff\u3040-\ua6ff"
    "\ua800-\uabff\uac00-\ud7ff\uf900-\ufaff\ufb13-\ufdfb\ufe70-\ufefc"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdfb\ufe70-\ufefc]")
# Of one sentence: with the signs and spaces in it, and without a number or a Latin word, which ends it.
_RUN = re.compile(rf"[{_OTHER}](?:[^\w<>&]*[{_OTHER}])*")
_NAME = re.compile(r"<([a-zA-Z][\w:-]*)")
_SAID = re.compile(r"\s(?:lang|dir)=")
_LEFT_ALONE = frozenset({"script", "style", "title"})
# No element may stand in these, so they take a direction themselves.
_MARKED_THEMSELVES = frozenset({"input", "option", "text", "textarea"})


def mark_foreign_words(html: str) -> str:
    """The same page with every run of foreign letters marked, unless the element around it says its language."""
    changes: dict[int, tuple[int, str]] = {}
    for run in _RUN.finditer(html):
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
            changes[begins] = (begins + 1 + len(name), f'<{name} lang="" dir="auto"')
        elif not is_within_tag:
            direction = "rtl" if _RIGHT_TO_LEFT.search(run[0]) else "auto"
            changes[run.start()] = (run.end(), f'<span lang="" dir="{direction}">{run[0]}</span>')
    return _changed(html, changes) if changes else html


def _changed(html: str, changes: dict[int, tuple[int, str]]) -> str:
    pieces, done = [], 0
    for start in sorted(changes):
        end, instead = changes[start]
        pieces += [html[done:start], instead]
        done = end
    return "".join([*pieces, html[done:]])
