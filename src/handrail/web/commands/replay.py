"""Run every contact of a family file through the pacing rule; decides and stores nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

HELP = "run a family file through the pacing rule"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a family file, format handrail-case/1")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rule", type=Path, help="a TOML file with other pacing parameters")


def run(arguments: argparse.Namespace) -> int:
    """0 done; 2 the file or the rule was refused, every mistake on standard error."""
    from handrail.core.datafile import DataFileError
    from handrail.core.family_file.printing import lines_of
    from handrail.core.family_file.reading import read_family
    from handrail.core.family_file.replay import as_json, replay
    from handrail.core.family_file.structure import MOST_BYTES, FamilyFileRefused
    from handrail.core.measures.catalogue import catalogue
    from handrail.core.therapy.rule import PACKAGED, RuleMistakes, load_rule

    rule = family = None
    try:
        rule = load_rule(arguments.rule or PACKAGED)
    except (DataFileError, RuleMistakes) as error:
        refuse(arguments.rule, getattr(error, "mistakes", [error]))
    try:
        with arguments.file.open("rb") as opened:
            family = read_family(opened.read(MOST_BYTES + 1), catalogue())
    except OSError as error:
        refuse(arguments.file, [f"cannot be read: {error.strerror}"])
    except FamilyFileRefused as error:
        refuse(arguments.file, error.mistakes)
    if rule is None or family is None:
        return 2
    result = replay(family, rule, catalogue())
    if arguments.json:
        print(json.dumps(as_json(result), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(result, family):
            print(line)
    return 0


def refuse(file: Path, mistakes: Sequence[object]) -> int:
    """Print every mistake on standard error; the exit status of a refused input."""
    print(f"{file}: refused, nothing was used. {len(mistakes)} to put right:", file=sys.stderr)
    for mistake in mistakes:
        print(f"  {mistake}", file=sys.stderr)
    return 2
