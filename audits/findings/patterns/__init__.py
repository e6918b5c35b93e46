"""Patterns of evasion in the office's own records: one module each, a pure read.

Each module has `find(span)`: from a span of time to what was `Found` in it. The same rows give the
same findings under the same causes. None of them shows that a rule was broken: it shows where a
person has to look.
"""
