"""Measuring the pages on real servers with fictional families: `./handrail bench`.

Servers, visitors and families are those of handrail.web.trials.

worlds.py     a practice of many therapists, each with the same caseload
inside.py     what happens inside a practice's process: building it, counting queries
bare.py       the page everything is compared with
slices.py     how long things take, compared so that it can be believed
findings.py   the figures, and whether they hold
"""
