"""The Hub, spoken to over real HTTP by huggingface_hub: what goes wrong first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("huggingface_hub")

from licscan.audit import audit
from licscan.errors import ScanError, UsageError
from licscan.model import Kind, Report
from licscan.repositories import audit_hub
from licscan.trial import Options
from licscan.upstream.hub import Hub as Door
from licscan.upstream.hub import Patience
from tests.upstream.hub_server import Hub, serving

HASTY = Patience(attempts=3, timeout=5.0, pause=0.01, longest=0.05)
ONLINE = Options(scancode=False, online=True, today="2026-11-25")
CARD = b"---\nlicense: apache-2.0\n---\n# A model\n"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    with serving() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "theirs"))
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.delenv("HF_TOKEN", raising=False)
        yield hub


@pytest.fixture
def door(hub: Hub, tmp_path: Path) -> Door:
    return Door(tmp_path / "kept", HASTY)


def test_what_is_not_there_is_told(door: Door) -> None:
    answer = door.fetch(Kind.MODEL, "acme/none")
    assert answer.snapshot is None
    assert answer.problem == "is not on the Hub, or private"


def test_a_revision_that_is_not_there_is_told(hub: Hub, door: Door) -> None:
    hub.model("acme/base", files={"README.md": CARD})
    answer = door.fetch(Kind.MODEL, "acme/base", "v9")
    assert answer.problem == "has no revision 'v9' on the Hub"


def test_a_disabled_repository_is_told(hub: Hub, door: Door) -> None:
    hub.model("acme/base", files={"README.md": CARD}, disabled=True)
    assert door.fetch(Kind.MODEL, "acme/base").problem == "was disabled by the Hub"


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_a_passing_failure_is_tried_again(hub: Hub, door: Door, code: int) -> None:
    hub.model("acme/base", files={"README.md": CARD}, fail=[code, code])
    assert door.fetch(Kind.MODEL, "acme/base").problem == ""


def test_patience_ends(hub: Hub, door: Door) -> None:
    base = hub.model("acme/base", files={"README.md": CARD}, fail=[429] * 50)
    answer = door.fetch(Kind.MODEL, "acme/base")
    assert answer.problem == "was not given: the Hub is asked too often (429)"
    assert len(base.fail) == 50 - HASTY.attempts


def test_an_error_that_stays_is_not_tried_again(hub: Hub, door: Door) -> None:
    base = hub.model("acme/base", files={"README.md": CARD}, fail=[400, 400, 400])
    assert door.fetch(Kind.MODEL, "acme/base").problem == "was not given: the Hub answered 400"
    assert len(base.fail) == 2


def test_a_slow_answer_is_not_waited_for(hub: Hub, tmp_path: Path) -> None:
    hub.model("acme/base", files={"README.md": CARD}, slow=0.6)
    door = Door(tmp_path / "kept", HASTY._replace(attempts=1, timeout=0.1))
    assert door.fetch(Kind.MODEL, "acme/base").problem == "was not given: the Hub took too long"


def test_no_connection_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    door = Door(tmp_path / "kept", HASTY)
    assert door.fetch(Kind.MODEL, "acme/base").problem == "was not given: no connection"


def test_weights_are_never_fetched(hub: Hub, door: Door) -> None:
    files = {
        "README.md": CARD,
        "config.json": b"{}",
        "model.safetensors": b"\0" * 64,
        "model-q4.gguf": b"GGUF",
        "pytorch_model.bin": b"\0",
        "onnx/model.onnx": b"\0",
        "../../escape.md": b"no",
        "modeling.py": b"import torch\n",
        "tokenizer.json": b"{}",
    }
    hub.model("acme/base", files=files)
    answer = door.fetch(Kind.MODEL, "acme/base")
    assert hub.files_asked() == {"README.md", "config.json"}
    assert answer.snapshot is not None
    assert sorted(p.name for p in answer.snapshot.folder.iterdir()) == ["README.md", "config.json"]


def test_large_files_are_left(hub: Hub, door: Door) -> None:
    hub.model("acme/base", files={"README.md": CARD, "NOTICE": b"x" * 1_000_001})
    door.fetch(Kind.MODEL, "acme/base")
    assert hub.files_asked() == {"README.md"}


def test_a_commit_is_fetched_once(hub: Hub, tmp_path: Path) -> None:
    hub.model("acme/base", files={"README.md": CARD})
    Door(tmp_path / "kept", HASTY).fetch(Kind.MODEL, "acme/base")
    hub.asked.clear()
    again = Door(tmp_path / "kept", HASTY).fetch(Kind.MODEL, "acme/base")
    assert again.snapshot is not None
    assert [line for line in hub.asked if "/resolve/" in line] == []


def test_a_gated_repository_tells_its_card(hub: Hub, door: Door) -> None:
    files = {"README.md": CARD, "LICENSE": b"text"}
    hub.model("acme/gated", files=files, gated="manual", card={"license": "llama3"})
    answer = door.fetch(Kind.MODEL, "acme/gated")
    assert answer.gated
    assert answer.left_out == ("LICENSE", "README.md")
    assert answer.snapshot is not None
    assert "llama3" in (answer.snapshot.folder / "README.md").read_text()


def test_the_token_opens_a_gate(hub: Hub, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_test")
    hub.model("acme/gated", files={"README.md": CARD}, gated="auto")
    answer = door.fetch(Kind.MODEL, "acme/gated")
    assert answer.left_out == ()
    assert hub.tokens == {"Bearer hf_test"}


def test_a_renamed_repository_is_followed_and_told(hub: Hub, door: Door) -> None:
    hub.model("acme/new", files={"README.md": CARD})
    hub.model("acme/old", moved_to="acme/new")
    answer = door.fetch(Kind.MODEL, "acme/old")
    assert answer.renamed == "acme/new"
    assert answer.snapshot is not None


def test_the_cache_can_be_read_without_the_hub(hub: Hub, door: Door) -> None:
    hub.model("acme/base", files={"README.md": CARD})
    answer = door.fetch(Kind.MODEL, "acme/base")
    kept = door.cache.find(Kind.MODEL, "ACME/base")
    assert kept is not None
    assert answer.snapshot is not None
    assert kept.revision == answer.snapshot.revision == hub.repositories["models/acme/base"].commit


def _tune(folder: Path, base: str, more: str = "") -> Path:
    tree = folder / "tune"
    tree.mkdir()
    card = f"---\nlicense: apache-2.0\nbase_model: {base}\n{more}---\n# A tune\n"
    (tree / "README.md").write_text(card)
    return tree


def _source(report: Report, name: str) -> str:
    (found,) = [r for r in report.resolutions if r.component.endswith(name)]
    return found.source


def test_parents_are_followed_through_the_hub(hub: Hub, tmp_path: Path) -> None:
    hub.model("acme/tuned", files={"README.md": b"---\nlicense: mit\nbase_model: acme/root\n---\n"})
    hub.model("acme/root", files={"README.md": b"---\nlicense: cc-by-nc-4.0\n---\n"})
    report = audit(_tune(tmp_path, "acme/tuned"), ONLINE)
    assert [edge.parent for edge in report.edges] == [
        "pkg:huggingface/acme/tuned",
        "pkg:huggingface/acme/root",
    ]
    commit = hub.repositories["models/acme/root"].commit
    assert _source(report, "acme/root") == f"the Hub, revision {commit[:12]}, 2026-11-25"
    assert "over-grant" in {finding.slug for finding in report.findings}
    (root,) = [c for c in report.components if c.id.endswith("acme/root")]
    assert root.revision == commit


def test_a_circle_on_the_hub_ends(hub: Hub, tmp_path: Path) -> None:
    hub.model("acme/a", files={"README.md": b"---\nlicense: mit\nbase_model: acme/b\n---\n"})
    hub.model("acme/b", files={"README.md": b"---\nlicense: mit\nbase_model: acme/a\n---\n"})
    report = audit(_tune(tmp_path, "acme/a"), ONLINE)
    assert "cycle" in {finding.slug for finding in report.findings}


def test_what_the_hub_does_not_give_is_a_gap_and_unknown(hub: Hub, tmp_path: Path) -> None:
    report = audit(_tune(tmp_path, "acme/none"), ONLINE)
    assert [gap.problem for gap in report.gaps] == ["acme/none is not on the Hub, or private."]
    assert str(report.verdict) == "unknown"


def test_the_hub_is_not_asked_unless_the_user_says_so(hub: Hub, tmp_path: Path) -> None:
    hub.model("acme/tuned", files={"README.md": CARD})
    audit(_tune(tmp_path, "acme/tuned"), ONLINE._replace(online=False))
    assert hub.asked == []


def test_what_was_fetched_is_known_later_without_the_hub(hub: Hub, tmp_path: Path) -> None:
    hub.model("acme/tuned", files={"README.md": CARD})
    tree = _tune(tmp_path, "acme/tuned")
    audit(tree, ONLINE)
    hub.asked.clear()
    report = audit(tree, ONLINE._replace(online=False))
    assert _source(report, "acme/tuned").startswith("the Hub, asked before, revision ")
    assert hub.asked == []


def test_nothing_is_kept_without_a_cache(hub: Hub, tmp_path: Path) -> None:
    hub.model("acme/tuned", files={"README.md": CARD})
    audit(_tune(tmp_path, "acme/tuned"), ONLINE._replace(cache=False))
    assert not (tmp_path / "ours").exists()


def test_a_repository_of_the_hub_is_audited_without_its_weights(hub: Hub) -> None:
    files = {
        "README.md": b"---\nlicense: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B\n---\n# T\n",
        "model.safetensors": b"\0" * 64,
        "vae/config.json": b"{}",
    }
    base = hub.model("acme/tune", files=files)
    report, folder = audit_hub("hf:acme/tune@main", ONLINE._replace(online=False))
    assert report.target == f"hf:acme/tune@{base.commit}"
    assert "over-grant" in {finding.slug for finding in report.findings}
    assert report.excluded == ("model.safetensors (not downloaded)",)
    assert (folder / "README.md").is_file()
    assert hub.files_asked() == {"README.md", "vae/config.json"}


def test_a_dataset_of_the_hub_is_audited(hub: Hub) -> None:
    hub.dataset("acme/data", files={"README.md": b"---\nlicense: cc-by-4.0\n---\n# Data\n"})
    report, _ = audit_hub("hf:datasets/acme/data", ONLINE)
    assert [component.kind for component in report.components if component.local] == [Kind.DATASET]


@pytest.mark.parametrize("target", ["hf:", "hf:acme", "hf:a/b/c"])
def test_a_target_that_names_no_repository_is_refused(hub: Hub, target: str) -> None:
    with pytest.raises((UsageError, ScanError)):
        audit_hub(target, ONLINE)
