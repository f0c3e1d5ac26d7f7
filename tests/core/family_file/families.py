"""Random family files for the differential test: right in shape, odd in content."""

from datetime import date, timedelta

from hypothesis import strategies as st

MODALITIES = [
    "letter",
    "recording",
    "live_call",
    "in_person_with_therapist",
    "in_person_without_therapist",
]
NOT_HELD = [
    "visiting_parent_absent",
    "visiting_parent_cancelled",
    "other_parent_did_not_bring",
    "child_ill",
    "child_declined",
    "practice_closed",
    "other",
]
START = date(2025, 3, 3)
PEOPLE = ("wren", "ivo", "mara", "theo", "jun")


def mostly(usual, *odd, times=3):
    """One value out of a few, the usual one more often."""
    return st.sampled_from([usual] * times + list(odd))


def sometimes(draw, entry, key, strategy, usually_absent=9):
    """Set a key in one of ten cases or so; the simplest case is without it."""
    if rarely(draw, usually_absent):
        entry[key] = draw(strategy)


def rarely(draw, usually_not):
    return draw(st.integers(0, usually_not)) == usually_not


def named(*names):
    """An object that may name each of these."""
    return st.fixed_dictionaries({}, optional=dict(names))


CHILD = st.sampled_from(["wren", "ivo"])
PARENT = st.sampled_from(["theo", "jun"])
CLEARED = st.one_of(st.just(True), named(("child", CHILD), ("parent", PARENT)))
DISCLOSURE = st.one_of(st.booleans(), named(("child", CHILD), ("about", PARENT)))
AFTER_EFFECT = st.one_of(
    mostly(0, 1, 2, 3, None, times=6),
    st.lists(
        st.fixed_dictionaries(
            {"by": st.sampled_from(["mara", "theo", "wren"]), "value": mostly(0, 1, 2, 3)}
        ),
        max_size=3,
    ),
)
DECISION = mostly(None, "HOLD", "HOLD", "PENDING", "UP", "DOWN", "STOP", times=19)
FLAGS = st.lists(st.sampled_from(["frozen", "body_pain", "smiling"]), max_size=2)


@st.composite
def views(draw, rungs, on):
    view = {
        "rung": draw(st.sampled_from(rungs)),
        "answer": draw(st.sampled_from(["yes", "not_yet", "no"])),
    }
    sometimes(draw, view, "on", st.integers(-9, 9).map(lambda n: str(on + timedelta(n))), 3)
    sometimes(draw, view, "child", CHILD, 3)
    return view


def settled():
    """A held contact that settles, made anew each time."""
    return st.builds(
        lambda peak: {
            "held": True,
            "distress": {"before": 5, "peak": peak, "after": 2},
            "parent_adherence": 5,
            "after_effect_48h": 0,
        },
        st.integers(3, 6),
    )


@st.composite
def held(draw):
    contact = {
        "held": True,
        "distress": {"peak": draw(mostly(4, 5, 6, 7, 8)), "after": draw(mostly(2, 3, 4, 6))},
        "parent_adherence": draw(mostly(5, 4, 3)),
        "after_effect_48h": draw(AFTER_EFFECT),
    }
    if draw(st.booleans()):
        contact["distress"]["before"] = draw(st.integers(1, 6))
    if contact["after_effect_48h"] is None and draw(st.booleans()):
        del contact["after_effect_48h"]
    sometimes(draw, contact, "ended_early_for_distress", st.booleans())
    sometimes(draw, contact, "stop_card", st.sampled_from(["used_and_ended", "used_and_went_on"]))
    sometimes(draw, contact, "observed_flags", FLAGS, 3)
    sometimes(draw, contact, "disclosure", st.booleans(), 29)
    return contact


@st.composite
def not_held(draw):
    contact = {"held": False, "not_held_because": draw(st.sampled_from(NOT_HELD))}
    sometimes(draw, contact, "notice_hours", st.sampled_from([0, 23.9, 24, 48]), 2)
    return contact


@st.composite
def contacts(draw, ladders, places, on):
    """A contact; `places` remembers each ladder's rung, so that stays grow long enough."""
    ladder = draw(st.sampled_from(ladders))
    key = (ladder["child"], ladder["parent"])
    ids = [rung["id"] for rung in ladder["rungs"]]
    places[key] = min(max(places.get(key, 0) + draw(mostly(0, 1, -1, times=9)), 0), len(ids) - 1)
    contact = draw(st.one_of(settled(), settled(), settled(), held(), held(), not_held()))
    contact |= {"child": key[0], "parent": key[1], "rung": ids[places[key]]}
    if len(ladders) == 1:
        sometimes(draw, contact, "parent", st.just(key[1]), 1)
    sometimes(draw, contact, "critical_incident", st.booleans(), 24)
    sometimes(draw, contact, "cleared", CLEARED, 14)
    sometimes(draw, contact, "child_view", views(ids, on))
    if rarely(draw, 14):
        contact["unplanned"] = True
    elif rarely(draw, 29):
        return {name: contact[name] for name in ("child", "parent", "rung")} | {"planned": True}
    move = draw(DECISION)
    if move:
        contact["decision"] = {"move": move}
    return contact


@st.composite
def sessions(draw, ladders):
    found, places, on = [], {}, START
    rungs = [rung["id"] for ladder in ladders for rung in ladder["rungs"]]
    for number in range(draw(st.integers(0, 25))):
        on += timedelta(days=draw(mostly(7, 0, 1, 28)))
        session = {"id": f"S{number}", "on": str(on), "type": "PC"}
        if draw(st.integers(0, 5)):
            session["contact"] = draw(contacts(ladders, places, on))
        sometimes(draw, session, "child_view", views(rungs, on))
        sometimes(draw, session, "present", st.lists(st.sampled_from(PEOPLE), unique=True), 3)
        sometimes(draw, session, "child", CHILD, 14)
        sometimes(draw, session, "disclosure", DISCLOSURE, 39)
        sometimes(draw, session, "critical_incident", st.booleans(), 39)
        sometimes(draw, session, "cleared", CLEARED, 9)
        sometimes(draw, session, "session_checks", st.lists(checks(), max_size=2))
        found.append(session)
    return draw(st.permutations(found)) if rarely(draw, 9) else found


def checks():
    return st.fixed_dictionaries(
        {"by": st.sampled_from(PEOPLE)},
        optional={"pace": mostly("right", "too_fast", times=1), "felt_safe": st.integers(3, 9)},
    )


@st.composite
def orders(draw):
    found = []
    for number in range(draw(mostly(1, 0, 2))):
        clause = {"type": "CONTACT_LADDER"}
        if draw(st.integers(0, 3)):
            clause["permitted"] = MODALITIES[: draw(mostly(4, 0, 1, 2, 3, 5))]
        sometimes(draw, clause, "not_without_further_order", st.just(MODALITIES[-2:]), 2)
        signed = START + timedelta(days=draw(mostly(-20, 0, 30, 60, times=6)))
        order = {"id": f"O{number}", "signed_on": str(signed), "clauses": [clause]}
        if number and signed >= date.fromisoformat(found[0]["signed_on"]):
            sometimes(draw, order, "supersedes", st.just("O0"), 1)
        sometimes(draw, order, "expires", st.just(str(signed + timedelta(days=90))), 5)
        found.append(order)
    return found


@st.composite
def measures(draw):
    found = {}
    for _ in range(draw(mostly(0, 3, 6))):
        parts = {
            name: draw(st.integers(low, low + 6))
            for name, low in (("internalizing", 2), ("attention", 2), ("externalizing", 4))
        }
        measure = {
            "instrument": "psc17",
            "respondent": draw(st.sampled_from(["mara", "theo"])),
            "about": draw(CHILD),
            "week": draw(st.integers(1, 40)),
            "subscales": parts,
            "total": sum(parts.values()),
        }
        if rarely(draw, 3):
            adult = {"instrument": "gad7", "about": measure["respondent"], "total": 8}
            measure = {k: v for k, v in measure.items() if k != "subscales"} | adult
            measure["total"] = draw(st.integers(4, 12))
        sometimes(draw, measure, "respondent_had_contact_in_window", st.booleans(), 5)
        found[tuple(measure[k] for k in ("instrument", "respondent", "about", "week"))] = measure
    return list(found.values())


@st.composite
def goals(draw):
    labels = ["week 1", "week 13"]
    return [
        {
            "id": f"G{number}",
            "weight": draw(st.sampled_from([1, 2, 3, 0.5])),
            "scores": draw(st.dictionaries(st.sampled_from(labels), st.integers(-2, 2))),
        }
        for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def ladders(draw):
    pairs = draw(
        st.sampled_from(
            [
                [("wren", "theo")],
                [("wren", "theo"), ("ivo", "theo")],
                [("wren", "theo"), ("wren", "jun")],
            ]
        )
    )
    return [
        {
            "child": child,
            "parent": parent,
            "rungs": [
                {"id": f"R{n}", "modality": draw(mostly(MODALITIES[n], "none", times=9))}
                for n in range(draw(st.integers(1, 5)))
            ],
        }
        for child, parent in pairs
    ]


@st.composite
def families(draw):
    """A right handrail-case/1 file."""
    own_ladders = draw(ladders())
    home = st.sampled_from(["H1", "H2", ["H1", "H2"]])
    seats = {"wren": "child", "ivo": draw(st.sampled_from(["child", "sibling"]))}
    people = [{"id": one, "given": one.title(), "seat": seats.get(one, "parent")} for one in PEOPLE]
    for person in people[:2]:
        sometimes(draw, person, "household", home, 0)
    family = {
        "format": "handrail-case/1",
        "case": {"name": "Someone"},
        "people": people,
        "ladders": own_ladders,
        "sessions": draw(sessions(own_ladders)),
        "orders": draw(orders()),
        "measures": draw(measures()),
        "goals": draw(goals()),
    }
    outcome = st.sampled_from(["no_concern", "refer_out", "contact_contraindicated"])
    if rarely(draw, 14):
        family["safety"] = {"outcome": draw(outcome)}
        sometimes(draw, family["safety"], "on", st.just(str(START + timedelta(days=20))), 1)
    return family
