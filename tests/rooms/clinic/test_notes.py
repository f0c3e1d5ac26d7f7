"""Notes on their pages: drafts, two people at one note, signing, addenda, one's own, holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from handrail.store.accounts.viewer import acting_as
from handrail.store.keys.models import WrappedKey
from handrail.store.ledger.models import Line
from handrail.store.records.actions.legal_holds import place_hold
from handrail.store.records.actions.sessions import SessionPlan, mark_held, plan_session
from handrail.store.records.models import Draft, Note, PsychotherapyNote, Segment, Session
from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.page import Page
from tests.store.records.desk import Desk

MARK = "Wren put the blue cup on the sill"
OWN = "I find myself pulled to one side here"


class Writing:
    """The note of a session with Wren that took place today, and whoever writes on it."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.desk = Desk(demo, demo.alder)
        self.wren = self.desk.person("Wren")
        with self.desk.by() as who:
            plan = SessionPlan(kind="IC", on=self.desk.today, present=(self.wren,))
            self.session = plan_session(**who, plan=plan)
            version = Session.objects.get(id=self.session).version
            mark_held(**who, session=self.session, version=version)

    @property
    def path(self) -> str:
        return address("note", self.demo.alder, self.session)

    def fields(self, *texts: str, who: str = "noa", **more: Any) -> dict[str, Any]:
        me = str(self.demo.accounts[who].person_id)
        found: dict[str, Any] = {
            "idempotency_key": str(uuid4()), "version": 0, "count": len(texts), "do": "save",
        }  # fmt: skip
        for at, text in enumerate(texts):
            found |= {f"text-{at}": text, f"about-{at}": [self.wren], f"told-{at}": [me]}
        return {**found, **more}

    def send(self, *texts: str, who: str = "noa", path: str = "", **more: Any) -> Any:
        fields = self.fields(*texts, who=who, **more)
        return self.demo.client(who).post(path or self.path, fields)

    def by_script(self, *texts: str, who: str = "noa", **more: Any) -> Any:
        fields = self.fields(*texts, who=who, **more)
        return self.demo.client(who).post(self.path, fields, HTTP_ACCEPT="application/json")

    def page(self, who: str = "noa") -> Page:
        response = self.demo.client(who).get(self.path)
        assert response.status_code == 200
        return Page(response.content)

    def signed(self) -> list[UUID]:
        """The rows of the signed notes of this session."""
        with acting_as(self.demo.viewer("noa")):
            return list(Note.objects.filter(session_id=self.session).values_list("id", flat=True))

    def texts(self, who: str = "noa") -> list[str]:
        return typed(self.page(who))


def typed(page: Page) -> list[str]:
    return [(e.text or "").strip() for e in page.root.iter("textarea")]


@pytest.fixture
def writing(demo: Demo) -> Writing:
    return Writing(demo)


def acts(demo: Demo) -> list[str]:
    with acting_as(demo.viewer("noa")):
        lines = Line.objects.filter(chain_id=demo.alder).order_by("seq")
        return list(lines.values_list("act", flat=True))


class TestDrafts:
    def test_a_new_note_names_who_was_there(self, writing: Writing) -> None:
        page = writing.page()
        ticked = [e.get("value") for e in page.root.iter("input") if "checked" in e.attrib]
        assert ticked == [writing.wren, str(writing.demo.accounts["noa"].person_id)]
        assert typed(page) == [""]

    def test_saved_without_a_script(self, writing: Writing) -> None:
        assert writing.send(MARK).status_code == 303
        assert writing.texts() == [MARK]

    def test_saved_by_a_script(self, writing: Writing) -> None:
        answer = writing.by_script(MARK)
        assert answer.json() == {"saved": "13:32", "version": 1}
        assert writing.by_script(MARK + ".", version=1).json()["version"] == 2
        assert writing.texts() == [MARK + "."]

    def test_the_same_words_again_are_kept_once(self, writing: Writing) -> None:
        writing.by_script(MARK)
        before = acts(writing.demo)
        assert writing.by_script(MARK).json()["version"] == 1
        assert acts(writing.demo) == before

    def test_each_save_is_a_line_with_its_commitment(self, writing: Writing) -> None:
        before = len(acts(writing.demo))
        writing.by_script(MARK)
        assert acts(writing.demo)[before:] == ["text.sealed", "draft.saved"]

    def test_the_team_writes_on_one_draft(self, writing: Writing) -> None:
        writing.send(MARK)
        assert writing.texts("iris") == [MARK]
        assert "last by Noa" in writing.page("iris").main

    @pytest.mark.parametrize(
        ("do", "wanted"),
        [
            ("add", ["one", "two", ""]),
            ("up-2", ["two", "one"]),
            ("down-1", ["two", "one"]),
            ("remove-1", ["two"]),
            ("remove-9", ["one", "two"]),
            ("up-1", ["one", "two"]),
        ],
    )
    def test_segments_are_arranged(self, writing: Writing, do: str, wanted: list[str]) -> None:
        assert writing.send("one", "two", do=do).status_code == 303
        assert writing.texts() == wanted

    def test_somebody_of_no_case_cannot_be_named(self, writing: Writing) -> None:
        stranger: dict[str, Any] = {"about-0": [str(uuid4())]}
        answer = writing.by_script(MARK, **stranger)
        assert answer.status_code == 400
        assert writing.texts() == [""]

    def test_a_huge_count_is_cut(self, writing: Writing) -> None:
        assert writing.send(MARK, count="9" * 30).status_code == 200
        assert writing.texts() == [""]


class TestDiscarding:
    def test_discarded_and_taken_back(self, writing: Writing) -> None:
        writing.send(MARK)
        assert writing.send(MARK + " today", version=1, do="discard").status_code == 303
        assert writing.texts() == [""]
        assert "A draft was discarded at 13:32" in writing.page().main
        writing.send(do="restore")
        assert writing.texts() == [MARK + " today"], "what was typed last is taken back as well"
        assert acts(writing.demo)[-1] == "note.viewed"
        assert {"draft.discarded", "draft.restored"} <= set(acts(writing.demo))

    def test_nothing_is_discarded_under_a_hold(self, writing: Writing) -> None:
        writing.send(MARK)
        iris = writing.demo.viewer("iris")
        with acting_as(iris):
            place_hold(by=iris, case_id=writing.demo.alder, reason="A letter from the court")
        answer = writing.send(MARK, version=1, do="discard")
        assert answer.status_code == 200
        assert "nothing of it is discarded" in Page(answer.content).main
        assert writing.texts() == [MARK]
        assert "Discard, can be undone" not in writing.page().main

    def test_a_second_draft_is_not_pushed_aside(self, writing: Writing) -> None:
        writing.send(MARK)
        writing.send(MARK, version=1, do="discard")
        writing.send("Another")
        answer = writing.send(do="restore")
        assert "Another draft was begun here meanwhile" in Page(answer.content).main
        assert writing.texts() == ["Another"]


class TestTwoPeople:
    def both(self, writing: Writing) -> HttpResponse:
        writing.send("Same", "First")
        noa: dict[str, Any] = {"told-0": [str(writing.demo.accounts["noa"].person_id)]}
        writing.by_script("Same", "Hers", who="iris", version=1, **noa)
        answer: HttpResponse = writing.send("Same", "His own", version=1)
        return answer

    def test_both_texts_stand_side_by_side(self, writing: Writing) -> None:
        page = Page(self.both(writing).content)
        assert typed(page) == ["Same", "Hers", "His own"]
        assert "Somebody saved this note while you wrote" in page.main
        assert writing.texts() == ["Same", "Hers"], "nothing was overwritten"

    @pytest.mark.parametrize(
        ("pick", "wanted"),
        [
            ("both", ["Same", "Hers", "His own"]),
            ("mine", ["Same", "His own"]),
            ("theirs", ["Same", "Hers"]),
        ],
    )
    def test_what_is_kept_is_saved_on_top(
        self, writing: Writing, pick: str, wanted: list[str]
    ) -> None:
        self.both(writing)
        pair: dict[str, Any] = {
            "side-1": "theirs", "side-2": "mine", "pair-1": 1, "pair-2": 1, "pick-1": pick,
        }  # fmt: skip
        assert writing.send("Same", "Hers", "His own", version=2, **pair).status_code == 303
        assert writing.texts() == wanted

    def test_a_script_is_told(self, writing: Writing) -> None:
        writing.send("First")
        writing.by_script("Hers", who="iris", version=1)
        answer = writing.by_script("His", version=1)
        assert (answer.status_code, answer.json()) == (409, {"changed": True})

    def test_signing_on_top_of_somebody_shows_both(self, writing: Writing) -> None:
        writing.send("First")
        writing.by_script("Hers", who="iris", version=1)
        page = Page(writing.send("His", version=1, do="sign").content)
        assert typed(page) == ["Hers", "His"]
        assert writing.signed() == []


class TestSigning:
    def sign(self, writing: Writing, *texts: str, **more: Any) -> Any:
        return writing.send(*texts, do="sign", **more)

    def test_signed_and_frozen(self, writing: Writing) -> None:
        writing.send(MARK)
        assert self.sign(writing, MARK, "", version=1).status_code == 303
        page = writing.page()
        assert "signed by Noa, 23 July, 13:32" in page.main
        assert MARK in page.main
        assert typed(page) == []
        assert "late entry" not in page.main

    def test_what_lacks_is_told_at_once(self, writing: Writing) -> None:
        answer = self.sign(writing, MARK, **{"about-0": [], "told-0": []})
        text = Page(answer.content).main
        assert "Segment 1 does not say whom it is about" in text
        assert "Segment 1 does not say who told it" in text

    def test_an_empty_note_is_not_signed(self, writing: Writing) -> None:
        assert "Nothing is written yet" in Page(self.sign(writing, "").content).main

    def test_a_planned_session_has_nothing_to_sign(self, demo: Demo) -> None:
        writing = Writing(demo)
        with writing.desk.by() as who:
            writing.session = plan_session(
                **who,
                plan=SessionPlan(kind="IC", on=writing.desk.today, present=(writing.wren,)),
            )
        assert "still planned" in Page(self.sign(writing, MARK).content).main

    def test_loaded_words_are_asked_about_when_signing(self, writing: Writing) -> None:
        text = "The mother is manipulative"
        assert writing.send(text).status_code == 303, "saving never asks"
        answer = self.sign(writing, text, version=1)
        assert "manipulative" in "".join(Page(answer.content).told("wording"))
        assert self.sign(writing, text, version=1, keep_wording="on").status_code == 303
        assert "wording.kept" in acts(writing.demo)

    def test_a_childs_own_words_are_not_looked_at(self, writing: Writing) -> None:
        answer = self.sign(writing, "He is manipulative", **{"told-0": [writing.wren]})
        assert answer.status_code == 303

    def test_signed_twice_is_signed_once(self, writing: Writing) -> None:
        key = str(uuid4())
        for _ in range(2):
            assert self.sign(writing, MARK, idempotency_key=key).status_code == 303
        other = self.sign(writing, MARK)
        assert "signed and frozen. Write an addendum" in Page(other.content).main
        assert typed(Page(other.content)) == [MARK], "the words stay on the page"
        assert len(writing.signed()) == 1

    def test_an_addendum_stands_below(self, writing: Writing) -> None:
        self.sign(writing, MARK)
        (note,) = writing.signed()
        path = address("addendum", writing.demo.alder, note)
        assert writing.send("It was green", path=path, do="sign").status_code == 303
        page = writing.page("iris")
        assert page.headings.count("Addendum") == 1
        assert page.main.index(MARK) < page.main.index("It was green")
        assert acts(writing.demo).count("addendum.signed") == 1

    def test_a_late_entry_says_so(self, writing: Writing) -> None:
        from datetime import timedelta

        from handrail import clock
        from tests.demo import MOMENT

        with clock.stopped_at(MOMENT + timedelta(hours=40)):
            self.sign(writing, MARK)
            assert "late entry" in writing.page().main


class TestOwnNotes:
    def keep(self, demo: Demo, text: str = OWN) -> None:
        path = address("own_notes", demo.alder)
        fields = {"idempotency_key": str(uuid4()), "text": text}
        assert demo.client("noa").post(path, fields).status_code == 303

    def test_the_author_reads_and_changes_it(self, demo: Demo) -> None:
        self.keep(demo)
        page = demo.client("noa").get(address("own_notes", demo.alder))
        assert OWN in page.content.decode()
        with acting_as(demo.viewer("noa")):
            note = PsychotherapyNote.objects.get().id
        path = address("own_note", demo.alder, note)
        fields = {"idempotency_key": str(uuid4()), "text": "Looked at again", "version": "1"}
        assert demo.client("noa").post(path, fields).status_code == 303
        again = demo.client("noa").get(address("own_notes", demo.alder)).content.decode()
        assert "Looked at again" in again
        assert OWN not in again

    def by_script(self, demo: Demo, path: str, text: str, **more: str) -> Any:
        fields = {"idempotency_key": str(uuid4()), "text": text, **more}
        return demo.client("noa").post(path, fields, HTTP_ACCEPT="application/json")

    def test_it_is_saved_while_one_writes(self, demo: Demo) -> None:
        path, begun = address("own_notes", demo.alder), str(uuid4())
        answer = self.by_script(demo, path, OWN, begun=begun, version="0")
        assert answer.json() == {"saved": "13:32", "version": 1}
        again = self.by_script(demo, path, OWN, begun=begun, version="0")
        assert again.json()["version"] == 1, "an answer that was lost: sent again, kept once"
        assert (
            self.by_script(demo, path, OWN + ".", begun=begun, version="1").json()["version"] == 2
        )
        with acting_as(demo.viewer("noa")):
            (note,) = PsychotherapyNote.objects.values_list("id", flat=True)
        page = Page(demo.client("noa").get(address("own_note", demo.alder, note)).content)
        assert typed(page) == [OWN + "."]
        assert "Saved 13:32" in page.main

    def test_what_cannot_be_kept_is_told(self, demo: Demo) -> None:
        answer = self.by_script(demo, address("own_notes", demo.alder), " ")
        assert answer.status_code == 400
        assert "is empty" in answer.json()["refused"][0]

    def test_two_windows_of_one_author_overwrite_nothing(self, demo: Demo) -> None:
        path, begun = address("own_notes", demo.alder), str(uuid4())
        self.by_script(demo, path, "One window", begun=begun, version="0")
        late = self.by_script(demo, path, "The other window", begun=begun, version="0")
        assert (late.status_code, late.json()) == (409, {"changed": True})
        fields = {"text": "The other window", "begun": begun, "version": "0"}
        key = {"idempotency_key": str(uuid4())}
        page = Page(demo.client("noa").post(path, {**fields, **key}).content)
        assert "You kept other words in another window" in page.main
        assert typed(page) == ["One window\n\nThe other window"]
        hidden = {e.get("name"): e.get("value") for e in page.root.iter("input")}
        assert (hidden["begun"], hidden["version"]) == (begun, "1")
        key = {"idempotency_key": str(uuid4())}
        assert demo.client("noa").post(path, {**fields, **key, "version": "1"}).status_code == 303
        with acting_as(demo.viewer("noa")):
            assert PsychotherapyNote.objects.get().version == 2

    def test_saving_leaves_no_line_that_anybody_else_reads(self, demo: Demo) -> None:
        def lines() -> list[str]:
            with acting_as(demo.viewer("greta")):
                found = Line.objects.filter(chain_id=demo.practice_id).order_by("seq")
                return list(found.values_list("act", flat=True))

        before, of_case = lines(), acts(demo)
        begun = str(uuid4())
        for version in range(3):
            self.by_script(
                demo, address("own_notes", demo.alder), f"{OWN} {version}", begun=begun,
                version=str(version),
            )  # fmt: skip
        assert (lines(), acts(demo)) == (before, of_case)

    def test_nobody_else_can_tell_whether_there_is_one(self, demo: Demo) -> None:
        """Two worlds, with and without; every page of the supervisor is the same."""
        before = _pages(demo, "iris")
        lines = acts(demo)
        self.keep(demo)
        with acting_as(demo.viewer("noa")):
            note = PsychotherapyNote.objects.get().id
        after = _pages(demo, "iris")
        assert {path: text for path, text in after.items() if OWN in text} == {}
        assert before.keys() == after.keys()
        assert acts(demo)[: len(lines)] == lines
        assert not [act for act in acts(demo)[len(lines) :] if not act.endswith(".viewed")]
        for who in ("iris", "rafa", "jonas", "greta"):
            answer = demo.client(who).get(address("own_note", demo.alder, note))
            assert answer.status_code == 404, who
        for who in ("iris", "rafa", "greta"):
            with acting_as(demo.viewer(who)):
                assert not PsychotherapyNote.objects.exists(), who

    def test_the_key_says_nothing(self, demo: Demo) -> None:
        """It is made when the page is first looked at, whatever is kept there later."""
        author = demo.accounts["noa"].person_id
        assert demo.client("noa").get(address("own_notes", demo.alder)).status_code == 200
        with acting_as(demo.viewer("noa")):
            keys = WrappedKey.objects.filter(store="psychotherapy", owner_id=author)
            made = list(keys.values_list("id", "made_at"))
        self.keep(demo)
        with acting_as(demo.viewer("noa")):
            assert list(keys.values_list("id", "made_at")) == made
            assert len(made) == 1


def _pages(demo: Demo, who: str) -> Mapping[str, str]:
    from tests.rooms.clinic.test_leaks import pages_of

    return dict(pages_of(demo, who))


class TestLegalHold:
    def test_placed_and_lifted_with_reasons(self, demo: Demo, open_page: Open) -> None:
        path = address("legal_hold", demo.alder)
        iris = demo.client("iris")
        for reason in ("A letter from the court", "The court withdrew it"):
            fields = {"idempotency_key": str(uuid4()), "reason": reason}
            assert iris.post(path, fields).status_code == 303
        page = Page(iris.get(path).content)
        assert "The hold is lifted." in page.main, "said where it was done, on no other case's page"
        assert "Place a legal hold" in page.headings
        assert "A letter from the court" in page.main
        assert "The court withdrew it" in page.main
        assert "The hold" not in Page(iris.get(address("order", demo.linden)).content).main
        assert acts(demo).count("legal_hold.placed") == acts(demo).count("legal_hold.lifted") == 1


class TestWall:
    @pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol", "mara"])
    def test_nobody_outside_the_clinicians_reads_or_writes(
        self, writing: Writing, who: str
    ) -> None:
        writing.send(MARK)
        gone = writing.demo.client("noa").get("/nowhere/").content
        for answer in (writing.demo.client(who).get(writing.path), writing.send("x", who=who)):
            assert answer.status_code == 404
            assert MARK not in answer.content.decode()
        assert gone
        assert writing.texts() == [MARK]

    def test_a_session_of_another_case_is_not_found_here(self, writing: Writing) -> None:
        elsewhere = address("note", writing.demo.linden, writing.session)
        assert writing.demo.client("noa").get(elsewhere).status_code == 404
        assert writing.send(MARK, path=elsewhere).status_code == 404
        writing.send(MARK, do="sign")
        (note,) = writing.signed()
        foreign = address("addendum", writing.demo.linden, note)
        assert writing.demo.client("noa").get(foreign).status_code == 404


def test_signed_segments_cannot_be_changed(writing: Writing) -> None:
    from django.db import DatabaseError, transaction

    writing.send(MARK, do="sign")
    with acting_as(writing.demo.viewer("noa")):
        for rows, values in (
            (Segment.objects.filter(note__session_id=writing.session), {"position": 5}),
            (Note.objects.filter(session_id=writing.session), {"late": True}),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**values)
        assert Draft.objects.get(session_id=writing.session).state == "signed"
