"""Headers of safetensors files: what says nothing, what is broken, what names license and base."""

from __future__ import annotations

import json
import struct

import pytest

from licscan.extract import safetensors
from licscan.model import (
    Basis,
    ComponentClaim,
    Gap,
    Kind,
    LicenseClaim,
    LicenseText,
    ParentClaim,
    Relation,
    Source,
    Span,
)
from licscan.sources.document import from_bytes

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n"


def build(metadata: object, tensors: bytes = b"\0" * 4, length: int | None = None) -> bytes:
    header = {"__metadata__": metadata, "w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + tensors


def read(data: bytes, path: str = "lora/x.safetensors") -> list[object]:
    return list(safetensors.extract(from_bytes(path, data)))


MODEL_ONLY = [
    (build({"format": "pt"}), "format only"),
    (build({}), "empty metadata"),
    (build({"modelspec.license": "  "}), "blank license"),
    (build({"modelspec.license": 7}), "license that is no string"),
    (build({"modelspec.architecture": "my-own-net/lora"}), "architecture that is not known"),
    (build({"modelspec.architecture": "flux-1/lora"}), "architecture that fits two models"),
    (build({"ss_sd_model_name": "None"}), "no base"),
    (build({"ss_dataset_dirs": '{"cats": {"n_repeats": 4}}'}), "training folders"),
    (build({"sd_merge_models": "{broken"}), "broken merge recipe"),
    (build({"sd_merge_models": "[1, 2]"}), "merge recipe of another shape"),
    (build({"modelspec.merged_from": " , "}), "empty merge list"),
    (build({"modelspec.architecture": "my-own-net-lora"}), "older form of one that is not known"),
    (build({"lora_adapter_metadata": "{broken"}), "broken adapter configuration"),
    (build({"lora_adapter_metadata": '{"unet.r": 8}'}), "adapter configuration without a base"),
    (
        build({"lora_adapter_metadata": '{"unet.base_model_name_or_path": null}'}),
        "adapter configuration with a null base",
    ),
    (struct.pack("<Q", 2) + b"{}", "no metadata"),
    (POINTER, "Git LFS pointer"),
    (b"", "no bytes"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in MODEL_ONLY])
def test_safetensors_claims_a_model_and_nothing_more(data: bytes) -> None:
    expected = ComponentClaim(Span("lora/x.safetensors"), Kind.MODEL, "safetensors", strong=False)
    assert read(data) == [expected]


def test_safetensors_does_not_open_an_index() -> None:
    (fact,) = read(b"{not json", "a/model.safetensors.index.json")
    assert (fact.kind, fact.strong) == (Kind.MODEL, False)


BROKEN = [
    (b"\x01\x02", False, "too short"),
    (build({}, length=10_000), False, "header longer than the file"),
    (struct.pack("<Q", 2**63) + b"{}", False, "absurd length"),
    (struct.pack("<Q", 4) + b"{bad", False, "not JSON"),
    (struct.pack("<Q", 4) + b"\xff\xfe\xfd\xfc", False, "not text"),
    (struct.pack("<Q", 4) + b"[1 ]", False, "not an object"),
    (build([1]), False, "metadata that is a list"),
    (struct.pack("<Q", 100_000) + b"[" * 100_000, False, "nested without end"),
]


@pytest.mark.parametrize(("data", "limit"), [pytest.param(d, x, id=i) for d, x, i in BROKEN])
def test_safetensors_reports_a_broken_header(data: bytes, limit: bool) -> None:
    gap, component = read(data)
    assert isinstance(gap, Gap)
    assert (gap.span.path, gap.limit) == ("lora/x.safetensors", limit)
    assert component.kind is Kind.MODEL


def test_safetensors_reports_a_header_over_the_limit() -> None:
    class Large:
        path, size = "x.safetensors", 200_000_000

        def head(self, count: int) -> bytes:
            return self.read_at(0, count)

        def read_at(self, offset: int, count: int) -> bytes:
            assert count <= 64, "the header must not be read"
            return struct.pack("<Q", 150_000_000)[offset : offset + count]

    gap = next(iter(safetensors.extract(Large())))  # type: ignore[arg-type]
    assert gap == Gap(Span("x.safetensors"), "The safetensors header is longer than 100 MB.", True)


def test_safetensors_finds_metadata_in_a_very_long_header() -> None:
    filler = ",".join(f'"t{i}":{{"shape":[{"1," * 50}1]}}' for i in range(90_000))
    text = f'{{{filler},"__metadata__": {{"license": "mit"}}}}'.encode()
    assert len(text) > 10_000_000
    (_, claim) = read(struct.pack("<Q", len(text)) + text)
    assert claim.raw == "mit"


LICENSES = [
    ("CC-BY-SA-4.0", Basis.DECLARED, "name"),
    ("CreativeML Open RAIL-M", Basis.DECLARED, "name with blanks"),
    ("https://example.org/license", Basis.REFERENCE, "link"),
]


@pytest.mark.parametrize(("raw", "basis"), [pytest.param(r, b, id=i) for r, b, i in LICENSES])
def test_safetensors_reads_the_license(raw: str, basis: Basis) -> None:
    component, claim = read(build({"modelspec.license": raw, "modelspec.title": "My LoRA"}))
    assert (component.name, component.strong) == ("My LoRA", True)
    assert isinstance(claim, LicenseClaim)
    assert (claim.raw, claim.basis) == (raw, basis)
    assert claim.link == (raw if basis is Basis.REFERENCE else "")
    assert claim.span.pointer == "/__metadata__/modelspec.license"


def test_safetensors_hands_on_a_license_in_full() -> None:
    text = "Permission is granted\nunder these terms\n" * 40
    (_, fact) = read(build({"modelspec.license": text}))
    assert isinstance(fact, LicenseText)
    assert fact.text == text


BASES = [
    (
        {"modelspec.architecture": "flux-1-dev/lora"},
        "black-forest-labs/FLUX.1-dev",
        Relation.ADAPTER,
        "FLUX.1 dev LoRA",
    ),
    (
        {"modelspec.architecture": "flux-1-schnell"},
        "black-forest-labs/FLUX.1-schnell",
        None,
        "FLUX.1 schnell checkpoint",
    ),
    (
        {
            "modelspec.architecture": "stable-diffusion-xl-v1-base/lora",
            "ss_sd_model_name": "a.ckpt",
        },
        "stabilityai/stable-diffusion-xl-base-1.0",
        Relation.ADAPTER,
        "SDXL LoRA trained on a file",
    ),
    (
        {"ss_sd_model_name": "acme/base", "ss_network_module": "networks.lora"},
        "acme/base",
        Relation.ADAPTER,
        "written base",
    ),
    (
        {"ss_sd_model_name": "acme/base", "modelspec.architecture": "stable-diffusion-v1/lora"},
        "acme/base",
        Relation.ADAPTER,
        "written base before architecture",
    ),
    (
        {"ss_base_model_version": "sdxl_base_v1-0", "ss_network_module": "lycoris.kohya"},
        "stabilityai/stable-diffusion-xl-base-1.0",
        Relation.ADAPTER,
        "base version",
    ),
    (
        {"modelspec.architecture": "stable-diffusion-v1-lora"},
        "stable-diffusion-v1-5/stable-diffusion-v1-5",
        Relation.ADAPTER,
        "ModelSpec 1.0.0 LoRA",
    ),
    (
        {"modelspec.architecture": "stable-diffusion-v2-512-textual-inversion"},
        "stabilityai/stable-diffusion-2-1-base",
        Relation.ADAPTER,
        "ModelSpec 1.0.0 embedding",
    ),
    (
        {"lora_adapter_metadata": '{"transformer.base_model_name_or_path": "acme/base", "r": 1}'},
        "acme/base",
        Relation.ADAPTER,
        "adapter configuration of diffusers",
    ),
    ({"ss_sd_model_name": "noise.ckpt"}, "noise.ckpt", Relation.FINETUNE, "file name only"),
]


@pytest.mark.parametrize(
    ("metadata", "raw", "relation"), [pytest.param(m, r, x, id=i) for m, r, x, i in BASES]
)
def test_safetensors_names_the_base(
    metadata: dict[str, str], raw: str, relation: Relation | None
) -> None:
    (_, parent) = read(build(metadata))
    assert isinstance(parent, ParentClaim)
    assert (parent.raw, parent.relation, parent.source) == (raw, relation, Source.WEIGHTS)


def test_safetensors_names_what_was_merged() -> None:
    models = {"aa": {"name": "one.safetensors"}, "bb": {"name": ""}, "cc": 3}
    metadata = {
        "modelspec.merged_from": "Stable Diffusion XL 1.0 Base, My Mix",
        "sd_merge_models": json.dumps(models),
    }
    parents = [f for f in read(build(metadata)) if isinstance(f, ParentClaim)]
    assert [p.raw for p in parents] == ["Stable Diffusion XL 1.0 Base", "My Mix", "one.safetensors"]
    assert {p.relation for p in parents} == {Relation.MERGE}


def test_safetensors_does_not_take_a_default_title_for_a_name() -> None:
    component = read(build({"modelspec.title": "LoRA@1719825000.123"}))[0]
    assert component.name == ""


def test_safetensors_agrees_with_the_reference_library() -> None:
    numpy = pytest.importorskip("numpy")
    reference = pytest.importorskip("safetensors.numpy")
    metadata = {"modelspec.license": "apache-2.0", "modelspec.title": "Ünïcode"}
    data = reference.save({"w": numpy.zeros((2, 2), dtype="float32")}, metadata)
    component, claim = read(data)
    assert (component.name, claim.raw) == ("Ünïcode", "apache-2.0")
