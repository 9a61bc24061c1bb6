"""Inzage on paper speaks the language of who reads it; what people wrote stays as it is (docs/adr/0070)."""

import io
import json
import re
from html.parser import HTMLParser

import pikepdf
import pytest
import weasyprint
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from cases.codes import CaseState, Verdict
from cases.privacy.reads.inzage import file_of, is_checked
from cases.workflow import WORKFLOW
from ekc import translations
from ekc.inzage_words import sentences_of_inzage
from ekc.languages import long_day
from ekc.lists.codes import KeptList
from ekc.lists.queries import name_of
from tests.access.test_crawler import signed_in
from tests.documents.tagged import letters_of, told
from tests.factories import make_contact, make_privacy_request
from tests.factories.privacy import looked_over
from tests.world import make_world

OTHERS = translations.LANGUAGES
SPOKEN = {"nl": "Nederlands", "en": "Engels", "tr": "Turks", "ar": "Arabisch", "pl": "Pools"}
NOTE = "Ze wil op school blijven."
OF_THE_HOUSE = {"h1", "h2", "h3", "caption", "th", "dt", "li", "p"}


@pytest.fixture
def world(db):
    return make_world(state=CaseState.PLAN_SENT)


@pytest.fixture
def asked(world):
    """A mother asks for her child; everything was looked over and left as it is."""
    family = world.own
    make_contact(family.case, by=world.anna, main_person=family.main_person, note=NOTE)
    request = make_privacy_request(family.main_person, by=world.carla, kind="inzage")
    return looked_over(request, by=world.carla, verdict=Verdict.AS_IT_IS)


@pytest.fixture
def drawn(monkeypatch):
    """The HTML of each paper that is drawn."""
    html: list[str] = []
    own = weasyprint.HTML

    def remembered(*, string, **more):
        html.append(string)
        return own(string=string, **more)

    monkeypatch.setattr(weasyprint, "HTML", remembered)
    return html


class Written(HTMLParser):
    """The texts of a paper, each with the element it stands in and the language that is said of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        above = self._open[-1][1] if self._open else ""
        if tag not in {"meta", "link", "br"}:
            self._open.append((tag, dict(attributes).get("lang", above)))

    def handle_endtag(self, tag):
        self._open.pop()

    def handle_data(self, text):
        if text.strip():
            self.found.append((self._open[-1][0], self._open[-1][1], re.sub(r"\s+", " ", text.strip())))


def paper_of(world, asked, name="inzage_pdf", **chosen):
    answer = signed_in(world.carla).get(reverse(f"cases:{name}", args=[asked.case.number, asked.pk]), chosen)
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer


def language_in(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return str(pdf.Root.Lang)


def dutch_words_of_the_house(language: str) -> set[str]:
    """All that is said otherwise in this language."""
    with translation.override(language):
        return {words for words, _path in sentences_of_inzage() if translation.gettext(words) != words}


@pytest.mark.parametrize("language", OTHERS)
def test_headings_names_choices_and_days_speak_the_language_and_run_as_it_does(world, asked, drawn, language):
    content = paper_of(world, asked, language=language).content

    written = Written(drawn[-1]).found
    spoken = {text for _tag, said, text in written if said == language}
    assert spoken & dutch_words_of_the_house(language) == set()
    assert [text for tag, said, text in written if said != language and tag in OF_THE_HOUSE] == []
    with translation.override(language):
        known = [translation.gettext(each) for each in ("Wat er van u is bewaard", "Uw gegevens", "Contacten", "naam")]
        known += [translation.gettext("Wat hier niet in staat"), long_day(world.own.case.received_on)]
        assert set(known) <= spoken
    assert (f'<html lang="{language}" dir="rtl">' in drawn[-1]) is (language == "ar")
    assert language_in(content) == language
    letters = letters_of(content)
    assert [each for each in known if re.sub(r"\s", "", each) not in letters and language != "ar"] == []


def test_a_dutch_text_says_that_it_is_dutch_and_keeps_its_direction(world, asked, drawn):
    content = paper_of(world, asked, language="ar").content

    assert ("span", "nl", NOTE) in Written(drawn[-1]).found
    assert f'<bdi dir="auto"><span lang="nl" dir="auto">{NOTE}</span></bdi>' in drawn[-1]
    assert NOTE.replace(" ", "") in letters_of(content)
    with translation.override("ar"):
        said = translation.gettext("Wat mensen opschreven, staat hier in hun eigen woorden. Dat is niet vertaald.")
    assert f"<p>{said}</p>" in drawn[-1]
    assert "nl" in {each.language for each in told(content)}


def test_a_paper_in_polish_reads_back(world, asked):
    answer = paper_of(world, asked, language="pl")

    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Co o Państwu przechowujemy" in text
    assert "Czego tu nie ma" in text
    assert NOTE in text
    assert "Wat er van u" not in text
    assert answer.headers["Content-Disposition"].endswith(f'{asked.case.number}-inzage-pl.pdf"')


@pytest.mark.parametrize(("language", "words"), SPOKEN.items())
def test_without_a_choice_it_is_the_language_in_which_the_person_is_written_to(world, asked, language, words):
    person = world.own.main_person
    type(person).objects.filter(pk=person.pk).update(language=words)
    looked_over(asked, by=world.carla, verdict=Verdict.AS_IT_IS)

    page = signed_in(world.carla).get(reverse("cases:privacy_request", args=[asked.case.number, asked.pk]))

    # A name in other letters says its direction too.
    assert re.findall(r'<option[^>]* value="(\w+)" selected>', page.content.decode()) == [language]
    assert language_in(paper_of(world, asked).content) == language
    assert language_in(paper_of(world, asked, language="nl").content) == "nl"


def test_a_language_that_the_house_does_not_speak_leads_back(world, asked):
    address = reverse("cases:inzage_pdf", args=[asked.case.number, asked.pk])
    answer = signed_in(world.carla).get(address, {"language": "xx"}, follow=True)

    assert "Deze taal is er niet" in answer.content.decode()


@pytest.mark.parametrize("language", OTHERS)
def test_the_data_and_the_key_of_what_was_looked_over_are_the_same_in_every_language(world, asked, language):
    dutch = file_of(asked)
    with translation.override(language):
        theirs = file_of(asked)
        assert theirs.as_data() == dutch.as_data()
        assert is_checked(asked, theirs)
    address = reverse("cases:inzage_data", args=[asked.case.number, asked.pk])

    data = json.loads(signed_in(world.carla).get(address, {"language": language}).content)

    assert data["taal"] == settings.LANGUAGE_CODE
    assert data["onderdelen"] == dutch.as_data()["onderdelen"]
    assert data["niet_in_dit_dossier"][0] == "Namen, adressen en telefoonnummers van anderen."


def test_who_is_left_out_of_a_text_is_left_out_in_the_language(world, drawn):
    note = "Kees Bakker was erbij, en Noor zei weinig."
    make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note=note)
    request = make_privacy_request(world.own.main_person, by=world.carla, kind="inzage")
    looked_over(request, by=world.carla, verdict=Verdict.MASKED)

    paper_of(world, request, language="en")

    assert "[somebody else] was erbij" in drawn[-1]
    assert "iemand anders" not in drawn[-1]
    assert "Kees" not in drawn[-1]


@pytest.mark.parametrize("language", SPOKEN)
def test_what_is_kept_as_a_code_is_said_in_words(world, asked, language):
    with translation.override(language):
        lines = [line for section in file_of(asked).sections for part in section.parts for line in part.lines]
        said = {str(line.label): str(line.text) for line in lines}
        assert said[translation.gettext("aanmelder")] == name_of(KeptList.REFERRER, world.own.case.referrer_type)
    acts = {line.text for line in lines if line.label == "handeling"}
    assert acts
    assert not {str(each) for each in acts} & WORKFLOW.actions
    assert all(line.typed_in == "" for line in lines if line.label in ("handeling", "aanmelder"))


@pytest.mark.parametrize("language", OTHERS)
def test_the_letter_speaks_the_language_too(world, drawn, language):
    request = make_privacy_request(world.own.main_person, by=world.carla, answered=True)

    content = paper_of(world, request, "privacy_letter", language=language).content

    written = Written(drawn[-1]).found
    known = translations.read_po(translations.po_path(language).read_text())
    assert [text for _tag, said, text in written if said == language and text in known] == []
    assert ("span", "nl", "Een deel krijgt u.") in written
    assert language_in(content) == language
