"""The page on what is looked at says what the registry says."""

from __future__ import annotations

from tools.what_we_look_at import PAGE, page


def test_page_is_fresh() -> None:
    stale = "run `python -m tools.what_we_look_at`"
    assert PAGE.read_text(encoding="utf-8") == page(), stale
