"""Structure files of sentence-transformers, and files of the same name from elsewhere."""

from __future__ import annotations

import pytest

from licscan.extract import sentence_transformers
from licscan.model import Kind
from licscan.sources.document import from_bytes


def read(data: bytes, name: str = "modules.json") -> list[object]:
    return list(sentence_transformers.extract(from_bytes(name, data)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="no bytes"),
        pytest.param(b"[]", id="empty list"),
        pytest.param(b'{"a": 1}', id="object"),
        pytest.param(b'[{"type": "builtin"}, 3]', id="modules of another program"),
        pytest.param(b'{"__version__": {"transformers": "4"}}', id="another version table"),
    ],
)
def test_sentence_transformers_ignores_other_json(data: bytes) -> None:
    assert read(data) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("modules.json", b'[{"idx": 0, "type": "sentence_transformers.models.Transformer"}]'),
        (
            "config_sentence_transformers.json",
            b'{"__version__": {"sentence_transformers": "3.0.0"}}',
        ),
    ],
)
def test_sentence_transformers_claims_a_model(name: str, data: bytes) -> None:
    (fact,) = read(data, name)
    assert (fact.kind, fact.strong) == (Kind.MODEL, True)
