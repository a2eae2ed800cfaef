"""What is known of outsiders: the chain of their parents, generators, and no network."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.model import Component, ComponentId, Kind, Relation, Span
from licscan.rulebook import Rulebook
from licscan.trial import Options
from licscan.upstream.known import Known, know

LLAMA_2 = "LicenseRef-scancode-llama-2-license-2023"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a socket fails: the operating system's door, not one of ours."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def _known(id_: str, kind: Kind = Kind.MODEL) -> Known:
    name = ComponentId(id_)
    outsiders = {name: Component(name, kind, local=False)}
    return know(outsiders, {name: Span("README.md", 2)}, Rulebook())


def test_a_name_that_nobody_knows_has_no_license_and_no_parents() -> None:
    known = _known("pkg:huggingface/nobody/nothing")
    (resolution,) = known.resolutions.values()
    assert resolution.readings == ()
    assert known.edges == ()


def test_vicuna_leads_to_llama() -> None:
    known = _known("pkg:huggingface/lmsys/vicuna-7b-v1.5")
    (edge,) = known.edges
    assert (edge.relation, edge.parent) == (
        Relation.FINETUNE,
        "pkg:huggingface/meta-llama/Llama-2-7b-hf",
    )
    assert known.resolutions[edge.parent].readings == (LLAMA_2,)


def test_a_family_names_the_parent_of_the_same_size() -> None:
    known = _known("pkg:huggingface/lmsys/vicuna-13b-v1.5-16k")
    assert [edge.parent for edge in known.edges] == ["pkg:huggingface/meta-llama/Llama-2-13b-hf"]


def test_a_family_names_no_parent_where_the_size_is_not_plain() -> None:
    assert _known("pkg:huggingface/liuhaotian/llava-v1.5-13b-lora").edges == ()


def test_several_generations_are_followed() -> None:
    known = _known("pkg:huggingface/llava-hf/llava-1.5-7b-hf")
    assert [edge.parent for edge in known.edges] == [
        "pkg:huggingface/lmsys/vicuna-7b-v1.5",
        "pkg:huggingface/meta-llama/Llama-2-7b-hf",
    ]


def test_the_vendor_whose_models_wrote_a_dataset_stands_behind_it() -> None:
    known = _known("pkg:huggingface/datasets/AI-MO/NuminaMath-CoT", Kind.DATASET)
    (edge,) = known.edges
    assert (edge.relation, edge.parent) == (Relation.GENERATED_BY, "OpenAI")
    assert known.resolutions[edge.parent].readings == ("LicenseRef-scancode-openai-tou-20241211",)


def test_an_audit_follows_the_chain_without_a_socket(tmp_path: Path) -> None:
    card = "---\nlicense: apache-2.0\nbase_model: lmsys/vicuna-7b-v1.5\n---\n# A tune\n"
    (tmp_path / "README.md").write_text(card)
    report = audit(tmp_path, Options(scancode=False, cache=False))
    chain = {edge.child: edge.parent for edge in report.edges}
    assert chain["."] == "pkg:huggingface/lmsys/vicuna-7b-v1.5"  # type: ignore[index]
    assert {f.slug for f in report.findings} >= {"over-grant"}
    assert any("Llama-2-7b-hf" in str(f.reasons) for f in report.findings)


def test_data_that_a_vendor_wrote_leaves_training_open(tmp_path: Path) -> None:
    card = "---\nlicense: apache-2.0\ndatasets: [AI-MO/NuminaMath-CoT]\n---\n# A model\n"
    (tmp_path / "README.md").write_text(card)
    report = audit(tmp_path, Options(scancode=False, cache=False))
    (found,) = [f for f in report.findings if f.slug == "outputs-ban"]
    assert str(found.verdict) == "review"
    assert {reason.stance for reason in found.reasons} == {"outputs-ban-reach"}
