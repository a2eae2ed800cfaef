"""How often, how fast and how truly license texts are told without ScanCode.

    python benchmarks/identification.py [--corpus FOLDER] [--sample N]

Every text is asked of the tables and of ScanCode; an answer of the tables that ScanCode does not
give is a disagreement, and fails the run. Texts that ScanCode lacks (`own.toml`) are counted apart.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from licscan.extract import license_files  # noqa: E402
from licscan.identify.fast import Fast  # noqa: E402
from licscan.identify.renamed import renamed  # noqa: E402
from licscan.identify.scancode import ScanCode, Unavailable  # noqa: E402
from licscan.identify.tokens import split_front_matter  # noqa: E402
from licscan.model import LicenseText  # noqa: E402
from licscan.rules_root import rules_root  # noqa: E402
from licscan.sources.document import Unreadable, from_file  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus"
OPERATORS = {"AND", "OR", "WITH"}
HOLDER = "Copyright (c) 2031 Example Widgets GmbH and its contributors\n\n"


@dataclass
class Tally:
    """The counts of one set of texts."""

    name: str
    texts: int = 0
    known: int = 0
    own: int = 0
    wrong: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def row(self) -> str:
        times = sorted(self.times) or [0.0]
        share = 100 * (self.known + self.own) / max(self.texts, 1)
        spread = (statistics.median(times), times[int(0.9 * len(times))], times[-1])
        counts = f"{self.texts:6} {self.known:6} {self.own:5} {share:6.1f} % {len(self.wrong):9}"
        return f"{self.name:28}{counts}   " + " / ".join(f"{t:.2f}" for t in spread)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of real repositories")
    parser.add_argument("--sample", type=int, default=40, help="texts of which variants are made")
    options = parser.parse_args(arguments)
    bench = Bench()
    tallies = []
    if options.corpus.is_dir():
        tallies.append(bench.run("files of the corpus", corpus_texts(options.corpus)))
    else:
        print(f"no corpus at {options.corpus.name}: that row is left out", file=sys.stderr)
    shipped = dict(scancode_texts())
    tallies.append(bench.run("ScanCode's license texts", iter(shipped.items())))
    sample = list(shipped.items())[:: max(1, len(shipped) // options.sample)]
    for name, change in VARIANTS.items():
        changed = ((key, change(text)) for key, text in sample)
        tallies.append(bench.run(name, changed))
    heads = f"{'texts':>6} {'told':>6} {'own':>5} {'share':>8} {'disagree':>9}"
    print(f"{'':28}{heads}   ms median / p90 / max")
    for tally in tallies:
        print(tally.row())
    for tally in tallies:
        for wrong in tally.wrong:
            print(f"disagree: {tally.name}: {wrong}")

    return 1 if any(tally.wrong for tally in tallies) else 0


class Bench:
    """The two that are compared."""

    def __init__(self) -> None:
        self.fast = Fast(rules_root())
        self.scancode = ScanCode()
        self.fast.answer("")

    def run(self, name: str, texts: Iterator[tuple[str, str]]) -> Tally:
        tally = Tally(name)
        for key, text in texts:
            start = time.perf_counter()
            answer = self.fast.answer(text)
            tally.times.append(1000 * (time.perf_counter() - start))
            tally.texts += 1
            if answer is None:
                continue
            if answer.expression in self.fast.own.ids:
                tally.own += 1
                continue
            tally.known += 1
            try:
                theirs = renamed(self.scancode.detect(text).expression, self.fast.renamed)
            except Unavailable as error:
                theirs = error.problem
            if ids(answer.expression) != ids(theirs):
                tally.wrong.append(f"{key}: {answer.expression}, ScanCode: {theirs or 'nothing'}")
        return tally


def ids(expression: str) -> set[str]:
    words = expression.replace("(", " ").replace(")", " ").split()
    return set(words) - OPERATORS


def corpus_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts named like a license that the extractors find, by their paths."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        document = from_file(file.relative_to(folder).as_posix(), file)
        try:
            facts = tuple(license_files.extract(document))
        except Unreadable:
            continue
        for fact in facts:
            if isinstance(fact, LicenseText) and fact.named:
                yield fact.span.path, fact.text


def scancode_texts() -> Iterator[tuple[str, str]]:
    """Yield the texts of ScanCode's current English licenses, by their file names."""
    spec = importlib.util.find_spec("licensedcode")
    if spec is None or not spec.submodule_search_locations:
        return
    for file in sorted(
        (Path(spec.submodule_search_locations[0]) / "data/licenses").glob("*.LICENSE")
    ):
        matter, text = split_front_matter(file.read_text(encoding="utf-8"))
        foreign = "\nlanguage:" in matter and "\nlanguage: en\n" not in matter
        if text.strip() and "is_deprecated: yes" not in matter and not foreign:
            yield file.name, text


def one_word_more(word: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        words = text.split(" ")
        middle = len(words) // 2
        return " ".join([*words[:middle], word, *words[middle:]])

    return change


VARIANTS: dict[str, Callable[[str], str]] = {
    "variant: wrapped at 60": lambda text: "\n\n".join(
        textwrap.fill(part, 60) for part in text.split("\n\n")
    ),
    "variant: another holder": lambda text: HOLDER + text,
    "variant: heading and holder": lambda text: f"# Frobnicate\n\n{HOLDER}{text}",
    "variant: first 60 percent": lambda text: text[: len(text) * 6 // 10],
    "variant: a word added": one_word_more("purple"),
    "variant: a legal word added": one_word_more("not"),
}


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
