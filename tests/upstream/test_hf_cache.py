"""The Hub cache of a machine, read and never written, as huggingface_hub itself reads it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.errors import ScanError
from licscan.model import Kind
from licscan.repositories import audit_cache
from licscan.trial import Options
from licscan.upstream.hf_cache import Cache, cache_folder

OFFLINE = Options(scancode=False, cache=False)
OLD, NEW = "a" * 40, "b" * 40


def keep(
    cache: Path, folder: str, files: dict[str, str], commit: str = OLD, ref: str = "main"
) -> None:
    """Lay a repository out as huggingface_hub does: blobs, and links in a snapshot."""
    root = cache / folder
    for name, text in files.items():
        blob = root / "blobs" / f"{commit[:4]}{name.replace('/', '-')}"
        blob.parent.mkdir(parents=True, exist_ok=True)
        blob.write_text(text)
        link = root / "snapshots" / commit / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    if ref:
        (root / "refs" / ref).parent.mkdir(parents=True, exist_ok=True)
        (root / "refs" / ref).write_text(commit)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "hub"
    monkeypatch.setenv("HF_HUB_CACHE", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    return folder


def _card(license: str, more: str = "") -> dict[str, str]:
    return {"README.md": f"---\nlicense: {license}\n{more}---\n# A model\n"}


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"HF_HUB_CACHE": "/c", "HF_HOME": "/h"}, "/c"),
        ({"HUGGINGFACE_HUB_CACHE": "/o", "HF_HOME": "/h"}, "/o"),
        ({"HF_HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/h/hub"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/huggingface/hub"),
        ({"HF_HOME": ""}, str(Path.home() / ".cache" / "huggingface" / "hub")),
    ],
)
def test_the_cache_is_where_the_library_keeps_it(environment: dict[str, str], folder: str) -> None:
    assert cache_folder(environment) == Path(folder)


def test_nothing_is_held_where_there_is_no_cache(tmp_path: Path) -> None:
    assert Cache(tmp_path / "none").find(Kind.MODEL, "acme/base") is None
    assert list(Cache(tmp_path / "none").repositories()) == []


@pytest.mark.parametrize(
    ("kind", "name", "revision"),
    [
        pytest.param(Kind.MODEL, "acme/bas", "", id="the beginning of a name"),
        pytest.param(Kind.MODEL, "base", "", id="without its owner"),
        pytest.param(Kind.DATASET, "acme/base", "", id="another kind"),
        pytest.param(Kind.MODEL, "acme/base", "v2", id="a branch that was not downloaded"),
        pytest.param(Kind.MODEL, "acme/base", "c" * 40, id="another commit"),
    ],
)
def test_another_repository_does_not_stand_in(
    cache: Path, kind: Kind, name: str, revision: str
) -> None:
    keep(cache, "models--acme--base", _card("mit"))
    assert Cache(cache).find(kind, name, revision) is None


def test_main_comes_before_other_revisions(cache: Path) -> None:
    keep(cache, "models--acme--base", _card("mit"), NEW, "v2")
    keep(cache, "models--acme--base", _card("apache-2.0"), OLD)
    for revision, commit in (("", OLD), ("v2", NEW), (NEW[:8], NEW), ("main", OLD)):
        found = Cache(cache).find(Kind.MODEL, "Acme/Base", revision)
        assert found is not None
        assert found.revision == commit


def test_the_library_reads_the_same(cache: Path) -> None:
    hub = pytest.importorskip("huggingface_hub")
    keep(cache, "models--acme--base-x", _card("mit"))
    keep(cache, "models--gpt2", _card("mit"))
    keep(cache, "datasets--acme--data", _card("mit"), NEW, "refs/pr/1")
    theirs = {
        (repo.repo_type, repo.repo_id, revision.commit_hash, tuple(sorted(revision.refs)))
        for repo in hub.scan_cache_dir(cache).repos
        for revision in repo.revisions
    }
    ours = {
        (snapshot.kind.value, snapshot.name, snapshot.revision, snapshot.refs)
        for snapshot in Cache(cache).repositories()
    }
    assert ours == theirs


def test_a_parent_in_the_cache_is_known_and_its_parents_follow(cache: Path, tmp_path: Path) -> None:
    keep(cache, "models--acme--tuned", _card("mit", "base_model: acme/root\n"))
    keep(cache, "models--acme--root", _card("cc-by-nc-4.0"))
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "README.md").write_text("---\nlicense: mit\nbase_model: acme/tuned\n---\n# T\n")
    before = sorted(os.walk(cache))
    report = audit(tree, OFFLINE)
    assert sorted(os.walk(cache)) == before
    sources = {r.component: r.source for r in report.resolutions}
    assert "pkg:huggingface/acme/root" in sources
    assert f"the Hugging Face cache, revision {OLD[:12]}" in sources["pkg:huggingface/acme/root"]  # type: ignore[index]
    assert "over-grant" in {finding.slug for finding in report.findings}


def test_a_card_in_the_cache_beats_the_catalog_and_both_are_told(
    cache: Path, tmp_path: Path
) -> None:
    keep(cache, "models--google--gemma-2-9b", _card("apache-2.0"))
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "README.md").write_text("---\nlicense: mit\nbase_model: google/gemma-2-9b\n---\n# T\n")
    report = audit(tree, OFFLINE)
    (base,) = [r for r in report.resolutions if "gemma" in r.component]
    assert base.readings == ("Apache-2.0",)
    assert "the catalog says LicenseRef-scancode-gemma-tou-2025-03-24" in base.source


def test_a_tag_that_people_looked_into_stays_corrected(cache: Path, tmp_path: Path) -> None:
    data = {"README.md": "---\nlicense: apache-2.0\ntask_categories: [summarization]\n---\n# D\n"}
    keep(cache, "datasets--abisee--cnn_dailymail", data)
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "README.md").write_text("---\nlicense: mit\ndatasets: abisee/cnn_dailymail\n---\n# T\n")
    report = audit(tree, OFFLINE)
    (data_,) = [r for r in report.resolutions if "cnn" in r.component]
    assert data_.readings == ("MIT",)
    assert "says no other" in data_.source


def test_the_whole_cache_is_audited(cache: Path) -> None:
    keep(cache, "models--acme--tuned", _card("apache-2.0", "base_model: acme/root\n"))
    keep(cache, "models--acme--root", _card("cc-by-nc-4.0"))
    keep(cache, "datasets--acme--data", _card("mit"))
    report = audit_cache(OFFLINE)
    local = {component.id: component.kind for component in report.components if component.local}
    assert local == {
        "acme/root": Kind.MODEL,
        "acme/tuned": Kind.MODEL,
        "datasets/acme/data": Kind.DATASET,
    }
    assert {f.component for f in report.findings if f.slug == "over-grant"} == {"acme/tuned"}


def test_an_empty_cache_is_nothing_to_scan(cache: Path) -> None:
    with pytest.raises(ScanError, match="holds no repository"):
        audit_cache(OFFLINE)


@pytest.mark.parametrize("place", ["acme/base", "models/acme/base", "acme--base"])
def test_a_parent_in_another_tree_is_known(cache: Path, tmp_path: Path, place: str) -> None:
    base = tmp_path / "store" / place
    base.mkdir(parents=True)
    (base / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n# B\n")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "README.md").write_text("---\nlicense: mit\nbase_model: acme/base\n---\n# T\n")
    report = audit(tree, Options(scancode=False, cache=False, trees=(tmp_path / "store",)))
    (found,) = [r for r in report.resolutions if r.component.endswith("acme/base")]
    assert (found.readings, found.source) == (("CC-BY-NC-4.0",), "tree store")
