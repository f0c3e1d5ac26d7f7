"""A form as it stands on a page: what is filled in, what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = dict[str, list[str]]
TICKED = ("checkbox", "radio")
PRESSED = ("submit", "button", "image", "reset")


class NoSuchForm(LookupError):
    """The page holds no form with this field, or nothing to choose in it."""


@dataclass
class OfferedForm:
    """One form. filled: name -> values as the page came. offered: name -> what may be chosen."""

    filled: Fields = field(default_factory=dict)
    offered: Fields = field(default_factory=dict)

    def with_choices(self, chosen: Mapping[str, tuple[int, ...]]) -> Fields:
        """What is filled in, with the choices at these places. Raises NoSuchForm."""
        try:
            picked = {name: [self.offered[name][at] for at in places]
                      for name, places in chosen.items()}  # fmt: skip
        except (KeyError, IndexError) as missing:
            raise NoSuchForm(f"nothing to choose: {missing}") from missing
        return self.filled | picked


def form_with(name: str, page: str) -> OfferedForm:
    """The form of the page that has this field. Raises NoSuchForm."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    for one in reader.forms:
        if name in one.filled:
            return one
    raise NoSuchForm(f"no form with the field {name}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[OfferedForm] = []
        self._list = ""  # the name of the open <select>
        self._text = ""  # the name of the open <textarea>

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "form":
            self.forms.append(OfferedForm())
        elif tag == "input" and name and said.get("type") not in PRESSED:
            self._input(name, said)
        elif tag == "select":
            self._list = name
        elif tag == "option" and self._list:
            self._option(self._list, said, "selected")
        elif tag == "textarea":
            self._text = name
            self._fill(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text and self.forms:
            held = self.forms[-1].filled[self._text]
            held[-1] += data

    def _input(self, name: str, said: Mapping[str, str]) -> None:
        if said.get("type") in TICKED:
            self._option(name, said, "checked")
        else:
            self._fill(name, said.get("value", ""))

    def _option(self, name: str, said: Mapping[str, str], mark: str) -> None:
        value = said.get("value", "")
        if self.forms and value:
            self.forms[-1].offered.setdefault(name, []).append(value)
            if mark in said:
                self._fill(name, value)

    def _fill(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1].filled.setdefault(name, []).append(value)
