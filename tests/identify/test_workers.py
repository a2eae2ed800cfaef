"""Identification in worker processes: ScanCode is loaded only where it has to be asked."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from licscan.identify.identifier import Identifier
from licscan.model import Gap, LicenseClaim, LicenseText, Match, Span

STARTS = [one for one in ("fork", "spawn") if one in multiprocessing.get_all_start_methods()]
FROB = "The Frob License\n\n" + "You have the right to paint the frob, and must not sell it. " * 9
KNOWN = ("mit", "apache-2.0", "llama-3.1-license-2024", "cc-by-nc-4.0")

pytestmark = pytest.mark.filterwarnings("ignore")


def text(words: str) -> LicenseText:
    return LicenseText(Span("LICENSE"), "x", words)


def holds_scancode() -> bool:
    return "licensedcode.index" in sys.modules


def answers(
    pool: ProcessPoolExecutor, identifier: Identifier, texts: Sequence[str]
) -> list[LicenseClaim | Gap]:
    found = pool.map(identifier.identify, map(text, texts), timeout=120)
    return [one for (one,) in found]


@pytest.fixture(params=STARTS)
def start(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pool(start: str) -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, multiprocessing.get_context(start)) as made:
        yield made


def test_a_text_that_has_to_be_asked_is_a_gap_where_that_is_not_allowed(
    pool: ProcessPoolExecutor,
) -> None:
    (found,) = answers(pool, Identifier(cache=False, scancode=False), [FROB])
    assert isinstance(found, Gap)


def test_known_texts_need_no_scancode(
    pool: ProcessPoolExecutor, shipped: Callable[[str], str]
) -> None:
    here = Identifier(cache=False, scancode=False)
    texts = [shipped(name) for name in KNOWN] * 3
    found = answers(pool, here, texts)
    assert found == [one for words in texts for one in here.identify(text(words))]
    assert all(isinstance(one, LicenseClaim) for one in found)


def test_known_texts_load_nothing_where_they_may(shipped: Callable[[str], str]) -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        answers(pool, Identifier(cache=False), [shipped(name) for name in KNOWN])
        assert not pool.submit(holds_scancode).result(timeout=60)


@pytest.mark.deep
class TestDeep:
    def test_what_one_worker_asked_the_others_remember(
        self, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        context = multiprocessing.get_context(start)
        with ProcessPoolExecutor(1, context) as one:
            asked = answers(one, Identifier(), [FROB])
        with ProcessPoolExecutor(2, context) as others:
            found = answers(others, Identifier(scancode=False), [FROB] * 4)
        assert found == asked * 4
        (claim,) = asked
        assert isinstance(claim, LicenseClaim)
        assert (claim.match, claim.raw) == (Match.NEAR, "The Frob License")

    @pytest.mark.skipif("fork" not in STARTS, reason="this system does not fork")
    def test_a_process_forked_after_the_load_shares_it(self) -> None:
        here = Identifier(cache=False)
        expected = here.identify(text(FROB))
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
            assert pool.submit(holds_scancode).result(timeout=60)
            assert answers(pool, Identifier(cache=False), [FROB]) == list(expected)
