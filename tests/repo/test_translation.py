"""Every word a person sees in a page is marked for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import DebugLexer, TokenType

from tests.repo.tree import ROOT, Found, parsed, report, text, under

# A name is the same in every language.
NAMES = {"Handrail"}
SPOKEN_ATTRIBUTES = {"aria-label", "alt", "title", "placeholder", "aria-description"}
WORD = re.compile(r"[^\W\d_]{2,}")

# Made-up people and days, shown to those who build pages.
EXAMPLES = ROOT / "src/handrail/rooms/shared/examples"
# The bare page the others are measured against; nobody reads it.
YARDSTICK = ROOT / "src/handrail/web/bench"


def without_tags(template: str) -> str:
    """The template with everything translated or computed taken out; line breaks stay."""
    kept: list[str] = []
    skipped_until = ""
    for token in DebugLexer(template).tokenize():
        start, end = token.position or (0, 0)
        raw = template[start:end]
        if token.token_type is TokenType.BLOCK:
            skipped_until = _skipped_until(token.contents, skipped_until)
        if token.token_type is TokenType.TEXT and not skipped_until:
            kept.append(raw)
        else:  # a variable may be the name of a tag: <{{ tag }}>
            kept.append("x" if token.token_type is TokenType.VAR else "\n" * raw.count("\n"))
    return "".join(kept)


def _skipped_until(block: str, before: str) -> str:
    """The end tag up to which nothing is to be looked at; "" when everything is."""
    name, _, rest = block.partition(" ")
    if before:
        return "" if name == before else before
    if name in ("blocktranslate", "blocktrans", "comment"):
        return f"end{name}"
    return "endblock" if name == "block" and rest.strip().endswith("_class") else ""


class Spoken(HTMLParser):
    """Collects the words between tags and in attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []

    def handle_data(self, data: str) -> None:
        self._hear(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES and value:
                self._hear(value)

    def _hear(self, said: str) -> None:
        rest = said
        for name in NAMES:
            rest = rest.replace(name, "")
        if any(set(word) != {"x"} for word in WORD.findall(rest)):
            self.found.append((self.getpos()[0], said.strip()))


def unmarked(template: str) -> list[tuple[int, str]]:
    """(line, words) of everything a person would see untranslated."""
    parser = Spoken()
    parser.feed(without_tags(template))
    parser.close()
    return parser.found


@pytest.mark.parametrize(
    "template",
    [
        "<p>Sign in</p>",
        '<nav aria-label="Rooms"></nav>',
        "<p>{{ name }} waits</p>",
        "{% if late %}late{% endif %}",
        '<img alt="A ladder" src="x">',
    ],
)
def test_an_unmarked_word_is_found(template: str) -> None:
    assert unmarked(template)


@pytest.mark.parametrize(
    "template",
    [
        '{% load i18n %}<p>{% translate "Sign in" %}</p>',
        "{% blocktranslate %}It waits{% endblocktranslate %}",
        '<nav aria-label="{% translate "Rooms" %}">{{ name }} · 3</nav>',
        "<title>Handrail</title>",
        "{# not said #}<p>{{ word }}</p>",
    ],
)
def test_a_marked_word_is_left_alone(template: str) -> None:
    assert not unmarked(template)


def test_every_word_of_the_templates_is_marked() -> None:
    found = [
        Found(path, line, words)
        for path in under("src", ".html")
        if YARDSTICK not in path.parents
        for line, words in unmarked(text(path))
    ]
    report(
        found,
        "Every word a person sees in a template is marked for translation.",
        instead="{% translate %} or {% blocktranslate %}, or a value from the page dataclass.",
    )


LABELS = {"label", "help_text", "verbose_name"}


def unmarked_labels(path: Path) -> Iterator[Found]:
    """`label="…"` and the like with a bare text."""
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.Call):
            continue
        for given in node.keywords:
            value = given.value
            if given.arg in LABELS and isinstance(value, ast.Constant) and value.value:
                yield Found(path, value.lineno, f"{given.arg}={value.value!r}")


def test_every_label_of_a_form_is_marked() -> None:
    places = [p for p in under("src/handrail/rooms", ".py") if EXAMPLES not in p.parents]
    report(
        [found for path in places for found in unmarked_labels(path)],
        "Labels and hints of forms are marked for translation.",
        instead='_("…") with gettext_lazy.',
    )
