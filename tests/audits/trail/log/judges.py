"""Those who judge a log: our own verifier, and others that had no part in writing it.

A judge is given a published log, and the checkpoint that a witness kept of it. It returns where the
log continues that checkpoint, and raises `Rejected` with its reason where it does not.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import verify_checkpoint
from sigstore._internal.trust import Keyring
from sigstore.errors import VerificationError
from sigstore_models.common.v1 import PublicKey, PublicKeyDetails
from tlog_scales import signing, tiles, tlog
from tlog_scales.backend import make_backend
from tlog_scales.reader import TilesReader

from audits.trail.log import checkpoints, proofs, tlog_proof
from audits.trail.log.keys import Verifier
from audits.trail.log.notes import NoteError
from audits.trail.log.proofs import ProofError
from audits.trail.log.tiles import FolderStore, TileError, TileReader, wrong_files
from audits.trail.log.tree import Frontier, leaf_hash

ROOT = Path(__file__).parents[4]
TOOL = ROOT / "docs" / "gatehouse-verify"

Judge = Callable[[Path, str, Verifier], None]


class Rejected(Exception):
    """The judge does not believe the log."""


def ours(folder: Path, kept: str, key: Verifier) -> None:
    try:
        _check_log(folder, kept, key)
    except (NoteError, ProofError, TileError) as error:
        raise Rejected(str(error)) from error


def _check_log(folder: Path, kept: str, key: Verifier) -> None:
    store = FolderStore(folder)
    old = checkpoints.open_checkpoint(kept, [key])
    new = checkpoints.open_checkpoint(store.read("checkpoint") or b"", [key])
    reader = TileReader(store.read, new.size)
    leaves = [leaf_hash(reader.entry(index)) for index in range(new.size)]
    if Frontier().append(leaves).root() != new.root:
        raise ProofError("the entries do not give the root")
    wrong = wrong_files(store.read, size=new.size, leaves=lambda a, b: leaves[a:b], entries=None)
    for sentence in wrong:
        raise TileError(sentence)
    proofs.verify_consistency(
        proofs.consistency_proof(old.size, new.size, reader),
        old_size=old.size,
        old_root=old.root,
        new_size=new.size,
        new_root=new.root,
    )


def tlog_scales(folder: Path, kept: str, key: Verifier) -> None:
    """PyPI tlog-scales: signatures, tiles, inclusion and consistency by another author."""
    try:
        _check_with_tlog_scales(folder, kept, signing.Vkey.from_string(str(key)))
    except (
        InvalidSignature,
        RuntimeError,
        AssertionError,
        tlog.ConsistencyProofInvalid,
        tlog.InclusionProofInvalid,
    ) as error:
        raise Rejected(repr(error)) from error


def _check_with_tlog_scales(folder: Path, kept: str, vkey: signing.Vkey) -> None:
    reader = TilesReader(make_backend(str(folder)))
    new, old = reader.get_checkpoint(), tlog.Checkpoint.from_text(kept)
    for checkpoint in (new, old):
        checkpoint.verify(vkey)
    assert reader.calculate_root_hash() == new.root_hash, "another root"
    for index in range(new.size):
        assert reader.mth(index, index + 1) == tiles.leaf_hash(reader.get_entry(index)), index
    for index in (*range(0, new.size, 50), new.size - 1):
        proof = reader.get_inclusion_proof(index, new.size)
        proof.check(tiles.leaf_hash(reader.get_entry(index)), new.root_hash)
    growth = reader.get_consistency_proof(old.size, new.size)
    growth.check(old.root_hash, new.root_hash)


def sigstore(proof: tlog_proof.Proof, entry: bytes, key: Verifier) -> None:
    """PyPI sigstore: a checkpoint's signature, and one entry's place under it."""
    checkpoint = checkpoints.parse(proof.checkpoint.partition("\n\n")[0] + "\n")
    keyring = Keyring([_sigstore_key(key)])
    claim = SimpleNamespace(
        _inner=SimpleNamespace(
            canonicalized_body=entry,
            log_id=SimpleNamespace(key_id=key.key_id),
            inclusion_proof=SimpleNamespace(
                log_index=proof.index,
                tree_size=checkpoint.size,
                root_hash=checkpoint.root,
                hashes=list(proof.hashes),
                checkpoint=SimpleNamespace(envelope=proof.checkpoint),
            ),
        )
    )
    try:
        verify_checkpoint(keyring, claim)
        verify_merkle_inclusion(claim)
    except VerificationError as error:
        raise Rejected(str(error)) from error


def _sigstore_key(key: Verifier) -> PublicKey:
    public = Ed25519PublicKey.from_public_bytes(key.public)
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return PublicKey.model_construct(
        raw_bytes=der, key_details=PublicKeyDetails.PKIX_ED25519, valid_for=None
    )


def go(program: Path) -> Judge:
    """Go's checksum-database code."""

    def judge(folder: Path, kept: str, key: Verifier) -> None:
        _run([program, "log", folder, str(key), _kept_file(folder, kept)])

    return judge


def the_tool(folder: Path, kept: str, key: Verifier) -> None:
    """docs/gatehouse-verify, as an outsider runs it."""
    since = _kept_file(folder, kept)
    _run([sys.executable, TOOL, "export", folder, "--key", str(key), "--since", since])


def _kept_file(folder: Path, kept: str) -> Path:
    file = folder.with_name(f"{folder.name}.kept")
    file.write_text(kept)
    return file


def _run(command: list[str | Path]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    if result.returncode:
        raise Rejected(result.stdout)


def run_proof(go_program: Path | None, file: Path, entry: Path, key: Verifier) -> None:
    """The proof in `file` judged by Go, or by docs/gatehouse-verify."""
    if go_program:
        _run([go_program, "proof", file, entry, str(key)])
    else:
        _run([sys.executable, TOOL, "proof", file, "--entry", entry, "--key", str(key)])


def check_cosignature(checkpoint: str, witness: Verifier) -> None:
    """PyPI tlog-scales: a witness's signature under a checkpoint."""
    try:
        tlog.Checkpoint.from_text(checkpoint).verify(signing.Vkey.from_string(str(witness)))
    except (InvalidSignature, RuntimeError) as error:
        raise Rejected(repr(error)) from error
