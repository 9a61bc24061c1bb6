"""The files in `locale/`: which sentences need a translation, and the binary form that Django reads.

Pure Python, so that nobody needs gettext on the machine: `.po` is what people edit, `.mo` is committed beside it
and a test holds the two together. Public sentences are found in `SOURCES`.
"""

import ast
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
PLURALS = {
    "en": (2, "(n != 1)"),
    "tr": (2, "(n > 1)"),
    "pl": (3, "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"),
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
}
# What citizens meet. A file may be narrowed to some of its classes and functions; without them it counts whole.
SOURCES: dict[str, tuple[str, ...]] = {
    "templates/cases/referral/*.html": (),
    "templates/cases/referral/print/*.html": (),
    "templates/base.html": (),
    "templates/base_public.html": (),
    "templates/cases/home.html": (),
    "templates/includes/demo_strip.html": (),
    "templates/includes/footer.html": (),
    "templates/includes/header_public.html": (),
    "templates/includes/language_switch.html": (),
    "templates/includes/messages.html": (),
    "templates/pieces/error_summary.html": (),
    "templates/pieces/facts.html": (),
    "templates/pieces/form_note.html": (),
    "templates/pieces/label_text.html": (),
    "ekc/forms.py": (),
    "cases/referral/acts/drafts.py": ("save_parts", "check_code", "mail_link", "_lock"),
    "cases/referral/acts/referral.py": (),
    "cases/notices.py": ("_tell_applicant_received",),
    **{f"cases/referral/forms/{each}.py": () for each in ("applicant", "consent", "group", "people", "rows")},
    **{f"cases/referral/forms/{each}.py": () for each in ("sending", "situation", "step_form")},
    **{f"cases/referral/reads/{each}.py": () for each in ("answers", "step_page", "steps", "summary")},
    **{f"cases/referral/views/{each}.py": () for each in ("drafts", "pausing", "sending", "start", "steps")},
    "cases/codes.py": (
        *("Applicant", "ReferrerType", "ReferrerRole", "RepeatReason", "HelpDuration", "Residence"),
        *("SafetyTrigger", "PreferenceKind"),
    ),
    "templates/conferences/inviting/public/*.html": (),
    "templates/conferences/inviting/print/letter.html": (),
    "conferences/inviting/calendar_file.py": (),
    "conferences/inviting/acts/mails.py": ("_invited", "_moved", "_cancelled", "_off", "_reminder", "_closing"),
    "conferences/inviting/acts/inviting.py": ("_check_open",),
    "conferences/inviting/forms/inviting.py": ("InviteeForm", "ProfessionalForm"),
    "conferences/inviting/forms/link_code.py": (),
    "conferences/inviting/letters.py": ("letters_html",),
}
NAMES = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"})


@dataclass
class Entry:
    """One sentence of the source, its plural where it has one, and its translations (one, or one per plural form)."""

    source: str
    plural: str = ""
    texts: list[str] = field(default_factory=list)
    found_in: set[str] = field(default_factory=set)

    def is_complete(self, language: str) -> bool:
        wanted = PLURALS[language][0] if self.plural else 1
        return len(self.texts) == wanted and all(self.texts)


# --- finding ---------------------------------------------------------------------------------


def public_sentences() -> dict[str, Entry]:
    """Every sentence in `SOURCES`, by its Dutch text."""
    found: dict[str, Entry] = {}
    for pattern, names in SOURCES.items():
        paths = sorted(ROOT.glob(pattern))
        if not paths:
            raise FileNotFoundError(f"{pattern} in ekc/translations.py names no file")
        for path in paths:
            for source, plural in _sentences_in(path, names):
                entry = found.setdefault(source, Entry(source, plural))
                entry.plural = entry.plural or plural
                entry.found_in.add(str(path.relative_to(ROOT)))
    return found


def _sentences_in(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if path.suffix == ".html":
        yield from _of_template(path.read_text())
        return
    tree: ast.AST = ast.parse(path.read_text())
    if names:
        body = [node for node in ast.iter_child_nodes(tree) if getattr(node, "name", "") in names]
        tree = ast.Module(body=body, type_ignores=[])  # type: ignore[arg-type]
    yield from _of_python(tree)


def _of_template(text: str) -> Iterator[tuple[str, str]]:
    """Django turns a template into lines of `gettext(...)`; all other text in it becomes X."""
    for match in re.finditer(r"\bn?gettext\(", templatize(text)):
        call = _call_at(templatize(text), match.start())
        yield from _of_python(ast.parse(call))


def _call_at(text: str, start: int) -> str:
    """The shortest text from `start` to a closing bracket that is a whole call."""
    end = start
    while True:
        end = text.index(")", end) + 1
        try:
            ast.parse(text[start:end])
        except SyntaxError:
            continue
        return text[start:end]


def _of_python(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES):
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if texts:
            yield texts[0], texts[1] if node.func.id.startswith("ngettext") else ""


# --- po ---------------------------------------------------------------------------------


def po_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read_po(text: str) -> dict[str, Entry]:
    """Read what `write_po` wrote, also when a person edited it. Raises ValueError for a line that is none of it."""
    entries: dict[str, Entry] = {}
    fields: dict[str, str] = {}
    key = ""

    def finish() -> None:
        if fields.get("msgid"):
            texts = [value for name, value in sorted(fields.items()) if name.startswith("msgstr")]
            entries[fields["msgid"]] = Entry(fields["msgid"], fields.get("msgid_plural", ""), texts)
        fields.clear()

    for number, line in enumerate(text.splitlines(), 1):
        clean = line.strip()
        if not clean or clean.startswith("#"):
            continue
        match = re.fullmatch(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?(".*")', clean)
        if match is None:
            raise ValueError(f"line {number}: {line}")
        if match[1]:
            if match[1] == "msgid":
                finish()
            key = match[1]
            fields[key] = ""
        fields[key] += ast.literal_eval(match[2])
    finish()
    return entries


def write_po(language: str, entries: Iterable[Entry]) -> str:
    """The text of a `.po` file: sentences in the order of their sources, each with where it stands."""
    count, rule = PLURALS[language]
    lines = ['msgid ""', 'msgstr ""', f'"{_header(language, count, rule)}"']
    for entry in sorted(entries, key=lambda each: (sorted(each.found_in)[:1], each.source)):
        lines += ["", *(f"#: {path}" for path in sorted(entry.found_in)), f"msgid {_quoted(entry.source)}"]
        if entry.plural:
            lines.append(f"msgid_plural {_quoted(entry.plural)}")
            texts = [*entry.texts, *[""] * count][:count]
            lines += [f"msgstr[{index}] {_quoted(text)}" for index, text in enumerate(texts)]
        else:
            lines.append(f"msgstr {_quoted(next(iter(entry.texts), ''))}")
    return "\n".join(lines) + "\n"


def _header(language: str, count: int, rule: str) -> str:
    return (
        f"Language: {language}\\nMIME-Version: 1.0\\nContent-Type: text/plain; charset=UTF-8\\n"
        f"Content-Transfer-Encoding: 8bit\\nPlural-Forms: nplurals={count}; plural={rule};\\n"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


# --- mo ---------------------------------------------------------------------------------


def mo_bytes(language: str, entries: Iterable[Entry]) -> bytes:
    """The binary form of the complete entries, as gettext lays it down: two tables of lengths and places."""
    header = _header(language, *PLURALS[language]).replace("\\n", "\n")
    pairs = {b"": header.encode()}
    for entry in entries:
        if entry.is_complete(language):
            source = f"{entry.source}\0{entry.plural}" if entry.plural else entry.source
            pairs[source.encode()] = "\0".join(entry.texts).encode()
    keys = sorted(pairs)
    start = 7 * 4 + 16 * len(keys)
    tables, data = [], b""
    for texts in (keys, [pairs[key] for key in keys]):
        for text in texts:
            tables += [len(text), start + len(data)]
            data += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + struct.pack(f"<{len(tables)}I", *tables) + data


def bring_in_step(language: str) -> list[str]:
    """Give the `.po` file of a language every public sentence, and its `.mo` what is translated; returns what is not.

    A translation whose sentence is gone goes with it.
    """
    path = po_path(language)
    known = read_po(path.read_text()) if path.exists() else {}
    entries = public_sentences()
    for source, entry in entries.items():
        if source in known:
            entry.texts = known[source].texts
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_po(language, entries.values()))
    path.with_suffix(".mo").write_bytes(mo_bytes(language, entries.values()))
    return [entry.source for entry in entries.values() if not entry.is_complete(language)]
