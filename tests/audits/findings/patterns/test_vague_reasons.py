import pytest

from audits.findings.patterns.reasons import COPIED, Vague, vague_ones
from audits.findings.patterns.vague_reasons import FEWEST, find
from tests.audits.findings.patterns.writing import NOON, OCTOBER, asked
from tests.audits.reports.scopes import moment
from tests.factories.personnel import PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db

# Words that differ from one request to the next, so that none is a copy.
THINGS = ("bag", "coat", "dog", "phone", "bicycle", "crowbar", "ladder", "radio", "scarf", "box")
CLEAR = "Till camera shows the person leave with a {thing} of {color} cloth."
COLORS = (
    *("red", "blue", "green", "gray", "black", "white"),
    *("brown", "pink", "gold", "tan", "orange", "teal"),
)


def clear_ones(count):
    pairs = [(thing, color) for thing in THINGS for color in COLORS]
    return [CLEAR.format(thing=thing, color=color) for thing, color in pairs[:count]]


def unit_that_wrote(*reasons, at=NOON, code=None):
    unit = UnitFactory(**({"code": code} if code else {}))
    person = PersonFactory(unit=unit)
    for reason in reasons:
        asked(at, requester=person, justification=reason)
    return unit


def found():
    return [one.unit for one in find(OCTOBER)]


@pytest.mark.parametrize(
    ("reason", "way"),
    [
        ("inv", Vague.STOCK),
        ("", Vague.STOCK),
        ("Investigation, case 26-00417: suspect ID requested by detective.", Vague.STOCK),
        ("Male robbed Main Street", Vague.SHORT),
        ("Male suspect robbed Main Street", None),
    ],
)
def test_reason_of_stock_words_or_of_few_words_is_vague(reason, way):
    request = asked(justification=reason)

    assert vague_ones([request]).get(request.pk) == way


def test_reason_under_several_case_numbers_is_a_copy_whatever_numbers_are_in_it():
    copies = [
        asked(justification=f"Person of case {n} took a bag, at {n} o'clock", case_number=f"26-{n}")
        for n in range(COPIED)
    ]
    again = asked(justification="Person of case 0 took a bag, at 0 O'CLOCK!", case_number="26-0")

    assert vague_ones([*copies, again]) == {
        request.pk: Vague.COPIED for request in [*copies, again]
    }
    assert vague_ones([*copies[1:], copies[-1]]) == {}


def test_unit_with_far_more_vague_reasons_than_all_others_is_found():
    unit = unit_that_wrote("inv", "Investigation.", *["See report"] * 3, *clear_ones(5), code="FRD")
    unit_that_wrote("inv", *clear_ones(48)[8:])

    (one,) = find(OCTOBER)

    assert (one.unit, one.person, one.cause) == (unit, None, "unit FRD 2026")
    assert one.what == (
        f"5 of 10 requests of the unit {unit} give a vague reason, and 1 of 41 of all other "
        "units. Chance alone makes that with a probability of 0.0006."
    )
    assert [piece.private for piece in one.evidence] == [
        "inv",
        "Investigation.",
        *["See report"] * 3,
    ]


def test_unit_with_few_requests_is_not_judged():
    unit_that_wrote(*["inv"] * (FEWEST - 1))
    unit_that_wrote(*clear_ones(40))

    assert found() == []


def test_department_that_writes_vaguely_all_over_has_no_unit_that_stands_out():
    for _ in range(3):
        unit_that_wrote(*["inv"] * 10)

    assert found() == []


def test_difference_that_chance_makes_is_not_found():
    unit_that_wrote("inv", "inv", *clear_ones(8))
    unit_that_wrote("inv", *clear_ones(48)[8:])

    assert found() == []


def test_share_below_double_is_not_found_however_sure_it_is():
    unit_that_wrote(*["inv"] * 60, *clear_ones(40))
    unit_that_wrote(*["inv"] * 43, *clear_ones(120)[40:])

    assert found() == []


def test_requests_of_other_months_do_not_count():
    unit_that_wrote(*["inv"] * FEWEST, at=moment(9, 30))
    unit_that_wrote(*clear_ones(40))

    assert found() == []
