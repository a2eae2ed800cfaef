"""Which models a deployment serves or fetches: Dockerfiles, shell scripts, compose and manifests.

Files are read by words, since most hold templates or several documents; nothing is run. A word
counts only behind a program, image or key that is known to take a model there.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract.hub_names import hub_address, is_owned, ollama_address
from licscan.extract.parsed import text
from licscan.extract.serving_programs import ALWAYS, KEYS, SMELL, VALUED, Program, started
from licscan.model import ComponentClaim, Fact, Kind, ParentClaim, Relation, Source, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "serving"
READS = (
    "Models that Dockerfiles, shell scripts, compose files and manifests serve or fetch (vLLM, "
    "TGI, TEI, SGLang, LMDeploy, llama.cpp, MLX, Ollama, the client of the Hub), and vLLM's YAML."
)
IGNORES = (
    "Comments, messages, paths, variables without a value in the file, CI workflows, and names "
    "that routers and test suites hand to services (LiteLLM, promptfoo)."
)

_HEAD = 262_144
_LARGEST = 1_000_000
_FAR = 64
"""Words behind a program in which its model is looked for."""
_VLLM = re.compile(
    rb"(?m)^(?:tensor[-_]parallel[-_]size|max[-_]model[-_]len|gpu[-_]memory[-_]utilization|"
    rb"served[-_]model[-_]name|max[-_]num[-_]seqs|enforce[-_]eager|enable[-_]prefix[-_]caching)\s*:"
)
_MODEL_KEY = re.compile(rb"(?m)^model\s*:")
_WORKFLOWS = ("/.github/", "/.circleci/", "/.gitlab-ci", "/.gitlab/", "/azure-pipelines")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_NOISE = str.maketrans(dict.fromkeys("\"'[](),`", " "))
_STOPS = frozenset({"&&", "||", ";", "|", "&", "CMD", "ENTRYPOINT", "RUN"})
_IMAGES = ("FROM", "ENTRYPOINT")
_STARTS = ("CMD", "ENTRYPOINT")
"""Instructions of a Dockerfile whose words the program of the image takes."""
_MESSAGES = frozenset({"echo", "printf", "print"})
_ASSIGNED = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>\S+)")
_VARIABLE = re.compile(r"\$\{?(?P<name>\w+)(?::?-(?P<default>[^}]*))?\}?")
_PINNED = re.compile(r"^(hf://[^:@]+):")
"""KServe writes the revision behind a colon."""
_OLLAMA_NAME = re.compile(r"[a-z0-9][\w./-]*(?::[\w.-]+)?", re.IGNORECASE)


class _Word(NamedTuple):
    text: str
    line: int
    begins: bool
    """Whether a command or a container begins here."""


class _Met(NamedTuple):
    """A name behind a word that takes a model."""

    raw: str
    line: int
    title: str
    ollama: bool = False
    dataset: bool = False


def extract(document: Document) -> Iterator[Fact]:
    """Yield the code that serves and each model it names; nothing for other files."""
    if any(place in f"/{document.path.lower()}" for place in _WORKFLOWS):
        return
    head = document.head(_HEAD)
    claims: dict[tuple[str, Kind], ParentClaim] = {}
    for claim in _claims(document, head):
        claims.setdefault((claim.raw, claim.kind), claim)
    for claim in list(claims.values())[:1]:
        yield ComponentClaim(claim.span, Kind.CODE, NAME, strong=False)
    yield from claims.values()


def _claims(document: Document, head: bytes) -> Iterator[ParentClaim]:
    is_yaml = document.path.lower().endswith((".yaml", ".yml"))
    if is_yaml and _MODEL_KEY.search(head) and _VLLM.search(head):
        parsed = document.yaml()
        raw = text(parsed.value, "model")
        if is_owned(raw):
            yield _claim(parsed.span("/model"), raw, Kind.MODEL, "model of vLLM")
    if SMELL.search(head):
        words = [*_words(document.text(_LARGEST), script=not is_yaml)]
        values = _assigned(words)
        for met in sorted({*_started(words), *_set(words)}, key=lambda met: (met.line, met.raw)):
            for raw in _expanded(met.raw, values):
                yield from _named(document.path, met, raw)


def _named(path: str, met: _Met, raw: str) -> Iterator[ParentClaim]:
    span = Span(path, met.line)
    kind = Kind.DATASET if met.dataset else Kind.MODEL
    address = hub_address(_PINNED.sub(r"\1@", raw))
    if address is not None:
        yield _claim(span, address[1], kind, met.title, address[2])
    elif met.ollama and _OLLAMA_NAME.fullmatch(raw):
        yield _claim(span, ollama_address(raw), kind, f"{met.title}; an Ollama name")
    elif is_owned(raw.partition(":")[0]) and "://" not in raw:
        yield _claim(span, raw.partition(":")[0], kind, met.title)


def _claim(span: Span, raw: str, kind: Kind, note: str, revision: str = "") -> ParentClaim:
    return ParentClaim(
        span,
        raw,
        Source.CODE,
        NAME,
        kind=kind,
        relation=Relation.LOADS,
        revision=revision,
        note=note,
    )


def _words(content: str, script: bool) -> Iterator[_Word]:
    """Yield the words of a file without comments and messages; a line of a script is a command."""
    going_on = False
    for number, line in enumerate(content.splitlines(), 1):
        plain = _COMMENT.sub("", line).rstrip()
        words = [word for word in plain.removesuffix("\\").translate(_NOISE).split() if word != "-"]
        first = script and not going_on
        if not (script and words and words[0] in _MESSAGES):
            for word in words:
                yield _Word(word, number, first or word in _STOPS or word == "image:")
                first = False
        going_on = script and plain.endswith("\\")


def _assigned(words: list[_Word]) -> dict[str, list[str]]:
    """Return what the variables of a script are set to, where that is spelled out."""
    values: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found = _ASSIGNED.fullmatch(word.text)
        if found and "$" not in found["value"]:
            values[found["name"]].append(found["value"])
    return values


def _expanded(raw: str, values: dict[str, list[str]]) -> Iterator[str]:
    """Yield what a word is, or what the variable it stands for can be in this file."""
    found = _VARIABLE.fullmatch(raw)
    if found is not None:
        known = [*values.get(found["name"], ()), *filter(None, [found["default"]])]
        yield from dict.fromkeys(known)
    elif "$" not in raw:
        yield raw


def _started(words: list[_Word]) -> Iterator[_Met]:
    """Yield the models that commands and containers are given."""
    plain = [word.text for word in words]
    program: Program | None = None
    image: Program | None = None
    instruction = ""
    for at, word in enumerate(words):
        if word.begins:
            instruction = word.text
            program = image if instruction in _STARTS else None
        begun = started(plain, at)
        if begun is None and word.begins and instruction == "CMD" and program is not None:
            begun = (program, at + 1)
        if begun is not None:
            program, end = begun
            image = program if instruction in _IMAGES else image
            ahead = words[end : end + _FAR]
            rest = [*itertools.takewhile(lambda later: not later.begins, ahead)]
            named = _first_name(rest) if program.positional else None
            if named is not None:
                dataset = any(w.text in ("dataset", "--repo-type=dataset") for w in rest)
                yield _Met(named.text, named.line, program.title, program.ollama, dataset)
        elif program is not None:
            option, _, value = word.text.partition("=")
            following = plain[at + 1] if at + 1 < len(words) else ""
            if option in program.options and (value or following):
                yield _Met(value or following, word.line, program.title)


def _first_name(rest: list[_Word]) -> _Word | None:
    """Return the first word that is neither an option nor the value of one that is known."""
    before = ""
    for word in rest:
        if word.text[0] != "-" and before not in VALUED:
            return word
        before = word.text
    return None


def _set(words: list[_Word]) -> Iterator[_Met]:
    """Yield the models that variables of the environment and keys of manifests name."""
    plain = [word.text for word in words]
    programs = [begun[0] for at in range(len(plain)) if (begun := started(plain, at))]
    variables = {*ALWAYS, *(name for program in programs for name in program.variables)}
    for at, word in enumerate(words):
        following, then = (words[n] if n < len(words) else None for n in (at + 1, at + 2))
        name, equals, value = word.text.partition("=")
        name = name.removesuffix(":")
        if word.text.startswith("hf://"):
            yield _Met(word.text, word.line, "address of the Hub")
        elif name in variables and value:
            yield _Met(value, word.line, name)
        elif (name in variables or word.text in KEYS) and following and not equals:
            given = then if following.text == "value:" and then else following
            yield _Met(given.text, given.line, name)
