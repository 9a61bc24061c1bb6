#!/usr/bin/env python3
"""Write what of Bootstrap this house uses: `static/ekc/bootstrap.css`, out of the vendored whole.

    scripts/trim_bootstrap.py [--check]

A rule stays when every class it names stands in a template, in Python or in a script of ours; a variable stays when
something reads it. `--check` writes nothing, and fails when the file is not what this script makes.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Any

import tinycss2

HERE = Path(__file__).resolve().parent.parent
WHOLE = HERE / "static/vendor/bootstrap/bootstrap.min.css"
TRIMMED = HERE / "static/ekc/bootstrap.css"
OURS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
HEAD = (
    "/* What this house uses of Bootstrap 5.3.8 (MIT, Copyright 2011-2025 The Bootstrap Authors).\n"
    "   Made by scripts/trim_bootstrap.py; do not edit. */\n"
)
# A name of a class also stands in code for something else; these are never a class of ours.
NEVER = frozenset({"show", "active", "disabled", "collapse", "row", "col", "container", "card", "modal", "nav", "fade"})
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
IN_MARKUP = re.compile(r"""class(?:es|Name|List)?["']?\]?\s*(?:=|:|\+=|\.\w+\()\s*f?(["'])(.*?)\1""", re.S)
VARIABLE = re.compile(r"--bs-[\w-]+")


def used_classes() -> set[str]:
    """Every word that stands where a class can stand."""
    found: set[str] = set()
    for path in sources():
        text = re.sub(r"{%.*?%}|{#.*?#}", " ", path.read_text(), flags=re.S)
        # Of a template tag in a class the words inside its quotes are lost above: they are read here.
        inside = " ".join(re.findall(r"{%[^%]*?[\"']([\w -]+)[\"'][^%]*?%}", path.read_text()))
        for _quote, words in IN_MARKUP.findall(text):
            found.update(re.findall(r"[A-Za-z][\w-]*", words))
        found.update(re.findall(r"[A-Za-z][\w-]*", inside))
        found.update(re.findall(r"""\b((?:btn|form|is|visually|mb|mt|table)-[\w-]+)""", text))
    return found - NEVER


def sources() -> list[Path]:
    files = [*(HERE / "templates").rglob("*.html"), *(HERE / "static/ekc").glob("*.js")]
    return sorted(files + [path for app in OURS for path in (HERE / app).rglob("*.py")])


def rules(nodes: list[Any], used: set[str]) -> str:
    """The rules of a sheet that are used, one a line."""
    lines = []
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = ",".join(each for each in split(node.prelude) if set(CLASS.findall(each)) <= used)
            if selectors and "[data-bs-theme=dark]" not in selectors:
                lines.append(f"{selectors}{{{tinycss2.serialize(node.content)}}}")
        elif node.type == "at-rule" and node.at_keyword == "media" and node.content is not None:
            inside = rules(tinycss2.parse_rule_list(node.content, skip_whitespace=True), used)
            if inside:
                lines.append(f"@media {tinycss2.serialize(node.prelude).strip()}{{\n{inside}\n}}")
    return "\n".join(lines)


def split(prelude: list[Any]) -> list[str]:
    """The selectors of a rule; a comma inside `:is(...)` divides nothing."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def without_unread(css: str) -> str:
    """Without the variables that nothing reads, here or in a sheet of ours."""
    ours = "".join(path.read_text() for path in (HERE / "static/ekc").glob("*.css") if path != TRIMMED)
    while True:
        read = set(re.findall(r"var\((--bs-[\w-]+)", css + ours))
        unread = set(VARIABLE.findall(css)) - read
        shorter = "".join(
            "" if VARIABLE.match(part) and part.partition(":")[0] in unread else part
            for part in re.split(r"(--bs-[\w-]+:[^;{}]*;?)", css)
        )
        if shorter == css:
            return re.sub(r"^[^\n{]*{}\n", "", css, flags=re.M)
        css = shorter


def trimmed() -> str:
    nodes = tinycss2.parse_stylesheet(WHOLE.read_text(), skip_comments=True, skip_whitespace=True)
    return HEAD + without_unread(rules(nodes, used_classes()) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")
    css = trimmed()
    if parser.parse_args().check:
        return 0 if TRIMMED.read_text() == css else 1
    TRIMMED.write_text(css)
    print(f"{TRIMMED.relative_to(HERE)}: {len(css)} bytes of {WHOLE.stat().st_size}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
