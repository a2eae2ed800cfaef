"""Documents from git: the same as those of a checkout, whatever stands in the tree."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licscan.errors import LicscanError, ScanError, UsageError
from licscan.model import Gap
from licscan.sources.git.repository import Repository
from licscan.sources.git.tree import GitTree
from licscan.sources.tree import Tree
from licscan.sources.unreadable import Unreadable
from tests.repositories import CLEAN, ENVIRONMENT, Files, commit, git, plain, repository, write

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 9\n"
Seen = list[tuple[str, object]]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    plain(monkeypatch)


def seen(tree: Tree) -> Seen:
    found: Seen = []
    for document in tree.documents():
        if isinstance(document, Gap):
            found.append((document.span.path, document.problem))
            continue
        try:
            found.append((document.path, document.data(10**9)))
        except Unreadable as error:
            found.append((document.path, error.problem))
    return found


def at(folder: Path, revision: str = "HEAD", exclude: tuple[str, ...] = ()) -> Seen:
    opened = Repository(folder)
    with GitTree(opened, exclude, lambda path: True) as tree:
        return seen(tree.at(opened.commit(revision)))


def staged(folder: Path) -> Seen:
    with GitTree(Repository(folder), (), lambda path: True) as tree:
        return seen(tree.staged())


def checked_out(folder: Path, to: Path, exclude: tuple[str, ...] = ()) -> Seen:
    """What git itself writes out of a commit."""
    to.mkdir()
    packed = subprocess.run(
        ["git", "archive", "HEAD"], cwd=folder, env=ENVIRONMENT, capture_output=True, check=True
    )
    subprocess.run(["tar", "-x", "-C", str(to)], input=packed.stdout, check=True)
    return seen(Tree(to, exclude))


TREES: dict[str, Files] = {
    "card": {"README.md": CLEAN},
    "folders sort by name alone": {"a/x": "1", "a.b": "2", "a-b": "3", "a0": "4"},
    "odd names": {"with space/ü.md": "1", "new\nline": "2", 'quo"te': "3", "-dash": "4"},
    "caches": {"node_modules/x/LICENSE": "1", "src/__pycache__/x.py": "2", "README.md": CLEAN},
    "pointers stay pointers": {"model.safetensors": POINTER},
    "line ends and bytes stay": {"a.md": "x\r\ny\r\n", "b.bin": b"\0\xff\n", "empty": ""},
    "larger than what is read whole": {"model.gguf": b"GGUF" + b"\0" * 9_000_000, "z": "1"},
}


@pytest.mark.parametrize("files", TREES.values(), ids=TREES)
def test_a_commit_reads_as_its_checkout(tmp_path: Path, files: Files) -> None:
    folder = repository(tmp_path / "r", files)
    expected = checked_out(folder, tmp_path / "out")
    assert expected
    assert at(folder) == expected
    assert staged(folder) == expected


LINKS = {
    "to a file beside it": ("link", "LICENSE"),
    "to a file that comes later": ("A-link", "LICENSE"),
    "up and down again": ("sub/link", "../LICENSE"),
    "through a linked folder": ("link", "zfolder/x.md"),
    "to a folder": ("link", "sub"),
    "to nothing": ("link", "nowhere"),
    "to itself": ("link", "link"),
    "out of the tree": ("link", "../../etc/hostname"),
    "to an absolute path": ("link", "/etc/hostname"),
    "to the root": ("sub/link", ".."),
}


@pytest.mark.parametrize(("name", "target"), LINKS.values(), ids=LINKS)
def test_links_are_followed_as_on_disk(tmp_path: Path, name: str, target: str) -> None:
    folder = repository(tmp_path / "r")
    write(folder, {"LICENSE": "text", "sub/x.md": "y"})
    (folder / name).symlink_to(target)
    (folder / "zfolder").symlink_to("sub")
    commit(folder, {})
    assert at(folder) == checked_out(folder, tmp_path / "out")


NAMES = st.sampled_from(["a", "b", "README.md", "LICENSE", "ä", "z z", ".git-x", "venv", "c.py"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
CONTENTS = st.one_of(st.binary(max_size=40), st.just(POINTER.encode()), st.just(CLEAN.encode()))


@given(files=st.dictionaries(PATHS, CONTENTS, min_size=1, max_size=8), exclude=NAMES)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_commit_reads_as_its_checkout(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], exclude: str
) -> None:
    kept = {p: data for p, data in files.items() if not any(o.startswith(p + "/") for o in files)}
    place = tmp_path_factory.mktemp("any")
    folder = repository(place / "r", kept)
    expected = checked_out(folder, place / "out", (exclude,))
    assert at(folder, exclude=(exclude,)) == expected


def test_the_index_is_read_as_it_is_staged_and_never_written(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"a.md": "old", "b.md": "gone"})
    write(folder, {"a.md": "staged"})
    git(folder, "add", "a.md")
    git(folder, "rm", "--quiet", "--cached", "b.md")
    write(folder, {"a.md": "working", "c.md": "untracked"})
    os.utime(folder / "a.md", (1, 1))
    before = (folder / ".git/index").read_bytes()
    assert staged(folder) == [("a.md", b"staged")]
    assert (folder / ".git/index").read_bytes() == before
    assert not (folder / ".git/index.lock").exists()


def test_a_file_in_conflict_is_a_gap(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"a.md": "base"})
    git(folder, "checkout", "--quiet", "-b", "other")
    commit(folder, {"a.md": "theirs"})
    git(folder, "checkout", "--quiet", "main")
    commit(folder, {"a.md": "ours"})
    subprocess.run(
        ["git", "merge", "other"], cwd=folder, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert staged(folder) == [("a.md", "The file is in conflict and has several contents.")]


def test_a_folder_of_a_repository_alone(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"README.md": "top", "sub/README.md": "below", "sub/d/x": "1"})
    assert at(folder / "sub") == [("README.md", b"below"), ("d/x", b"1")]
    assert staged(folder / "sub") == [("README.md", b"below"), ("d/x", b"1")]


def test_a_folder_that_is_gone_today(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"old/README.md": "x", "y": "z"}, tag="v1")
    git(folder, "rm", "--quiet", "-r", "old")
    commit(folder, {})
    assert at(folder / "old", "v1") == [("README.md", b"x")]
    with pytest.raises(UsageError, match="has no folder old"):
        at(folder / "old")


def test_bare_repositories_worktrees_and_shallow_clones(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", {"a": "1"}, tag="v1")
    commit(folder, {"a": "2"})
    git(tmp_path, "clone", "--quiet", "--bare", "r", "bare.git")
    git(folder, "worktree", "add", "--quiet", "../tree", "v1")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{folder}", "shallow")
    assert at(tmp_path / "bare.git", "v1") == [("a", b"1")]
    assert at(tmp_path / "bare.git") == [("a", b"2")]
    assert at(tmp_path / "tree") == [("a", b"1")]
    assert staged(tmp_path / "tree") == [("a", b"1")]
    assert at(tmp_path / "shallow") == [("a", b"2")]
    with pytest.raises(UsageError, match="no revision 'HEAD~1'") as caught:
        at(tmp_path / "shallow", "HEAD~1")
    assert "shallow" in caught.value.tip
    with pytest.raises(ScanError, match="has no index"):
        staged(tmp_path / "bare.git")


@pytest.mark.parametrize("revision", ["nothing", "-x", "--help", "", "HEAD:a"])
def test_what_is_no_revision_is_an_error(tmp_path: Path, revision: str) -> None:
    folder = repository(tmp_path, {"a": "1"})
    with pytest.raises(UsageError):
        at(folder, revision)


def test_a_repository_of_another_user_is_refused_with_the_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository(tmp_path, {"a": "1"})
    # git's own switch for its tests of this check
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(ScanError, match="belong to another user") as caught:
        at(folder)
    assert f"git config --global --add safe.directory {folder}" in caught.value.tip
    assert "\n" not in f"{caught.value}{caught.value.tip}"


def test_a_folder_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(LicscanError, match="is in no git repository"):
        at(tmp_path)


SUBMODULE_GAP = "The submodule was not fetched, so nothing is known of what it holds."


def with_submodule(tmp_path: Path) -> Path:
    inner = repository(tmp_path / "inner", {"LICENSE": "inner"})
    folder = repository(tmp_path / "r", {"README.md": CLEAN})
    git(folder, "submodule", "--quiet", "add", f"file://{inner}", "parts/inner")
    commit(folder, {})
    return folder


def test_submodules_are_read_at_the_commit_that_is_recorded(tmp_path: Path) -> None:
    folder = with_submodule(tmp_path)
    commit(folder / "parts/inner", {"LICENSE": "newer, and not recorded"})
    found = dict(at(folder))
    assert found["parts/inner/LICENSE"] == b"inner"
    assert dict(staged(folder)) == found


def test_a_submodule_is_found_where_its_folder_is_empty(tmp_path: Path) -> None:
    folder = with_submodule(tmp_path)
    git(folder, "submodule", "--quiet", "deinit", "--force", "--all")
    assert dict(at(folder))["parts/inner/LICENSE"] == b"inner"


def test_a_submodule_that_was_never_fetched_is_told(tmp_path: Path) -> None:
    folder = with_submodule(tmp_path)
    git(tmp_path, "clone", "--quiet", f"file://{folder}", "clone")
    assert dict(at(tmp_path / "clone"))["parts/inner"] == SUBMODULE_GAP


def test_what_a_partial_clone_lacks_is_told_and_not_fetched(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", {"README.md": CLEAN, "sub/x": "1"})
    git(folder, "config", "uploadpack.allowFilter", "true")
    source = f"file://{folder}"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", source, "partial")
    partial = tmp_path / "partial"
    lacking = git(partial, "rev-list", "--objects", "--all", "--missing=print").count("?")
    assert {problem for _, problem in at(partial)} == {
        "Its content is not in this clone, so it was not read."
    }
    still = git(partial, "rev-list", "--objects", "--all", "--missing=print").count("?")
    assert lacking == still == 2


HOOK_ENVIRONMENTS = {
    "index alone": {"GIT_INDEX_FILE": "{main}/.git/other-index"},
    "index, relative": {"GIT_INDEX_FILE": ".git/other-index"},
    "repository and index": {"GIT_DIR": ".git", "GIT_INDEX_FILE": "{main}/.git/other-index"},
}


@pytest.mark.parametrize("variables", HOOK_ENVIRONMENTS.values(), ids=HOOK_ENVIRONMENTS)
def test_the_environment_of_a_hook_is_for_its_own_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    main = repository(tmp_path / "main", {"a": "committed", "sub/b": "1"})
    other = repository(tmp_path / "other", {"a": "other"})
    git(main, "read-tree", "HEAD", GIT_INDEX_FILE=".git/other-index")
    write(main, {"a": "staged for this commit alone"})
    git(main, "add", "a", GIT_INDEX_FILE=".git/other-index")
    monkeypatch.chdir(main)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(main=main))
    assert staged(main) == [("a", b"staged for this commit alone"), ("sub/b", b"1")]
    assert staged(main / "sub") == [("b", b"1")]
    assert at(main) == [("a", b"committed"), ("sub/b", b"1")]
    assert staged(other) == at(other) == [("a", b"other")]
    assert os.environ["GIT_INDEX_FILE"]


def test_a_work_tree_whose_repository_only_the_environment_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository(tmp_path / "r", {"a": "1"})
    (folder / ".git").rename(tmp_path / "hidden.git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "hidden.git"))
    monkeypatch.chdir(folder)
    assert at(folder) == staged(folder) == [("a", b"1")]
    with pytest.raises(ScanError, match="in no git repository"):
        at(tmp_path)
