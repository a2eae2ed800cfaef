"""Architectures that reveal a base model, and those that must not."""

from __future__ import annotations

import pytest

from licscan.extract.architectures import base_of, base_of_version


@pytest.mark.parametrize("value", ["", "flux-1", "flux-1/lora", "unknown", "sd", "lumina"])
def test_architectures_reveal_nothing(value: str) -> None:
    assert base_of(value) == ""
    assert base_of_version(value) == ""


@pytest.mark.parametrize(
    ("value", "base"),
    [
        ("flux-1-dev", "black-forest-labs/FLUX.1-dev"),
        ("flux-1-dev/lora", "black-forest-labs/FLUX.1-dev"),
        ("FLUX-1-schnell/controlnet", "black-forest-labs/FLUX.1-schnell"),
        ("stable-diffusion-v1/textual-inversion", "stable-diffusion-v1-5/stable-diffusion-v1-5"),
    ],
)
def test_architectures_reveal_the_base(value: str, base: str) -> None:
    assert base_of(value) == base


def test_architectures_know_base_versions() -> None:
    assert base_of_version("sd_v2_v") == "stabilityai/stable-diffusion-2-1"
