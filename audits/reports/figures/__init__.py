"""The tables of reports: one module each, one function from a scope to a table.

A function reads the database and nothing else: the same rows give the same table.
"""
