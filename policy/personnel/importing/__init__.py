"""CSV files of people and certificates: read whole, every fault listed, nothing touched.

`table.py` reads a file, `cells.py` a cell; `roster.py` and `certificates.py` say what a file of
their kind would change. The actions of personnel then do it.
"""
