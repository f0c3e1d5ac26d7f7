"""The program tried as a whole, from outside: what the bench and the proof have in common.

families.py   a fictional family from its number, the same every time
people.py     a fictional practice with the people who work in it
serving.py    a real server on loopback: started, stopped, killed
visitors.py   somebody with a browser: signs in, asks for pages, sends forms
"""
