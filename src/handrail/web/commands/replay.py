"""Run every contact of a family file through the pacing rule; decides and stores nothing."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HELP = "run a family file through the pacing rule"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a family file, format handrail-case/1")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rule", type=Path, help="a TOML file with other pacing parameters")


def run(arguments: argparse.Namespace) -> int:
    """0 done; 2 the file or the rule was refused, every mistake on standard error."""
    from handrail.core.family_file.printing import lines_of
    from handrail.core.family_file.reading import read_family
    from handrail.core.family_file.replay import as_json, replay
    from handrail.core.family_file.structure import FamilyFileRefused
    from handrail.core.measures.catalogue import catalogue
    from handrail.core.therapy.rule import PACKAGED, load_rule

    try:
        rule = load_rule(arguments.rule or PACKAGED)
        family = read_family(arguments.file.read_bytes(), catalogue())
    except OSError as error:
        return refuse(arguments.file, [f"cannot be read: {error.strerror}"])
    except FamilyFileRefused as error:
        return refuse(arguments.file, error.mistakes)
    except ValueError as error:
        return refuse(arguments.rule, getattr(error, "mistakes", [error]))
    result = replay(family, rule, catalogue())
    if arguments.json:
        print(json.dumps(as_json(result), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(result, family):
            print(line)
    return 0


def refuse(file: Path, mistakes: list[object] | list[str]) -> int:
    """Print every mistake on standard error; the exit status of a refused input."""
    print(f"{file}: refused, nothing was used. {len(mistakes)} to put right:", file=sys.stderr)
    for mistake in mistakes:
        print(f"  {mistake}", file=sys.stderr)
    return 2
