"""Killing a server while people write, again and again, and counting words: `./handrail prove`.

databases.py  a database of its own on a PostgreSQL server
practice.py   the throwaway practice: its home, its cases, those who write
writes.py     what is written, by which form, and where it has to be found
writers.py    somebody who writes without pause, and sends again what had no answer
kept.py       what the database holds
findings.py   whether it holds every word once, and the figures
cycles.py     load, kill, start, look: so many times
page.py       the figures as a page of the reference
"""
