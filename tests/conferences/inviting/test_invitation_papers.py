"""Letters, labels and the calendar file: never the reason, a secret address or the name of somebody else."""

import datetime as dt
import io

import pypdf
import pytest

from conferences.codes import InvitationChannel, Language, News
from conferences.inviting.calendar_file import calendar_file
from conferences.inviting.letters import labels_pdf, letters_html, letters_pdf
from conferences.inviting.reads.invitee import InvitationPaper
from conferences.models import Conference, Invitation
from conferences.planning.acts.planning import postpone_conference
from conferences.shown_place import safe_place
from ekc.documents.fitting import size_to_fit
from tests.conferences.invited import REASON, Preparation, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Preparation:
    return prepared()


def paper(invitation: Invitation) -> InvitationPaper:
    return InvitationPaper(Invitation.objects.select_related("conference__case").get(pk=invitation.pk))


def calendar_lines(invitation: Invitation) -> list[str]:
    return calendar_file(paper(invitation)).decode().replace("\r\n ", "").split("\r\n")


def value(lines: list[str], name: str) -> str:
    return next(line.partition(":")[2] for line in lines if line.startswith(f"{name}:"))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


# --- letters -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("news", ["", News.MOVED, News.OFF])
def test_no_letter_gives_anybody_away(family: Preparation, language: str, news: str) -> None:
    other = family.person(name="Gerda Zwaluw", street="Schuilweg 13", place="Urk", secret_address=True)
    reader = family.person(street="Dorpsstraat 2", postcode="1621 AB", place="Hoorn")
    invitation = family.invite(reader, channel=InvitationChannel.LETTER, language=language)
    if news == News.OFF:
        postpone_conference(family.conference, by=family.coordinator, reason="Oma is ziek.")
    Invitation.objects.filter(pk=invitation.pk).update(pending_news=news)

    html = letters_html([paper(invitation)])

    assert "Ria Jansen" in html
    assert "Dorpsstraat 2" in html
    for secret in ("Sem", "Bakker", REASON, "Zwaluw", other.street, "Urk", "Oma", family.case.number):
        assert secret not in html
    assert (' dir="rtl"' in html) == (language == "ar")


def test_letters_of_several_languages_make_one_pdf_with_a_page_each(family: Preparation) -> None:
    invitations = [
        family.invite(family.person(name=f"Lezer {language}"), channel=InvitationChannel.LETTER, language=language)
        for language in Language.values
    ]

    reader = pypdf.PdfReader(io.BytesIO(letters_pdf([paper(each) for each in invitations])))

    assert len(reader.pages) == len(Language.values)
    assert "Zaproszenie" in reader.pages[4].extract_text()


def test_the_letter_of_who_has_a_secret_address_is_handed_over_without_one(family: Preparation) -> None:
    person = family.person(street="Schuilweg 13", postcode="8321 AA", place="Urk", secret_address=True)
    invitation = family.invite(person, channel=InvitationChannel.LETTER)

    html = letters_html([paper(invitation)])

    assert "Schuilweg" not in html
    assert "8321" not in html
    assert not paper(invitation).goes_by_post


def test_a_professional_gets_their_own_part_and_what_is_asked(family: Preparation) -> None:
    worker = family.person(name="Joke Vis", position="hulpverlener")
    invitation = family.invite(
        worker,
        channel=InvitationChannel.LETTER,
        from_clock=dt.time(13, 30),
        until_clock=dt.time(14, 15),
        asked="Vertel welke hulp er is.",
    )

    html = letters_html([paper(invitation)])

    assert "van 13:30 tot ongeveer 14:15" in html
    assert "Vertel welke hulp er is." in html
    assert "18:00" not in html


def test_labels_hold_name_and_address_and_nothing_else(family: Preparation) -> None:
    person = family.person(street="Dorpsstraat 2", postcode="1621 AB", place="Hoorn")
    invitation = family.invite(person, channel=InvitationChannel.LETTER)

    words = text_of(labels_pdf([paper(invitation)])).split()

    assert sorted(words) == sorted(["Etiketten", "Ria", "Jansen", "Dorpsstraat", "2", "1621", "AB", "Hoorn"])


def test_a_large_circle_fits_on_sheets_of_twenty_four_labels(family: Preparation) -> None:
    people = [family.person(name=f"Gast {number}", street=f"Laan {number}", place="Hoorn") for number in range(25)]
    invitations = [family.invite(person, channel=InvitationChannel.LETTER) for person in people]

    reader = pypdf.PdfReader(io.BytesIO(labels_pdf([paper(each) for each in invitations])))

    assert len(reader.pages) == 2
    assert "Gast 24" in reader.pages[1].extract_text()


LONGEST = {
    "name": ("Aleida-Wilhelmina van Oldenbarnevelt tot Rijckevorsel " * 3)[:119] + "Z",
    "street": ("Burgemeester-Van-Nispen-tot-Sevenaerstraat, toegang achter " * 3)[:119] + "9",
    "postcode": "1234 AB",
    "place": ("Westerhaar-Vriezenveensewijk-Noord bij de brug " * 3)[:79] + "Q",
}
PEOPLE = {
    "long": LONGEST,
    "one long word": {"name": "W" * 120, "street": "M" * 120, "postcode": "1234 AB", "place": "W" * 80},
    "usual": {"name": "Ria Jansen", "street": "Dorpsstraat 2", "postcode": "1621 AB", "place": "Hoorn"},
    "signs": {"name": "Ğülşen Şahin-Łukaszewska", "street": "’t Hoge Eind 12-III", "postcode": "1AA", "place": "Ø"},
}


def _inked(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Where text stands on a page, in mm from its left and its top."""
    found: list[tuple[float, float, str]] = []
    height = float(page.mediabox.height)

    def note(text: str, cm: list[float], tm: list[float], *_font: object) -> None:
        if text.strip():
            left, up = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((left * 25.4 / 72, (height - up) * 25.4 / 72, text))

    page.extract_text(visitor_text=note)
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("who", PEOPLE)
def test_a_label_holds_the_longest_name_and_address_whole(family: Preparation, who: str) -> None:
    person = family.person(**PEOPLE[who])
    invitation = family.invite(person, channel=InvitationChannel.LETTER)

    page = pypdf.PdfReader(io.BytesIO(labels_pdf([paper(invitation)]))).pages[0]

    text = _squeezed(page.extract_text())
    for part in PEOPLE[who].values():
        assert _squeezed(part) in text
    assert max(top for _left, top, _text in _inked(page)) < 4 + 36


@pytest.mark.parametrize("who", PEOPLE)
def test_a_letter_holds_the_longest_address_in_the_window(family: Preparation, who: str) -> None:
    person = family.person(**PEOPLE[who])
    invitation = family.invite(person, channel=InvitationChannel.LETTER)

    page = pypdf.PdfReader(io.BytesIO(letters_pdf([paper(invitation)]))).pages[0]

    text = _squeezed(page.extract_text())
    for part in PEOPLE[who].values():
        assert _squeezed(part) in text


def test_what_is_short_stands_as_large_as_it_can_and_what_is_long_smaller() -> None:
    sizes = [
        size_to_fit([each["name"], each["street"], each["place"]], width=58, height=25)
        for each in (PEOPLE["usual"], PEOPLE["long"], PEOPLE["one long word"])
    ]

    assert sizes[0] == 11
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[2] < 11


def test_a_street_with_commas_stays_one_line(family: Preparation) -> None:
    person = family.person(street="Huize Rust, vleugel B, kamer 3", postcode="1621 AB", place="Hoorn")
    invitation = family.invite(person, channel=InvitationChannel.LETTER)

    assert paper(invitation).address_lines == [str(person), "Huize Rust, vleugel B, kamer 3", "1621 AB Hoorn"]


# --- the place -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("venue", "told"),
    [
        ({}, "De Meerpaal, Kerkstraat 1, Hoorn"),
        ({"venue_name": "Bij Ria Jansen"}, "Kerkstraat 1, Hoorn"),
        ({"location_type": "thuis", "venue_name": "Thuis bij opa"}, "Kerkstraat 1, Hoorn"),
        ({"venue_address": "schuilweg 13, Urk"}, ""),
        ({"venue_name": "Zaal aan Schuilweg 13", "venue_address": ""}, ""),
        ({"venue_address": "Achterom 1, 8321AA Urk"}, ""),
    ],
)
def test_the_place_is_told_without_names_and_secret_addresses(
    family: Preparation, venue: dict[str, str], told: str
) -> None:
    family.person()
    if "thuis" not in venue.values():
        family.person(name="Els", street="Schuilweg 13", postcode="8321 AA", secret_address=True)
    Conference.objects.filter(pk=family.conference.pk).update(**venue)

    assert str(safe_place(Conference.objects.get(pk=family.conference.pk))) == told


def test_a_home_is_not_told_when_somebody_has_a_secret_address(family: Preparation) -> None:
    family.person(name="Els", secret_address=True)
    Conference.objects.filter(pk=family.conference.pk).update(location_type="thuis")

    assert str(safe_place(Conference.objects.get(pk=family.conference.pk))) == ""


# --- the calendar ----------------------------------------------------------------------------------------------------


def test_the_calendar_file_says_when_and_where_and_nothing_else(family: Preparation) -> None:
    invitation = family.invite()

    lines = calendar_lines(invitation)

    assert value(lines, "SUMMARY") == "Bijeenkomst"
    assert value(lines, "LOCATION") == "De Meerpaal\\, Kerkstraat 1\\, Hoorn"
    assert value(lines, "DTSTART") == f"{family.conference.planned_start.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    whole = "\n".join(lines)
    for secret in ("Sem", "Bakker", REASON, "Ria", "Eigen Kracht", "uitnodiging/", family.case.number):
        assert secret not in whole


def test_a_moved_day_keeps_the_name_of_the_appointment_and_raises_its_sequence(family: Preparation) -> None:
    invitation = family.invite()
    before = calendar_lines(invitation)

    family.move_to(30)
    after = calendar_lines(invitation)

    assert value(before, "UID") == value(after, "UID")
    assert int(value(after, "SEQUENCE")) == int(value(before, "SEQUENCE")) + 1
    assert value(after, "DTSTART") != value(before, "DTSTART")


def test_a_day_put_off_strikes_the_appointment_out(family: Preparation) -> None:
    invitation = family.invite()
    before = calendar_lines(invitation)

    postpone_conference(family.conference, by=family.coordinator, reason="Oma is ziek.")
    after = calendar_lines(invitation)

    assert (value(before, "STATUS"), value(after, "STATUS")) == ("CONFIRMED", "CANCELLED")
    assert int(value(after, "SEQUENCE")) > int(value(before, "SEQUENCE"))
    assert "Oma" not in "\n".join(after)


def test_long_lines_are_folded_without_cutting_a_character(family: Preparation) -> None:
    Conference.objects.filter(pk=family.conference.pk).update(venue_name="Café Ünïversité " * 7)
    invitation = family.invite()

    content = calendar_file(paper(invitation))

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.decode().replace("\r\n ", "").count("Café") == 7


def test_the_end_past_midnight_is_on_the_next_day(family: Preparation) -> None:
    worker = family.person(name="Joke", position="hulpverlener")
    invitation = family.invite(worker, from_clock=dt.time(22), until_clock=dt.time(1))

    found = paper(invitation)

    assert found.end - found.start == dt.timedelta(hours=3)
