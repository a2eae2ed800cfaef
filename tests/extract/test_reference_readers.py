"""Our readers of headers against the reference libraries, on headers that these wrote.

`safetensors`, `gguf` and `onnx` are development dependencies; the package itself needs none.
"""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licscan.extract import onnx as our_onnx
from licscan.extract.binary_window import Window
from licscan.extract.gguf_header import read_header
from licscan.extract.protobuf_fields import fields
from licscan.extract.safetensors import metadata
from licscan.sources.document import from_bytes, from_file

numpy = pytest.importorskip("numpy")

_KEYS = st.one_of(
    st.sampled_from(["license", "modelspec.license", "ss_sd_model_name", "format", "a/b~c"]),
    st.text(string.ascii_letters + "._-", min_size=1, max_size=20),
)
_TEXTS = st.text(max_size=80)
_quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(st.dictionaries(_KEYS, _TEXTS, max_size=8), st.integers(0, 4))
@_quick
def test_safetensors_metadata_is_what_the_library_reads(
    tmp_path: Path, written: dict[str, str], tensors: int
) -> None:
    safe = pytest.importorskip("safetensors")
    save = pytest.importorskip("safetensors.numpy").save_file
    file = tmp_path / "x.safetensors"
    data = {f"layer.{n}": numpy.zeros(3, dtype=numpy.float32) for n in range(tensors)}
    save(data, str(file), metadata=written or None)
    with safe.safe_open(str(file), framework="numpy") as opened:
        wanted = opened.metadata() or {}
    assert metadata(from_file("x.safetensors", file)) == wanted == written


@given(
    st.dictionaries(
        st.sampled_from(
            ["general.license", "general.name", "general.base_model.0.repo_url", "imatrix.x"]
        ),
        st.one_of(_TEXTS, st.lists(_TEXTS, min_size=1, max_size=4), st.integers(0, 9)),
    ),
    st.booleans(),
)
@_quick
def test_gguf_texts_are_what_the_library_reads(
    tmp_path: Path, written: dict[str, object], big: bool
) -> None:
    gguf = pytest.importorskip("gguf")
    file = tmp_path / "x.gguf"
    order = gguf.GGUFEndian.BIG if big else gguf.GGUFEndian.LITTLE
    writer = gguf.GGUFWriter(str(file), "llama", endianess=order)
    writer.add_array("tokenizer.ggml.tokens", ["a", "b", "c"])
    writer.add_float32("llama.rope.freq_base", 1.0)
    for key, item in written.items():
        if isinstance(item, str):
            # The library leaves an empty text out.
            writer.add_string(key, item)
        elif isinstance(item, list):
            writer.add_array(key, item)
        else:
            writer.add_uint32(key, item)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    library = gguf.GGUFReader(str(file))
    wanted: dict[str, object] = {}
    for key in written:
        field = library.get_field(key)
        if field is None or field.types[-1] is not gguf.GGUFValueType.STRING:
            continue
        found = field.contents()
        wanted[key] = tuple(found) if isinstance(found, list) else found
    header = read_header(from_file("x.gguf", file))
    assert {key: header.values[key] for key in header.values if key in written} == wanted
    assert header.text("general.architecture") == "llama"


@given(st.dictionaries(_KEYS, _TEXTS, max_size=6), _TEXTS, st.integers(0, 3))
@_quick
def test_onnx_metadata_is_what_the_library_reads(
    written: dict[str, str], doc: str, nodes: int
) -> None:
    onnx = pytest.importorskip("onnx")
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Relu", [f"x{n}"], [f"y{n}"]) for n in range(nodes)], "g", [], []
    )
    model = onnx.helper.make_model(graph, doc_string=doc, producer_name="t")
    onnx.helper.set_model_props(model, written)
    data = model.SerializeToString()
    read = onnx.load_model_from_string(data)
    wanted = {prop.key: prop.value for prop in read.metadata_props}
    assert dict(our_onnx.properties(from_bytes("x.onnx", data))) == wanted == written
    docs = [raw.decode() for _, raw in fields(Window.of_bytes(data), {6})]
    assert "".join(docs) == read.doc_string
