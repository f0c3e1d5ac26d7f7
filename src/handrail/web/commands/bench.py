"""Measure the pages on real servers with fictional families, and say whether the promises hold.

The caseload of the therapist who is measured stays the same while the practice grows round it.
Takes about ten minutes; with --quick two or three. Nothing but folders of its own is touched.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from handrail.web.terminal import refuse, say

HELP = "measure the pages, and whether they stay fast"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--families", type=_sizes, default=[100, 2000], metavar="N,N",
        help="how many families the practices have (100,2000)",
    )  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="fewer and shorter slices")


def _sizes(text: str) -> list[int]:
    """Two or more sizes in multiples of a caseload, smallest first."""
    from handrail.web.bench.worlds import CASELOAD

    sizes = sorted({int(one) for one in text.split(",")})
    if len(sizes) < 2 or any(size < CASELOAD or size % CASELOAD for size in sizes):
        raise argparse.ArgumentTypeError(f"two or more multiples of {CASELOAD}, such as 100,2000")
    return sizes


def run(arguments: argparse.Namespace) -> int:
    """0: every promise holds, or is too noisy to judge; 1: one does not hold."""
    from handrail.web.bench.findings import table
    from handrail.web.bench.running import Failed, measure

    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder:
        try:
            sizes, found = measure(Path(folder), arguments.families, quick=arguments.quick, say=say)
        except Failed as failed:
            return refuse("nothing was measured", [failed])
    for size in sizes:
        print()
        print("\n".join(table(size)))
    print()
    for verdict in found:
        print(f"{verdict.answer:17} {verdict.promise}: {verdict.found}")
    return 0 if all(verdict.holds for verdict in found) else 1
