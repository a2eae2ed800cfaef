"""Write `rules/fingerprints/scancode.bin` from the rules of the installed ScanCode.

Run `python tools/fingerprints.py` after ScanCode has changed; the same ScanCode gives the same
bytes. `--check` writes nothing and fails where the file is not what would be written.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from licscan.identify.fingerprints import GRAM, HEADER, Answer, Tables  # noqa: E402
from licscan.identify.renamed import read, renamed  # noqa: E402
from licscan.identify.tokens import Vocabulary, key, split_front_matter  # noqa: E402

TARGET = ROOT / "rules" / "fingerprints" / "scancode.bin"
RENAMED = read((TARGET.parent / "renamed.toml").read_bytes())
NOTHING = Answer("NONE", "none", 0)
KINDS = ("text", "notice", "reference", "tag", "intro", "clue")
WHOLE_TEXT_KINDS = ("text", "notice", "reference", "tag", "none")
BARE_KINDS = ("text", "notice")
BARE_LEAST = 20
LEAST_RELEVANCE = 70


@dataclass(frozen=True, slots=True)
class Known:
    """A rule of ScanCode: its tokens, what it says, and where its text is."""

    tokens: tuple[str, ...]
    answer: Answer
    path: str


def main(arguments: list[str] | None = None) -> int:
    """Build the tables; write them, or compare them with the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 where they differ")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SCANCODE_TEMP"] = folder
        data = build()
    if options.check:
        same = TARGET.is_file() and TARGET.read_bytes() == data
        print("up to date" if same else f"{TARGET.name} differs: run python tools/fingerprints.py")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{TARGET.relative_to(ROOT)}: {len(data)} bytes")
    return 0


def build() -> bytes:
    """Return the bytes of the fingerprint file."""
    gc.disable()
    from licensedcode.cache import get_cache
    from scancode_config import __version__

    cache = get_cache()
    vocabulary = read_vocabulary(cache.index)
    rules = list(read_rules(cache, vocabulary))
    answers = sorted({rule.answer for rule in rules}, key=spelled)
    numbers = {answer: number for number, answer in enumerate(answers)}
    # ScanCode itself keeps one of several rules with one text; so is it done here, by name
    by_key = {key(rule.tokens): rule for rule in reversed(rules)}
    sections: dict[str, bytes | array[int]] = {
        "stops": "\n".join(sorted(vocabulary.stops)).encode(),
        "aliases": "\n".join(f"{a} {b}" for a, b in sorted(vocabulary.aliases.items())).encode(),
        "legalese": "\n".join(sorted(vocabulary.legalese)).encode(),
        "answers": "\n".join(map(spelled, answers)).encode(),
        "starts": starts(rules),
        "short-starts": starts(rule for rule in rules if len(rule.tokens) < GRAM),
        "unknown": "\n".join(unknown_ids(cache)).encode(),
    }
    whole = {number: numbers[rule.answer] for number, rule in by_key.items() if is_whole(rule)}
    sections |= table("whole", whole)
    short = {k: numbers[rule.answer] for k, rule in by_key.items() if len(rule.tokens) < GRAM}
    sections |= table("short", short)
    sections |= gram_table(by_key, numbers)
    facts = {"generator": "tools/fingerprints.py", "scancode": __version__}
    # lines of copyright are cut only where the finished part of the tables finds no rule in them
    finder = Tables(packed(facts, sections))
    bare = bare_texts(rules, vocabulary, finder)
    sections |= table("bare", {number: numbers[rule.answer] for number, rule in bare.items()})
    sections |= gram_table(bare | by_key, numbers)
    sections["starts"] = starts((*rules, *bare.values()))
    return packed(facts, sections)


def starts(rules: Iterable[Known]) -> bytes:
    """Return the section of the first two words of rules, or the one that they are."""
    return "\n".join(sorted({" ".join(rule.tokens[:2]) for rule in rules})).encode()


def read_vocabulary(index: Any) -> Vocabulary:
    """Return ScanCode's words: of those that share a number, the first is the spelling."""
    from licensedcode.stopwords import STOPWORDS

    words: dict[int, list[str]] = {}
    for word, number in index.dictionary.items():
        words.setdefault(number, []).append(word)
    aliases = {word: min(group) for group in words.values() for word in group if word != min(group)}
    legalese = {min(group) for number, group in words.items() if number < index.len_legalese}
    return Vocabulary(frozenset(STOPWORDS), aliases, frozenset(legalese))


def read_rules(cache: Any, vocabulary: Vocabulary) -> Iterator[Known]:
    """Yield every rule of the index, by name."""
    index = cache.index
    spelling = {number: word for word, number in index.dictionary.items()}
    spelling = {n: vocabulary.aliases.get(word, word) for n, word in spelling.items()}
    for rule in sorted(index.rules_by_rid, key=lambda rule: str(rule.identifier)):
        tokens = tuple(spelling[number] for number in index.tids_by_rid[rule.rid])
        if rule.is_false_positive:
            yield Known(tokens, NOTHING, rule.rule_file())
            continue
        kind = next(kind for kind in KINDS if getattr(rule, f"is_license_{kind}"))
        expression = build_spdx(cache, rule.license_expression)
        yield Known(tokens, Answer(expression, kind, int(rule.relevance)), rule.rule_file())


def unknown_ids(cache: Any) -> list[str]:
    """Return the ids that say no more than that there is some license."""
    return sorted(
        str(build_spdx(cache, license_.key))
        for license_ in cache.db.values()
        if license_.is_unknown or license_.is_generic
    )


def build_spdx(cache: Any, expression: str) -> str:
    """Return one of ScanCode's expressions with SPDX ids, and the rulebook's where they differ."""
    from licensedcode.cache import build_spdx_license_expression

    return renamed(str(build_spdx_license_expression(expression, cache.licensing)), RENAMED)


def is_whole(rule: Known) -> bool:
    """Tell whether a file of just these words is certain to be answered so by ScanCode.

    Weak and one-word references are weighed again by its detection layer.
    """
    answer = rule.answer
    if answer.kind in ("reference", "tag"):
        return len(rule.tokens) > 1 and answer.relevance >= LEAST_RELEVANCE
    return answer.kind in WHOLE_TEXT_KINDS


def bare_texts(rules: Iterable[Known], vocabulary: Vocabulary, finder: Tables) -> dict[int, Known]:
    """Return texts and notices less their copyright lines, where one license fits, by their key."""
    found: dict[int, list[Known]] = {}
    for rule in rules:
        if rule.answer.kind not in BARE_KINDS or len(rule.tokens) < BARE_LEAST:
            continue
        form = vocabulary.form(body(rule.path))
        if len(form.bare) < BARE_LEAST or any(finder.hits(form.notices)):
            continue
        found.setdefault(key(form.bare), []).append(replace(rule, tokens=tuple(form.bare)))
    return {
        number: min(group, key=_rank)
        for number, group in found.items()
        if len({rule.answer.expression for rule in group}) == 1 and group[0].answer.single
    }


def _rank(rule: Known) -> tuple[int, bool, str]:
    """Return what sorts rules of one wording: the most relevant first, a text before a notice."""
    return -rule.answer.relevance, rule.answer.kind != "text", spelled(rule.answer)


def body(path: str) -> str:
    """Return the text of a rule file: no front matter, no marks of required phrases."""
    _, text = split_front_matter(Path(path).read_text(encoding="utf-8"))
    return text.replace("{{", " ").replace("}}", " ")


def gram_table(by_key: dict[int, Known], numbers: dict[Answer, int]) -> dict[str, array[int]]:
    """Return the rules by their first words, the longest first."""
    rows = sorted(
        (key(rule.tokens[:GRAM]), -len(rule.tokens), number, numbers[rule.answer])
        for number, rule in by_key.items()
        if len(rule.tokens) >= GRAM
    )
    return {
        "grams": array("Q", (row[0] for row in rows)),
        "gram-lengths": array("H", (-row[1] for row in rows)),
        "gram-rules": array("Q", (row[2] for row in rows)),
        "gram-answers": array("H", (row[3] for row in rows)),
    }


def table(name: str, entries: dict[int, int]) -> dict[str, array[int]]:
    """Return a table as its sorted keys and the numbers of their answers."""
    keys = sorted(entries)
    return {name: array("Q", keys), f"{name}-answers": array("H", map(entries.__getitem__, keys))}


def spelled(answer: Answer) -> str:
    """Return an answer as its line in the file."""
    return f"{answer.kind} {answer.relevance} {answer.expression}"


def packed(facts: dict[str, str], sections: dict[str, bytes | array[int]]) -> bytes:
    """Return the file: heading, facts, section list, empty line, sections."""
    lines, blobs = [], []
    for name, content in sections.items():
        code, count = (
            ("B", len(content)) if isinstance(content, bytes) else (content.typecode, len(content))
        )
        if isinstance(content, array) and sys.byteorder == "big":
            content.byteswap()
        blobs.append(bytes(content) if isinstance(content, bytes) else content.tobytes())
        lines.append(f"section {name} {code} {count}")
    payload = b"".join(blobs)
    facts = {**facts, "digest": hashlib.sha256(payload).hexdigest()[:16]}
    head = [f"{name} {value}" for name, value in facts.items()] + lines
    return HEADER + "\n".join(head).encode() + b"\n\n" + payload


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
