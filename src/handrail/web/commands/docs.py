"""Print docs/reference again from the data files, the registries and the command line."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

HELP = "print docs/reference from the data files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail when a page is stale"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 done, or nothing was stale; 1 with --check when something is."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.web.settings")
    django.setup()
    from handrail.web import reference

    folder = Path(os.environ.get("HANDRAIL_CHECKOUT", ".")) / "docs" / "reference"
    changed = reference.stale(folder) if arguments.check else reference.write(folder)
    for name in changed:
        print(f"{'stale' if arguments.check else 'printed'}: {name}")
    return 1 if arguments.check and changed else 0
