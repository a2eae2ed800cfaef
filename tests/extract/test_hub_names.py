"""Strings that cannot be Hub ids, and those that can."""

from __future__ import annotations

import pytest

from licscan.extract.hub_names import (
    cached_id,
    has_hub_shape,
    hub_address,
    is_owned,
    is_path,
    ollama_address,
    sounds_homemade,
)


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "..", "./x", "../x/y", "/x/y", "~/x", "$HOME/x", "a\\b", "x/", "a/b/c",
        "data/cache", "Models/llama", "x/y.csv", "model.gguf", "s3://a/b", "your-org/x",
        "path/to", "user/x", "https://example.org/a/b",
    ],
)  # fmt: skip
def test_paths_are_no_hub_ids(text: str) -> None:
    assert is_path(text)
    assert not has_hub_shape(text)


@pytest.mark.parametrize("text", ["a b/c", "a/b:c", "a/b c", "-a/b", "a//b", "é/b", "x" * 120])
def test_other_strings_have_no_hub_shape(text: str) -> None:
    assert not has_hub_shape(text)


@pytest.mark.parametrize(
    "text", ["acme/x", "gpt2", "meta-llama/Llama-3.1-8B", "01-ai/Yi-6B", "youssef/x", "path2x/y"]
)
def test_hub_ids_have_hub_shape(text: str) -> None:
    assert has_hub_shape(text)
    assert is_owned(text) == ("/" in text)


@pytest.mark.parametrize(
    "text",
    ["https://example.org/a/b", "hf://a", "https://huggingface.co/datasets", "a/b", "hf.co/a"],
)
def test_other_strings_are_no_addresses(text: str) -> None:
    assert hub_address(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://huggingface.co/a/b", ("", "a/b", "")),
        ("https://huggingface.co/a/b/resolve/main/x.bin", ("", "a/b", "main")),
        ("https://huggingface.co/datasets/a/b?x=1", ("datasets", "a/b", "")),
        ("hf.co/a/b", ("", "a/b", "")),
        ("hf://datasets/a/b@v1/x.csv", ("datasets", "a/b", "v1")),
        ("hf://spaces/a/b", ("spaces", "a/b", "")),
        ("hf://a/b", ("", "a/b", "")),
    ],
)
def test_addresses_of_the_hub(text: str, expected: tuple[str, str, str]) -> None:
    assert hub_address(text) == expected


@pytest.mark.parametrize("text", ["models--a", "/x/models-a-b/y", "a/b", "xmodels--a--b"])
def test_other_paths_are_not_in_the_cache(text: str) -> None:
    assert cached_id(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/home/ada/.cache/huggingface/hub/models--a--b-c/snapshots/0f", "a/b-c"),
        ("C:\\hub\\datasets--a--b", "a/b"),
        ("models--meta-llama--Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
    ],
)
def test_paths_into_the_cache(text: str, expected: str) -> None:
    assert cached_id(text) == expected


def test_homemade_names() -> None:
    assert sounds_homemade("my_model")
    assert sounds_homemade("checkpoint-500")
    assert not sounds_homemade("all-MiniLM-L6-v2")


def test_ollama_names_cannot_be_taken_for_hub_ids() -> None:
    assert ollama_address("qwen3:8b") == "qwen3:8b"
    assert ollama_address("acme/x:1b") == "https://ollama.com/acme/x:1b"
    assert ollama_address("hf.co/a/b:Q4") == "hf.co/a/b:Q4"
