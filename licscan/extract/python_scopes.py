"""Where the names of one Python file are bound, and the answers to where a name comes from.

`python_program` fills it in; what the bound expressions mean is the business of `python_values`.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef
_MOST_CALLS = 50
OWN_OBJECT = frozenset({"self", "cls"})


@dataclass(frozen=True, slots=True)
class Binding:
    """One place that gives a name its value."""

    scope: Scope
    """Where the value is to be evaluated."""
    value: ast.expr | None = None
    each: bool = False
    """True where the name runs over the elements of the value (a loop)."""
    parameter: str = ""
    """Name of the parameter, where it is one."""
    position: int = -1
    owner: Function | None = None
    """The function whose parameter it is."""


@dataclass(slots=True)
class Scope:
    """A module, function or class body while it is being read."""

    parent: Scope | None = None
    class_name: str = ""
    """The class that the code of this scope belongs to."""
    is_class: bool = False
    globals: set[str] = field(default_factory=set)
    """Names that a function says are the module's."""
    names: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))

    def find(self, name: str) -> Iterator[Binding]:
        """Yield the bindings of *name* in the nearest scope that has any."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not scope.is_class):
                yield from scope.names[name]
                return
            scope = scope.parent


@dataclass(slots=True)
class Program:
    """Everything that one file binds, and every call in it."""

    module: Scope = field(default_factory=Scope)
    imports: dict[str, str] = field(default_factory=dict)
    """Alias -> full dotted name."""
    calls: list[tuple[ast.Call, Scope]] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    """Functions and classes that the file itself defines, methods apart."""
    has_address: bool = False
    """True where a string of the file is an `hf://` path or the address of a file on the Hub."""
    called: dict[str, list[tuple[ast.Call, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    members: dict[tuple[str, str], list[tuple[ast.expr, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """(class or variable, attribute) -> values."""
    settings: dict[str, list[tuple[ast.expr, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Option or field name -> defaults, whoever holds them."""
    returns: dict[str, list[tuple[ast.expr, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    definitions: dict[int, str] = field(default_factory=dict)
    """Identity of a function -> the name it is called by."""
    bases: dict[str, list[str]] = field(default_factory=dict)
    """Class -> the classes it is made from."""

    def full_name(self, func: ast.expr) -> str:
        """Return the dotted name of *func* with its first part resolved through the imports."""
        dotted = dotted_name(func)
        first, dot, rest = dotted.partition(".")
        return self.imports.get(first, first) + dot + rest

    def method_name(self, func: ast.expr, scope: Scope) -> str:
        """Return the dotted name of *func*, through the class that its object was made of.

        `client.chat` is `ollama.Client.chat` where the file says `client = ollama.Client()`.
        """
        made = self._made_by(func.value, scope) if isinstance(func, ast.Attribute) else None
        if made is None or not isinstance(func, ast.Attribute):
            return self.full_name(func)
        return f"{self.full_name(made.func)}.{func.attr}"

    def _made_by(self, node: ast.expr, scope: Scope) -> ast.Call | None:
        match node:
            case ast.Call():
                return node
            case ast.Name(id=name) if name not in self.imports:
                values = [binding.value for binding in scope.find(name)]
            case ast.Attribute():
                values = [value for value, _ in self.attribute(node, scope)]
            case _:
                return None
        return next((value for value in values if isinstance(value, ast.Call)), None)

    def attribute(self, node: ast.Attribute, scope: Scope) -> list[tuple[ast.expr, Scope]]:
        """Return what `x.attr` can be: a member of its class, an option, a field, of an enum."""
        base = dotted_name(node.value)
        if base in OWN_OBJECT:
            return self._inherited(scope.class_name, node.attr)
        if node.attr == "value" and isinstance(node.value, ast.Attribute):
            return self.attribute(node.value, scope)
        return self._inherited(base, node.attr) or self.setting(node.attr)

    def setting(self, name: str) -> list[tuple[ast.expr, Scope]]:
        """Return the defaults of an option or field, whoever holds it."""
        return self.settings.get(name, [])

    def _inherited(self, owner: str, name: str) -> list[tuple[ast.expr, Scope]]:
        waiting, seen = [owner], set[str]()
        while waiting:
            found = self.members.get((waiting[0], name))
            if found:
                return found
            seen.add(waiting[0])
            waiting += self.bases.get(waiting.pop(0), [])
            waiting = [each for each in waiting if each not in seen]
        return []

    def arguments(self, binding: Binding) -> Iterator[tuple[ast.expr, Scope]]:
        """Yield what the calls of this file hand to a parameter."""
        name = self.definitions.get(id(binding.owner), "")
        for call, scope in self.called.get(name, ())[:_MOST_CALLS]:
            for keyword in call.keywords:
                if keyword.arg == binding.parameter:
                    yield keyword.value, scope
            if 0 <= binding.position < len(call.args):
                yield call.args[binding.position], scope

    def returned(self, call: ast.Call, scope: Scope) -> list[tuple[ast.expr, Scope]]:
        """Return what the called function of this file can return."""
        return self.returns.get(dotted_name(call.func).rpartition(".")[2], [])


def dotted_name(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, and `?.c` where it starts with something else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "?")
    return ".".join(reversed(parts))


def field_default(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the default of `field(default=x)`, `Field(x)`, `Option(x, "--flag")`."""
    for keyword in call.keywords:
        if keyword.arg == "default":
            yield keyword.value
    if call.args and dotted_name(call.func).rpartition(".")[2] != "field":
        yield call.args[0]


def made_default(value: ast.expr) -> Iterator[ast.expr]:
    """Yield what `field(default_factory=lambda: x)` makes."""
    for keyword in value.keywords if isinstance(value, ast.Call) else ():
        if keyword.arg == "default_factory" and isinstance(keyword.value, ast.Lambda):
            yield keyword.value.body
