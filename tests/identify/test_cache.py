"""The cache: every way in which it cannot be used, and that what it holds comes back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from licscan.identify import cache as caches
from licscan.identify.cache import Cache
from licscan.identify.scancode import Detection, Part

DETECTION = Detection(
    "MIT AND Apache-2.0",
    (
        Part("MIT", "text", 3, 161, 99.5, 100.0, ("jane",), ("year",), ((("year",), ("jane",)),)),
        Part("Apache-2.0", "reference", 9, 4, 100.0, 90.0),
    ),
    ("purple", "words"),
)
VERSIONS = ("1", "32.5.0", "abc")


def file_of(folder: Path) -> Path:
    (file,) = folder.glob("*.sqlite")
    return file


def test_no_folder() -> None:
    cache = Cache(None, VERSIONS)
    cache.put("text", DETECTION)
    assert cache.get("text") is None
    assert cache.problem == ""


def test_the_folder_is_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.write_text("in the way", encoding="utf-8")
    cache = Cache(folder, VERSIONS)
    cache.put("text", DETECTION)
    assert cache.get("text") is None
    assert "cannot be used" in cache.problem
    assert str(tmp_path) not in cache.problem


def test_a_damaged_file_is_done_without_and_begun_anew(tmp_path: Path) -> None:
    Cache(tmp_path, VERSIONS).put("text", DETECTION)
    file_of(tmp_path).write_bytes(b"this is no database" * 99)
    (tmp_path / f"{file_of(tmp_path).name}-journal").write_bytes(b"nor is this its journal")
    cache = Cache(tmp_path, VERSIONS)
    assert cache.get("text") is None
    assert "cannot be used" in cache.problem
    cache.put("text", DETECTION)
    assert not list(tmp_path.iterdir())
    anew = Cache(tmp_path, VERSIONS)
    anew.put("text", DETECTION)
    assert (anew.get("text"), anew.problem) == (DETECTION, "")


def test_a_full_file_forgets_the_older_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "_PAGES", 30)
    cache = Cache(tmp_path, VERSIONS)
    long = Detection("MIT", (), ("word",) * 300)
    for number in range(200):
        cache.put(f"text {number}", long)
    assert cache.problem == ""
    assert file_of(tmp_path).stat().st_size <= 30 * 4096
    kept = [number for number in range(200) if cache.get(f"text {number}")]
    assert kept
    assert min(kept) > 100


def test_a_value_that_is_too_long_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, VERSIONS)
    cache.put("text", Detection("MIT", (), ("word",) * 50_000))
    assert cache.get("text") is None
    assert cache.problem == ""


WRITER = """
import itertools, pathlib, sys
from licscan.identify.cache import Cache
from licscan.identify.scancode import Detection
cache = Cache(pathlib.Path(sys.argv[1]), ("1",))
for number in itertools.count() if sys.argv[3] == "forever" else range(int(sys.argv[3])):
    cache.put(f"{sys.argv[2]} {number}", Detection(f"{sys.argv[2]} {number}"))
    print(number, flush=True)
print(cache.problem)
"""


def writer(folder: Path, name: str, count: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, count]
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)


def test_many_processes_write_at_once(tmp_path: Path) -> None:
    running = [writer(tmp_path, name, "40") for name in "abcd"]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [text.splitlines()[-1] for text in said] == [""] * 4
    cache = Cache(tmp_path, ("1",))
    for name in "abcd":
        for number in range(40):
            assert cache.get(f"{name} {number}") == Detection(f"{name} {number}")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_writer_leaves_whole_rows(tmp_path: Path) -> None:
    for attempt in range(8):
        name = f"writer {attempt}"
        process = writer(tmp_path, name, "forever")
        assert process.stdout is not None
        # a different moment each time: after so many rows, wherever the next one then is
        done = [int(process.stdout.readline()) for _ in range(1 + 3 * attempt)]
        process.kill()
        process.wait()
        process.stdout.close()
        cache = Cache(tmp_path, ("1",))
        for number in done:
            assert cache.get(f"{name} {number}") == Detection(f"{name} {number}")
        cache.put(f"after {attempt}", DETECTION)
        assert cache.get(f"after {attempt}") == DETECTION
        assert cache.problem == ""
        cache.close()
    with sqlite3.connect(file_of(tmp_path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.parametrize("value", ["", "{", "[]", '{"parts": [{"x": 1}]}', '{"expression": 1}'])
def test_a_row_that_is_no_detection(tmp_path: Path, value: str) -> None:
    Cache(tmp_path, VERSIONS).put("text", DETECTION)
    with sqlite3.connect(file_of(tmp_path)) as connection:
        connection.execute("UPDATE detections SET value = ?", (value,))
    connection.close()
    cache = Cache(tmp_path, VERSIONS)
    assert cache.get("text") is None
    assert cache.problem == ""
    cache.close()


@pytest.mark.parametrize("changed", range(3))
def test_another_version_sees_nothing(tmp_path: Path, changed: int) -> None:
    Cache(tmp_path, VERSIONS).put("text", DETECTION)
    other = tuple("x" if number == changed else text for number, text in enumerate(VERSIONS))
    assert Cache(tmp_path, other).get("text") is None


def test_other_options_see_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path, VERSIONS)
    cache.put("text", DETECTION, "exact")
    assert cache.get("text", "approximate") is None
    assert cache.get("text", "exact") == DETECTION


def test_it_comes_back_in_another_process_of_the_same_version(tmp_path: Path) -> None:
    first, second = Cache(tmp_path / "deep" / "er", VERSIONS), Cache(tmp_path / "deep/er", VERSIONS)
    first.put("text", DETECTION)
    first.put("caf\u00e9 \ud800", Detection(""))
    assert second.get("text") == DETECTION
    assert second.get("caf\u00e9 \ud800") == Detection("")
    first.close()
    assert first.get("text") == DETECTION


def test_the_oldest_rows_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_ROWS", 3)
    cache = Cache(tmp_path, VERSIONS)
    for number in range(5):
        cache.put(f"text {number}", DETECTION)
    kept = [number for number in range(5) if cache.get(f"text {number}")]
    assert kept == [2, 3, 4]


def test_a_busy_file_loses_one_row_and_not_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "_PATIENCE", 0.01)
    cache = Cache(tmp_path, VERSIONS)
    cache.put("before", DETECTION)
    other = sqlite3.connect(file_of(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache.put("during", DETECTION)
    other.execute("ROLLBACK")
    other.close()
    cache.put("after", DETECTION)
    assert cache.problem == ""
    assert [cache.get(text) is not None for text in ("before", "during", "after")] == [
        True,
        False,
        True,
    ]


def test_a_read_only_file_still_answers(tmp_path: Path) -> None:
    Cache(tmp_path, VERSIONS).put("text", DETECTION)
    with sqlite3.connect(file_of(tmp_path)) as connection:
        connection.execute(
            "CREATE TRIGGER no BEFORE INSERT ON detections BEGIN SELECT RAISE(FAIL, 'no'); END"
        )
    connection.close()
    cache = Cache(tmp_path, VERSIONS)
    assert cache.get("text") == DETECTION
    cache.put("more", DETECTION)
    assert cache.problem


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert caches.folder() == tmp_path / "licscan"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/ignored")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert caches.folder() == tmp_path / ".cache" / "licscan"


@pytest.mark.parametrize("home", ["", ".", "relative/home"])
def test_a_home_that_is_no_place_of_its_own(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    assert caches.folder() is None


def test_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(caches.Path, "home", no_home)
    assert caches.folder() is None
