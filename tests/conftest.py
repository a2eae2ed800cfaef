"""No test depends on what the machine it runs on has downloaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes is the machine's affair, not the code's.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _empty_hub_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Point the Hub cache at a folder that is not there."""
    monkeypatch.setenv("HF_HUB_CACHE", str(Path(tmp_path_factory.getbasetemp()) / "no-hub-cache"))
