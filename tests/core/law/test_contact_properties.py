"""Whatever the orders say, one more restriction never lets more through."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.law.contact import Permitted, order_permits
from handrail.core.law.modalities import names
from handrail.core.law.orders import Clause, Order

CHILDREN, PARENTS = ("kid", "sis"), ("pa", "ma")
FORMS = st.sampled_from(names())
QUICK = settings(max_examples=60, deadline=None)
DAYS = st.integers(0, 20).map(lambda number: date(2025, 1, 1) + timedelta(days=number))
LISTS = st.lists(FORMS, max_size=4, unique=True)
PEOPLE = st.lists(st.sampled_from(CHILDREN + PARENTS), min_size=1, max_size=2, unique=True)


@st.composite
def dated(draw: st.DrawFn, type_: str, params: dict[str, object]) -> Clause:
    begins, ends = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if begins and ends and ends <= begins:
        ends = None
    return Clause(type_, params, begins, ends)


BANS = st.builds(lambda forms: {"not_without_further_order": forms}, LISTS).flatmap(
    lambda params: dated("CONTACT_LADDER", params)
)
NO_CONTACTS = st.builds(
    lambda a, b, c: {"protected": a, "restrained": b, "exceptions": c}, PEOPLE, PEOPLE, LISTS
).flatmap(lambda params: dated("NO_CONTACT", params))
LADDERS = st.builds(lambda forms: {"permitted": forms}, LISTS).flatmap(
    lambda params: dated("CONTACT_LADDER", params)
)
TERMS = DAYS.map(lambda day: Clause("TERM", {"end": day}))
RESTRICTIONS = st.one_of(BANS, NO_CONTACTS, st.just(Clause("SUPERVISION")), TERMS)
CLAUSES = st.one_of(RESTRICTIONS, LADDERS, st.just(Clause("GOALS")))


@st.composite
def order_lists(draw: st.DrawFn, clauses: st.SearchStrategy[Clause] = CLAUSES) -> list[Order]:
    return [
        Order(f"order-{number}", draw(DAYS), clauses=tuple(draw(st.lists(clauses, max_size=3))))
        for number in range(draw(st.integers(1, 3)))
    ]


def let_through(orders: list[Order], on: date, basis: str | None) -> set[tuple[str, str, str]]:
    return {
        (form, child, parent)
        for form in names()
        for child in CHILDREN
        for parent in PARENTS
        if isinstance(
            order_permits(orders, modality=form, child=child, parent=parent, on=on, basis=basis),
            Permitted,
        )
    }


def with_clause(orders: list[Order], which: int, clause: Clause) -> list[Order]:
    """The same orders, one of them holding one clause more."""
    old = orders[which % len(orders)]
    new = Order(old.id, old.signed_on, old.supersedes, (*old.clauses, clause))
    return [new if one is old else one for one in orders]


@QUICK
@given(order_lists(), st.integers(0, 2), RESTRICTIONS, DAYS, st.sampled_from([None, "voluntary"]))
def test_a_restricting_clause_never_widens(
    orders: list[Order], which: int, clause: Clause, on: date, basis: str | None
) -> None:
    """Not asked for the basis court_order: there a clause may bring its order into force.

    Nor for a term where another order holds a list: once it is over its own list is over too, and
    the other one counts alone.
    """
    others = [one for one in orders if one is not orders[which % len(orders)]]
    if clause.type == "TERM" and any(one.clauses_of("CONTACT_LADDER") for one in others):
        return
    narrower = let_through(with_clause(orders, which, clause), on, basis)
    assert narrower <= let_through(orders, on, basis)


def test_a_term_that_is_over_ends_its_own_list_and_leaves_the_other_orders() -> None:
    day = date(2025, 1, 1)
    narrow = Clause("CONTACT_LADDER", {"permitted": ["letter"]})
    wide = Clause("CONTACT_LADDER", {"permitted": ["letter", "phone"]})
    both = [Order("one", day, clauses=(narrow,)), Order("two", day, clauses=(wide,))]
    assert ("phone", "kid", "pa") not in let_through(both, day, None)
    over = with_clause(both, 0, Clause("TERM", {"end": day}))
    assert ("phone", "kid", "pa") in let_through(over, day, None)


@QUICK
@given(order_lists(st.one_of(LADDERS, NO_CONTACTS)), st.integers(0, 2), LADDERS, DAYS)
def test_a_further_list_of_permitted_forms_never_widens(
    orders: list[Order], which: int, clause: Clause, on: date
) -> None:
    """Lists add up to less: each one in force has to hold the form.

    But for a list that was over or not begun: then the new one is the first to count.
    """
    clause = Clause(clause.type, clause.params)
    counting = [one for one in orders if any(c.type == "CONTACT_LADDER" for c in one.clauses)]
    if counting and not all(c.holds_on(on) for one in counting for c in one.clauses):
        return
    narrower = let_through(with_clause(orders, which, clause), on, None)
    assert narrower <= let_through(orders, on, None)


@QUICK
@given(order_lists(), NO_CONTACTS, DAYS)
def test_a_further_order_with_a_ban_never_widens(
    orders: list[Order], clause: Clause, on: date
) -> None:
    more = [*orders, Order("po", date(2025, 1, 1), clauses=(clause,))]
    assert let_through(more, on, None) <= let_through(orders, on, None)


@QUICK
@given(order_lists(), DAYS, st.sampled_from([None, "voluntary", "court_order"]))
def test_the_order_in_which_orders_are_given_does_not_matter(
    orders: list[Order], on: date, basis: str | None
) -> None:
    assert let_through(orders, on, basis) == let_through(orders[::-1], on, basis)
