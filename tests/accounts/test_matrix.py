"""The matrix of domain.md 2, spelled out a second time, so that a slip in one of them shows."""

import pytest

from ekc.accounts.codes import Role
from ekc.accounts.matrix import MATRIX, Subject, allows

# Columns in the order of domain.md: regional manager, coordinator, professional, researcher, funder, landelijk beheer.
COLUMNS = (Role.REGIONAL_MANAGER, Role.COORDINATOR, Role.PROFESSIONAL, Role.RESEARCHER, Role.FUNDER, Role.NATIONAL)
TABLE = {
    # Of landelijk beheer: only what nobody else keeps (docs/adr/0014).
    "keeping": ("RU", "", "", "", "", "RU"),
    "retention": ("", "", "", "", "", "CRU"),
    "referral": ("CRU", "R", "CR", "", "", "R"),
    "frame": ("R", "R", "CRU", "", "", ""),
    "circle": ("R", "CRU", "", "", "", ""),
    "safety": ("RU", "CRU", "", "", "", "RU"),
    # Of landelijk beheer: taking names out, before an onderzoeker reads it (R21).
    "intended_plan": ("", "", "CRU", "R", "", "U"),
    "conference": ("R", "CRU", "R", "", "", ""),
    "plan": ("", "CRU", "R", "", "", ""),
    "plan_outcome": ("R", "CRU", "RU", "", "", ""),
    "survey": ("", "C", "", "R", "", ""),
    "open_answers": ("", "", "", "R", "", "RU"),
    "questionnaires": ("", "", "", "", "", "CRU"),
    "followup": ("R", "CRU", "", "", "", ""),
    "contract": ("CRU", "R", "", "", "", ""),
    "profile": ("RU", "RU", "", "", "", "CRU"),
    "programme": ("R", "", "", "", "R", "CRU"),
    "figures": ("R", "", "", "R", "", "R"),
    # Who opens the files; rows without names for a research project (docs/adr/0041, 0043).
    "unprotected_figures": ("R", "", "", "", "", ""),
    "research": ("", "", "", "R", "", "CRU"),
    "editions": ("R", "", "", "CR", "", "CRU"),
    "people": ("", "", "", "", "", "CRU"),
    "lists": ("", "", "", "", "", "CRU"),
    # What people ask about their own data (docs/adr/0051).
    "privacy": ("CRU", "", "", "", "", "CRU"),
    "consent": ("CRU", "CRU", "", "", "", "CRU"),
    "breaches": ("", "", "", "", "", "CRU"),
    "read_log": ("", "", "", "", "", "R"),
    "read_review": ("RU", "", "", "", "", "RU"),
    "law": ("", "", "R", "", "", "CRU"),
    "delivery": ("RU", "", "", "", "", "RU"),
}
CELLS = [
    (subject, role, action, action in allowed)
    for subject, row in TABLE.items()
    for role, allowed in zip(COLUMNS, row, strict=True)
    for action in "CRU"
]


@pytest.mark.parametrize(("subject", "role", "action", "expected"), CELLS)
def test_matrix_gives_each_role_what_the_field_agreed(subject, role, action, expected):
    assert allows(role, Subject(subject), action) is expected


def test_every_subject_has_a_row():
    assert set(MATRIX) == set(Subject)
    assert set(TABLE) == {subject.value for subject in Subject}


def test_every_role_has_a_column():
    assert set(COLUMNS) == set(Role)


def test_unknown_role_is_an_error_and_not_a_quiet_no():
    with pytest.raises(ValueError, match="burgemeester"):
        allows("burgemeester", Subject.PLAN, "R")


def test_unknown_subject_is_an_error():
    with pytest.raises(KeyError):
        allows(Role.NATIONAL, "schoolrapport", "R")


def test_professional_never_reads_the_circle():
    assert not any(allows(Role.PROFESSIONAL, Subject.CIRCLE, action) for action in "CRU")


def test_landelijk_beheer_reads_no_part_of_a_file_but_what_it_must_keep():
    file_parts = set(Subject) - {
        # What has no keeper is theirs until somebody has it: the aanmelding, and signals that cannot wait.
        Subject.KEEPING,
        Subject.REFERRAL,
        Subject.SAFETY,
        Subject.LAW,
        # A data manager takes names out of what people wrote, and keeps the questions (R21).
        Subject.INTENDED_PLAN,
        Subject.OPEN_ANSWERS,
        Subject.QUESTIONNAIRES,
        Subject.FIGURES,
        Subject.EDITIONS,
        Subject.RESEARCH,
        Subject.PEOPLE,
        Subject.LISTS,
        # Numbers of files whose term is over, and nothing of them.
        Subject.RETENTION,
        Subject.READ_LOG,
        # What is drawn from it: of every region, to see that it is looked at (docs/adr/0068).
        Subject.READ_REVIEW,
        # What people ask about their own data, and what leaked: who is told (docs/adr/0051, 0061).
        Subject.PRIVACY,
        # Of files that nobody else keeps.
        Subject.CONSENT,
        Subject.BREACHES,
        Subject.DELIVERY,
        Subject.PROFILE,
        Subject.PROGRAMME,
    }

    assert not any(allows(Role.NATIONAL, part, action) for part in file_parts for action in "CRU")
