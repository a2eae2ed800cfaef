"""What an Ollama Modelfile says: the model it starts from, its adapters, its licenses.

Source: ollama/ollama `parser/parser.go`: one instruction a line, keywords in any case, values bare,
quoted, or between three quotes over several lines; `LICENSE` and `ADAPTER` may repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licscan.extract.header_claims import license_fact
from licscan.extract.hub_names import hub_address, ollama_address
from licscan.model import (
    ComponentClaim,
    Fact,
    Gap,
    Kind,
    ParentClaim,
    Relation,
    Source,
    Span,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "modelfile"
READS = "`FROM`, `ADAPTER`, `DRAFT` and `LICENSE` of Ollama Modelfiles."
IGNORES = "Templates, system prompts, parameters and messages."

_OTHER_FILES = (".py", ".md", ".go", ".js", ".ts", ".html", ".json")
_INSTRUCTION = re.compile(
    r"[ \t]*(?P<word>from|adapter|draft|license|template|system|parameter|message|renderer|parser|"
    r"requires|capability)[ \t]+(?P<rest>.*)",
    re.IGNORECASE,
)
_OWN_FILE = re.compile(
    r"(?:\./?)?(?![/~.])(?:[^:]*\.(?:gguf|ggml|safetensors|bin))?\Z", re.IGNORECASE
)
_LOCAL = re.compile(r"\.{1,2}(?:/|$)|/|~|[A-Za-z]:[\\/]|@?sha256[-:]")
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Instruction:
    word: str
    value: str
    line: int
    closed: bool = True


def extract(document: Document) -> Iterator[Fact]:
    """Yield what a Modelfile states; nothing for a file that has no `FROM`."""
    if document.path.lower().endswith(_OTHER_FILES):
        return
    instructions = [*_instructions(document.text(_LONGEST))]
    words = {instruction.word for instruction in instructions}
    if "from" not in words:
        return
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME)
    adapted = "adapter" in words
    for instruction in instructions:
        span = Span(document.path, instruction.line)
        if not instruction.closed:
            yield Gap(span, "The quotes that open here are never closed.")
        yield from _fact(instruction, span, adapted)


def _fact(instruction: _Instruction, span: Span, adapted: bool) -> Iterator[Fact]:
    value = instruction.value.strip()
    match instruction.word:
        case "from" | "adapter" | "draft" if not value or _OWN_FILE.match(value):
            return
        case "from":
            yield _parent(span, value, Relation.ADAPTER if adapted else None)
        case "adapter":
            yield _parent(span, value, Relation.CONTAINS)
        case "draft":
            yield _parent(span, value, Relation.LOADS)
        case "license":
            fact = license_fact(span, value, NAME)
            if fact is not None:
                yield fact


def _parent(span: Span, value: str, relation: Relation | None) -> ParentClaim:
    if hub_address(value) is not None:
        return ParentClaim(span, value, Source.RECIPE, NAME, relation=relation)
    if _LOCAL.match(value):
        return ParentClaim(span, value, Source.RECIPE, NAME, relation=relation, local=True)
    raw = ollama_address(value)
    note = "an Ollama name"
    return ParentClaim(span, raw, Source.RECIPE, NAME, relation=relation, note=note)


def _instructions(text: str) -> Iterator[_Instruction]:
    """Yield the instructions; text inside quotes is never taken for one."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        start = index
        found = _INSTRUCTION.fullmatch(lines[index].rstrip("\r"))
        index += 1
        if found is None:
            continue
        rest = found["rest"].strip()
        quote = _opening_quote(found["word"].lower(), rest)
        if not quote:
            yield _Instruction(found["word"].lower(), rest, start + 1)
            continue
        body = rest[rest.index(quote) + len(quote) :]
        while quote not in body and index < len(lines):
            body += "\n" + lines[index].rstrip("\r")
            index += 1
        value, closing, _ = body.partition(quote)
        yield _Instruction(found["word"].lower(), value, start + 1, closed=bool(closing))


def _opening_quote(word: str, rest: str) -> str:
    """Return the quote that the value opens with; a message has its role before it."""
    value = rest.partition(" ")[2].lstrip() if word in {"message", "parameter"} else rest
    for quote in ('"""', '"'):
        if value.startswith(quote):
            return quote
    return ""
