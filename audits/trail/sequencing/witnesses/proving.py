"""The request to a witness, with the proof that the log only grew since it last saw it."""

import logging

from audits.trail.log import proofs
from audits.trail.log.proofs import ProofError
from audits.trail.log.tiles import MissingTile, TileError, TileReader
from audits.trail.log.tree import ReadNode, node_hash, subtree_root
from audits.trail.log.witness_protocol import Request, build_request
from audits.trail.models import Checkpoint
from audits.trail.sequencing.publishing import leaves, tiles

READ_AT_ONCE = 13  # levels: 8,192 leaves

log = logging.getLogger(__name__)


def request_for(checkpoint: Checkpoint, *, old_size: int) -> Request:
    """Ask for a cosignature of the checkpoint by whoever has seen `old_size` entries.

    The proof is made from the published tiles, of which a few are enough, and from the database
    where those are not there or are wrong. Raises `RequestError` where more was seen than there is.
    """
    try:
        request = _request(checkpoint, old_size, TileReader(tiles().read, checkpoint.size))
        _check(request, checkpoint)
    except (OSError, MissingTile):  # not yet published; where it cannot be, the sequencer says so
        return _request(checkpoint, old_size, node)
    except (TileError, ProofError) as error:
        log.warning("The published tiles do not prove that the log only grew: %s", error)
        return _request(checkpoint, old_size, node)
    return request


def node(level: int, index: int) -> bytes:
    """The hash of a complete subtree, from the leaves in the database."""
    if level > READ_AT_ONCE:
        return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))
    return subtree_root(leaves(index << level, (index + 1) << level))


def _request(checkpoint: Checkpoint, old_size: int, read: ReadNode) -> Request:
    return build_request(old_size=old_size, note=checkpoint.note, read=read)


def _check(request: Request, checkpoint: Checkpoint) -> None:
    """Hold the proof against what was signed before, so that a wrong tile accuses nobody."""
    old = Checkpoint.objects.filter(size=request.old_size).first()
    if old is not None:
        proofs.verify_consistency(
            request.proof,
            old_size=old.size,
            old_root=bytes(old.root),
            new_size=checkpoint.size,
            new_root=bytes(checkpoint.root),
        )
