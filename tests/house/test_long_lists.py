"""A long list is folded, so that what follows it is found on a phone."""

import pytest
from django.template import Context, Template

from ekc.templatetags.house_lists import LONGEST_IN_SIGHT


def shown(rows: int, more: str = "") -> str:
    text = "{% long_list rows title=title " + more + "%}<b>Ria</b>{% endlong_list %}"
    return Template(text).render(Context({"rows": range(rows), "title": "Mensen & meer"}))


@pytest.mark.parametrize("rows", [0, LONGEST_IN_SIGHT])
def test_a_short_list_stands_in_sight(rows: int) -> None:
    assert shown(rows) == "<b>Ria</b>"


def test_a_long_one_is_folded_under_its_title() -> None:
    html = shown(LONGEST_IN_SIGHT + 1)

    assert "<summary>Mensen &amp; meer</summary><b>Ria</b></details>" in html
    assert html.startswith('<details class="form-fold">')


def test_a_page_may_fold_sooner() -> None:
    assert "<summary>" in shown(1, "most=0 ")
