"""Measuring the pages on real servers with fictional families: `./handrail bench`.

families.py   a family from its number, the same every time
worlds.py     a practice of many therapists, each with the same caseload
inside.py     what happens inside a practice's process: building it, counting queries
bare.py       the page everything is compared with
serving.py    a real server on loopback, its memory
visitors.py   somebody with a browser: signs in, asks for pages
slices.py     how long things take, compared so that it can be believed
findings.py   the figures, and whether they hold
"""
