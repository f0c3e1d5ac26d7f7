"""The parts of a page say what they are given, in shape and word, and nothing unescaped."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from handrail.rooms.shared.icons import ICONS
from handrail.rooms.shared.parts import (
    CASE_TABS,
    Action,
    Cell,
    Chip,
    Column,
    Condition,
    NextCard,
    Notice,
    Reader,
    Row,
    Table,
    WhoCanSee,
    links,
)

HOSTILE = '<script>"Wren"</script>'


def rendered(source: str, **values: Any) -> str:
    request = RequestFactory().get("/")
    context = Context({**values, "csrf_token": "token", "request": request})
    return Template("{% load handrail %}" + source).render(context)


def test_a_refused_act_stays_reachable_and_says_why() -> None:
    page = rendered("{% action a %}", a=Action("Plan step 6", kind="off", reason="Order: step 5."))
    assert '<button type="button"' in page
    assert 'aria-disabled="true"' in page
    assert "Order: step 5." in page
    assert "href" not in page


def test_an_act_that_writes_is_a_form_with_token_and_key() -> None:
    act = Action("Hold", "/ladder/steps/", method="post", hidden=(("move", "hold"),))
    first, second = (rendered("{% actions acts %}", acts=[act]) for _ in range(2))
    assert 'method="post" action="/ladder/steps/"' in first
    assert 'value="token"' in first
    assert 'name="move" value="hold"' in first
    assert first != second, "each opened page has its own key"


def test_buttons_inside_the_next_card_carry_the_token() -> None:
    card = NextCard("Next", "Ask", "Because", actions=(Action("Go", "/x/", method="post"),))
    assert 'value="token"' in rendered("{% next_card card %}", card=card)


def test_conditions_say_met_or_open_in_words() -> None:
    card = NextCard("n", "t", "r", (Condition(True, "Order allows it"), Condition(False, "View")))
    page = rendered("{% next_card card %}", card=card)
    assert page.index("Done:") < page.index("Order allows it") < page.index("Still open:")
    assert "icon-check" in page
    assert "icon-ring" in page


def test_a_card_without_conditions_or_acts_has_no_empty_lists() -> None:
    page = rendered("{% next_card card %}", card=NextCard("n", "t", "r"))
    assert "<ul" not in page
    assert "actions" not in page


@pytest.mark.parametrize("kind", ["info", "done", "care", "stop"])
def test_every_notice_has_a_shape_of_its_own(kind: Any) -> None:
    others = [k for k in ("info", "done", "care", "stop") if k != kind]
    shape = shape_of(rendered("{% notice n %}", n=Notice("x", kind=kind)))
    for other in others:
        assert shape != shape_of(rendered("{% notice n %}", n=Notice("x", kind=other)))


def shape_of(page: str) -> str:
    return page.split('<path d="')[1].split('"')[0]


def test_a_phase_chip_begins_with_its_number() -> None:
    assert "<b>3</b> Contact" in rendered("{% phase_chip 3 'Contact' %}")
    assert "<b>3</b> Contact" in rendered("{% chip c %}", c=Chip("Contact", phase=3))


@pytest.mark.parametrize("kind", ["chosen", "done", "care", "stop"])
def test_a_state_chip_has_an_icon(kind: Any) -> None:
    assert "<svg" in rendered("{% chip c %}", c=Chip("x", kind))


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icons_are_hidden_from_assistive_technology(name: str) -> None:
    assert 'aria-hidden="true"' in rendered("{% icon name %}", name=name)


def test_an_unknown_icon_is_an_error_of_the_builder() -> None:
    with pytest.raises(KeyError):
        rendered("{% icon 'heart' %}")


TABLE = Table(
    "Contacts",
    (Column("Contact"), Column("Peak", number=True), Column("Settled", label=False)),
    (Row(("A13", "6", "yes")), Row((Cell("A14", "/a14/"), "8", "no: ended early"), marked=True)),
)


def test_a_table_has_headings_for_columns_and_rows() -> None:
    page = rendered("{% data_table t %}", t=TABLE)
    assert page.count('scope="col"') == 3
    assert page.count('scope="row"') == 2
    assert page.count('class="marked"') == 1
    assert '<a href="/a14/">A14</a>' in page
    assert '<td class="number">8</td>' in page


def test_a_scrolling_table_lies_in_a_named_region_that_takes_focus() -> None:
    page = rendered("{% data_table t %}", t=TABLE)
    assert 'role="region" aria-label="Contacts" tabindex="0"' in page


def test_a_stacking_table_keeps_its_roles_and_names_its_cells() -> None:
    stacked = Table(TABLE.caption, TABLE.columns, TABLE.rows, narrow="stack")
    page = rendered("{% data_table t %}", t=stacked)
    assert 'role="region"' not in page
    assert page.count('role="rowheader"') == 2
    assert page.count('data-label="Peak"') == 2
    assert "Settled" not in page.split("</thead>")[1]


def test_a_short_row_is_an_error_of_the_builder() -> None:
    with pytest.raises(ValueError, match=r"longer|shorter"):
        rendered("{% data_table t %}", t=Table("x", TABLE.columns, (Row(("A13",)),)))


def test_a_choice_is_not_a_field() -> None:
    from handrail.rooms.shared.examples.form import filled_form

    with pytest.raises(TemplateSyntaxError, match="choice"):
        rendered("{% field form.view %}", form=filled_form())


def test_who_can_see_gives_an_answer_and_a_because() -> None:
    panel = WhoCanSee(
        "For this segment",
        (
            Reader("Noa", "you", "can", "You write it."),
            Reader("Theo", "parent", "could", "It is about him."),
            Reader("Mara", "parent", "cannot", "Not told by her."),
        ),
    )
    page = rendered("{% who_can_see p %}", p=panel)
    for name, answer, because in [
        ("Noa", "Can read.", "You write it."),
        ("Theo", "Could ask.", "It is about him."),
        ("Mara", "Cannot read.", "Not told by her."),
    ]:
        assert page.index(name) < page.index(answer, page.index(name)) < page.index(because)


def test_what_people_write_is_escaped_everywhere() -> None:
    from handrail.rooms.shared.parts import Dated, Empty, Fact, Item, Link, TimelineItem

    values: dict[str, Any] = {
        "card": NextCard(HOSTILE, HOSTILE, HOSTILE, (Condition(False, HOSTILE, HOSTILE),)),
        "note": Notice(HOSTILE, HOSTILE, link=Link(HOSTILE, "/")),
        "chip": Chip(HOSTILE),
        "nothing": Empty(HOSTILE, HOSTILE),
        "table": Table(HOSTILE, (Column(HOSTILE),), (Row((Cell(HOSTILE, second=HOSTILE),)),)),
        "times": [TimelineItem(HOSTILE, HOSTILE, lines=(HOSTILE,), meta=HOSTILE)],
        "dates": [Dated(HOSTILE, HOSTILE, HOSTILE)],
        "items": [Item(HOSTILE, HOSTILE)],
        "terms": [Fact(HOSTILE, HOSTILE, note=HOSTILE)],
    }
    page = rendered(
        "{% next_card card %}{% notice note %}{% chip chip %}{% empty nothing %}"
        "{% data_table table %}{% timeline times %}{% dated dates %}{% item_list items %}"
        "{% facts terms %}{% qr_code h %}",
        h=HOSTILE,
        **values,
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 18


def test_tabs_know_where_they_are() -> None:
    tabs = links(CASE_TABS, lambda key: f"/case/{key}/", "ladder")
    assert [tab.href for tab in tabs if tab.current] == ["/case/ladder/"]
    assert [str(tab.label) for tab in tabs][-1] == "Who saw what"


def test_the_code_to_scan_holds_exactly_the_text() -> None:
    """Drawn module by module as the library lays them out, with the quiet border a camera needs."""
    from handrail.rooms.shared.templatetags.handrail import qr_matrix

    matrix = qr_matrix("otpauth://totp/x?secret=ABC")
    page = rendered("{% qr_code t %}", t="otpauth://totp/x?secret=ABC")
    assert page.count("h1v1h-1z") == sum(map(sum, matrix))
    assert not any(matrix[row][column] for row in range(4) for column in range(len(matrix)))
