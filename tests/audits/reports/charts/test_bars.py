from audits.reports.charts import description, has_chart
from audits.reports.charts.bars import MOST_BARS, bars_of
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, count

PARTS = (Part("Refused", "refused"), Part("Others", "requests", less="refused"))


def table(*rows: tuple[str, int, int], kind: ChartKind = ChartKind.BARS) -> dict[str, object]:
    """Rows of a label, the requests and the refused ones; the label is the key as well."""
    return Table(
        name="by_offense",
        title="Requests by offense",
        columns=(
            Column("offense", "Offense"),
            count("requests", "Requests"),
            count("refused", "Refused"),
        ),
        rows=tuple(Row(row[0], row) for row in rows),
        chart=Chart(kind, "offense", PARTS),
    ).as_json()


def shown(given: dict[str, object]) -> list[tuple[str, str, int]]:
    return [(bar.label, bar.part, bar.value) for bar in bars_of(given)]


def test_each_row_is_a_bar_of_its_parts():
    assert shown(table(("Arson", 5, 2), ("Robbery", 3, 0))) == [
        ("Arson", "Refused", 2),
        ("Arson", "Others", 3),
        ("Robbery", "Refused", 0),
        ("Robbery", "Others", 3),
    ]


def test_empty_rows_have_no_lying_bar_but_keep_their_place_in_time():
    rows = [("Monday", 1, 0), ("Tuesday", 0, 0)]

    assert {label for label, _, _ in shown(table(*rows))} == {"Monday"}
    assert {label for label, _, _ in shown(table(*rows, kind=ChartKind.COLUMNS))} == {
        "Monday",
        "Tuesday",
    }


def test_of_many_rows_the_largest_have_bars_in_the_order_of_the_table():
    rows = [(f"Row {size}", size, 0) for size in (1, *range(3, 3 + MOST_BARS), 2)]

    labels = list(dict.fromkeys(label for label, _, _ in shown(table(*rows))))

    assert labels == [f"Row {size}" for size in range(3, 3 + MOST_BARS)]


def test_table_without_numbers_has_no_chart():
    assert has_chart(table()) is False
    assert has_chart(table(("Arson", 0, 0), kind=ChartKind.COLUMNS)) is False
    assert has_chart(table(("Arson", 1, 0))) is True


def test_table_that_asks_for_no_chart_has_none():
    assert has_chart(table(("Arson", 1, 0)) | {"chart": None}) is False


def test_description_names_the_title_and_the_largest_rows():
    given = table(
        ("Arson", 2, 1), ("Fraud", 9, 0), ("Theft", 1, 0), ("Robbery", 5, 5), ("Other", 0, 0)
    )

    assert description(given) == (
        "Bar chart: Requests by offense. The most: Fraud (9), Robbery (5) and Arson (2). "
        "The table beside it has every number."
    )
