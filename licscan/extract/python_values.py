"""What string an expression of a Python program can be, as far as the file itself says.

Follows names, defaults, constant containers, f-strings and calls inside one file. Runs nothing,
imports nothing, and gives up rather than guess: see `Known.built`.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from licscan.extract.hub_names import words
from licscan.extract.python_scopes import (
    Binding,
    Program,
    Scope,
    dotted_name,
    field_default,
    made_default,
)
from licscan.extract.python_templates import Part, brace_parts, percent_parts

_DEEPEST = 12
_MOST_VALUES = 64
_MOST_STEPS = 2_000
_PATH_WORDS = (
    "dir",
    "path",
    "folder",
    "root",
    "checkpoint",
    "ckpt",
    "output",
    "save",
    "local",
    "cache",
)
_PATH_CALLS = words(
    """
    join Path PurePath abspath realpath expanduser dirname basename resolve joinpath absolute parent
    mkdtemp TemporaryDirectory getcwd cwd hf_hub_download snapshot_download cached_download download
    model_download dataset_download as_posix fspath input get_last_checkpoint
    """
)
_PASSING_CALLS = frozenset({"str", "strip", "rstrip", "lstrip"})
_DEFAULT_CALLS = frozenset({"get", "getenv", "pop", "getattr", "setdefault"})
_FIELD_CALLS = frozenset({"field", "Field", "Option", "Argument", "Query", "Form"})


@dataclass(frozen=True, slots=True)
class Text:
    """A string that an expression can be, and where it is written."""

    value: str
    node: ast.AST


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an expression."""

    texts: tuple[Text, ...] = ()
    built: bool = False
    """True where it is put together at run time from what the file does not say; False where it
    comes whole from outside (an argument, a setting, an import) or is a path."""
    made: bool = False
    """True where it is what an unknown function returns: perhaps no string at all."""


_NOTHING = Known()
_BUILT = Known(built=True)
_MADE = Known(built=True, made=True)


class Values:
    """Answers what expressions of one program can be."""

    def __init__(self, program: Program) -> None:
        """Answer for *program*."""
        self._program = program
        self._open: set[int] = set()
        self._steps = 0

    def of(self, node: ast.expr | None, scope: Scope) -> Known:
        """Return the strings that *node* can be, evaluated in *scope*; bounded work."""
        if not self._open:
            self._steps = 0
        if node is None or id(node) in self._open or self._exhausted(len(self._open)):
            return _NOTHING
        self._open.add(id(node))
        try:
            return self._dispatch(node, scope)
        finally:
            self._open.discard(id(node))

    def _exhausted(self, depth: int) -> bool:
        self._steps += 1
        return self._steps > _MOST_STEPS or depth >= _DEEPEST

    def _dispatch(self, node: ast.expr, scope: Scope) -> Known:
        match node:
            case ast.Constant(value=str(text)):
                return Known((Text(text, node),))
            case ast.JoinedStr(values=parts):
                return self._joined(parts, node, scope)
            case ast.FormattedValue(value=inner):
                return self.of(inner, scope)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._joined((left, right), node, scope)
            case ast.BinOp(op=ast.Mod(), left=left, right=right):
                given = right.elts if isinstance(right, ast.Tuple) else [right]
                return self._filled(left, percent_parts, given, (), node, scope)
            case ast.IfExp(body=body, orelse=orelse):
                return self._any(((body, scope), (orelse, scope)))
            case ast.BoolOp(values=values):
                return self._any((value, scope) for value in values)
            case ast.NamedExpr(value=value):
                return self.of(value, scope)
            case ast.Name(id=name):
                bindings = [*scope.find(name)]
                known = self._any_binding(bindings)
                outside = _hints_path(node) or any(b.parameter for b in bindings)
                return _NOTHING if known.built and outside else known
            case ast.Attribute():
                return self._any(self._program.attribute(node, scope))
            case ast.Subscript(value=base, slice=key):
                return self._any(self._elements(base, key, scope))
            case ast.Call():
                return self._call(node, scope)
            case _:
                return _NOTHING

    def _any(self, options: Iterable[tuple[ast.expr, Scope]]) -> Known:
        texts: dict[str, Text] = {}
        built, made = False, True
        for option, scope in itertools.islice(options, _MOST_VALUES):
            known = self.of(option, scope)
            built = built or known.built
            made = made and (known.made or not known.built)
            for text in known.texts:
                texts.setdefault(text.value, text)
        built = built and not texts
        return Known(tuple(texts.values())[:_MOST_VALUES], built, built and made)

    def _any_binding(self, bindings: Iterable[Binding]) -> Known:
        return self._any(option for binding in bindings for option in self._bound_values(binding))

    def _bound_values(self, binding: Binding, depth: int = 0) -> Iterator[tuple[ast.expr, Scope]]:
        if binding.each and binding.value is not None:
            yield from self._elements(binding.value, None, binding.scope, depth)
        elif binding.value is not None:
            yield binding.value, binding.scope
        if binding.parameter:
            yield from self._program.arguments(binding)

    def _joined(self, parts: Iterable[ast.expr], whole: ast.expr, scope: Scope) -> Known:
        choices = [[text.value for text in self.of(part, scope).texts] for part in parts]
        if not all(choices):
            return _NOTHING if _hints_path(whole) or len(choices) < 2 else _BUILT
        products = itertools.islice(itertools.product(*choices), _MOST_VALUES)
        return Known(tuple(Text("".join(product), whole) for product in products))

    def _call(self, node: ast.Call, scope: Scope) -> Known:
        name = dotted_name(node.func).rpartition(".")[2]
        match node:
            case ast.Call(func=ast.Attribute(value=template, attr="format")):
                return self._filled(template, brace_parts, node.args, node.keywords, node, scope)
            case ast.Call(
                func=ast.Attribute(value=ast.Constant(value=str()) as glue, attr="join"),
                args=[ast.List(elts=parts) | ast.Tuple(elts=parts)],
            ):
                glued = [piece for part in parts for piece in (glue, part)][1:]
                return self._joined(glued, node, scope)
        if name in _DEFAULT_CALLS:
            return self._lookup(node, name, scope)
        if name in _FIELD_CALLS:
            return self._any((value, scope) for value in field_default(node))
        if name in _PASSING_CALLS:
            inner = node.func.value if isinstance(node.func, ast.Attribute) else None
            return self.of(inner or next(iter(node.args), None), scope)
        if name in _PATH_CALLS or _hints_path(node.func):
            return _NOTHING
        returned = self._any(self._program.returned(node, scope))
        return returned if returned.texts else _MADE

    def _filled(
        self,
        template: ast.expr,
        split: Callable[[str], list[Part]],
        given: Sequence[ast.expr],
        keywords: Sequence[ast.keyword],
        whole: ast.expr,
        scope: Scope,
    ) -> Known:
        """Return what a template filled with arguments can be, `"{}/x".format(owner)`."""
        fillers: dict[int | str, ast.expr] = dict(enumerate(given))
        fillers |= {keyword.arg: keyword.value for keyword in keywords if keyword.arg}
        texts: list[Text] = []
        known = self.of(template, scope).texts
        for text in known:
            parts = split(text.value)
            choices = [self._choices(part, fillers, scope) for part in parts]
            products = itertools.islice(itertools.product(*choices), _MOST_VALUES if parts else 0)
            texts += [Text("".join(product), whole) for product in products]
        called = split is brace_parts
        built = (bool(known) or called) and not _hints_path(whole)
        return Known(tuple(texts), built and not texts)

    def _choices(
        self, part: Part, fillers: Mapping[int | str, ast.expr], scope: Scope
    ) -> list[str]:
        if part.fixed:
            return [part.text]
        filler = fillers.get(part.name or part.position)
        return [text.value for text in self.of(filler, scope).texts]

    def each(self, node: ast.expr | None, scope: Scope) -> tuple[Text, ...]:
        """Return the strings of a list that *node* is."""
        texts: list[Text] = []
        for container, inner in self._containers(node, scope, 0) if node is not None else ():
            if isinstance(container, ast.List | ast.Tuple | ast.Set):
                for part in container.elts[:_MOST_VALUES]:
                    texts += self.of(part, inner).texts
        return tuple(texts[:_MOST_VALUES])

    def item(self, node: ast.expr, key: str, scope: Scope) -> Iterator[tuple[ast.expr, Scope]]:
        """Yield what stands under *key* in a mapping that *node* is."""
        yield from self._elements(node, ast.Constant(key), scope)

    def _lookup(self, node: ast.Call, name: str, scope: Scope) -> Known:
        """Return what `x.get(key, default)`, `os.getenv` and `getattr(x, key, default)` can be."""
        position = 2 if name == "getattr" else 1
        default = next((k.value for k in node.keywords if k.arg == "default"), None)
        default = default or (node.args[position] if len(node.args) > position else None)
        options: list[tuple[ast.expr, Scope]] = [(default, scope)] if default else []
        if isinstance(node.func, ast.Attribute) and node.args:
            options.extend(self._elements(node.func.value, node.args[0], scope))
        return self._any(options)

    def _elements(
        self, base: ast.expr, key: ast.expr | None, scope: Scope, depth: int = 0
    ) -> Iterator[tuple[ast.expr, Scope]]:
        """Yield what *base*[*key*] can be; every element where the key is not a constant."""
        for container, inner in self._containers(base, scope, depth):
            match container, key:
                case ast.Dict(), ast.Constant(value=wanted):
                    pairs = zip(container.keys, container.values, strict=True)
                    named = [(k.value, v) for k, v in pairs if isinstance(k, ast.Constant)]
                    yield from ((v, inner) for k, v in named if k == wanted)
                case ast.Dict(), None:
                    yield from ((k, inner) for k in container.keys if k is not None)
                case ast.Dict(), _:
                    yield from ((v, inner) for v in container.values)
                case ((ast.List() | ast.Tuple() | ast.Set()), ast.Constant(value=int(index))):
                    if -len(container.elts) <= index < len(container.elts):
                        yield container.elts[index], inner
                case ((ast.List() | ast.Tuple() | ast.Set()), _):
                    yield from ((v, inner) for v in container.elts)
                case ast.Call(func=ast.Name(id="vars")), ast.Constant(value=str(wanted)):
                    yield from self._program.setting(wanted)
                case ast.Call(), ast.Constant(value=str(wanted)):
                    yield from ((k.value, inner) for k in container.keywords if k.arg == wanted)

    def _containers(
        self, node: ast.expr, scope: Scope, depth: int
    ) -> Iterator[tuple[ast.expr, Scope]]:
        if self._exhausted(depth):
            return
        match node:
            case ast.Dict() | ast.List() | ast.Tuple() | ast.Set():
                yield node, scope
            case ast.Call(func=ast.Name(id="dict" | "vars")):
                yield node, scope
            case ast.Call(
                func=ast.Name(id="enumerate" | "sorted" | "list" | "tqdm"), args=[inner, *_]
            ):
                yield from self._containers(inner, scope, depth + 1)
            case ast.Call(func=ast.Attribute(value=inner, attr="values"), args=[]):
                for container, found in self._containers(inner, scope, depth + 1):
                    if isinstance(container, ast.Dict):
                        yield ast.List(elts=container.values), found
            case ast.Name(id=name):
                for binding in itertools.islice(scope.find(name), _MOST_VALUES):
                    for value, found in self._bound_values(binding, depth + 1):
                        yield from self._containers(value, found, depth + 1)
            case ast.Attribute():
                for value, found in self._program.attribute(node, scope):
                    for option in (value, *made_default(value)):
                        yield from self._containers(option, found, depth + 1)
            case ast.Subscript(value=base, slice=key):
                for value, found in self._elements(base, key, scope, depth + 1):
                    yield from self._containers(value, found, depth + 1)


def _hints_path(node: ast.AST) -> bool:
    """Say whether the words of an expression are those of a path on disk."""
    for part in itertools.islice(ast.walk(node), 64):
        match part:
            case ast.Name(id=word) | ast.Attribute(attr=word):
                spoken = word.lower().replace("name_or_path", "")
                if any(hint in spoken for hint in _PATH_WORDS):
                    return True
            case ast.Constant(value=str(text)):
                if text.startswith(("/", ".", "~")) and len(text) > 1:
                    return True
    return False
