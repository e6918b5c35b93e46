import pytest

from policy.spreadsheets import defused, restored


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_would_run_is_turned_into_text_and_back(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert restored(defused(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Ada", "a=b", "'quoted'", "'", "O'Hara", "1-1"])
def test_every_other_cell_stays_as_it_is(cell: str) -> None:
    assert defused(cell) == cell
    assert restored(cell) == cell
