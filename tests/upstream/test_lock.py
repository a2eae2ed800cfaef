"""The lock: what it must not tell, what it records, and what drifts."""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.errors import ScanError, UsageError
from licscan.locking import lock
from licscan.model import Report
from licscan.policy import gate
from licscan.trial import Options
from licscan.upstream.lock import read
from tests.upstream.test_hf_cache import NEW, OLD, keep

TODAY = Options(scancode=False, cache=False, today="2026-11-25")
STRICT = TODAY._replace(locked=True)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    return tmp_path / "hub"


@pytest.fixture
def tree(tmp_path: Path, cache: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    return folder


def _name(tree: Path, *bases: str) -> None:
    listed = "".join(f"\n- {base}" for base in bases)
    (tree / "README.md").write_text(f"---\nlicense: apache-2.0\nbase_model:{listed}\n---\n# T\n")


def _drifts(report: Report) -> list[str]:
    return [finding.message for finding in report.findings if finding.slug == "lock-drift"]


def _base(cache: Path, license: str, commit: str) -> None:
    keep(cache, "models--acme--base", {"README.md": f"---\nlicense: {license}\n---\n"}, commit)


def test_a_lock_that_fits_says_nothing(tree: Path) -> None:
    _name(tree, "lmsys/vicuna-7b-v1.5")
    lock(tree, TODAY)
    report = audit(tree, STRICT)
    assert _drifts(report) == []
    assert gate(audit(tree, TODAY)).line == gate(report).line


def test_a_new_day_changes_no_byte(tree: Path) -> None:
    _name(tree, "lmsys/vicuna-7b-v1.5")
    lock(tree, TODAY)
    first = (tree / "licscan.lock").read_bytes()
    told = lock(tree, TODAY._replace(today="2027-01-01"))
    assert (tree / "licscan.lock").read_bytes() == first
    assert told == "licscan.lock: 2 upstreams"


def test_nothing_but_a_changed_license_is_told_unless_locked(tree: Path) -> None:
    _name(tree, "lmsys/vicuna-7b-v1.5")
    lock(tree, TODAY)
    _name(tree, "google-bert/bert-base-uncased")
    assert _drifts(audit(tree, TODAY)) == []


def test_an_older_source_does_not_contradict_the_lock(tree: Path, cache: Path) -> None:
    _name(tree, "google/gemma-2-9b")
    keep(cache, "models--google--gemma-2-9b", {"README.md": "---\nlicense: mit\n---\n"})
    lock(tree, TODAY)
    for path in sorted(cache.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    report = audit(tree, TODAY)
    (base,) = [r for r in report.resolutions if "gemma" in r.component]
    assert base.readings == ("MIT",)
    assert base.source.startswith("licscan.lock of 2026-11-25: the Hugging Face cache, revision ")
    assert _drifts(report) == []


def test_the_lock_records_what_stands_behind_a_parent(tree: Path) -> None:
    _name(tree, "lmsys/vicuna-7b-v1.5", "acme/nobody-knows")
    assert lock(tree, TODAY) == "licscan.lock: 3 upstreams; 3 added, 1 of unknown license"
    found = read(tree / "licscan.lock")
    assert found is not None
    assert found.locked == "2026-11-25"
    assert {id_: (e.license, e.date) for id_, e in found.entries.items()} == {
        "pkg:huggingface/acme/nobody-knows": ("not known", ""),
        "pkg:huggingface/lmsys/vicuna-7b-v1.5": (
            "LicenseRef-scancode-llama-2-license-2023",
            "2025-03",
        ),
        "pkg:huggingface/meta-llama/Llama-2-7b-hf": (
            "LicenseRef-scancode-llama-2-license-2023",
            "2025-03",
        ),
    }


def test_a_changed_license_is_told_with_both_dates(tree: Path, cache: Path) -> None:
    _name(tree, "acme/base")
    _base(cache, "apache-2.0", OLD)
    lock(tree, TODAY._replace(today="2026-01-02"))
    _base(cache, "cc-by-nc-4.0", NEW)
    report = audit(tree, TODAY)
    (message,) = _drifts(report)
    assert "changed its license: Apache-2.0 when it was locked on 2026-01-02" in message
    assert "CC-BY-NC-4.0 as of 20" in message
    (finding,) = [f for f in report.findings if f.slug == "lock-drift"]
    assert [(span.path, span.line) for span in finding.spans] == [
        ("licscan.lock", 6),
        ("README.md", 4),
    ]
    assert str(finding.severity) == "warning"


def test_what_was_received_at_a_revision_keeps_its_license(tree: Path, cache: Path) -> None:
    _name(tree, "acme/base")
    _base(cache, "apache-2.0", OLD)
    lock(tree, TODAY)
    _base(cache, "cc-by-nc-4.0", NEW)
    (base,) = [r for r in audit(tree, TODAY).resolutions if "acme" in r.component]
    assert base.readings == ("Apache-2.0",)


@pytest.mark.parametrize(
    ("bases", "told"),
    [
        pytest.param(
            ("acme/base", "google-bert/bert-base-uncased"), "does not hold", id="one is new"
        ),
        pytest.param((), "which nothing names any more", id="one is gone"),
    ],
)
def test_locked_closes_the_gate_on_every_difference(
    tree: Path, cache: Path, bases: tuple[str, ...], told: str
) -> None:
    _base(cache, "apache-2.0", OLD)
    _name(tree, "acme/base")
    lock(tree, TODAY)
    _name(tree, *bases)
    report = audit(tree, STRICT)
    assert told in _drifts(report)[0]
    assert not gate(report).passed


def test_locked_sees_a_moved_revision(tree: Path, cache: Path) -> None:
    _base(cache, "apache-2.0", OLD)
    _name(tree, "acme/base")
    lock(tree, TODAY)
    _base(cache, "apache-2.0", NEW)
    assert _drifts(audit(tree, TODAY)) == []
    (message,) = _drifts(audit(tree, STRICT))
    assert f"is at revision {NEW}" in message


def test_an_unpinned_parent_is_noted_only_where_the_lock_has_to_fit(tree: Path) -> None:
    _name(tree, "google-bert/bert-base-uncased")
    lock(tree, TODAY)
    assert "parent-unpinned" not in {f.slug for f in audit(tree, TODAY).findings}
    report = audit(tree, STRICT)
    (note,) = [f for f in report.findings if f.slug == "parent-unpinned"]
    assert (str(note.severity), gate(report).passed) == ("note", True)


def test_locked_needs_a_lock(tree: Path) -> None:
    _name(tree, "acme/base")
    with pytest.raises(UsageError, match=r"there is no licscan\.lock"):
        audit(tree, STRICT)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("schema = ", "is no TOML"),
        ("", "has the schema None"),
        ('schema = "licscan-lock/9"', "licscan-lock/9"),
        ('schema = "licscan-lock/1"\nupstream = 3', "no list of tables"),
        ('schema = "licscan-lock/1"\n[[upstream]]\nkind = "model"', "this table is no upstream"),
        ('schema = "licscan-lock/1"\n[[upstream]]\nid = 3', "this table is no upstream"),
        ('schema = "licscan-lock/1"\n[[upstream]]\nid = "x"\nexpressions = 1', "no upstream"),
        ("\ufeff\0", "is no TOML"),
    ],
)
def test_a_broken_lock_is_told(tree: Path, text: str, problem: str) -> None:
    _name(tree, "acme/base")
    (tree / "licscan.lock").write_text(text)
    with pytest.raises(UsageError, match=problem):
        audit(tree, TODAY)


def test_only_a_directory_is_locked(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match="is not a directory"):
        lock(tmp_path / "none", TODAY)


def test_old_knowledge_is_told_in_one_line(tree: Path) -> None:
    _name(tree, "lmsys/vicuna-7b-v1.5")
    (line,) = audit(tree, TODAY).stale
    assert line.startswith("2 of 2 upstream licenses are known as of 2025-03;")
    assert audit(tree, TODAY._replace(today="2025-06-01")).stale == ()
    assert audit(tree, TODAY._replace(today="")).stale == ()
