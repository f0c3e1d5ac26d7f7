"""Made-up values for `/patterns/`: every part in every state. Nobody here exists.

They are examples for people who build pages, not words of the program, so they are not translated.
"""
