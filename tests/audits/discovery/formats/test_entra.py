"""Microsoft Entra's sign-in log, with its traps."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.reading import read

CLEARVIEW = Service(
    "clearview-ai", "Clearview AI", Standing.PROHIBITED, ("clearview.ai",), (), ("Clearview AI",)
)
COLOGNE = Service("cologne", "Gesichter", Standing.PROHIBITED, (), (), ("Gesichtssuche Köln",))
WATCHLIST = Watchlist((CLEARVIEW, COLOGNE))
SIGN_IN = {
    "id": "4711",
    "createdDateTime": "2020-11-13T15:00:00.1234567Z",
    "appliedConditionalAccessPolicies": [{"displayName": "MFA for all"}],
    "userDisplayName": "Jane Doe",
    "userPrincipalName": "jdoe@police.example",
    "appDisplayName": "Clearview AI",
    "resourceDisplayName": "Microsoft Graph",
    "ipAddress": "10.1.2.3",
    "deviceDetail": {"deviceId": "", "displayName": "PD-0042"},
    "status": {"errorCode": 0, "failureReason": None},
}


def _envelope(category: str = "SignInLogs", **changed: object) -> str:
    return json.dumps(
        {
            "time": "2020-11-13T15:05:00Z",
            "category": category,
            "resultType": "0",
            "durationMs": 0,
            "callerIpAddress": "10.1.2.3",
            "properties": SIGN_IN | changed,
        }
    )


@pytest.mark.parametrize(
    "line",
    [
        _envelope(),
        _envelope("NonInteractiveUserSignInLogs"),
        json.dumps(SIGN_IN),
        json.dumps(SIGN_IN, separators=(",", ":")),
        f"[{json.dumps(SIGN_IN)},",
    ],
    ids=["Azure Monitor", "not interactive", "Graph", "without spaces", "of an array"],
)
def test_a_sign_in_is_told_with_everything_that_it_says(tmp_path: Path, line: str) -> None:
    (contact,), faults = read(tmp_path / "signins.json", line, watchlist=WATCHLIST)

    assert faults == []
    assert (contact.service, contact.by, contact.shows) == (CLEARVIEW, "application", "sign-ins")
    assert (contact.at, contact.user, contact.client, contact.device) == (
        datetime(2020, 11, 13, 15, 0, 0, 123456, tzinfo=UTC),
        "jdoe@police.example",
        "10.1.2.3",
        "PD-0042",
    )
    assert (contact.application, contact.host, contact.went_through) == ("clearview ai", "", True)


def test_the_service_may_be_the_resource(tmp_path: Path) -> None:
    line = _envelope(appDisplayName="My Apps", resourceDisplayName="CLEARVIEW AI")

    (contact,), _ = read(tmp_path / "signins.json", line, watchlist=WATCHLIST)

    assert contact.application == "clearview ai"


@pytest.mark.parametrize(
    "name", ["Not Clearview AI", "Clearview AI Blocker", "Clearview", "Microsoft Graph"]
)
def test_another_application_is_no_contact(tmp_path: Path, name: str) -> None:
    line = _envelope(appDisplayName=name, userDisplayName="Clearview AI")

    assert read(tmp_path / "signins.json", line, watchlist=WATCHLIST) == ([], [])


@pytest.mark.parametrize("escaped", [True, False])
def test_a_name_is_found_whether_json_escapes_its_letters_or_not(
    tmp_path: Path, escaped: bool
) -> None:
    line = json.dumps(SIGN_IN | {"appDisplayName": "Gesichtssuche Köln"}, ensure_ascii=escaped)

    (contact,), _ = read(tmp_path / "signins.json", line, watchlist=WATCHLIST)

    assert contact.service == COLOGNE


@pytest.mark.parametrize(
    ("code", "through"), [(0, True), ("0", True), (50126, False), ("50140", False), (53003, False)]
)
def test_a_sign_in_with_an_error_did_not_go_through(
    tmp_path: Path, code: object, through: bool
) -> None:
    line = _envelope(status={"errorCode": code})

    (contact,), _ = read(tmp_path / "signins.json", line, watchlist=WATCHLIST)

    assert contact.went_through is through


def test_where_no_status_is_kept_the_envelope_tells_the_result(tmp_path: Path) -> None:
    line = _envelope(status=None).replace('"resultType": "0"', '"resultType": "50126"')

    (contact,), _ = read(tmp_path / "signins.json", line, watchlist=WATCHLIST)

    assert (contact.outcome, contact.went_through) == ("denied: 50126", False)


@pytest.mark.parametrize("time", [1605279600, "1605279600", 1605279600000])
def test_a_time_may_be_a_number(tmp_path: Path, time: object) -> None:
    line = _envelope(createdDateTime=time)

    (contact,), _ = read(tmp_path / "signins.json", line, watchlist=WATCHLIST)

    assert contact.at == datetime(2020, 11, 13, 15, tzinfo=UTC)


def test_an_application_of_its_own_signs_in_without_a_person(tmp_path: Path) -> None:
    line = _envelope(
        "ServicePrincipalSignInLogs", userPrincipalName=None, servicePrincipalName="probe-uploader"
    )

    (contact,), _ = read(tmp_path / "signins.json", line, watchlist=WATCHLIST)

    assert contact.user == "probe-uploader"
