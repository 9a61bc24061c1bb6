"""The files in `locale/`: which sentences need a translation, and the binary form that Django reads.

Babel reads and writes them, so that nobody needs gettext on the machine: `.po` is what people edit, `.mo` is committed
beside it and a test holds the two together. Public sentences are found in `SOURCES`.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser
from babel.messages.pofile import write_po as write_catalog
from django.conf import settings
from django.utils.translation.template import templatize

from ekc.inzage_words import sentences_of_inzage

ROOT = Path(settings.BASE_DIR)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
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
    "ekc/field_words.py": (),
    "ekc/forms.py": (),
    "ekc/date_fields.py": (),
    "ekc/once/acts.py": (),
    "ekc/shared_edit.py": (),
    "cases/referral/acts/drafts.py": ("save_parts", "check_code", "mail_link", "_lock"),
    "cases/referral/acts/referral.py": (),
    "cases/notices.py": (
        "_tell_referrer_received",
        "_tell_of_question",
        "_tell_by_link",
        "_mail_news",
    ),
    "cases/codes/variants.py": ("GroupKind", "GroupTopic"),
    "cases/coordinators/acts/hand_over_mails.py": ("news_for_family",),
    "cases/desk/forms/referrer_questions.py": ("AnswerByLinkForm",),
    "cases/desk/reads/referrer_questions.py": ("link_kind",),
    "templates/cases/desk/answer*.html": (),
    "templates/links/closed.html": (),
    "ekc/links.py": ("Closed", "LinkKind"),
    "cases/casepage/reads/referrer_news.py": (),
    "cases/desk/views/referrer_news.py": (),
    "templates/cases/desk/public/*.html": (),
    "templates/cases/desk/print/news_letter.html": (),
    **{f"cases/referral/forms/{each}.py": () for each in ("who_applies", "consent", "group", "people", "rows")},
    **{
        f"cases/referral/forms/{each}.py": ()
        for each in ("sending", "situation", "step_form", "living_place", "coordinator_wishes")
    },
    "cases/told_text.py": ("Secrets",),
    "ekc/accounts/organisation_question.py": ("OrganisationQuestionMixin",),
    **{f"cases/referral/reads/{each}.py": () for each in ("answers", "step_page", "steps", "summary")},
    **{f"cases/referral/views/{each}.py": () for each in ("drafts", "pausing", "sending", "start", "steps")},
    "cases/codes/people.py": ("Residence",),
    "cases/codes/referral.py": (
        *("ReferrerKind", "ReferrerRole", "RepeatReason", "HelpDuration"),
        *("SafetyTrigger", "PreferenceKind"),
    ),
    "templates/cases/privacy/public/*.html": (),
    "templates/cases/privacy/print/*.html": (),
    "cases/privacy/reads/inzage.py": ("left_out_by_rule",),
    "cases/privacy/reads/passages.py": ("_in_words",),
    "cases/privacy/mentions.py": ("_mask",),
    "cases/privacy/answer_papers.py": (),
    "cases/inzage.py": ("_act",),
    "cases/workflow.py": ("WORKFLOW",),
    "ekc/inzage_words.py": ("LABELS", "SAID_OTHERWISE"),
    "cases/codes/consent.py": ("CONSENT_TEXT", "CONSENT_AFTER"),
    "cases/privacy/acts/consents.py": ("say_consent",),
    "cases/privacy/acts/own_links.py": ("_mail",),
    "cases/privacy/reads/own_consents.py": ("link_kind",),
    "cases/privacy/views/own_consents.py": (),
    "cases/privacy/reads/who_looked.py": (),
    "ekc/accounts/codes.py": ("Role",),
    "ekc/looked_at*.py": (),
    "*/looked_at.py": (),
    "templates/conferences/planning/days.html": (),
    "conferences/codes.py": ("Availability",),
    "conferences/planning/acts/day_poll.py": ("_queue_question", "answer_days", "_open"),
    "conferences/planning/forms/day_poll.py": ("AnswerDaysForm", "option_in_words"),
    "conferences/planning/reads/day_poll.py": ("link_kind",),
    "templates/followup/public/*.html": (),
    "followup/codes.py": ("Execution", "ShareKept", "Change", "Told", "WhyNot"),
    "followup/acts/family_mails.py": (),
    "followup/acts/guests.py": ("answer_by_link",),
    "followup/forms/guests.py": ("OwnAnswerForm", "OwnTellingRow"),
    "followup/forms/rounds.py": ("mark", "needs_consent", "needs_reason"),
    "followup/reads/guests.py": ("link_kind",),
    "plans/acts/distribution.py": ("_queue",),
    "plans/acts/proposals.py": ("_queue", "raise_proposal", "settle_in_family", "_settled"),
    "plans/acts/tasks.py": ("report_task", "answer_task", "_in_force"),
    "plans/forms/own_page.py": (),
    "followup/forms/evaluation.py": ("OwnEvaluationForm", "OWN_EVALUATION"),
    "followup/acts/evaluation.py": (),
    "plans/queries.py": ("link_kind",),
    "plans/on_paper.py": ("PlanPaper",),
    "plans/papers.py": ("title_of", "draw_frame"),
    "plans/models/plan.py": ("_special_of", "_restitution_of"),
    "plans/codes.py": ("FrameMeasure", "Restitution", "HelpAnswerKind"),
    "templates/print/base.html": (),
    "templates/plans/print/*.html": (),
    "templates/plans/link.html": (),
    "templates/plans/opened.html": (),
    "templates/plans/own_page.html": (),
    **{
        f"templates/plans/includes/{each}.html": ()
        for each in ("paper", "task", "week", "letterhead", "frame_words", "own_words_of_task", "version_line")
    },
    "surveys/acts/handing_out.py": ("_queue",),
    "surveys/queries.py": ("link_kind",),
    "surveys/forms/filling.py": (),
    "surveys/wording.py": (),
    "surveys/views/answering.py": (),
    **{
        f"templates/surveys/{each}.html": ()
        for each in ("question", "welcome", "ready", "stopped", "thanks", "help_now", "base_filling")
    },
    "templates/conferences/inviting/public/*.html": (),
    "templates/conferences/inviting/print/letter.html": (),
    "conferences/inviting/calendar_file.py": (),
    "conferences/inviting/acts/mails.py": ("_invited", "_moved", "_cancelled", "_off", "_reminder", "_closing"),
    "conferences/inviting/acts/inviting.py": ("_check_open",),
    "conferences/inviting/forms/inviting.py": ("InviteeForm", "ProfessionalForm"),
    "conferences/inviting/forms/link_code.py": (),
    "conferences/inviting/letters.py": ("letters_html",),
}
_CALLS: dict[str, Any] = {
    **dict.fromkeys(("_", "_lazy", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
}
"""What marks a sentence, and which of its arguments are one."""


@dataclass
class Entry:
    """One sentence of the source, its plural where it has one, and its translations (one, or one per plural form)."""

    source: str
    plural: str = ""
    texts: list[str] = field(default_factory=list)
    found_in: set[str] = field(default_factory=set)

    def is_complete(self, language: str) -> bool:
        wanted = Catalog(locale=language).num_plurals if self.plural else 1
        return len(self.texts) == wanted and all(self.texts)


class HouseCatalog(Catalog):
    """A catalog whose head says how to read it, and nothing of days, people and tools: a file changes only when a
    sentence does."""

    def _head(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    mime_headers = property(_head, Catalog._set_mime_headers)


# --- finding ---------------------------------------------------------------------------------


def public_sentences() -> dict[str, Entry]:
    """Every sentence in `SOURCES`, and every name in what inzage gives, by its Dutch text."""
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
    for source, path in sentences_of_inzage():
        found.setdefault(source, Entry(source)).found_in.add(str(path.relative_to(ROOT)))
    return found


def _sentences_in(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    text = path.read_text()
    if path.suffix == ".html":
        # Django turns a template into calls of gettext among lines of X, which are indented as nothing in Python is.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    elif names:
        kept = [node for node in ast.parse(text).body if _name_of(node) in names]
        text = "\n".join(ast.get_source_segment(text, node) or "" for node in kept)
    for _line, _call, found, _comments in extract_python(io.BytesIO(text.encode()), _CALLS, (), {}):
        yield (found, "") if isinstance(found, str) else (found[0], found[1])


def _name_of(node: ast.stmt) -> str:
    """Of a class, a function, or what is named once in a module."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target := _target_of(node), ast.Name):
        return target.id
    return str(getattr(node, "name", ""))


def _target_of(node: ast.Assign | ast.AnnAssign) -> ast.expr:
    return node.target if isinstance(node, ast.AnnAssign) else node.targets[0]


# --- the files -------------------------------------------------------------------------------


def po_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read_po(text: str) -> dict[str, Entry]:
    """Read what `write_po` wrote, also when a person edited it. Raises ValueError for a line that is none of it."""
    # Babel takes the first and last sign off a text for its quotes, whatever they are.
    for number, line in enumerate(text.splitlines(), 1):
        if not re.fullmatch(r'(#.*|((msgid|msgid_plural|msgstr(\[\d\])?) )?".*")?', line.strip()):
            raise ValueError(f"line {number}: {line}")
    catalog = HouseCatalog()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(io.BytesIO(text.encode()))
    except PoFileError as error:
        raise ValueError(f"line {error.lineno + 1}: {error}") from None
    return {entry.source: entry for entry in map(_entry, catalog) if entry.source}


def _entry(message: Any) -> Entry:
    if isinstance(message.id, str):
        return Entry(message.id, "", [message.string])
    source, plural = message.id
    return Entry(source, plural, list(message.string))


def _catalog(language: str, entries: Iterable[Entry]) -> Catalog:
    """The entries in the order of their sources."""
    note = "# What citizens read (docs/adr/0009). After a change: manage.py translations."
    catalog = HouseCatalog(locale=language, header_comment=note, fuzzy=False)
    for entry in sorted(entries, key=lambda each: (sorted(each.found_in)[:1], each.source)):
        places = [(path, 0) for path in sorted(entry.found_in)]
        if entry.plural:
            texts = [*entry.texts, *[""] * catalog.num_plurals][: catalog.num_plurals]
            catalog.add((entry.source, entry.plural), tuple(texts), places)
        else:
            catalog.add(entry.source, next(iter(entry.texts), ""), places)
    return catalog


def write_po(language: str, entries: Iterable[Entry]) -> str:
    """The text of a `.po` file: sentences in the order of their sources, each with where it stands."""
    file = io.BytesIO()
    write_catalog(file, _catalog(language, entries), width=0, include_lineno=False, omit_header=False)
    return file.getvalue().decode().lstrip("\n")


def mo_bytes(language: str, entries: Iterable[Entry]) -> bytes:
    """The binary form of the complete entries: Babel would fill the others in with Dutch."""
    file = io.BytesIO()
    write_mo(file, _catalog(language, [entry for entry in entries if entry.is_complete(language)]))
    return file.getvalue()


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
