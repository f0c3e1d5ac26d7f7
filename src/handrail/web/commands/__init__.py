"""The command line: one module for each `./handrail` verb.

A verb module has `HELP` (one line), `add_arguments(parser)` and `run(arguments) -> int` (exit
status: 0 done, 1 it failed, 2 the input was refused). Modules import Django only inside `run`,
so that verbs of the pure core start fast.
"""

VERBS = [
    "demo", "test", "run", "replay", "import", "protocol", "verify", "bench",
]  # fmt: skip
