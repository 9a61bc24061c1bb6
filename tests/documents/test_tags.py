"""The tags of a PDF after drawing: what a screen reader is told of languages, tables, lists, links and pictures."""

import io

import pikepdf
import pytest

from ekc.documents.pdf import DocumentError, pdf_from_html
from tests.documents.tagged import faults_of, letters_of, told

STYLE = """<style>@page { size: A5; @top-left { content: "Lopende kop" } } thead { display: table-header-group }
dt { float: left; width: 30mm }</style><link rel="stylesheet" href="ekc/print-fonts.css">
<style>body { font-family: "Source Sans 3", "Source Sans 3 Ext", "Vazirmatn" }</style>"""


def drawn(body: str, *, lang: str = "nl") -> bytes:
    head = f"<head><title>Proef</title>{STYLE}</head>"
    return pdf_from_html(f'<html lang="{lang}">{head}<body><main><h1>Proef</h1>{body}</main></body></html>')


def table(rows: int) -> str:
    lines = "".join(f'<tr><th scope="row">rij {row}</th><td>{row}</td><td>{row * 2}</td></tr>' for row in range(rows))
    return f"""<table><caption>Tabel 1</caption>
      <thead><tr><th rowspan="2">Wie</th><th colspan="2" scope="colgroup">Wat</th></tr>
      <tr><th>links</th><th>rechts</th></tr></thead><tbody>{lines}</tbody></table>"""


def test_a_name_in_another_language_says_so_and_what_stands_in_it_inherits() -> None:
    content = drawn('<p>Voor <span lang="ar" dir="rtl">ليلى <b>الأحمد</b></span> en <i lang="pl">Łucja</i></p>')

    assert [each.language for each in told(content) if each.language] == ["ar", "pl"]
    assert faults_of(content) == []


@pytest.mark.parametrize("tag", ["p", "section", "td", "li", "h2", "dd", "blockquote", "em", "div"])
def test_a_language_is_said_on_whatever_carries_it(tag: str) -> None:
    around = {"td": "<table><tr>{}</tr></table>", "li": "<ul>{}</ul>", "dd": "<dl><dt>Naam</dt>{}</dl>"}.get(tag, "{}")
    content = drawn(around.format(f'<{tag} lang="tr">Hoş geldiniz</{tag}>'))

    assert [each.language for each in told(content) if each.language] == ["tr"]


def test_a_table_over_pages_stays_one_table_with_one_head() -> None:
    content = drawn(table(80))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 2
    assert len(told(content, "Table")) == len(told(content, "THead")) == len(told(content, "TBody")) == 1
    assert len(told(content, "TR")) == 82
    assert faults_of(content) == []


def test_heads_have_scopes_and_cells_name_their_heads_over_spans() -> None:
    content = drawn(table(2))
    scopes = {each.name: each.scope for each in told(content, "TH")}
    cells = [list(each.heads) for each in told(content, "TD")]

    assert list(scopes.values()) == ["/Column"] * 4 + ["/Row"] * 2
    top, wide, left, right, first, second = scopes
    assert cells == [[first, wide, left], [first, wide, right], [second, wide, left], [second, wide, right]]
    assert top not in cells[0]


def test_the_head_of_a_group_of_rows_holds_for_all_of_them() -> None:
    content = drawn("""<table><thead><tr><th>Soort</th><th>N</th></tr></thead>
      <tbody><tr><th scope="rowgroup">Jongens</th><td>1</td></tr><tr><th scope="row">tot 12</th><td>2</td></tr></tbody>
      <tbody><tr><th scope="rowgroup">Meisjes</th><td>3</td></tr></tbody></table>""")
    boys = next(each.name for each in told(content, "TH") if each.scope == "/Row")
    cells = [list(each.heads) for each in told(content, "TD")]

    assert [boys in heads for heads in cells] == [True, True, False]


def test_paragraphs_sections_and_lists_over_pages_are_one_each() -> None:
    words = "woorden die een bladzijde vullen " * 400
    content = drawn(f"<section><p>{words}</p><ul><li>een</li><li>{words}</li></ul></section>")

    assert [len(told(content, each)) for each in ("Part", "Sect", "P", "L", "LI")] == [1, 1, 1, 1, 2]
    assert faults_of(content) == []


def test_terms_stand_with_what_is_said_of_them_also_in_groups() -> None:
    content = drawn("<dl><div><dt>Wie</dt><dd>Sem</dd></div><div><dt>Wat</dt><dd>a</dd><dd>b</dd></div></dl>")

    assert [item.kids for item in told(content, "LI")] == [("Lbl", "LBody"), ("Lbl", "LBody", "LBody")]
    assert faults_of(content) == []


def test_a_link_says_its_words_and_over_two_lines_it_is_one() -> None:
    words = "een tekst die zo lang is dat hij niet op een regel past, en dus op twee regels staat"
    content = drawn(f'<p>Zie <a href="https://voorbeeld.example/x">{words}</a>.</p>')

    assert len(told(content, "Link")) == 1
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert {str(each.Contents) for page in pdf.pages for each in page.Annots} == {words}
    assert faults_of(content) == []


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"{}><circle r="4" cx="4" cy="4"/></svg>'


def test_decoration_is_no_part_of_the_tree() -> None:
    content = drawn("<p>Tekst</p>" + PICTURE.format(' aria-hidden="true"'))

    assert told(content, "Figure") == []
    assert faults_of(content) == []


def test_a_picture_keeps_its_words() -> None:
    content = drawn(PICTURE.format(' aria-label="De kring van Sem"'))

    assert [each.alternative for each in told(content, "Figure")] == ["De kring van Sem"]


def test_a_picture_without_words_stops_the_document() -> None:
    with pytest.raises(DocumentError, match="without words"):
        drawn(PICTURE.format(""))


def test_the_running_head_is_an_artifact_on_every_page() -> None:
    content = drawn("<p>x</p>" * 60)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 1
        assert all(b"/Artifact\nBMC" in page.Contents.read_bytes() for page in pdf.pages)
    assert faults_of(content) == []


ARABIC = [
    "اسمي ليلى الأحمد وأهلا بكم سلام لا إلا",
    "مرحبا كيف الحال الآن نلتقي في الأسبوع المقبل الإثنين",
    "پێشمەرگە گۆڕان ڵا لآ الله محمد صلى",
]


@pytest.mark.parametrize("text", ARABIC)
def test_arabic_reads_back_letter_by_letter(text: str) -> None:
    content = drawn(f'<p lang="ar" dir="rtl">{text}</p>')

    assert "".join(text.split()) in letters_of(content)


@pytest.mark.parametrize("text", ARABIC)
def test_a_reader_is_given_arabic_in_the_order_of_reading(text: str) -> None:
    content = drawn(f'<p lang="ar" dir="rtl">{text}</p>')

    assert [each.words for each in told(content) if each.words] == [text]


@pytest.mark.parametrize("text", ["أو أفضل أُرسل أيضاً", "أُرسل أو بيتٌ في مُحَمَّد"])
def test_a_vowel_sign_takes_no_letter_from_another_word(text: str) -> None:
    """Where a sign stands is up to who copies, for it is drawn above its letter; that it is there is up to paper."""
    content = drawn(f'<p lang="ar" dir="rtl">{text}</p>')

    assert sorted(letters_of(content)) == sorted("".join(text.split()) + "ProefLopendekop")
    assert [each.words for each in told(content) if each.words] == [text]


def test_an_item_with_blocks_in_it_has_a_body() -> None:
    content = drawn(
        "<ol><li><div><p>Oma belt.</p></div></li></ol><ul style='list-style: none'><li><div>x</div></li></ul>"
    )

    assert {kid for item in told(content, "LI") for kid in item.kids} == {"Lbl", "LBody"}
    assert faults_of(content) == []
