"""Ollama Modelfiles: what is no statement first, then FROM, ADAPTER and LICENSE."""

from __future__ import annotations

import pytest

from licscan.extract import modelfile
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


def read(text: str, name: str = "Modelfile") -> list[object]:
    return list(modelfile.extract(from_bytes(name, text.encode())))


NOTHING = [
    ("", "Modelfile", "no bytes"),
    ("all: build\n", "Modelfile", "other file of the name"),
    ("# FROM llama3.2\n", "Modelfile", "comment"),
    ("LICENSE MIT\n", "Modelfile", "no FROM"),
    ('SYSTEM """\nFROM llama3.2\n"""\n', "Modelfile", "FROM inside a text"),
    ("FROMAGE llama3.2\n", "Modelfile", "longer word"),
    ("from x import y\n", "modelfile.py", "Python module"),
    ("FROM llama3.2\n", "Modelfile.md", "documentation"),
]


@pytest.mark.parametrize(("text", "name"), [pytest.param(t, n, id=i) for t, n, i in NOTHING])
def test_modelfile_ignores(text: str, name: str) -> None:
    assert read(text, name) == []


OWN_FILES = [
    ("FROM ./tuned-q4.gguf", "own GGUF file"),
    ("FROM tuned.gguf", "own GGUF file without a dot"),
    ("FROM out/tuned.GGUF", "GGUF file below"),
    ("FROM .", "own folder"),
    ("FROM ./tuned.gguf\nADAPTER ./lora.gguf", "own adapter"),
    ('FROM ./tuned.gguf\nTEMPLATE """LICENSE mit\nADAPTER x"""', "words inside a template"),
    ('FROM ./tuned.gguf\nMESSAGE user "LICENSE\nLICENSE mit"', "words inside a message"),
    ("FROM ./tuned.gguf\nLICENSE", "LICENSE without a value"),
    ("FROM ./tuned-*-of-00003.gguf", "own shards"),
    ('FROM ./tuned.gguf\nCAPABILITY "LICENSE\nLICENSE mit"', "words inside a capability"),
    ('FROM ./tuned.gguf\nLICENSE """\n\n"""', "empty LICENSE"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in OWN_FILES])
def test_modelfile_claims_a_model_and_nothing_more(text: str) -> None:
    assert read(text) == [ComponentClaim(Span("Modelfile"), Kind.MODEL, "modelfile")]


PARENTS = [
    ("FROM llama3.2:3b", "llama3.2:3b", None, False, "library name"),
    ("from llama3.2", "llama3.2", None, False, "lower case"),
    ("FROM acme/tuned:latest", "https://ollama.com/acme/tuned:latest", None, False, "owner"),
    ("FROM hf.co/acme/x-GGUF:Q4_K_M", "hf.co/acme/x-GGUF:Q4_K_M", None, False, "Hub name"),
    ("FROM /models/x.gguf", "/models/x.gguf", None, True, "absolute path"),
    ("FROM ../base/x.gguf", "../base/x.gguf", None, True, "path beside"),
    ("FROM ./merged-model/", "./merged-model/", None, True, "folder below"),
    ("FROM @sha256:0f1e", "@sha256:0f1e", None, True, "blob"),
    ('FROM "llama3.2:1b"', "llama3.2:1b", None, False, "quoted"),
    ("FROM llama3.2\r\n", "llama3.2", None, False, "Windows line end"),
    ("FROM llama3.2\nADAPTER ./lora.gguf", "llama3.2", Relation.ADAPTER, False, "adapted"),
]


@pytest.mark.parametrize(
    ("text", "raw", "relation", "local"),
    [pytest.param(t, r, x, y, id=i) for t, r, x, y, i in PARENTS],
)
def test_modelfile_names_the_base(
    text: str, raw: str, relation: Relation | None, local: bool
) -> None:
    (_, parent) = read(text, "models/x.Modelfile")
    assert isinstance(parent, ParentClaim)
    assert (parent.raw, parent.relation, parent.local) == (raw, relation, local)
    assert parent.source is Source.RECIPE


def test_modelfile_names_foreign_adapters() -> None:
    (_, _, adapter) = read("FROM llama3.2\nADAPTER acme/lora\n")
    assert (adapter.raw, adapter.relation, adapter.span.line) == (
        "https://ollama.com/acme/lora",
        Relation.CONTAINS,
        2,
    )


def test_modelfile_reads_each_license() -> None:
    terms = "Some license\n\nYou may use this.\n"
    text = f'FROM llama3.2\nLICENSE MIT\nlicense https://example.org/l\nLICENSE """{terms}"""\n'
    facts = read(text)[2:]
    assert [(type(f), f.span.line) for f in facts] == [
        (LicenseClaim, 2),
        (LicenseClaim, 3),
        (LicenseText, 4),
    ]
    assert (facts[0].raw, facts[1].basis) == ("MIT", Basis.REFERENCE)
    assert facts[2].text == terms.strip()


def test_modelfile_reports_quotes_that_stay_open() -> None:
    (_, gap) = read('FROM ./x.gguf\nSYSTEM """You are\nLICENSE mit\n')
    assert gap == Gap(Span("Modelfile", 2), "The quotes that open here are never closed.")
