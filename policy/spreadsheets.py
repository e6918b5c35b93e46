"""Cells on their way to and from a spreadsheet."""

# A cell that begins so is run as a formula by the spreadsheet that opens it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
APOSTROPHE = "'"


def defused(cell: str) -> str:
    """`cell` as text that no spreadsheet takes for a formula."""
    return f"{APOSTROPHE}{cell}" if cell.startswith(FORMULA_STARTS) else cell


def restored(cell: str) -> str:
    """The cell that `defused` was given, so that an export can be imported again."""
    inner = cell.removeprefix(APOSTROPHE)
    return inner if inner.startswith(FORMULA_STARTS) else cell
