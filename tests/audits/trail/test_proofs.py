"""Proofs that people take away, and the page that says what they prove."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audits.reports.choices import Kind as ReportKind
from audits.reports.rendering import RENDERERS, Format
from audits.trail.log.checkpoints import parse as read_checkpoint
from audits.trail.log.checkpoints import sign
from audits.trail.log.cosignatures import cosign
from audits.trail.log.keys import Kind, generate
from audits.trail.log.notes import parse
from audits.trail.log.witness_protocol import Witness
from audits.trail.models import Checkpoint, Cosignature, Position
from audits.trail.proving.files import CONTENT, ENTRY, LARGEST, PROOF, README
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches import actions
from policy.searches.choices import State
from tests.audits.reports.rendering.reports import a_report
from tests.audits.trail.sealing import KEY, seal, told
from tests.factories.personnel import AccountFactory
from tests.policy.pages import words
from tests.policy.searches.office import AT, Office, open_office, request_in
from tests.policy.searches.pages import errors, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiles")]
VERIFY = reverse("trail:verify")
Files = dict[str, bytes]


@pytest.fixture
def office() -> Office:
    return open_office()


@pytest.fixture
def auditor() -> Account:
    return AccountFactory(roles=[Role.AUDITOR], person=None, username="auditor")


@pytest.fixture
def proof(auditor: Account) -> bytes:
    """The proof of the last entry, as the auditor downloads it."""
    seal()
    last = Position.objects.latest("index").index
    return download(auditor, reverse("trail:proof", args=[last]))


def download(account: Account, path: str) -> bytes:
    response = signed_in(account).get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    return response.content


def unzipped(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def upload(data: bytes, **more: bytes) -> Any:
    files = {name: SimpleUploadedFile(name, each) for name, each in more.items()}
    return Client().post(VERIFY, {"proof": SimpleUploadedFile("proof.zip", data), **files})


def answer(data: bytes, **more: bytes) -> str:
    return words(upload(data, **more))


def verified(files: Files, folder: Path, *more: str) -> tuple[int, str]:
    """What the tool says of files of a proof, and its exit code."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    tool = django_settings.BASE_DIR / "docs" / "gatehouse-verify"
    given = ["proof", PROOF, "--entry", ENTRY, "--key", str(KEY.verifier), *more]
    command = [sys.executable, str(tool), *given]
    run = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    return run.returncode, run.stdout


class TestDownload:
    def test_zip_holds_the_sealed_bytes_a_proof_and_words(self, proof: bytes):
        position = Position.objects.select_related("entry").latest("index")

        files = unzipped(proof)

        assert files.keys() == {ENTRY, PROOF, CONTENT, README}
        assert files[ENTRY] == bytes(position.entry.entry)
        assert files[CONTENT] == bytes(position.entry.content)
        assert str(KEY.verifier) in files[README].decode()

    def test_gatehouse_verify_accepts_it_without_gatehouse(self, proof, tmp_path):
        assert verified(unzipped(proof), tmp_path)[0] == 0

    def test_request_is_proven_by_the_entry_that_tells_of_its_state(self, office: Office):
        request = request_in(State.APPROVED, office)
        seal()

        files = unzipped(
            download(office.requester, reverse("trail:request_proof", args=[request.pk]))
        )

        entry = json.loads(files[ENTRY])
        assert (entry["kind"], entry["key"]) == ("searches.SearchRequest", str(request.pk))
        assert entry["verb"] == "update"
        assert CONTENT not in files

    def test_auditor_gets_the_content_too(self, office: Office, auditor: Account):
        request = request_in(State.APPROVED, office)
        seal()

        files = unzipped(download(auditor, reverse("trail:request_proof", args=[request.pk])))

        assert json.loads(files[CONTENT])["after"]["state"] == "approved"

    def test_report_is_proven_with_its_figures(self, auditor: Account):
        report = a_report(by=auditor)
        seal()

        files = unzipped(download(auditor, reverse("reports:proof", args=[report.pk])))

        assert json.loads(files[CONTENT])["after"]["digest"] == report.digest

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ("", (0, "the report is the one that was recorded")),
            ("report.json", (1, "is not the report that entry")),
            (CONTENT, (1, "is not the content of entry")),
        ],
    )
    def test_gatehouse_verify_holds_a_report_against_its_entry(
        self, auditor: Account, tmp_path: Path, changed: str, expected: tuple[int, str]
    ):
        report = a_report(kind=ReportKind.DISCOVERY, by=auditor)
        seal()
        files = unzipped(download(auditor, reverse("reports:proof", args=[report.pk])))
        files["report.json"] = RENDERERS[Format.JSON].render(report)
        if changed:
            files[changed] = files[changed].replace(b"2026-10-31", b"2026-10-30")

        given = ("--content", CONTENT, "--report", "report.json")
        code, said = verified(files, tmp_path, *given)

        assert (code, expected[1] in said) == (expected[0], True)
        assert verified(files, tmp_path, "--report", "report.json")[0] == 2

    def test_newer_entry_without_a_place_is_waited_for(self, office: Office):
        request = request_in(State.APPROVED, office)
        seal()
        actions.withdraw(request=request, by=office.requester, at=AT, reason="Solved.")
        path = reverse("trail:request_proof", args=[request.pk])

        response = signed_in(office.requester).get(path)
        seal()
        signed_in(office.requester).get(request.get_absolute_url())

        assert response.status_code == 202
        assert "It gets one about a second after it was written." in words(response)
        # A look at it is told too, and waits for its place; it says nothing of its state.
        assert signed_in(office.requester).get(path).status_code == 200

    def test_request_of_a_stranger_is_not_found(self, office: Office):
        request = request_in(State.APPROVED, office)
        seal()
        path = reverse("trail:request_proof", args=[request.pk])

        assert signed_in(office.outsider).get(path).status_code == 404

    def test_draft_is_proven_to_an_overseer_without_its_content(self, office: Office):
        request = request_in(State.DRAFT, office)
        seal()
        overseer = AccountFactory(roles=[Role.OVERSIGHT], person=None)
        latest = Position.objects.filter(kind="searches.SearchRequest", key=request.pk).latest(
            "index"
        )

        files = unzipped(download(overseer, reverse("trail:proof", args=[latest.index])))

        assert files.keys() == {ENTRY, PROOF, README}

    def test_download_is_told(self, auditor: Account, proof: bytes):
        seal()

        assert told(account_id=auditor.pk)[-1].startswith("auditor downloaded the proof of entry ")

    def test_unreadable_log_gives_no_proof_and_no_error(self, auditor: Account, tiles: Path):
        seal()
        (tiles / "tile" / "0" / "000").unlink()

        response = signed_in(auditor).get(reverse("trail:proof", args=[0]))

        assert response.status_code == 202


class TestCheck:
    def test_good_proof_says_what_it_proves(self, proof: bytes):
        position = Position.objects.latest("index")
        size = Checkpoint.objects.first().size

        text = answer(proof)

        assert (
            f"This is entry {position.index} of the log “{django_settings.TRAIL_ORIGIN}”,"
            f" as it stood when it had {size:,} entries." in text
        )
        assert "The content file is the one that the entry seals." in text
        assert f"Signed by the log's key {KEY.verifier}" in text
        assert "by nobody whose key is known here" in text

    def test_single_files_do_as_well(self, proof: bytes):
        files = unzipped(proof)

        with_content = answer(files[PROOF], entry=files[ENTRY], content=files[CONTENT])
        without = answer(files[PROOF], entry=files[ENTRY])

        assert "The content file is the one that the entry seals." in with_content
        assert "No content was given, so only the entry itself is proven." in without

    def test_witness_is_named_with_its_time(self, auditor: Account, settings: Any):
        witness = generate("witness.example", Kind.WITNESS)
        settings.TRAIL_WITNESSES = [Witness(witness.verifier, "https://witness.example")]
        seal()
        latest = Checkpoint.objects.first()
        line = str(cosign(parse(latest.note), witness, at=int(AT.timestamp()))).rstrip("\n")
        Cosignature.objects.create(checkpoint=latest, witness=witness.name, line=line, at=AT)

        text = answer(download(auditor, reverse("trail:proof", args=[5])))

        assert "Witnessed witness.example, March 2, 2026, 10 a.m." in text

    def test_changed_content_is_said_to_be_changed(self, proof: bytes):
        files = unzipped(proof)

        text = answer(zipped({**files, CONTENT: files[CONTENT] + b" "}))

        assert "The content file is not the one that the entry seals" in text

    def test_changed_entry_proves_nothing(self, proof: bytes):
        files = unzipped(proof)

        text = answer(zipped({**files, ENTRY: files[ENTRY].replace(b"the tests", b"the texts")}))

        assert "This proves nothing The log holds another entry at this place" in text

    def test_changed_checkpoint_proves_nothing(self, proof: bytes):
        files = unzipped(proof)
        size = str(Checkpoint.objects.first().size).encode()
        changed = files[PROOF].replace(b"\n" + size + b"\n", b"\n" + size + b"0\n")

        text = answer(zipped({**files, PROOF: changed}))

        assert "A signature does not fit: the checkpoint in the proof was changed." in text

    def test_proof_of_another_log_is_foreign(self, proof: bytes):
        files = unzipped(proof)
        origin = django_settings.TRAIL_ORIGIN.encode()

        text = answer(zipped({**files, PROOF: files[PROOF].replace(origin, b"other.example/log")}))

        assert "The proof is of another log, “other.example/log”" in text

    def test_proof_under_a_key_that_nobody_knows_is_unsigned(self, proof: bytes):
        files = unzipped(proof)
        thief = generate(django_settings.TRAIL_ORIGIN)
        head, _, note = files[PROOF].decode().partition("\n\n")
        signed = sign(read_checkpoint(parse(note).text), [thief])

        text = answer(zipped({**files, PROOF: f"{head}\n\n{signed}".encode()}))

        assert "No key of this department's log signed the checkpoint" in text

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_file_that_is_cut_off_is_said_to_be(self, proof: bytes, share: float):
        text = answer(proof[: int(len(proof) * share)])

        assert "The zip file is cut off or damaged. Download the proof again." in text

    def test_damaged_member_is_said_to_be(self, proof: bytes):
        at = proof.index(ENTRY.encode()) + len(ENTRY) + 20
        damaged = proof[:at] + bytes(byte ^ 255 for byte in proof[at : at + 20]) + proof[at + 20 :]

        assert "The zip file is cut off or damaged." in answer(damaged)

    @pytest.mark.parametrize("name", [ENTRY, PROOF])
    def test_missing_file_is_named(self, proof: bytes, name: str):
        files = unzipped(proof)
        del files[name]

        assert f"The zip file lacks {name}." in answer(zipped(files))

    def test_bomb_is_refused_before_it_unfolds(self, proof: bytes):
        files = unzipped(proof)

        text = answer(zipped({**files, CONTENT: bytes(LARGEST[CONTENT] + 1)}))

        assert f"{CONTENT} is larger than" in text

    def test_zip_of_very_many_files_is_none(self):
        text = answer(zipped({f"{number}": b"" for number in range(60)}))

        assert "The zip file holds more files than a proof has." in text

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (
                b"hello",
                "This is not a zip file. Beside the proof itself, give the file entry.json.",
            ),
            (b"", "This is not a zip file."),
            (b"\xff" * 100, "This is not a zip file."),
        ],
    )
    def test_what_is_no_zip_asks_for_the_entry(self, data: bytes, expected: str):
        assert expected in answer(data)

    @pytest.mark.parametrize("data", [b"hello", b"\xff\xfe", b"c2sp.org/tlog-proof@v1\nindex x\n"])
    def test_what_is_no_proof_is_said_to_be_none(self, data: bytes):
        assert "This is not a proof, or it is cut off." in answer(data, entry=b"{}")

    def test_checkpoint_cut_off_in_the_proof_is_said_to_be(self, proof: bytes):
        files = unzipped(proof)

        text = answer(zipped({**files, PROOF: files[PROOF][:-30]}))

        assert "cut off or damaged" in text or "does not fit" in text

    def test_file_that_is_too_large_is_refused(self):
        response = upload(bytes(9 * 1024 * 1024))

        assert errors(response) == ["The proof: This file is larger than 8 MB, which no proof is."]

    def test_form_without_a_file_says_so(self):
        response = Client().post(VERIFY, {})

        assert errors(response) == ["The proof: This field is required."]

    def test_check_needs_no_account(self):
        assert Client().get(VERIFY).status_code == 200
