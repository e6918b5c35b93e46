import itertools

import pytest

from audits.trail.log import checkpoints
from audits.trail.log.checkpoints import Checkpoint
from audits.trail.log.keys import Kind, Signer, read_signer
from audits.trail.log.tiles import (
    FolderStore,
    MissingTile,
    TileError,
    TileReader,
    publish,
    read_path,
    wrong_files,
)
from audits.trail.log.tree import Frontier, leaf_hash
from tests.audits.trail.log.building import (
    ORIGIN,
    SIGNER,
    checkpoint_of,
    publish_log,
    root_of,
    some_entries,
)
from tests.audits.trail.log.vectors import TESSERA_CHECKPOINTS, TESSERA_SIGNER, TESSERA_WORDS

ENTRIES = some_entries(1100)
SIZES = [0, 1, 3, 255, 256, 257, 700, 1024, 1100]


class Killed(Exception):
    pass


class MemoryStore:
    """A store that dies at its n-th change, and tells what it did."""

    def __init__(self, life: int = 1_000_000) -> None:
        self.files: dict[str, bytes] = {}
        self.life = life
        self.written: list[str] = []

    def read(self, path):
        return self.files.get(path)

    def write(self, path, data):
        self._live()
        self.written.append(path)
        self.files[path] = data

    def delete(self, path):
        self._live()
        for each in [each for each in self.files if each == path or each.startswith(f"{path}/")]:
            del self.files[each]

    def _live(self):
        if self.life == 0:
            raise Killed
        self.life -= 1


def write(store, entries, *, old_size, checkpoint=None, bundles=True):
    publish(
        store,
        old_size=old_size,
        leaves=lambda start, end: [leaf_hash(entry) for entry in entries[start:end]],
        entries=(lambda start, end: entries[start:end]) if bundles else None,
        checkpoint=checkpoint or checkpoint_of(entries),
    )


def grown(sizes=SIZES, store=None):
    store = store or MemoryStore()
    for old, new in itertools.pairwise([0, *sizes]):
        write(store, ENTRIES[:new], old_size=old)
    return store


def files_of(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_log_grown_in_steps_has_the_files_of_one_written_at_once():
    at_once = MemoryStore()
    write(at_once, ENTRIES, old_size=0)

    assert grown([256, 1024, 1100]).files.items() >= at_once.files.items()
    assert grown([1100]).files == at_once.files


def test_every_path_is_one_of_the_specification():
    paths = set(grown().files) - {"checkpoint"}

    assert {read_path(path).path for path in paths} == paths


def test_checkpoint_is_written_last():
    for sizes in ([1100], [700, 1100]):
        assert grown(sizes).written[-1] == "checkpoint"


def test_log_of_tessera_is_written_again_to_the_byte(tmp_path):
    signer = read_signer(TESSERA_SIGNER)
    for size in range(16):
        words = TESSERA_WORDS[:size]
        signed = checkpoints.sign(Checkpoint(signer.name, size, root_of(words)), [signer])
        write(FolderStore(tmp_path), words, old_size=max(size - 1, 0), checkpoint=signed)

    written = files_of(tmp_path)

    assert written.pop("checkpoint").decode() == TESSERA_CHECKPOINTS[15]
    assert written == {
        f"tile/{kind}/000.p/{size}": b"".join(parts[:size])
        for kind, parts in {
            "0": [leaf_hash(word) for word in TESSERA_WORDS],
            "entries": [len(word).to_bytes(2, "big") + word for word in TESSERA_WORDS],
        }.items()
        for size in range(1, 16)
    }


def test_partial_tiles_stay_until_the_full_one_is_there():
    before, after = grown([3, 255]), grown([3, 255, 256])

    assert {path for path in before.files if ".p/" in path} == {
        f"tile/{kind}/000.p/{width}" for kind in ("0", "entries") for width in (3, 255)
    }
    assert {path for path in after.files if ".p/" in path} == {"tile/1/000.p/1"}


def test_publishing_again_changes_nothing(tmp_path):
    publish_log(tmp_path, ENTRIES[:300])
    before = files_of(tmp_path)

    publish_log(tmp_path, ENTRIES[:300])
    publish_log(tmp_path, ENTRIES[:300], old_size=300)

    assert files_of(tmp_path) == before


def test_killed_at_any_step_the_log_stays_whole_and_the_next_run_completes_it():
    complete = grown([700, 1100]).files
    for life in range(60):
        store = grown([700])
        store.life = life

        try:
            write(store, ENTRIES, old_size=700)
        except Killed:
            readable_log(store)
        else:
            break
        store.life = 1_000_000
        write(store, ENTRIES, old_size=700)

        assert store.files == complete
    else:
        pytest.fail("60 steps were not enough")


def readable_log(store):
    """Everything that the checkpoint in the store promises is there and fits."""
    checkpoint = checkpoints.open_checkpoint(store.read("checkpoint"), [SIGNER.verifier])
    reader = TileReader(store.read, checkpoint.size)
    assert Frontier.read(checkpoint.size, reader).root() == checkpoint.root
    entries = [reader.entry(index) for index in range(checkpoint.size)]
    assert root_of(entries) == checkpoint.root


def test_full_tile_that_differs_is_named():
    for path in ("tile/0/001", "tile/1/000.p/2", "tile/entries/000"):
        store = grown([600])
        store.files[path] = store.files[path][:-1] + b"?"

        with pytest.raises(TileError, match=f"{path} is there already, and differs"):
            write(store, ENTRIES[:600], old_size=0)


def test_flipped_tile_below_is_noticed_before_the_checkpoint():
    store = grown([600])
    store.files["tile/1/000.p/2"] = b"\x00" + store.files["tile/1/000.p/2"][1:]
    before = store.read("checkpoint")

    with pytest.raises(TileError, match="do not give the root of the checkpoint at 1024 entries"):
        write(store, ENTRIES[:1024], old_size=600)
    assert store.read("checkpoint") == before


def test_tile_of_another_length_below_is_named():
    store = grown([600])
    store.files["tile/1/000.p/2"] = b"short"

    with pytest.raises(TileError, match=r"tile/1/000\.p/2 has 5 bytes, not 64"):
        write(store, ENTRIES[:1024], old_size=600)


def test_lost_partial_tile_above_is_taken_again_from_below():
    store = grown([600])
    del store.files["tile/1/000.p/2"]

    write(store, ENTRIES, old_size=600)

    readable_log(store)


def test_lost_full_tile_is_named_and_publishing_from_nothing_repairs_it():
    store = grown([600])
    del store.files["tile/1/000.p/2"]
    del store.files["tile/0/001"]

    with pytest.raises(MissingTile, match="tile/0/001 is missing"):
        write(store, ENTRIES, old_size=600)
    write(store, ENTRIES, old_size=0)

    readable_log(store)


def wrong(store, entries, *, bundles=True):
    return list(
        wrong_files(
            store.read,
            size=len(entries),
            leaves=lambda start, end: [leaf_hash(entry) for entry in entries[start:end]],
            entries=(lambda start, end: entries[start:end]) if bundles else None,
        )
    )


@pytest.mark.parametrize("size", SIZES)
def test_files_that_were_published_are_right(size):
    store = MemoryStore()
    write(store, ENTRIES[:size], old_size=0)

    assert wrong(store, ENTRIES[:size]) == []


def test_every_file_that_is_wrong_is_told():
    store = grown([1100])
    store.files["tile/0/001"] = b"x"
    store.files["tile/1/000.p/4"] = store.files["tile/1/000.p/4"][:-1] + b"?"
    del store.files["tile/entries/004.p/76"]

    assert wrong(store, ENTRIES) == [
        "tile/0/001 differs from what the log says",
        "tile/entries/004.p/76 is missing",
        "tile/1/000.p/4 differs from what the log says",
    ]
    assert len(wrong(store, ENTRIES, bundles=False)) == 2


def test_hash_that_does_not_fit_its_entry_is_named():
    with pytest.raises(TileError, match="entry 299 does not have the leaf hash"):
        publish(
            MemoryStore(),
            old_size=0,
            leaves=lambda start, end: [leaf_hash(entry) for entry in ENTRIES[start:end]],
            entries=lambda start, end: [*ENTRIES[start : end - 1], b"another"],
            checkpoint=checkpoint_of(ENTRIES[:300]),
        )


def test_entries_that_do_not_come_are_missed():
    with pytest.raises(TileError, match="299 entries came for 0 to 300, not 300"):
        write(MemoryStore(), ENTRIES[:299], old_size=0, checkpoint=checkpoint_of(ENTRIES[:300]))


def test_log_may_be_published_without_its_entries():
    store = MemoryStore()

    write(store, ENTRIES[:300], old_size=0, bundles=False)

    assert set(store.files) == {"checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"}


def test_checkpoint_is_never_rolled_back():
    store = grown([300])

    with pytest.raises(TileError, match="has 300 entries already, more than 200"):
        write(store, ENTRIES[:200], old_size=0)


def test_other_root_at_the_same_size_is_refused():
    store = grown([300])

    with pytest.raises(TileError, match="another root at 300 entries"):
        write(store, [*ENTRIES[:299], b"another"], old_size=300)


def test_checkpoint_that_cannot_be_read_is_named():
    store = grown([300])
    store.files["checkpoint"] = b"\x00" * 100

    with pytest.raises(TileError, match="checkpoint cannot be read: the note holds a control"):
        write(store, ENTRIES, old_size=300)


def test_store_of_another_log_is_refused():
    other = Signer("other.example", Kind.LOG, b"o" * 32)
    signed = checkpoints.sign(Checkpoint(other.name, 300, root_of(ENTRIES[:300])), [other])
    store = grown([300])

    with pytest.raises(TileError, match=f"of the log {ORIGIN}, not of other.example"):
        write(store, ENTRIES[:300], old_size=0, checkpoint=signed)


def test_cosigned_checkpoint_takes_the_place_of_the_same_one():
    store = grown([300])
    both = checkpoints.sign(
        Checkpoint(ORIGIN, 300, root_of(ENTRIES[:300])),
        [SIGNER, Signer(ORIGIN, Kind.LOG, b"n" * 32)],
    )

    write(store, ENTRIES[:300], old_size=300, checkpoint=both)

    assert store.read("checkpoint").decode() == both


def test_file_in_a_folder_is_whole_or_not_there(tmp_path):
    store = FolderStore(tmp_path)

    with pytest.raises(TypeError):
        store.write("tile/0/000", "text instead of bytes")

    assert store.read("tile/0/000") is None
    assert list((tmp_path / ".incoming").iterdir()) == []


def test_folder_deletes_a_file_a_folder_and_nothing(tmp_path):
    store = FolderStore(tmp_path)
    for path in ("a/1", "a/2", "b"):
        store.write(path, b"x")

    for path in ("a", "b", "c", "c/d"):
        store.delete(path)

    assert [store.read(path) for path in ("a/1", "a/2", "a", "b", "b/c")] == [None] * 5


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../up", "a/../../up", "a//b", "./a"])
def test_folder_is_not_left(tmp_path, path):
    with pytest.raises(ValueError, match="is not a path below the log"):
        FolderStore(tmp_path).write(path, b"x")
