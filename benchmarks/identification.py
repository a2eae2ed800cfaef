"""How often, how fast and how truly license texts are told without ScanCode.

    python benchmarks/identification.py [--corpus FOLDER] [--sample N] [--alone]

Every text is asked of the tables; what they answer is asked of ScanCode too, and an answer that it
does not give is a disagreement, which fails the run. Texts that ScanCode lacks (`own.toml`) are
counted apart. `--sample 0` takes all of ScanCode's texts (most of an hour; with `--answers FILE`
what ScanCode answers is kept, and a later run asks it only what is new). Beside them, unless
`--alone`, run pyaskalono and licenseclassifier (`pip install licscan[bench]`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.license_texts import (  # noqa: E402
    CORPUS,
    NEIGHBOURS,
    VARIANTS,
    Text,
    corpus_texts,
    sampled,
    scancode_texts,
)
from licscan.expressions import ExpressionError, license_id, read, render  # noqa: E402
from licscan.identify import near  # noqa: E402
from licscan.identify.fast import Fast  # noqa: E402
from licscan.identify.renamed import renamed  # noqa: E402
from licscan.identify.scancode import ScanCode, Unavailable  # noqa: E402
from licscan.identify.tokens import digest  # noqa: E402
from licscan.model import Basis, Match  # noqa: E402
from licscan.rules_root import rules_root  # noqa: E402

OPENING = """
import pathlib, sys, time
def resident():
    status = pathlib.Path("/proc/self/status")
    words = status.read_text().partition("VmRSS:")[2].split() if status.exists() else ["0"]
    return int(words[0]) / 1024
from licscan.identify.fast import Fast
from licscan.rules_root import rules_root
text = sys.stdin.read()
before = resident()
start = time.perf_counter()
fast = Fast(rules_root())
fast.tables
opened = time.perf_counter()
fast.answer(text)
done = time.perf_counter()
print(1000 * (opened - start), 1000 * (done - opened), resident() - before)
"""


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
    parser.add_argument("--sample", type=int, default=60, help="texts of ScanCode's; 0: all")
    parser.add_argument("--alone", action="store_true", help="without the other identifiers")
    parser.add_argument("--answers", type=Path, help="file to keep ScanCode's answers in")
    options = parser.parse_args(arguments)
    print(opening())
    bench = Bench(options.answers)
    sets: dict[str, list[Text]] = {}
    if options.corpus.is_dir():
        sets["files of the corpus"] = list(corpus_texts(options.corpus))
    else:
        print(f"no corpus at {options.corpus.name}: that row is left out", file=sys.stderr)
    shipped = list(scancode_texts())
    sample = sampled(shipped, options.sample)
    sets["ScanCode's texts, verbatim"] = shipped
    for name, change in VARIANTS.items():
        sets[f"- {name}"] = [text.changed(change) for text in sample]
    heads = f"{'texts':>6} {'told':>6} {'own':>5} {'share':>8} {'disagree':>9}"
    print(f"{'':28}{heads}   ms median / p90 / max", flush=True)
    tallies = []
    for name, texts in sets.items():
        tallies.append(bench.run(name, texts))
        print(tallies[-1].row(), flush=True)
        for wrong in tallies[-1].wrong:
            print(f"  disagree: {wrong}", flush=True)
    print(bench.neighbours(shipped), flush=True)
    if not options.alone:
        beside = {name: sampled(texts, options.sample) for name, texts in sets.items()}
        beside.pop("files of the corpus", None)
        for line in others(bench.fast, beside):
            print(line, flush=True)
    return 1 if bench.wrong or any(tally.wrong for tally in tallies) else 0


class Kept:
    """ScanCode's answers by the digests of their texts; in a file, so that a run can go on."""

    def __init__(self, file: Path | None, version: str) -> None:
        self._file, self._version = file, version
        lines = file.read_text().splitlines() if file and file.exists() else []
        rows = (json.loads(line) for line in lines)
        self._answers = {row[1]: row[2] for row in rows if row[0] == version}

    def get(self, text: str) -> str | None:
        return self._answers.get(digest(text))

    def put(self, text: str, answer: str) -> str:
        self._answers[digest(text)] = answer
        if self._file:
            with self._file.open("a") as file:
                file.write(json.dumps([self._version, digest(text), answer]) + "\n")
        return answer


class Bench:
    """The two that are compared."""

    def __init__(self, kept: Path | None = None) -> None:
        self.fast = Fast(rules_root())
        self.scancode = ScanCode()
        self.kept = Kept(kept, self.scancode.version)
        self.wrong = 0
        self.fast.answer("")

    def run(self, name: str, texts: Iterable[Text]) -> Tally:
        tally = Tally(name)
        for text in texts:
            start = time.perf_counter()
            answer = self.fast.answer(text.text)
            tally.times.append(1000 * (time.perf_counter() - start))
            tally.texts += 1
            if answer is None:
                continue
            if answer.expression in self.fast.own.ids:
                tally.own += 1
                continue
            tally.known += 1
            theirs = self._scancodes(text.text)
            if not same(answer.expression, theirs):
                told = f"{answer.expression}, ScanCode: {theirs or 'nothing'}"
                tally.wrong.append(f"{text.name}: {told}")
        return tally

    def _scancodes(self, text: str) -> str:
        try:
            found = self.kept.get(text)
            if found is None:
                found = self.kept.put(text, self.scancode.detect(text).expression)
            return renamed(found, self.fast.renamed)
        except Unavailable as error:
            return error.problem

    def neighbours(self, texts: Iterable[Text]) -> str:
        """Return how model licenses fare whose version, date or number was changed."""
        known = {path.stem for path in (rules_root() / "licenses").glob("LicenseRef-*.toml")}
        count = close = unknown = 0
        for text in (text for text in texts if text.id in known):
            for change in NEIGHBOURS:
                changed = change(text.text)
                if changed == text.text:
                    continue
                count += 1
                found = self.fast.answer(changed)
                if found is None:
                    count_of_words = len(self.fast.tables.vocabulary.form(changed).bare)
                    detection = self.scancode.detect(changed)
                    found = near.judge(detection, changed, count_of_words, self.fast.lexicon)
                is_close = found is not None and found.match is Match.NEAR
                close += is_close
                unknown += found is None
                if found and not is_close and found.basis is Basis.TEXT:
                    self.wrong += 1
                    print(f"not near: {text.name}: {found.expression} ({found.note})")
        told = f"{count} with another version, date or number: {close} near, {unknown} unknown"
        return f"texts of model licenses, {told}, {self.wrong} taken for the license itself"


def others(fast: Fast, sets: dict[str, list[Text]]) -> Iterable[str]:
    """Yield how the other identifiers fare, on texts whose license the SPDX list has."""
    tools: dict[str, Callable[[str], str]] = {"licscan": lambda text: _ours(fast, text)}
    try:
        import askalono

        tools["pyaskalono"] = lambda text: _askalonos(askalono.identify(text))
    except ImportError:
        yield "pyaskalono is not installed"
    try:
        from licenseclassifier import identify_license

        tools["licenseclassifier"] = lambda text: " AND ".join(
            dict.fromkeys(found.id for found in identify_license(text))
        )
    except ImportError:
        yield "licenseclassifier is not installed"
    yield f"{'same / another / none, ms':28}" + "".join(f"{name:>26}" for name in tools)
    for name, texts in sets.items():
        listed = [text for text in texts if license_id(text.id) and "LicenseRef" not in text.id]
        cells = [_cell(tool, listed) for tool in tools.values()]
        yield f"{f'{name} ({len(listed)})':28}" + "".join(f"{cell:>26}" for cell in cells)


def _cell(tool: Callable[[str], str], texts: Iterable[Text]) -> str:
    same = other = none = 0
    times = []
    for text in texts:
        start = time.perf_counter()
        found = tool(text.text)
        times.append(1000 * (time.perf_counter() - start))
        same += parts(found) == parts(text.id)
        other += bool(found) and parts(found) != parts(text.id)
        none += not found
    return f"{same} / {other} / {none}, {statistics.median(times or [0]):.2f}"


def _ours(fast: Fast, text: str) -> str:
    found = fast.answer(text)
    return found.expression if found else ""


def _askalonos(found: object) -> str:
    # below 0.8 the program itself says that it knows no license
    known = found is not None and float(getattr(found, "score", 0.0)) >= 0.8
    return str(getattr(found, "name", "")) if known else ""


def opening() -> str:
    """Return what it costs a new process to open the tables, and to answer first."""
    text = max(scancode_texts(), key=lambda text: len(text.text)).text
    command = [sys.executable, "-c", OPENING]
    runs = []
    for _ in range(5):
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, cwd=ROOT, check=True
        )
        runs.append(tuple(map(float, done.stdout.split())))
    opened, first, memory = (min(column) for column in zip(*runs, strict=True))
    size = (rules_root() / "fingerprints" / "scancode.bin").read_bytes()
    told = f"{opened:.1f} ms to open, {first:.1f} ms for the first text, {memory:.1f} MB"
    return f"fingerprints: {len(size) / 1e6:.2f} MB; {told}"


def same(one: str, other: str) -> bool:
    """Tell whether two expressions mean the same, in whatever order they name their licenses."""
    try:
        return one == other or render(read(one)) == render(read(other))
    except ExpressionError:
        return False


def parts(expression: str) -> set[str]:
    """Return the words of an expression less what no GNU text says: `-only` or `-or-later`."""
    words = expression.replace("(", " ").replace(")", " ").split()
    return {re.sub(r"-(?:only|or-later)\Z", "", word) for word in words}


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
