"""Files that cannot be read in: missing, of another kind, or broken."""

import pytest

from tests.reports.folders import faults_of, put, read, write

pytestmark = pytest.mark.django_db


# --- files --------------------------------------------------------------------------------------
def test_missing_file(folder, capsys):
    (folder / "plannen.csv").unlink()

    assert faults_of(folder, capsys) == ["plannen.csv:1:-: this file is missing"]


def test_missing_requests_do_not_make_every_other_row_dangle(folder, capsys):
    (folder / "aanvragen.csv").unlink()

    assert faults_of(folder, capsys) == ["aanvragen.csv:1:-: this file is missing"]


def test_file_that_is_a_folder(folder, capsys):
    (folder / "plannen.csv").unlink()
    (folder / "plannen.csv").mkdir()

    assert faults_of(folder, capsys) == ["plannen.csv:1:-: this file cannot be read: Is a directory"]


def test_empty_file(folder, capsys):
    (folder / "plannen.csv").write_bytes(b"")

    assert faults_of(folder, capsys) == ["plannen.csv:1:-: this file is empty: a header row is needed"]


def test_not_utf8_says_which_byte(folder, capsys):
    path = folder / "hoofdpersonen.csv"
    content = path.read_bytes().replace("België".encode(), "België".encode("latin-1"))
    path.write_bytes(content)
    at = content.index(b"\xeb")
    line = content.count(b"\n", 0, at) + 1

    assert faults_of(folder, capsys) == [
        f"hoofdpersonen.csv:{line}:-: not UTF-8: byte 0xeb at position {at + 1} of the file; save as UTF-8"
    ]


def test_utf16_is_not_utf8(folder, capsys):
    path = folder / "plannen.csv"
    path.write_bytes(path.read_text().encode("utf-16"))

    assert faults_of(folder, capsys) == [
        "plannen.csv:1:-: not UTF-8: byte 0xff at position 1 of the file; save as UTF-8"
    ]


def test_position_of_a_bad_byte_counts_the_bom(folder, capsys):
    (folder / "plannen.csv").write_bytes(b"\xef\xbb\xbfcase_id\xff")

    assert faults_of(folder, capsys) == [
        "plannen.csv:1:-: not UTF-8: byte 0xff at position 11 of the file; save as UTF-8"
    ]


@pytest.mark.parametrize(("sign", "name"), [(";", '";"'), ("\t", '"\\x09"')])
def test_wrong_delimiter(folder, capsys, sign, name):
    path = folder / "plannen.csv"
    path.write_text(path.read_text().replace(",", sign))

    assert faults_of(folder, capsys) == [f"plannen.csv:1:-: the columns are separated by {name}; a comma is needed"]


def test_missing_column(folder, capsys):
    rows = read(folder / "plannen.csv")
    write(folder / "plannen.csv", [row[:-1] for row in rows])

    assert faults_of(folder, capsys) == ["plannen.csv:1:persons_changing_residence: this column is missing"]


def test_unknown_column(folder, capsys):
    rows = read(folder / "plannen.csv")
    write(folder / "plannen.csv", [[*rows[0], "plan_agreeed"], *([*row, "1"] for row in rows[1:])])

    assert faults_of(folder, capsys) == ['plannen.csv:1:plan_agreeed: unknown column "plan_agreeed"']


def test_column_without_a_name(folder, capsys):
    rows = read(folder / "plannen.csv")
    write(folder / "plannen.csv", [[*row, ""] for row in rows])

    assert faults_of(folder, capsys) == ["plannen.csv:1:-: column 8 has no name"]


def test_column_twice(folder, capsys):
    rows = read(folder / "plannen.csv")
    write(folder / "plannen.csv", [[*row, row[1]] for row in rows])

    assert faults_of(folder, capsys) == ["plannen.csv:1:plan_agreed: this column stands twice"]


def test_row_with_too_few_and_too_many_fields(folder, capsys):
    rows = read(folder / "plannen.csv")
    rows[1], rows[2] = rows[1][:-1], [*rows[2], "1"]
    write(folder / "plannen.csv", rows)

    assert faults_of(folder, capsys) == [
        "plannen.csv:2:-: 6 fields, where the header has 7",
        "plannen.csv:3:-: 8 fields, where the header has 7",
    ]


def test_line_is_the_physical_line_after_a_quoted_newline(folder, capsys):
    put(folder, "hoofdpersonen.csv", 2, place="Alk\nmaar")
    put(folder, "hoofdpersonen.csv", 4, gender="x")

    assert faults_of(folder, capsys)[0].startswith("hoofdpersonen.csv:5:gender: ")


def test_quote_that_is_never_closed(folder, capsys):
    path = folder / "plannen.csv"
    path.write_text(path.read_text().replace("NH-028", '"NH-028'))

    assert faults_of(folder, capsys) == ["plannen.csv:3:-: not readable as CSV from here on: unexpected end of data"]


def test_text_after_a_quote(folder, capsys):
    path = folder / "plannen.csv"
    path.write_text(path.read_text().replace("NH-028", '"NH-028"x'))

    assert faults_of(folder, capsys) == ["plannen.csv:3:-: not readable as CSV from here on: ',' expected after '\"'"]


def test_huge_field(folder, capsys):
    path = folder / "plannen.csv"
    path.write_text(path.read_text().replace("NH-028", "x" * 200_000))

    assert faults_of(folder, capsys) == [
        "plannen.csv:3:-: not readable as CSV from here on: field larger than field limit (131072)"
    ]
