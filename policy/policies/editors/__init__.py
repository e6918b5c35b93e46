"""Editors of the entries of a draft: what each shows, what came back of it, what it would store.

Each is made of a form and, where the entry has one, of a condition in rows, text and sentence. The
buttons of a page work without scripts: they send everything, and get it back with a row more.
"""
