"""Repositories far away (`file://` here): what is fetched, and above all what is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from licscan.errors import ScanError, UsageError
from licscan.extract import opens, opens_header
from licscan.sources.addresses import is_git_url, public_name, split, without_secrets
from licscan.sources.git.remote import fetched
from tests.repositories import CLEAN, commit, git, plain, repository


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    plain(monkeypatch)


@pytest.mark.parametrize(
    "target",
    [
        *(".", "model", "/abs/model", "../up", "C:\\models", "hf:org/name", "org/name"),
        *("ext::sh -c evil", "-u", "user@host", "a@b/c", "https:/one-slash"),
    ],
)
def test_what_is_no_address(target: str) -> None:
    assert not is_git_url(target)


ADDRESSES = {
    "https://host/org/name": ("https://host/org/name", "HEAD"),
    "https://host/org/name@v1.0": ("https://host/org/name", "v1.0"),
    "https://host/org/name@refs/pr/1": ("https://host/org/name", "refs/pr/1"),
    "https://user:secret@host/org/name.git": ("https://user:secret@host/org/name.git", "HEAD"),
    "https://user@host/org/name@main": ("https://user@host/org/name", "main"),
    "https://host/@org/name": ("https://host/@org/name", "HEAD"),
    "git@host:org/name.git": ("git@host:org/name.git", "HEAD"),
    "git@host:org/name.git@v1": ("git@host:org/name.git", "v1"),
    "ssh://git@host/org/name@v1": ("ssh://git@host/org/name", "v1"),
    "git+https://host/name@v1": ("https://host/name", "v1"),
    "file:///srv/name.git@main": ("file:///srv/name.git", "main"),
}


@pytest.mark.parametrize(("target", "expected"), ADDRESSES.items(), ids=ADDRESSES)
def test_addresses_and_revisions(target: str, expected: tuple[str, str]) -> None:
    assert is_git_url(target)
    assert split(target) == expected


def test_a_report_holds_no_password_and_no_folder_of_a_machine() -> None:
    assert public_name("https://user:secret@host/org/name") == "https://host/org/name"
    assert public_name("file:///home/me/name.git") == "name"
    assert without_secrets("unable to access 'https://u:p@h/x'") == "unable to access 'https://h/x'"


def served(folder: Path) -> Path:
    """A repository with a card, weights and code, which filters as the large hosts do."""
    repository(folder, {"README.md": CLEAN, "LICENSE": "old"}, tag="v1")
    files: dict[str, str | bytes] = {
        "README.md": CLEAN + "new\n",
        "LICENSE": "new",
        "sub/config.json": "{}",
        "data.csv": "a,b\n",
        "large.csv": os.urandom(3_000_000),
        "model.safetensors": os.urandom(3_000_000),
        "pointer.safetensors": "version https://git-lfs.github.com/spec/v1\n",
        "pytorch_model.bin": os.urandom(100_000),
        "tokenizer.model": os.urandom(100_000),
    }
    commit(folder, files, tag="v2")
    git(folder, "config", "uploadpack.allowFilter", "true")
    return folder


def test_only_what_is_read_is_fetched_and_never_weights(tmp_path: Path) -> None:
    folder = served(tmp_path / "r")
    with fetched(f"file://{folder}", "HEAD", opens, opens_header) as found:
        place, name, revision = found
        listing = git(folder, "ls-tree", "-r", "--format=%(objectname) %(path)", "HEAD")
        here = git(place, "cat-file", "--batch-all-objects", "--batch-check").split()
        files = {line.partition(" ")[2] for line in listing.splitlines() if line[:40] in here}
    small = {"README.md", "LICENSE", "sub/config.json", "data.csv"}
    assert files == {*small, "pointer.safetensors"}
    assert name == "r"
    assert revision == git(folder, "rev-parse", "v2")
    assert not place.exists()


@pytest.mark.parametrize("kind", ["tag", "branch", "commit"])
def test_a_tag_a_branch_or_a_commit(tmp_path: Path, kind: str) -> None:
    folder = served(tmp_path / "r")
    old = git(folder, "rev-parse", "v1")
    git(folder, "branch", "old", "v1")
    wanted = {"tag": "v1", "branch": "old", "commit": old}[kind]
    with fetched(f"file://{folder}", wanted, lambda path: True) as (place, _, commit):
        assert commit == git(folder, "rev-parse", "v1")
        assert git(place, "rev-list", "--count", commit) == "1"
        assert git(place, "cat-file", "blob", f"{commit}:LICENSE") == "old"


def test_a_server_that_does_not_filter_may_not_send_weights_without_end(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", {"README.md": CLEAN, "w.bin": os.urandom(60_000_000)})
    address = f"file://{folder}"
    with (
        pytest.raises(ScanError, match="cannot be fetched without its weights"),
        fetched(address, "HEAD", lambda path: True),
    ):
        pass


@pytest.mark.parametrize(
    ("address", "revision", "told"),
    [
        ("file://{}/nothing", "HEAD", "does not appear to be a git repository"),
        ("file://{}/r", "v9", "it has no revision v9"),
        ("file://{}/r", "0" * 40, "it has no revision 0000"),
    ],
)
def test_what_cannot_be_fetched_is_one_line(
    tmp_path: Path, address: str, revision: str, told: str
) -> None:
    repository(tmp_path / "r", {"a": "1"})
    with (
        pytest.raises(ScanError, match=told) as caught,
        fetched(address.format(tmp_path), revision, lambda path: True),
    ):
        pass
    assert caught.value.tip
    assert "\n" not in str(caught.value)


def test_a_revision_is_no_option(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError),
        fetched(f"file://{tmp_path}", "--upload-pack=evil", lambda path: True),
    ):
        pass
