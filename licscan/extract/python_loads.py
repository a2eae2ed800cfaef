"""Which models and datasets a parsed Python program loads, and where it says so.

A path is no parent, a setting from outside is nobody's claim; an id put together at run time is a
gap. Training, saving and serving are not read here: the relation is always `loads`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from licscan.extract.hub_names import (
    UNOWNED_MODELS,
    has_hub_shape,
    hub_address,
    is_owned,
    is_path,
    ollama_address,
    sounds_homemade,
)
from licscan.extract.loaders import FILE_FORMATS, Loader, Naming, Slot, loader_for
from licscan.extract.python_scopes import Program, Scope, dotted_name, read_program
from licscan.extract.python_values import Text, Values
from licscan.model import ComponentClaim, Fact, Gap, Kind, ParentClaim, Relation, Source, Span

Place = Callable[[ast.AST], Span]
"""Says where a node of the tree is written."""

_REPO_TYPES = {"dataset": Kind.DATASET, "space": Kind.CODE, "model": Kind.MODEL}
_HUB_FOLDERS = {"datasets": Kind.DATASET, "spaces": Kind.CODE, "": Kind.MODEL}
_SAVING_CALLS = frozenset(
    {"save_pretrained", "save_to_disk", "save_model", "save", "save_lora_weights"}
)
_SAVING_KEYWORDS = frozenset({"output_dir", "local_dir", "save_directory", "logging_dir"})
_SENTENCE_OWNER = "sentence-transformers"
_TIMM_PREFIXES = ("hf_hub:", "hf-hub:")
_KAGGLE = "https://www.kaggle.com"


@dataclass(frozen=True, slots=True)
class _Name:
    """An id as it is to be looked up."""

    raw: str
    kind: Kind
    revision: str = ""
    note: str = ""


def loads(tree: ast.Module, place: Place, extractor: str) -> Iterator[Fact]:
    """Yield what *tree* loads: the code itself, a parent for each id, a gap for each built id."""
    program = read_program(tree)
    reader = _Reader(program, Values(program), place, extractor)
    facts = sorted({_identity(f): f for f in reversed([*reader.facts()])}.values(), key=_order)
    if reader.first is not None:
        yield ComponentClaim(place(reader.first), Kind.CODE, extractor, strong=False)
    yield from facts


def _identity(fact: ParentClaim | Gap) -> tuple[object, ...]:
    if isinstance(fact, ParentClaim):
        return fact.raw, fact.kind, fact.revision
    return fact.span, fact.problem


def _order(fact: ParentClaim | Gap) -> tuple[Span, str]:
    return fact.span, fact.raw if isinstance(fact, ParentClaim) else fact.problem


class _Reader:
    """Reads the calls of one program."""

    def __init__(self, program: Program, values: Values, place: Place, extractor: str) -> None:
        self._program = program
        self._values = values
        self._place = place
        self._extractor = extractor
        self._saved = frozenset(self._saved_names())
        self.first: ast.Call | None = None

    def facts(self) -> Iterator[ParentClaim | Gap]:
        """Yield a fact for each id in each loader call, in the order of the file."""
        for call, scope in self._program.calls:
            loader = self._loader(call)
            if loader is not None and self._applies(loader, call, scope):
                self.first = self.first or call
                for slot in loader.slots:
                    yield from self._from_slot(loader, slot, call, scope)
            if self._program.has_address:
                yield from self._from_addresses(call, loader, scope)

    def _loader(self, call: ast.Call) -> Loader | None:
        known_origin = False
        if isinstance(call.func, ast.Name):
            if call.func.id in self._program.own:
                return None
            known_origin = call.func.id in self._program.imports
        return loader_for(self._program.full_name(call.func), known_origin)

    def _applies(self, loader: Loader, call: ast.Call, scope: Scope) -> bool:
        if loader.naming is Naming.GITHUB:
            return self._constant(call, "source", scope) != "local"
        return True

    def _from_slot(
        self, loader: Loader, slot: Slot, call: ast.Call, scope: Scope
    ) -> Iterator[ParentClaim | Gap]:
        argument = _argument(call, slot)
        known = self._values.of(argument, scope)
        if known.built:
            yield Gap(
                self._place(argument or call),
                f"The name given to {_title(call)} is put together at run time.",
            )
        for text in known.texts:
            kind = _REPO_TYPES.get(self._constant(call, "repo_type", scope), loader.kind)
            name = None if text.value in self._saved else _read(text.value, loader.naming, kind)
            if name is not None:
                revision = name.revision or self._constant(call, "revision", scope)
                yield self._claim(name, text, call, revision)

    def _from_addresses(
        self, call: ast.Call, loader: Loader | None, scope: Scope
    ) -> Iterator[ParentClaim]:
        """Yield `hf://` paths that any call is given, except those it writes to."""
        if dotted_name(call.func).rpartition(".")[2].startswith(("to_", "save", "push", "upload")):
            return
        for argument in _plain_arguments(call):
            for text in self._values.of(argument, scope).texts if _may_address(argument) else ():
                found = hub_address(text.value) if text.value.startswith("hf://") else None
                if found is not None and not (loader and loader.naming is Naming.PRESET):
                    name = _Name(found[1], _HUB_FOLDERS[found[0]], found[2])
                    self.first = self.first or call
                    yield self._claim(name, text, call, name.revision)

    def _claim(self, name: _Name, text: Text, call: ast.Call, revision: str) -> ParentClaim:
        line = self._place(call).line
        note = f"{_title(call)} in line {line}" + (f"; {name.note}" if name.note else "")
        return ParentClaim(
            span=self._place(text.node if hasattr(text.node, "lineno") else call),
            raw=name.raw,
            source=Source.CODE,
            extractor=self._extractor,
            kind=name.kind,
            relation=Relation.LOADS,
            revision=revision,
            note=note,
        )

    def _constant(self, call: ast.Call, keyword: str, scope: Scope) -> str:
        """Return the value of a keyword argument where it is one string, else nothing."""
        for given in call.keywords:
            if given.arg == keyword:
                texts = self._values.of(given.value, scope).texts
                return texts[0].value if len(texts) == 1 else ""
        return ""

    def _saved_names(self) -> Iterator[str]:
        """Yield the folders that the program itself writes to."""
        for call, scope in self._program.calls:
            name = dotted_name(call.func).rpartition(".")[2]
            targets = [k.value for k in call.keywords if k.arg in _SAVING_KEYWORDS]
            targets += call.args[:1] if name in _SAVING_CALLS else []
            for target in targets:
                yield from (text.value for text in self._values.of(target, scope).texts)


def _argument(call: ast.Call, slot: Slot) -> ast.expr | None:
    """Return the argument of *call* that *slot* describes; keywords speak first."""
    for keyword in slot.keywords:
        for given in call.keywords:
            if given.arg == keyword:
                return given.value
    if 0 <= slot.position < len(call.args):
        before = call.args[: slot.position + 1]
        if not any(isinstance(argument, ast.Starred) for argument in before):
            return call.args[slot.position]
    return None


def _plain_arguments(call: ast.Call) -> Iterator[ast.expr]:
    for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
        match value:
            case ast.Dict(values=items) | ast.List(elts=items):
                yield from items[:16]
            case _:
                yield value


def _may_address(argument: ast.expr) -> bool:
    """Say whether an argument is worth evaluating for an address; keeps big files cheap."""
    match argument:
        case ast.Constant(value=str(text)):
            return text.startswith("hf://")
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text.startswith("hf://")
        case _:
            return isinstance(argument, ast.Name)


def _title(call: ast.Call) -> str:
    """Return the call as a person would name it: its last two parts."""
    return ".".join(dotted_name(call.func).replace("?.", "").split(".")[-2:])


def _read(text: str, naming: Naming, kind: Kind) -> _Name | None:
    """Read an id as its loader does; None where it is a path, a format or an architecture."""
    match naming:
        case Naming.GITHUB:
            repository, _, tag = text.partition(":")
            site = f"https://github.com/{repository}"
            return _Name(site, kind, tag, f"written as {text}") if is_owned(repository) else None
        case Naming.KAGGLE:
            return _kaggle(text, kind)
        case Naming.OLLAMA:
            return _Name(ollama_address(text), kind, note="an Ollama name") if text else None
        case Naming.PREFIXED:
            prefix = next((p for p in _TIMM_PREFIXES if text.startswith(p)), "")
            name, _, revision = text.removeprefix(prefix).partition("@")
            return _Name(name, kind, revision) if prefix and has_hub_shape(name) else None
        case Naming.PRESET:
            return _preset(text, kind)
        case _:
            return _hub(text, naming, kind)


def _hub(text: str, naming: Naming, kind: Kind) -> _Name | None:
    address = hub_address(text)
    if address is not None:
        folder, name, revision = address
        return _Name(name, _HUB_FOLDERS[folder] if folder else kind, revision)
    if not has_hub_shape(text):
        return None
    return _Name(text, kind) if "/" in text else _unowned(text, naming, kind)


def _unowned(text: str, naming: Naming, kind: Kind) -> _Name | None:
    """Read a name without an owner; which of them exist depends on the library."""
    if text in UNOWNED_MODELS and kind is Kind.MODEL:
        return _Name(text, kind)
    match naming:
        case Naming.SENTENCE if not sounds_homemade(text):
            return _Name(f"{_SENTENCE_OWNER}/{text}", kind, note=f"written as {text}")
        case Naming.DATASET if text not in FILE_FORMATS and not sounds_homemade(text):
            return _Name(text, kind)
        case Naming.HUB if kind is Kind.DATASET:
            return _Name(text, kind)
        case _:
            return None


def _kaggle(text: str, kind: Kind) -> _Name | None:
    if is_path(text.replace("/", "-")) or "/" not in text:
        return None
    shelf = "datasets" if kind is Kind.DATASET else "models"
    return _Name(f"{_KAGGLE}/{shelf}/{text}", kind, note=f"written as {text}")


def _preset(text: str, kind: Kind) -> _Name | None:
    """Read a Keras preset: `hf://owner/name`, `kaggle://handle`, or a name of its own list."""
    address = hub_address(text)
    if address is not None:
        return _Name(address[1], kind, address[2])
    if text.startswith("kaggle://"):
        return _kaggle(text.removeprefix("kaggle://"), kind)
    if is_path(text) or "/" in text or sounds_homemade(text):
        return None
    return _Name(text, kind, note="a preset of Keras")
