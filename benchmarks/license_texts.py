"""License texts to measure with: real files, and ScanCode's own, as they are and changed."""

from __future__ import annotations

import importlib.util
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from licscan.extract import license_files
from licscan.identify.tokens import names_copyright, split_front_matter
from licscan.model import LicenseText
from licscan.sources.document import Unreadable, from_file

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
HOLDER = "Copyright (c) 2031 Example Widgets GmbH and its contributors\n\n"


class Text(NamedTuple):
    """A license text; `id` is the license it is known to be, empty where nobody has said."""

    name: str
    text: str
    id: str = ""

    def changed(self, change: Callable[[str], str]) -> Text:
        return self._replace(text=change(self.text))


def corpus_texts(folder: Path) -> Iterator[Text]:
    """Yield the texts named like a license that the extractors find, by their paths."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        document = from_file(file.relative_to(folder).as_posix(), file)
        try:
            facts = tuple(license_files.extract(document))
        except Unreadable:
            continue
        for fact in facts:
            if isinstance(fact, LicenseText) and fact.named:
                yield Text(fact.span.path, fact.text)


def scancode_texts() -> Iterator[Text]:
    """Yield the license texts that ScanCode ships and still knows, by their file names.

    Left out are those of ids that stand for "some license".
    """
    spec = importlib.util.find_spec("licensedcode")
    if spec is None or not spec.submodule_search_locations:
        return
    folder = Path(spec.submodule_search_locations[0]) / "data" / "licenses"
    for file in sorted(folder.glob("*.LICENSE")):
        matter, text = split_front_matter(file.read_text(encoding="utf-8"))
        left_out = re.search(r"^is_(?:deprecated|generic|unknown): yes", matter, re.MULTILINE)
        name = re.search(r"^spdx_license_key: (\S+)", matter, re.MULTILINE)
        if text.strip() and not left_out:
            yield Text(file.name, text, name[1] if name else "")


def sampled(texts: list[Text], count: int) -> list[Text]:
    """Return so many of the texts, evenly spread; all of them for 0."""
    return texts[:: max(1, len(texts) // count)] if count else texts


def _with_word(word: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        words = text.split(" ")
        middle = len(words) // 2
        return " ".join([*words[:middle], word, *words[middle:]])

    return change


VARIANTS: dict[str, Callable[[str], str]] = {
    "wrapped again": lambda text: "\n\n".join(
        textwrap.fill(part, 60) for part in text.split("\n\n")
    ),
    "another holder": lambda text: HOLDER + text,
    "heading and holder": lambda text: f"# Frobnicate\n\n{HOLDER}{text}",
    "first 60 percent": lambda text: text[: len(text) * 6 // 10],
    "a word added": _with_word("purple"),
    "a legal word added": _with_word("not"),
}


def _replaced(pattern: str) -> Callable[[str], str]:
    """Return a change of what a pattern matches first: each number one more.

    A year in a copyright line is that of a holder; the license is the same in any.
    """

    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        for place, line in enumerate(lines):
            if re.search(pattern, line) and not names_copyright(line):
                lines[place] = re.sub(pattern, _one_more, line, count=1)
                break
        return "".join(lines)

    return change


def _one_more(found: re.Match[str]) -> str:
    return re.sub(r"\d+\Z", lambda number: str(int(number.group()) + 1), found.group())


NEIGHBOURS: tuple[Callable[[str], str], ...] = (
    _replaced(r"\b\d\.\d+"),
    _replaced(r"\b(?:19|20)\d\d\b"),
    _replaced(r"(?<!\S)[1-9]\d{2}(?!\S)"),
)
"""Changes that make another license of one: its version, its year, an amount."""
