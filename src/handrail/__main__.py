"""`python -m handrail VERB …`: the command line, reached through ./handrail."""

from __future__ import annotations

import argparse

from handrail.web.commands import VERBS, module_of


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; returns its exit status (0 done, 1 failed, 2 input refused)."""
    parser = argparse.ArgumentParser(prog="./handrail", description="Handrail: one command.")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in VERBS:
        module = module_of(verb)
        if module is None:
            continue
        own = verbs.add_parser(verb, help=module.HELP, description=module.__doc__)
        module.add_arguments(own)
        own.set_defaults(run=module.run)
    chosen = parser.parse_args(arguments)
    return int(chosen.run(chosen))


if __name__ == "__main__":
    raise SystemExit(main())
