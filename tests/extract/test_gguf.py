"""GGUF headers: what says nothing, what is broken, what names license and lineage."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from licscan.extract import gguf
from licscan.model import (
    Basis,
    ComponentClaim,
    Gap,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
    Span,
)
from licscan.sources.document import from_bytes

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n"


def text(value: str | bytes, order: str = "<") -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack(f"{order}Q", len(raw)) + raw


def value(item: object, order: str = "<") -> bytes:
    if isinstance(item, str):
        return struct.pack(f"{order}I", 8) + text(item, order)
    if isinstance(item, bool):
        return struct.pack(f"{order}IB", 7, item)
    if isinstance(item, int):
        return struct.pack(f"{order}II", 4, item)
    if isinstance(item, float):
        return struct.pack(f"{order}If", 6, item)
    assert isinstance(item, list)
    if item and isinstance(item[0], list):
        inner = b"".join(value(x, order)[4:] for x in item)
        return struct.pack(f"{order}IIQ", 9, 9, len(item)) + inner
    if item and isinstance(item[0], int):
        numbers = b"".join(struct.pack(f"{order}I", x) for x in item)
        return struct.pack(f"{order}IIQ", 9, 4, len(item)) + numbers
    return struct.pack(f"{order}IIQ", 9, 8, len(item)) + b"".join(text(x, order) for x in item)


def build(
    pairs: dict[str, object], version: int = 3, order: str = "<", count: int | None = None
) -> bytes:
    body = b"".join(text(key, order) + value(item, order) for key, item in pairs.items())
    number = len(pairs) if count is None else count
    return b"GGUF" + struct.pack(f"{order}IQQ", version, 0, number) + body


def read(data: bytes) -> list[object]:
    return list(gguf.extract(from_bytes("q/x.gguf", data)))


MODEL_ONLY = [
    (build({}), "no keys"),
    (build({"general.architecture": "llama", "general.file_type": 15}), "architecture only"),
    (build({"general.license": ""}), "empty license"),
    (build({"general.license": 3}), "license that is a number"),
    (build({"license": "mit"}), "license without its prefix"),
    (build({"tokenizer.ggml.tokens": ["general.license", "mit"]}), "words of a vocabulary"),
    (build({"tokenizer.chat_template": "license: mit"}), "chat template"),
    (build({"general.base_model.count": 2}), "count without entries"),
    (build({"general.base_model.0.version": "v1"}), "entry without a name"),
    (build({"x.matrix": [["a"], ["b"]]}), "list of lists"),
    (POINTER, "Git LFS pointer"),
    (b"", "no bytes"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in MODEL_ONLY])
def test_gguf_claims_a_model_and_nothing_more(data: bytes) -> None:
    assert read(data) == [ComponentClaim(Span("q/x.gguf"), Kind.MODEL, "gguf", strong=False)]


FULL = build({"general.license": "mit", "general.name": "x"})
BROKEN = [
    (b"GGML" + FULL[4:], "another magic"),
    (b"GGUF", "magic only"),
    (build({}, version=1), "version 1"),
    (build({}, version=77), "version of the future"),
    (FULL[:-3], "cut off"),
    (build({}, count=2**60), "absurd number of keys"),
    (build({"a": "b"}, count=40), "more keys than bytes"),
    (FULL[:24] + struct.pack("<Q", 2**62) + b"x" * 60, "absurd length of a key"),
    (FULL[:24] + text("general.x") + struct.pack("<I", 99) + b"\0" * 60, "unknown type"),
    (FULL[:24] + text("a") + struct.pack("<IIQ", 9, 8, 2**40) + b"\0" * 60, "absurd list"),
    (FULL[:24] + text("a") + struct.pack("<IIQ", 9, 9, 1) * 40 + b"\0" * 60, "lists in lists"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in BROKEN])
def test_gguf_reports_a_broken_header(data: bytes) -> None:
    gap, component = read(data)
    assert isinstance(gap, Gap)
    assert gap.span.path == "q/x.gguf"
    assert (component.kind, component.strong) == (Kind.MODEL, False)


def test_gguf_reads_name_license_and_its_neighbours() -> None:
    component, claim = read(
        build(
            {
                "general.name": "Tuned 8B",
                "general.license": "llama3.1",
                "general.license.name": "Llama 3.1 Community License",
                "general.license.link": "https://example.org/l",
            }
        )
    )
    assert component == ComponentClaim(Span("q/x.gguf"), Kind.MODEL, "gguf", name="Tuned 8B")
    assert claim == LicenseClaim(
        Span("q/x.gguf", pointer="/general.license"),
        "llama3.1",
        Basis.DECLARED,
        "gguf",
        name="Llama 3.1 Community License",
        link="https://example.org/l",
    )


def test_gguf_splits_a_joined_list_into_readings() -> None:
    claims = [
        f for f in read(build({"general.license": "mit,apache-2.0"})) if f.__class__ is LicenseClaim
    ]
    assert [c.raw for c in claims] == ["mit", "apache-2.0"]
    assert len({c.group for c in claims}) == 1
    assert claims[0].group != ""


def test_gguf_reads_a_license_written_as_a_list() -> None:
    (_, first, second) = read(build({"general.license": ["mit", "apache-2.0"]}))
    assert (first.raw, second.raw) == ("mit", "apache-2.0")
    assert first.group == second.group != ""


def test_gguf_keeps_a_sentence_with_a_comma_whole() -> None:
    (_, claim) = read(build({"general.license": "free, as in beer"}))
    assert (claim.raw, claim.group) == ("free, as in beer", "")


@pytest.mark.parametrize(
    ("key", "raw", "basis"),
    [
        ("general.license.name", "my-license", Basis.DECLARED),
        ("general.license.link", "https://example.org/l", Basis.REFERENCE),
    ],
)
def test_gguf_reads_a_license_without_its_tag(key: str, raw: str, basis: Basis) -> None:
    (_, claim) = read(build({key: raw}))
    assert (claim.raw, claim.basis, claim.span.pointer) == (raw, basis, f"/{key}")


PARENTS = [
    (
        {"general.base_model.count": 1, "general.base_model.0.name": "Llama 3.1 8B"},
        [("Llama 3.1 8B", Relation.QUANTIZED, Kind.MODEL)],
        "name only",
    ),
    (
        {
            "general.base_model.0.name": "Base",
            "general.base_model.0.repo_url": "https://huggingface.co/acme/base",
        },
        [("https://huggingface.co/acme/base", Relation.QUANTIZED, Kind.MODEL)],
        "address before name",
    ),
    (
        {"general.base_model.0.name": "A", "general.base_model.1.name": "B"},
        [("A", Relation.MERGE, Kind.MODEL), ("B", Relation.MERGE, Kind.MODEL)],
        "two bases without a count",
    ),
    (
        {"general.type": "adapter", "general.base_model.0.repo_url": "https://hf.co/a/b"},
        [("https://hf.co/a/b", Relation.ADAPTER, Kind.MODEL)],
        "adapter",
    ),
    (
        {"general.source.repo_url": "https://hf.co/a/tuned", "general.base_model.0.name": "Base"},
        [
            ("https://hf.co/a/tuned", Relation.QUANTIZED, Kind.MODEL),
            ("Base", None, Kind.MODEL),
        ],
        "source of the conversion and its base",
    ),
    (
        {"general.source.huggingface.repository": "a/tuned"},
        [("a/tuned", Relation.QUANTIZED, Kind.MODEL)],
        "older source key",
    ),
    (
        {"general.datasets": ["acme/data", "more"]},
        [
            ("acme/data", Relation.TRAINED_ON, Kind.DATASET),
            ("more", Relation.TRAINED_ON, Kind.DATASET),
        ],
        "datasets as in the spec",
    ),
    (
        {"general.dataset.count": 1, "general.dataset.0.repo_url": "https://hf.co/datasets/a/b"},
        [("https://hf.co/datasets/a/b", Relation.TRAINED_ON, Kind.DATASET)],
        "datasets as in the code",
    ),
    (
        {"imatrix.datasets": ["wiki.train.raw"]},
        [("wiki.train.raw", Relation.MADE_WITH, Kind.DATASET)],
        "calibration data",
    ),
    (
        {"quantize.imatrix.dataset": "calibration_v3.txt"},
        [("calibration_v3.txt", Relation.MADE_WITH, Kind.DATASET)],
        "calibration data of the quantizer",
    ),
]


@pytest.mark.parametrize(("pairs", "expected"), [pytest.param(p, e, id=i) for p, e, i in PARENTS])
@pytest.mark.parametrize(("version", "order"), [(3, "<"), (2, "<"), (3, ">")])
def test_gguf_names_parents(
    pairs: dict[str, object], expected: list[tuple[str, object, Kind]], version: int, order: str
) -> None:
    facts = read(build({"x.n": 7, "x.f": 0.5, "x.b": True, "x.l": [1, 2], **pairs}, version, order))
    parents = [f for f in facts if isinstance(f, ParentClaim)]
    assert [(p.raw, p.relation, p.kind) for p in parents] == expected
    assert {p.source for p in parents} == {Source.WEIGHTS}


def test_gguf_notes_who_quantized() -> None:
    pairs = {"general.quantized_by": "Someone", "general.base_model.0.name": "Base"}
    assert read(build(pairs))[1].note == "quantized by Someone"


def test_gguf_keeps_what_it_read_before_a_limit() -> None:
    pairs: dict[str, object] = {"general.license": "mit"}
    pairs.update({f"k{i}": 1 for i in range(100_001)})
    facts = read(build(pairs))
    assert facts[0] == Gap(Span("q/x.gguf"), "The GGUF header holds too many keys.", True)
    assert facts[2].raw == "mit"


def test_gguf_skips_a_huge_value() -> None:
    facts = read(build({"general.description": "x" * 2_000_000, "general.license": "mit"}))
    assert facts[1].raw == "mit"


def test_gguf_agrees_with_the_reference_library(tmp_path: Path) -> None:
    reference = pytest.importorskip("gguf")
    path = tmp_path / "x.gguf"
    writer = reference.GGUFWriter(path, "llama")
    writer.add_name("Tuned")
    writer.add_license("apache-2.0")
    writer.add_license_name("Apache License 2.0")
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, "Base")
    writer.add_base_model_repo_url(0, "https://huggingface.co/acme/base")
    writer.add_dataset_count(1)
    writer.add_dataset_repo_url(0, "https://huggingface.co/datasets/acme/data")
    writer.add_array("tokenizer.ggml.tokens", ["a", "b"] * 1000)
    writer.add_array("tokenizer.ggml.scores", [0.5] * 2000)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    data = path.read_bytes()
    facts = read(data)
    assert facts[0].name == "Tuned"
    assert [f.raw for f in facts[1:]] == [
        "apache-2.0",
        "https://huggingface.co/acme/base",
        "https://huggingface.co/datasets/acme/data",
    ]
