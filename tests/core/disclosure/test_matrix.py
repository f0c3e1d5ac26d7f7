"""The table of kinds and seats, compared with a second one typed by hand (law §8a-8c)."""

from __future__ import annotations

from pathlib import Path

import pytest

from handrail.core.disclosure.kinds import kinds
from handrail.core.disclosure.matrix import (
    NEVER,
    SHIPPED,
    Cell,
    Code,
    check,
    codes,
    default,
    staff_may_read,
)
from handrail.core.disclosure.seats import seats
from handrail.core.law.answers import Allowed, Refused

# one row a kind. inside: therapist, co-therapist, supervisor, outside supervisor, coordinator,
# privacy officer, administrator. "A" and "T" as the brief has them, "t" when tied to a condition,
# "s" either, "p" parts only, "-" never, "." only by consent or without identities.
INSIDE = {
    "child_individual_note":  "ATT.---",
    "parent_individual_note": "ATT.---",
    "conjoint_note":          "ATT.---",
    "contact_observation":    "ATT.p--",
    "psychotherapy_note":     "a------",
    "measure_result":         "ATT.p--",
    "child_voice":            "ATT.---",
    "plan":                   "AAT.---",
    "ladder_status":          "AAT.p--",
    "court_order":            "AAT.sA-",
    "report_draft":           "ATa----",
    "released_report":        "AAA.pA-",
    "coparent_message":       "ATT.---",
    "contact_details":        "ATT-T--",
    "protected_address":      "t---t--",
    "billing":                "TTT-A--",
    "schedule_entry":         "AAT-A--",
    "supervision_note":       "t-aa---",
    "safety_alert":           "AAA-p--",
    "mandated_report":        "a-a----",
    "audit_log":              "aaT--A-",
    "consent":                "AAT-AA-",
    "part2":                  "ttT----",
}  # fmt: skip
INSIDE_SEATS = (
    "therapist", "co_therapist", "supervisor", "external_supervisor", "coordinator",
    "privacy_officer", "administrator",
)  # fmt: skip
# family: child under 12, 12-13, 14-17, 18 and over; parent on own, on the child's, on the other
# parent's; other caregiver; sibling. "-" where the brief says N (or that it does not arise).
FAMILY = {
    "child_individual_note":  "xxxx-x---",
    "parent_individual_note": "---xx-x--",
    "conjoint_note":          "-xxxxxx--",
    "contact_observation":    "xxxxxxx--",
    "psychotherapy_note":     "---------",
    "measure_result":         "xxxxxx---",
    "child_voice":            "xxxx-x---",
    "plan":                   "xxxxxxpx-",
    "ladder_status":          "xxxxxxxp-",
    "court_order":            "--xxxxxx-",
    "report_draft":           "---------",
    "released_report":        "--xxxxx--",
    "coparent_message":       "----x-x--",
    "contact_details":        "xxxxxx--x",
    "protected_address":      "xxxxxx--x",
    "billing":                "xxxxxx-x-",
    "schedule_entry":         "xxxxxx-xx",
    "supervision_note":       "---------",
    "safety_alert":           "pppppx---",
    "mandated_report":        "---------",
    "audit_log":              "--xxxx---",
    "consent":                "xxxxxx-xx",
    "part2":                  "-xxxxx---",
}  # fmt: skip
FAMILY_SEATS = (
    ("child", "under_12"), ("child", "12_13"), ("child", "14_17"), ("child", "18_up"),
    ("parent", "own"), ("parent", "child"), ("parent", "other_parent"),
    ("grandparent", ""), ("sibling", ""),
)  # fmt: skip
# outside: attorney, guardian ad litem, court, contact supervisor
OUTSIDE = {
    "child_individual_note":  ["C(privilege_holder)", "O E", "O", "N"],
    "parent_individual_note": ["C(that_parent)", "C(that_parent) O", "O", "N"],
    "conjoint_note":          ["C(all_present)", "C(all_present) O", "O", "N"],
    "contact_observation":    ["C(all_present) O", "C(all_present) O", "O", "A"],
    "psychotherapy_note":     ["C(author_and_subject) E", "E", "O", "N"],
    "measure_result":         ["C(respondent)", "C(respondent) O", "O", "N"],
    "child_voice":            ["N", "C(child) O", "O", "N S"],
    "plan":                   ["P C(release)", "O C(release)", "O", "P"],
    "ladder_status":          ["C(both_parents)", "A C(release)", "O", "A"],
    "court_order":            ["A", "A", "A", "A"],
    "report_draft":           ["N", "N", "N", "N"],
    "released_report":        ["O", "O", "O", "N"],
    "coparent_message":       ["C(both_parents) O", "O", "O", "N"],
    "contact_details":        ["N", "O", "O", "A"],
    "protected_address":      ["N", "O", "O", "N"],
    "billing":                ["A", "O", "O", "N"],
    "schedule_entry":         ["C(represented)", "C(release) O", "O", "A"],
    "supervision_note":       ["N", "N", "O", "N"],
    "safety_alert":           ["N", "E", "E", "A"],
    "mandated_report":        ["N", "E", "O", "N"],
    "audit_log":              ["O", "O", "O", "N"],
    "consent":                ["A", "O C(release)", "O", "A"],
    "part2":                  ["C(part2_proceedings) O", "C(part2_proceedings) O", "O", "N"],
}  # fmt: skip
OUTSIDE_SEATS = ("attorney", "guardian_ad_litem", "court", "contact_supervisor")
EVERY = [(kind, seat, of) for kind in kinds() for seat in seats() for of in seats()[seat].columns]


def sign_inside(cell: Cell) -> str:
    if cell.parts:
        return "p"
    plain = {code.letter for way in cell.ways for code in way if not code.only_if}
    tied = {code.letter for way in cell.ways for code in way if code.only_if}
    if plain & {"C", "D"}:
        return "."
    if "A" in tied:
        return "s" if "T" in plain else "a"
    if "T" in tied:
        return "t"
    return "-" if plain == {"N"} else "".join(plain)


def sign_family(cell: Cell) -> str:
    return "p" if cell.parts else "-" if cell.never else "x"


def written(cell: Cell) -> str:
    found = [f"C({code.of})" if code.of else code.letter for way in cell.ways for code in way]
    return " ".join(found)


@pytest.mark.parametrize("kind", kinds())
def test_the_cells_inside_the_practice(kind: str) -> None:
    signs = "".join(sign_inside(default(kind, seat)) for seat in INSIDE_SEATS)
    assert signs == INSIDE[kind]


@pytest.mark.parametrize("kind", kinds())
def test_the_cells_of_the_family(kind: str) -> None:
    signs = "".join(sign_family(default(kind, seat, of=of)) for seat, of in FAMILY_SEATS)
    assert signs == FAMILY[kind]


@pytest.mark.parametrize("kind", kinds())
def test_the_cells_of_outsiders(kind: str) -> None:
    assert [written(default(kind, seat)) for seat in OUTSIDE_SEATS] == OUTSIDE[kind]


def test_the_tables_typed_by_hand_leave_no_kind_out() -> None:
    assert set(INSIDE) == set(FAMILY) == set(OUTSIDE) == set(kinds())


def test_every_pair_has_a_cell_of_its_own() -> None:
    assert len(EVERY) == 23 * 23
    for kind, seat, of in EVERY:
        cell = default(kind, seat, of=of)
        assert cell is not NEVER, (kind, seat, of)
        assert {code.letter for way in cell.ways for code in way} <= set(codes())


@pytest.mark.parametrize(
    ("kind", "seat", "of"),
    [
        ("diary", "therapist", ""),
        ("plan", "owner", ""),
        ("plan", "child", ""),
        ("plan", "parent", "everything"),
        ("plan", "therapist", "child"),
        ("", "", ""),
    ],
)
def test_what_is_not_in_the_table_is_never(kind: str, seat: str, of: str) -> None:
    assert default(kind, seat, of=of) is NEVER
    assert default(kind, seat, of=of).never


def test_a_parent_never_reaches_the_other_parents_protected_things() -> None:
    for kind in ("contact_details", "protected_address", "billing", "schedule_entry"):
        assert default(kind, "parent", of="other_parent").letters == {"N"}


def test_caregivers_share_one_column_and_the_childs_lawyer_stands_with_the_guardian() -> None:
    for kind in kinds():
        same = {default(kind, seat) for seat in ("step_parent", "grandparent", "caregiver")}
        assert len(same) == 1
        assert default(kind, "minors_counsel") == default(kind, "guardian_ad_litem")


def test_an_order_may_ask_wherever_consent_is_written() -> None:
    assert default("child_individual_note", "attorney").letters == {"C", "O"}


def test_joined_codes_are_needed_together() -> None:
    assert default("plan", "attorney").ways == ((Code("P"), Code("C", "release")),)


# --- who in the practice may read -------------------------------------------------------------


def read(kind: str, seat: str, *, assigned: bool = True, is_author: bool = False) -> bool:
    answer = staff_may_read(kind, seat, assigned=assigned, is_author=is_author)
    return isinstance(answer, Allowed)


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("seat", [seat for seat in INSIDE_SEATS if seat != "external_supervisor"])
def test_reading_follows_the_table(kind: str, seat: str) -> None:
    sign = INSIDE[kind][INSIDE_SEATS.index(seat)]
    assert read(kind, seat) is (sign in "ATs")
    assert read(kind, seat, assigned=False) is (sign == "A")


@pytest.mark.parametrize(
    "seat", ["parent", "child", "attorney", "court", "external_supervisor", "grandparent"]
)
@pytest.mark.parametrize("kind", kinds())
def test_nobody_outside_the_practice_looks_into_the_record(kind: str, seat: str) -> None:
    assert not read(kind, seat, is_author=True)


@pytest.mark.parametrize(("kind", "seat"), [("diary", "therapist"), ("plan", "owner"), ("", "")])
def test_an_unknown_kind_or_seat_is_refused(kind: str, seat: str) -> None:
    answer = staff_may_read(kind, seat, assigned=True, is_author=True)
    assert isinstance(answer, Refused)
    assert answer.reasons


def test_a_psychotherapy_note_is_for_its_author_alone() -> None:
    assert read("psychotherapy_note", "therapist", is_author=True)
    assert not read("psychotherapy_note", "therapist")
    assert not read("psychotherapy_note", "supervisor", is_author=True)


def test_the_mandated_report_file_is_for_whoever_reported() -> None:
    assert read("mandated_report", "therapist", is_author=True)
    assert not read("mandated_report", "therapist")
    assert not read("mandated_report", "supervisor", is_author=True)
    both = staff_may_read(
        "mandated_report", "supervisor", assigned=True, is_author=False, meets={"co_reporter"}
    )
    assert isinstance(both, Allowed)


def test_the_administrator_reads_nothing_whatever_is_claimed() -> None:
    everything = {"own", "author", "reporter", "co_reporter", "reviewer", "need", "custodian"}
    for kind in kinds():
        answer = staff_may_read(
            kind, "administrator", assigned=True, is_author=True, meets=everything
        )
        assert isinstance(answer, Refused), kind


def test_a_coordinator_sees_times_not_content() -> None:
    def ask(kind: str, part: str, *, assigned: bool = False) -> bool:
        return isinstance(
            staff_may_read(kind, "coordinator", assigned=assigned, is_author=False, part=part),
            Allowed,
        )

    assert ask("contact_observation", "times")
    assert not ask("contact_observation", "")
    assert not ask("contact_observation", "words")
    assert ask("ladder_status", "step_label")
    assert ask("measure_result", "flag")
    assert not ask("child_individual_note", "times")
    assert ask("released_report", "send", assigned=True)
    assert not ask("released_report", "send")


def test_a_protected_address_takes_a_stated_need_each_time() -> None:
    bare = staff_may_read("protected_address", "therapist", assigned=True, is_author=False)
    assert isinstance(bare, Refused)
    assert "task needs it" in bare.reasons[0]
    needed = staff_may_read(
        "protected_address", "therapist", assigned=True, is_author=False, meets={"need"}
    )
    assert isinstance(needed, Allowed)


def test_a_sealed_order_is_for_assigned_people() -> None:
    def ask(meets: set[str], *, assigned: bool) -> bool:
        answer = staff_may_read(
            "court_order", "coordinator", assigned=assigned, is_author=False, meets=meets
        )
        return isinstance(answer, Allowed)

    assert ask({"not_sealed"}, assigned=False)
    assert ask(set(), assigned=True)
    assert not ask(set(), assigned=False)


def test_a_refusal_names_the_kind_the_seat_and_what_would_open_it() -> None:
    answer = staff_may_read("child_voice", "supervisor", assigned=False, is_author=False)
    assert isinstance(answer, Refused)
    (why,) = answer.reasons
    assert why.startswith("the child's own words and check-ins, clinical supervisor: ")
    assert why.endswith("only when assigned to the case")


# --- a wrong table ----------------------------------------------------------------------------


def told(folder: Path, old: str, new: str) -> str:
    path = folder / "matrix.toml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return "\n".join(str(mistake) for mistake in check(path))


def test_the_shipped_table_is_right() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('court = "O"\n', "", "table.child_individual_note.court: is missing"),
        ("[table.plan]", "[table.plans]", "table.plan.therapist: is missing"),
        ("[table.plan]", "[table.plans]", "table.plans: is no kind of record"),
        ('therapist = "A"', 'therapist = "X"', "unknown code 'X'"),
        ('therapist = "A"', 'therapist = "always"', "'always' is no code"),
        ('therapist = "A"', 'therapist = "A[lucky]"', "nobody explains 'lucky'"),
        ('therapist = "A"', 'therapist = "C(uncle)"', "nobody explains 'uncle'"),
        ('therapist = "A"', 'therapist = "C"', "says whose consent or not"),
        ('therapist = "A"', "therapist = 3", "table.child_individual_note.therapist"),
        ('therapist = "A"', 'therapist = { is = "A" }', "table.child_individual_note.therapist"),
        ('therapist = "A"', 'therapist = "A"\nuncle = "A"', "is no column"),
        ("[codes]", "[letters]", "codes: is missing"),
        ("[codes]", "[codes", "matrix.toml"),
    ],
)
def test_a_wrong_table_is_told(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert expected in told(tmp_path, old, new)
