"""The pieces of the house and the pages that stand without an app."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test import Client, RequestFactory

from ekc import drawings, navigation
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.templatetags import house_page as tags
from tests.accessibility import violations

INLINE = re.compile(r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|<script(?![^>]*\b(?:src|application/json))[^>]*>""")
ERROR_PAGES = ["400", "403", "403_csrf", "404", "429", "500"]


def shown(text: str, **context: Any) -> str:
    return Template(text).render(Context(context))


# --- words, shapes and figures --------------------------------------------------------------------


@pytest.mark.parametrize("tone", tags.TONES)
def test_status_has_a_word_and_a_shape(tone: str) -> None:
    html = tags.status_badge("Gestopt", tone=tone)

    assert "<svg" in html
    assert html.endswith("Gestopt</span>")


def test_each_status_has_a_shape_of_its_own() -> None:
    assert len(set(tags.TONES.values())) == len(tags.TONES)
    assert len({shape for shape, _word in tags.TERMS.values()}) == len(tags.TERMS)


@pytest.mark.parametrize(("state", "word"), [("in_time", "Op tijd"), ("nearly", "Bijna te laat"), ("late", "Te laat")])
def test_term_says_in_words_whether_it_is_in_time(state: str, word: str) -> None:
    assert word in tags.term_light(state)


@pytest.mark.parametrize(
    "text",
    ['{% status_badge "Klaar" tint="done" %}', '{% next_step "Bel" wie="Anna" %}', '{% house_form form kop="x" %}'],
)
def test_argument_that_does_not_exist_stops_the_page(text: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument"):
        Template(text)


def test_word_in_a_badge_is_escaped() -> None:
    assert "<b>" not in tags.status_badge("<b>", tone="done")


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{{ v|datum }}", dt.date(2026, 4, 3), "3 april 2026"),
        ("{{ v|datum_kort }}", dt.date(2026, 4, 3), "03-04-2026"),
        ("{{ v|datum }}", dt.datetime(2026, 4, 2, 22, 30, tzinfo=dt.UTC), "3 april 2026"),
        ("{{ v|tijd }}", dt.datetime(2026, 4, 2, 22, 30, tzinfo=dt.UTC), "00:30"),
        ("{{ v|tijd }}", dt.time(0, 0), "00:00"),
        ("{{ v|datum_tijd }}", dt.datetime(2026, 4, 2, 22, 30, tzinfo=dt.UTC), "3 april 2026, 00:30 uur"),
        ("{{ v|datum }}", None, ""),
        ("{{ v|getal:1 }}", 7, "7,0"),
        ("{{ v|getal }}", Decimal("7.5"), "7,5"),
        ("{{ v|getal }}", None, "–"),
        ("{{ v|procent }}", 13, "13\u00a0%"),
        ("{{ v|procent }}", 0, "0\u00a0%"),
        ("{{ v|procent }}", None, "–"),
    ],
)
def test_dates_and_figures_are_written_in_dutch(template: str, value: Any, expected: str) -> None:
    assert shown(template, v=value) == expected


def test_current_step_is_told_to_a_screen_reader() -> None:
    steps = [{"label": "Aanmelding", "state": "done", "note": "3 april"}, {"label": "Plan", "state": "current"}]

    html = shown("{% stepper steps %}", steps=steps)

    assert html.count('aria-current="step"') == 1
    assert "3 april" in html
    assert "nu bezig" in html


def test_step_in_an_unknown_state_stops_the_page() -> None:
    with pytest.raises(KeyError, match="bezig"):
        shown("{% stepper steps %}", steps=[{"label": "Plan", "state": "bezig"}])


def test_tabs_mark_one_page_and_hide_no_count() -> None:
    items = [{"label": "Kring", "url": "/k/", "current": True, "count": 0}, {"label": "Plan", "url": "/p/"}]

    html = shown('{% tabs items label="Zaak" %}', items=items)

    assert html.count('aria-current="page"') == 1
    assert html.count('class="count">0<') == 1


def test_pages_of_a_list_keep_the_filter(rf: RequestFactory) -> None:
    request = rf.get("/zaken/", {"regio": "nh", "page": "2"})

    html = shown('{% pagination page noun="zaken" %}', page=Paginator(range(45), 20).page(2), request=request)

    assert "21 tot en met 40 van 45 zaken" in html
    assert 'href="?regio=nh&amp;page=3"' in html
    assert "page=2&amp;page" not in html


def test_bar_chart_tells_its_figures_in_its_title() -> None:
    html = shown('{% bar_chart rows title="Vragen" unit="%" %}', rows=[("Wonen", 42), ("Geld", None)])

    assert re.search(r"<title[^>]*>Vragen. Wonen: 42\u00a0%; Geld: –", html)
    assert not INLINE.search(html)


def test_bar_chart_of_zeros_has_bars_without_length() -> None:
    chart = drawings.bar_chart([drawings.Bar("Geld", 0, "0")], title="Vragen", chart_id="v")

    assert 'width="0.00%"' in chart


def test_bar_chart_escapes_labels() -> None:
    chart = drawings.bar_chart([drawings.Bar("<b>", 1, "1")], title="<i>", chart_id="v")

    assert "<b>" not in chart
    assert "<i>" not in chart


def test_empty_fact_is_said_in_words_and_zero_is_a_fact() -> None:
    html = shown("{% facts pairs %}", pairs=[("Taal", ""), ("Kinderen", 0)])

    assert "niet ingevuld" in html
    assert '<dd class="keep-lines">0</dd>' in html


# --- the menu -------------------------------------------------------------------------------------


def test_menu_leaves_out_what_does_not_exist_and_what_is_not_for_this_role(rf: RequestFactory) -> None:
    request = rf.get("/_galerij/")
    request.user = User(role=Role.RESEARCHER)
    items = [
        navigation.Item("Galerij", "gallery"),
        navigation.Item("Bestaat niet", "nergens"),
        navigation.Item("Voor beheer", "account_logout", roles=frozenset({Role.NATIONAL})),
        navigation.Item("Mensen", "account_login", perm="people.manage"),
    ]

    links = navigation.menu_for(request, items)

    assert [(link.label, link.current) for link in links] == [("Galerij", True)]


def test_right_that_nobody_declared_gives_nobody_an_item(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = User(role=Role.NATIONAL)

    links = navigation.menu_for(request, [navigation.Item("X", "gallery", perm="nobody.knows")])

    assert links == []


def test_deeper_page_marks_the_longest_address_only(rf: RequestFactory) -> None:
    request = rf.get("/account/password/reset/done/")
    request.user = User(role=Role.NATIONAL)
    items = [navigation.Item("Galerij", "gallery"), navigation.Item("Reset", "account_reset_password")]

    assert [link.current for link in navigation.menu_for(request, items)] == [False, True]


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/_galerij/", "/_galerij/?fout", "/account/login/", "/account/password/reset/"])
def test_page_has_one_heading_its_language_and_nothing_inline(client: Client, address: str) -> None:
    html = client.get(address).content.decode()

    assert html.count("<h1") == 1
    assert '<html lang="nl"' in html
    assert 'href="#inhoud"' in html
    assert not INLINE.search(html)


def test_page_with_errors_says_so_in_its_title(client: Client) -> None:
    html = client.get("/_galerij/?fout").content.decode()

    assert re.search(r"<title>Fout: \s*Galerij", html)


def test_gallery_exists_in_the_demo_world_only(client: Client, settings: Any) -> None:
    settings.EKC_DEMO = False

    assert client.get("/_galerij/").status_code == 404


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_stands_without_a_request_and_shows_a_way_on(name: str) -> None:
    html = get_template(f"{name}.html").render()

    assert html.count("<h1") == 1
    assert 'class="btn btn-primary" href="/"' in html
    assert not INLINE.search(html)


@pytest.mark.parametrize("folder", ["ekc", "vendor/source-sans-3", "vendor/bootstrap"])
def test_nothing_is_loaded_from_outside(folder: str) -> None:
    texts = [
        path for path in (Path(settings.BASE_DIR) / "static" / folder).rglob("*") if path.suffix in (".css", ".js")
    ]

    outside = [
        path.name for path in texts if re.search(r"""(?:url\(|@import|src=)["' ]*(?:https?:)?//""", path.read_text())
    ]

    assert outside == []


def test_vendored_parts_come_with_their_licence() -> None:
    vendor = Path(settings.BASE_DIR) / "static" / "vendor"

    assert [folder.name for folder in vendor.iterdir() if not (folder / "LICENSE").exists()] == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("address", ["/_galerij/", "/_galerij/?fout", "/account/login/", "/bestaat-niet/"])
def test_page_is_accessible_and_fits(browser: Any, live_server: Any, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))

    page.goto(live_server.url + address)

    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = violations(page, rules)
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [url for url in outside if not url.startswith((live_server.url, "data:"))] == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_summary_of_errors_has_the_focus_and_leads_to_the_field(browser: Any, live_server: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{live_server.url}/_galerij/?fout")

    focused = page.evaluate("document.activeElement.matches('[data-error-summary]')")
    page.click("[data-error-summary] a >> nth=0")

    assert focused
    assert page.evaluate("document.activeElement.id") == "id_name"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_targets_are_44_pixels_high(browser: Any, live_server: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{live_server.url}/_galerij/?fout")

    controls = "a, button, summary, select, .choice, input:not([type=radio], [type=checkbox])"
    low = page.locator(f"main :is({controls}):visible").evaluate_all(
        "found => found.filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"
    )

    assert low == []
