"""Which service a merchant or a list means: a part of another's name is none."""

import pytest

from audits.discovery.catalog import watched
from audits.discovery.evidence.naming import ServiceNames

NAMES = ServiceNames(watched())


@pytest.mark.parametrize(
    ("told", "slug"),
    [
        ("CLEARVIEW AI INC NEW YORK", "clearview-ai"),
        ("ClearviewAI", "clearview-ai"),
        ("Clearview", "clearview-ai"),
        ("CLEARVIEW.AI 8005550100", "clearview-ai"),
        ("https://app.clearview.ai/", "clearview-ai"),
        ("RANK ONE COMPUTING CORP", "roc"),
        ("ROC", "roc"),
        ("PAYPAL *PIMEYES", "pimeyes"),
        ("PIMEYES.COM WARSAW", "pimeyes"),
        ("FACE++", "face-plus-plus"),
        ("Megvii Ltd Beijing", "face-plus-plus"),
        ("KAIROS INC", "kairos"),
        ("KAIROS AR MIAMI FL", "kairos"),
        ("SAFR", "safr"),
        ("THE NORTH FACE #12", None),
        ("FACE", None),
        ("FACEBOOK", None),
        ("MICROSOFT*SURFACE", None),
        ("KAIROS COFFEE ROASTERS", None),
        ("KAIROS COFFEE ROASTERS INC", None),
        ("CLEARVIEW CINEMAS", None),
        ("SQ *ROC CLIMBING", None),
        ("QUAD9", None),
        ("notclearview.ai", None),
        ("", None),
    ],
)
def test_names_of_one_word_count_alone_and_longer_ones_among_others(
    told: str, slug: str | None
) -> None:
    found = NAMES.find(told)

    assert (found.slug if found else None) == slug
