"""Which models and datasets a parsed Python program loads, and where it says so.

A path is no parent, a setting from outside is nobody's claim; an id put together at run time is a
gap. Training, saving and serving are not read here: the relation is always `loads`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from licscan.extract.hub_names import hub_address, is_download, words
from licscan.extract.loader_names import HUB_FOLDERS, Named, read_name
from licscan.extract.loader_table import Loader, Naming, Slot
from licscan.extract.loaders import loader_for
from licscan.extract.python_program import read_program
from licscan.extract.python_scopes import Program, Scope, dotted_name
from licscan.extract.python_values import Text, Values
from licscan.model import ComponentClaim, Fact, Gap, Kind, ParentClaim, Relation, Source, Span

Place = Callable[[ast.AST], Span]
"""Says where a node of the tree is written."""

_REPO_TYPES = {"dataset": Kind.DATASET, "space": Kind.CODE, "model": Kind.MODEL}
_SAVING_CALLS = words(
    "save_pretrained save_to_disk save_model save save_lora_weights push_to_hub create_repo "
    "upload_folder push_to_hub_merged push_to_hub_gguf save_pretrained_merged save_pretrained_gguf"
)
_SAVING_KEYWORDS = words("output_dir local_dir save_directory logging_dir hub_model_id push_to")
_TELLING_CALLS = words("print info debug warning error write input exit Markdown markdown")


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
        for written, scope in self._program.calls:
            call = _unwrapped(written)
            loader = self._loader(call, scope)
            if loader is not None and self._applies(loader, call, scope):
                self.first = self.first or call
                for slot in loader.slots:
                    yield from self._from_slot(loader, slot, call, scope)
            if self._program.has_address:
                yield from self._from_addresses(call, loader, scope)

    def _loader(self, call: ast.Call, scope: Scope) -> Loader | None:
        known_origin = False
        if isinstance(call.func, ast.Name):
            if call.func.id in self._program.own:
                return None
            known_origin = call.func.id in self._program.imports
        return loader_for(self._program.method_name(call.func, scope), known_origin)

    def _applies(self, loader: Loader, call: ast.Call, scope: Scope) -> bool:
        if loader.naming is Naming.GITHUB:
            return self._constant(call, "source", scope) != "local"
        return True

    def _from_slot(
        self, loader: Loader, slot: Slot, call: ast.Call, scope: Scope
    ) -> Iterator[ParentClaim | Gap]:
        for argument, inner in self._given(call, slot, scope):
            known = self._values.of(argument, inner)
            if known.built and not (loader.objects and known.made):
                yield Gap(
                    self._place(argument if hasattr(argument, "lineno") else call),
                    f"The name given to {_title(call)} is put together at run time.",
                )
            for text in known.texts or self._values.each(argument, inner):
                yield from self._from_text(text, loader, call, scope)

    def _from_text(
        self, text: Text, loader: Loader, call: ast.Call, scope: Scope
    ) -> Iterator[ParentClaim]:
        kind = _REPO_TYPES.get(self._constant(call, "repo_type", scope), loader.kind)
        name = None if text.value in self._saved else read_name(text.value, loader.naming, kind)
        if name is not None:
            revision = name.revision or self._constant(call, "revision", scope)
            yield self._claim(name, text, call, revision)

    def _given(self, call: ast.Call, slot: Slot, scope: Scope) -> Iterator[tuple[ast.expr, Scope]]:
        """Yield what a slot is given: an argument, or an entry of what `**` spreads."""
        argument = _argument(call, slot)
        if argument is not None:
            yield argument, scope
            return
        for spread in (given.value for given in call.keywords if given.arg is None):
            for keyword in slot.keywords:
                yield from self._values.item(spread, keyword, scope)

    def _from_addresses(
        self, call: ast.Call, loader: Loader | None, scope: Scope
    ) -> Iterator[ParentClaim]:
        """Yield paths and addresses of the Hub that any call is given to read from."""
        called = dotted_name(call.func).rpartition(".")[2]
        if called.startswith(("to_", "save", "push", "upload")) or called in _TELLING_CALLS:
            return
        for argument in _plain_arguments(call):
            for text in self._values.of(argument, scope).texts if _may_address(argument) else ():
                found = hub_address(text.value) if is_download(text.value) else None
                if found is not None and not (loader and _reads_addresses(loader)):
                    name = Named(found[1], HUB_FOLDERS[found[0]], found[2])
                    self.first = self.first or call
                    yield self._claim(name, text, call, name.revision)

    def _claim(self, name: Named, text: Text, call: ast.Call, revision: str) -> ParentClaim:
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
            if name in _SAVING_CALLS:
                targets += call.args[:1]
                targets += [k.value for k in call.keywords if k.arg == "repo_id"]
            for target in targets:
                yield from (text.value for text in self._values.of(target, scope).texts)


def _unwrapped(call: ast.Call) -> ast.Call:
    """Return the call that `partial(load, "owner/name")` prepares."""
    if dotted_name(call.func).rpartition(".")[2] == "partial" and call.args:
        inner = ast.Call(call.args[0], call.args[1:], call.keywords)
        return ast.copy_location(inner, call)
    return call


def _reads_addresses(loader: Loader) -> bool:
    """Whether the rows of the table already read the addresses that this loader is given."""
    return loader.naming is not Naming.DATASET and loader.naming is not Naming.GITHUB


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
            return is_download(text)
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text.startswith(("hf://", "https://h"))
        case _:
            return isinstance(argument, ast.Name)


def _title(call: ast.Call) -> str:
    """Return the call as a person would name it: its last two parts."""
    return ".".join(dotted_name(call.func).replace("?.", "").split(".")[-2:])
