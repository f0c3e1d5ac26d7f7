"""Check a practice's own protocol, or show the one in force.

A practice's directory may hold any of the protocol's files (phases, gates, ladder, principles,
rules, library, forms), and beside them `instruments/`, `jurisdictions/` and `neutral.toml`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from handrail.core.datafile import DataFileError, Mistake, read_toml
from handrail.core.language import review
from handrail.core.law import packs
from handrail.core.measures import catalogue
from handrail.core.measures.coherence import disagreements
from handrail.core.measures.reading import read_instrument
from handrail.core.measures.tables import Table
from handrail.core.therapy import protocol
from handrail.core.therapy.forms import form_mistakes
from handrail.core.therapy.in_words import in_words

HELP = "check a practice's own protocol, or show the one in force"
DONE, REFUSED = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    check = acts.add_parser("check", help="list every mistake in a directory at once")
    check.add_argument("directory", type=Path, metavar="DIR", help="your protocol's directory")
    show = acts.add_parser("show", help="print the protocol as plain text")
    show.add_argument(
        "directory", type=Path, metavar="DIR", nargs="?", help="yours; the packaged one if left out"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 it fits or was shown; 2 it has mistakes, each on a line of its own."""
    act = _check if arguments.act == "check" else _show
    return act(arguments.directory)


def _check(directory: Path) -> int:
    mistakes = list(_mistakes(directory))
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        number = len(mistakes)
        print(f"{number} mistake{'' if number == 1 else 's'} in {directory}", file=sys.stderr)
        return REFUSED
    print(f"{directory} fits. Version {protocol.load(directory).version}")
    return DONE


def _show(directory: Path | None) -> int:
    try:
        found = protocol.load(directory)
    except protocol.ProtocolMistakes as refused:
        for mistake in refused.mistakes:
            print(mistake, file=sys.stderr)
        return REFUSED
    for line in in_words(found):
        print(line)
    return DONE


def _mistakes(directory: Path) -> Iterator[Mistake]:
    """Those of the protocol, then those of what lies beside it."""
    yield from protocol.check(directory, loaded_words=_loaded_words)
    yield from _unreadable_forms(directory)
    if (own := directory / "instruments").is_dir():
        yield from _below("instruments/", catalogue.check(own))
    if (own := directory / "jurisdictions").is_dir():
        yield from _below("jurisdictions/", packs.check(own))
    if (listed := directory / "neutral.toml").is_file():
        yield from _below("neutral.toml: ", review.check(listed))


def _unreadable_forms(directory: Path) -> Iterator[Mistake]:
    """Own forms are answered like the house's own, so whatever reads those must read these."""
    for path in sorted((directory / "forms").glob("*.toml")):
        try:
            table = read_toml(path)
        except DataFileError:
            continue  # already told
        if not list(form_mistakes(table)):
            found: list[Mistake] = []
            form = read_instrument(Table(table, f"forms/{path.name}", found), "")
            yield from found or disagreements(form, f"forms/{path.name}")


def _loaded_words(text: str) -> list[str]:
    return [found.word for found in review.review(text, own_words=True)]


def _below(place: str, mistakes: list[Mistake]) -> Iterator[Mistake]:
    for mistake in mistakes:
        yield Mistake(f"{place}{mistake.path}", mistake.what, mistake.right)
