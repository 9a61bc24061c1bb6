"""What invitees read is translated whole: a new sentence without translation fails here."""

import pytest

from ekc.translations import LANGUAGES, mo_bytes, po_path, public_sentences, read_po

PLACES = ("conferences/", "templates/conferences/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_for_an_invitee_has_a_translation(language: str) -> None:
    known = read_po(po_path(language).read_text())
    sentences = [
        source
        for source, entry in public_sentences().items()
        if any(path.startswith(PLACES) for path in entry.found_in)
    ]

    missing = [source for source in sentences if source not in known or not known[source].is_complete(language)]

    assert len(sentences) > 80
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_names_that_are_filled_in(language: str) -> None:
    import re

    wrong = [
        source
        for source, entry in read_po(po_path(language).read_text()).items()
        if not entry.plural and set(re.findall(r"%\(\w+\)s", source)) != set(re.findall(r"%\(\w+\)s", entry.texts[0]))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_django_reads_is_in_step_with_what_people_write(language: str) -> None:
    entries = read_po(po_path(language).read_text())

    assert po_path(language).with_suffix(".mo").read_bytes() == mo_bytes(language, entries.values())
