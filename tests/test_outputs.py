"""The output folder is all old or all new, whatever ends the build."""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from graph import outputs as module
from graph.outputs import MANIFEST, OutputsBusy, OutputsError, outputs, safe_name, verify

ROOT = Path(__file__).parent.parent


def build(target: Path, **files: str) -> None:
    with outputs(target) as writer:
        for name, content in files.items():
            writer.write(f"{name}.txt", content)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name != MANIFEST}


def leftovers(target: Path) -> set[str]:
    """What stands beside the folder, without the lock file, which stays (removing it would break the next lock)."""
    return {path.name for path in target.parent.iterdir()} - {target.name, f".{target.name}.lock"}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder that an earlier build wrote."""
    build(tmp_path / "build", a="old")
    return tmp_path / "build"


def test_the_folder_holds_what_was_written_and_a_manifest(tmp_path: Path) -> None:
    target = tmp_path / "出力 build"
    with outputs(target) as writer:
        writer.write("tables/places.csv", "熊本市\r\n")
        writer.write("b.bin", b"\x00\xff")
        writer.write("c.txt", iter(["x\n", "y\n"]))
        writer.count({"triples": 12})
        assert not target.exists()
    assert (target / "tables" / "places.csv").read_bytes() == "熊本市\r\n".encode()
    assert (target / "c.txt").read_bytes() == b"x\ny\n"
    manifest = json.loads((target / MANIFEST).read_text("utf-8"))
    assert manifest["counts"] == {"triples": 12}
    assert manifest["files"]["b.bin"] == {"sha256": hashlib.sha256(b"\x00\xff").hexdigest(), "bytes": 2}
    assert list(manifest["files"]) == ["b.bin", "c.txt", "tables/places.csv"]
    assert verify(target) == []
    assert leftovers(target) == set()


def test_a_new_build_replaces_the_whole_folder(old: Path) -> None:
    build(old, b="new")
    assert contents(old) == {"b.txt": "new"}
    assert leftovers(old) == set()


def test_verify_names_what_was_changed(old: Path) -> None:
    (old / "a.txt").write_text("odd", "utf-8")
    assert verify(old) == ["a.txt: changed since it was built (sha256 differs)"]
    (old / "a.txt").write_text("longer", "utf-8")
    assert verify(old) == ["a.txt: 6 bytes, the manifest says 3"]
    (old / "a.txt").unlink()
    assert verify(old) == ["a.txt: missing"]
    (old / MANIFEST).write_text("{", "utf-8")
    with pytest.raises(OutputsError, match="no manifest of a build"):
        verify(old)


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyboardInterrupt(), SystemExit(1)])
def test_an_error_in_the_build_leaves_the_old_folder(old: Path, error: BaseException) -> None:
    def broken() -> None:
        with outputs(old) as writer:
            writer.write("b.txt", "half")
            raise error

    with pytest.raises(type(error)):
        broken()
    assert contents(old) == {"a.txt": "old"}
    assert leftovers(old) == set()


def test_a_full_disk_leaves_the_old_folder(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputsError, match=r"b\.txt: cannot be written: No space left on device; make room"):
        build(old, b="half")
    assert contents(old) == {"a.txt": "old"}
    assert leftovers(old) == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_really_full_device_leaves_the_old_folder(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.open

    def opened(path: Path, mode: str = "r", **options: Any) -> IO[Any]:
        return original(Path("/dev/full"), "wb") if path.name == "b.txt" else original(path, mode, **options)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(OutputsError, match="No space left on device"):
        build(old, b="x" * 100_000)
    assert contents(old) == {"a.txt": "old"}
    assert leftovers(old) == set()


def test_a_failing_swap_brings_the_old_folder_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.rename

    def refuse(path: Path, to: Path) -> Path:
        if ".next-" in path.name:
            raise OSError(errno.EACCES, "Permission denied")
        return original(path, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputsError, match="Permission denied"):
        build(old, b="new")
    assert contents(old) == {"a.txt": "old"}
    assert leftovers(old) == set()


# A child that writes a second build and kills itself (or is stopped) at a named point.
CHILD = """
import os, signal, sys, time
from pathlib import Path
from graph import outputs as module

target, point = Path(sys.argv[1]), sys.argv[2]

def die():
    os.kill(os.getpid(), signal.SIGKILL)

if point == "between renames":
    original = Path.rename
    def rename(path, to):
        if ".next-" in path.name:
            die()
        return original(path, to)
    Path.rename = rename
if point == "before swap":
    module._swap = lambda *_: die()
if point == "before old is removed":
    module.shutil.rmtree = lambda *_, **__: die()
with module.outputs(target) as writer:
    writer.write("b.txt", "new")
    if point == "after a file":
        die()
    if point == "wait":
        print("ready", flush=True)
        time.sleep(60)
if point == "after swap":
    die()
"""


def child(target: Path, point: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(target), point],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("point", "left"),
    [
        ("after a file", {"a.txt": "old"}),
        ("before swap", {"a.txt": "old"}),
        ("between renames", {"a.txt": "old"}),
        ("before old is removed", {"b.txt": "new"}),
        ("after swap", {"b.txt": "new"}),
    ],
)
def test_a_killed_build_is_repaired_by_the_next(old: Path, point: str, left: dict[str, str]) -> None:
    process = child(old, point)
    _, said = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said
    if point != "between renames":
        assert contents(old) == left
    with outputs(old) as writer:
        assert contents(old) == left
        writer.write("c.txt", "newer")
    assert contents(old) == {"c.txt": "newer"}
    assert verify(old) == []
    assert leftovers(old) == set()


# A child that builds again and again; every file of one build holds the same number.
LOOP = """
import itertools, sys
from pathlib import Path
from graph.outputs import outputs

for number in itertools.count(1):
    with outputs(Path(sys.argv[1])) as writer:
        for name in "abcdefgh":
            writer.write(name + ".txt", str(number) * 10_000)
    print(number, flush=True)
"""


def test_a_build_killed_at_any_moment_leaves_a_whole_folder(old: Path) -> None:
    for delay in (0.001, 0.004, 0.009):
        process = subprocess.Popen([sys.executable, "-c", LOOP, str(old)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
        process.communicate()
        with pytest.raises(ValueError, match="look only"), outputs(old):
            raise ValueError("look only")
        assert len(set(contents(old).values())) == 1
        assert verify(old) == []
        assert leftovers(old) == set()


def test_the_next_start_repairs_even_if_it_fails_itself(old: Path) -> None:
    child(old, "between renames").communicate(timeout=60)
    assert not old.exists()
    with pytest.raises(ValueError, match="a bug"), outputs(old):
        raise ValueError("a bug")
    assert contents(old) == {"a.txt": "old"}
    assert leftovers(old) == set()


def test_ctrl_c_leaves_the_old_folder(old: Path) -> None:
    process = child(old, "wait")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert contents(old) == {"a.txt": "old"}
    assert leftovers(old) == set()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that holds no file of ours")
def test_a_folder_that_can_hold_no_file_is_not_said_to_be_busy() -> None:
    with pytest.raises(OutputsError, match="cannot be written"), outputs(Path("/proc/no-such-folder")):
        pass


def test_a_second_build_says_at_once_who_holds_the_folder(old: Path) -> None:
    process = child(old, "wait")
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        with pytest.raises(OutputsBusy, match=rf"build: being built by process {process.pid} since \d{{4}}-"):
            build(old, b="second")
        assert time.monotonic() - began < 2
        # Two folders side by side do not hinder each other.
        build(old.with_name("other"), a="x")
    finally:
        process.kill()
        process.communicate()
    build(old, b="after the kill")
    assert contents(old) == {"b.txt": "after the kill"}


def a_file(target: Path) -> None:
    target.write_text("mine", "utf-8")


def a_link(target: Path) -> None:
    elsewhere = target.with_name("elsewhere")
    elsewhere.mkdir()
    (elsewhere / "precious.txt").write_text("mine", "utf-8")
    target.symlink_to(elsewhere)


def a_dangling_link(target: Path) -> None:
    target.symlink_to(target.with_name("nowhere"))


def a_foreign_folder(target: Path) -> None:
    target.mkdir()
    (target / "thesis.docx").write_text("mine", "utf-8")


def a_build_with_a_foreign_file(target: Path) -> None:
    build(target, a="old")
    (target / "sub").mkdir()
    (target / "sub" / "notes.txt").write_text("mine", "utf-8")


def no_parent(target: Path) -> None:
    target.parent.rmdir()


def a_file_for_parent(target: Path) -> None:
    target.parent.rmdir()
    target.parent.write_text("mine", "utf-8")


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (a_file, "a file stands where the output folder belongs"),
        (a_link, "a link to .*elsewhere"),
        (a_dangling_link, "a link to .*nowhere"),
        (a_foreign_folder, "holds 'thesis.docx', which no build wrote"),
        (a_build_with_a_foreign_file, "holds 'sub/notes.txt', which no build wrote"),
        (no_parent, "no such folder"),
        (a_file_for_parent, "no such folder"),
    ],
)
def test_an_unfit_place_is_refused_before_work_begins(
    tmp_path: Path, prepare: Callable[[Path], None], message: str
) -> None:
    target = tmp_path / "place" / "build"
    target.parent.mkdir()
    prepare(target)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    begun = []
    with pytest.raises(OutputsError, match=message), outputs(target):
        begun.append(True)
    assert not begun
    assert {path: path.read_bytes() for path in before} == before


def test_a_folder_that_cannot_be_written_is_refused_before_work_begins(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    begun = []
    with pytest.raises(OutputsError, match="build: cannot be written: Read-only file system"), outputs(old):
        begun.append(True)
    assert not begun
    assert contents(old) == {"a.txt": "old"}


def test_the_folder_one_stands_in_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(old)
    with pytest.raises(OutputsError, match="the folder you stand in"):
        build(Path(), b="new")


def test_an_empty_folder_and_litter_are_no_obstacle(tmp_path: Path) -> None:
    target = tmp_path / "build"
    (target / "tables").mkdir(parents=True)
    (target / ".DS_Store").write_bytes(b"x")
    build(target, a="new")
    assert contents(target) == {"a.txt": "new"}


@pytest.mark.parametrize(
    "name",
    [
        *("../x", "a/../../x", "/abs", "a//b", "./a", "a/", ".", "", "a\\b", "c:x", "a*", "a.", "a "),
        *("CON", "com1.txt", "tables/nul.csv", "a\nb", "a\x00b", "x" * 300),
    ],
)
def test_names_outside_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputsError):
        safe_name(name)
    with pytest.raises(OutputsError), outputs(tmp_path / "build") as writer:
        writer.write(name, "x")
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("names", [("a.txt", "A.txt"), ("a.txt", "a.txt"), (MANIFEST,), ("が", "か\u3099")])
def test_names_that_clash_on_some_systems_are_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    def clash() -> None:
        with outputs(tmp_path / "build") as writer:
            for name in names:
                writer.write(name, "x")

    with pytest.raises(OutputsError, match="written twice"):
        clash()


def test_good_names_pass() -> None:
    for name in ["a", "tables/places.csv", "熊本.txt", ".nojekyll", "a-b_c.d/e"]:
        assert safe_name(name) == name


def test_the_folder_takes_the_usual_permissions(tmp_path: Path) -> None:
    build(tmp_path / "build", a="x")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "build").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_every_name_is_public_that_should_be() -> None:
    assert set(module.__all__) <= set(dir(module))
