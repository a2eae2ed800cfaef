"""Where the names of one Python file are bound: scopes, imports, attributes, defaults, calls.

Collects and answers; what the bound expressions mean is the business of `python_values`.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_MOST_CALLS = 50
_SETTINGS = frozenset({"self", "cls"})


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
    owner: _Function | None = None
    """The function whose parameter it is."""


@dataclass(slots=True)
class Scope:
    """A module, function or class body while it is being read."""

    parent: Scope | None = None
    class_name: str = ""
    """The class that the code of this scope belongs to."""
    is_class: bool = False
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
    """True where a string of the file is an `hf://` path."""
    _called: dict[str, list[tuple[ast.Call, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _members: dict[tuple[str, str], list[tuple[ast.expr, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """(class or variable, attribute) -> values."""
    _settings: dict[str, list[tuple[ast.expr, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Option or field name -> defaults, whoever holds them."""
    _returns: dict[str, list[tuple[ast.expr, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _definitions: dict[int, str] = field(default_factory=dict)
    """Identity of a function -> the name it is called by."""

    def full_name(self, func: ast.expr) -> str:
        """Return the dotted name of *func* with its first part resolved through the imports."""
        dotted = dotted_name(func)
        first, dot, rest = dotted.partition(".")
        return self.imports.get(first, first) + dot + rest

    def attribute(self, node: ast.Attribute, scope: Scope) -> list[tuple[ast.expr, Scope]]:
        """Return what `x.attr` can be: a member of its class, an option, a field."""
        base = dotted_name(node.value)
        if base in _SETTINGS:
            return self._members.get((scope.class_name, node.attr), [])
        named = self._members.get((base, node.attr))
        return named or self._settings.get(node.attr, [])

    def arguments(self, binding: Binding) -> Iterator[tuple[ast.expr, Scope]]:
        """Yield what the calls of this file hand to a parameter."""
        name = self._definitions.get(id(binding.owner), "")
        for call, scope in self._called.get(name, ())[:_MOST_CALLS]:
            for keyword in call.keywords:
                if keyword.arg == binding.parameter:
                    yield keyword.value, scope
            if 0 <= binding.position < len(call.args):
                yield call.args[binding.position], scope

    def returns(self, call: ast.Call, scope: Scope) -> list[tuple[ast.expr, Scope]]:
        """Return what the called function of this file can return."""
        return self._returns.get(dotted_name(call.func).rpartition(".")[2], [])


def read_program(tree: ast.Module) -> Program:
    """Collect what *tree* binds; walks with a list of its own, so depth costs no stack."""
    program = Program()
    pending: list[tuple[ast.AST, Scope]] = [(tree, program.module)]
    while pending:
        node, scope = pending.pop()
        inner = _enter(program, node, scope)
        children = [(child, inner) for child in ast.iter_child_nodes(node)]
        pending.extend(reversed(children))
    return program


def dotted_name(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, and `?.c` where it starts with something else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "?")
    return ".".join(reversed(parts))


def _enter(program: Program, node: ast.AST, scope: Scope) -> Scope:
    """Note what *node* binds and return the scope of its children."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _enter_function(program, node, scope)
        case ast.Lambda():
            return Scope(scope, scope.class_name)
        case ast.ClassDef(name=name):
            program.own.add(name)
            return Scope(scope, name, is_class=True)
        case ast.Import() | ast.ImportFrom():
            _note_import(program, node)
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                _bind(program, target, value, scope)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            _bind(program, target, value, scope)
        case ast.NamedExpr(target=target, value=value):
            _bind(program, target, value, scope)
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            _bind_each(node.target, node.iter, scope)
        case ast.Return(value=ast.expr() as value):
            _note_return(program, value, scope)
        case ast.Call():
            _note_call(program, node, scope)
        case ast.Constant(value=str(text)) if text.startswith("hf://"):
            program.has_address = True
    return scope


def _enter_function(program: Program, node: _Function, scope: Scope) -> Scope:
    is_constructor = scope.is_class and node.name == "__init__"
    program._definitions[id(node)] = scope.class_name if is_constructor else node.name
    if not scope.is_class:
        program.own.add(node.name)
    inner = Scope(scope, scope.class_name)
    inner.names["return"] = [Binding(scope, parameter=node.name)]
    options = dict(_command_options(node))
    positional = [*node.args.posonlyargs, *node.args.args]
    defaults = [None] * (len(positional) - len(node.args.defaults)) + list(node.args.defaults)
    pairs = [*zip(positional, defaults, strict=True)]
    pairs += zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    bound_first = 1 if scope.is_class and not _is_static(node) else 0
    for index, (argument, default) in enumerate(pairs):
        name = argument.arg
        position = index - bound_first if index < len(positional) else -1
        value = default or options.get(name)
        inner.names[name].append(Binding(scope, value, False, name, position, node))
    return inner


def _is_static(node: _Function) -> bool:
    return any(dotted_name(decorator) == "staticmethod" for decorator in node.decorator_list)


def _command_options(node: _Function) -> Iterator[tuple[str, ast.expr]]:
    """Yield parameter and default of each click option that decorates a function."""
    for decorator in node.decorator_list:
        if not isinstance(decorator, ast.Call):
            continue
        if dotted_name(decorator.func).rpartition(".")[2] in {"option", "argument"}:
            default = next((k.value for k in decorator.keywords if k.arg == "default"), None)
            if default is not None:
                yield _option_name(decorator.args), default


def _option_name(arguments: list[ast.expr]) -> str:
    """Return the variable that `--model-name`, `-m` or `"name", "--model"` is stored in."""
    texts = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    plain = [text for text in texts if not text.startswith("-")]
    long = [text for text in texts if text.startswith("--")]
    chosen = next(iter(plain or long or texts), "")
    return chosen.split("/")[0].lstrip("-").replace("-", "_")


def _note_import(program: Program, node: ast.Import | ast.ImportFrom) -> None:
    for alias in node.names:
        if isinstance(node, ast.Import):
            first = alias.name.partition(".")[0]
            program.imports[alias.asname or first] = alias.name if alias.asname else first
        elif alias.name != "*":
            origin = "." * node.level + (node.module or "")
            program.imports[alias.asname or alias.name] = f"{origin}.{alias.name}"


def _bind(program: Program, target: ast.expr, value: ast.expr, scope: Scope) -> None:
    match target:
        case ast.Name(id=name):
            scope.names[name].append(Binding(scope, value))
            if scope.is_class:
                program._members[scope.class_name, name].append((value, scope))
                program._settings[name].append((value, scope))
        case ast.Attribute(value=ast.Name(id=base), attr=attribute):
            holder = scope.class_name if base in _SETTINGS else base
            program._members[holder, attribute].append((value, scope))
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(targets):
                for part, part_value in zip(targets, value.elts, strict=True):
                    _bind(program, part, part_value, scope)
        case ast.Subscript(value=ast.Name(id=base), slice=ast.Constant(value=str(key))):
            entry = ast.Dict(keys=[ast.Constant(key)], values=[value])
            scope.names[base].append(Binding(scope, entry))


def _bind_each(target: ast.expr, iterated: ast.expr, scope: Scope) -> None:
    """Bind a loop variable to the elements of what is iterated, pair-wise for tuples."""
    match target, iterated:
        case ast.Name(id=name), _:
            scope.names[name].append(Binding(scope, iterated, each=True))
        case ast.Tuple(elts=[_, part]), ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
            _bind_each(part, inner, scope)
        case ast.Tuple(elts=targets), ast.Call(func=ast.Attribute(value=base, attr="items")):
            for index, part in enumerate(targets):
                if isinstance(part, ast.Name):
                    view = ast.Call(ast.Attribute(base, "values"), [], []) if index else base
                    scope.names[part.id].append(Binding(scope, view, each=True))
        case ast.Tuple(elts=targets), ast.List(elts=rows) | ast.Tuple(elts=rows):
            for index, part in enumerate(targets):
                cells = [
                    row.elts[index]
                    for row in rows
                    if isinstance(row, ast.Tuple | ast.List) and index < len(row.elts)
                ]
                if isinstance(part, ast.Name):
                    scope.names[part.id].append(Binding(scope, ast.List(elts=cells), each=True))


def _note_return(program: Program, value: ast.expr, scope: Scope) -> None:
    marks = scope.names.get("return")
    if marks:
        program._returns[marks[0].parameter].append((value, scope))


def _note_call(program: Program, node: ast.Call, scope: Scope) -> None:
    program.calls.append((node, scope))
    name = dotted_name(node.func).rpartition(".")[2]
    program._called[name].append((node, scope))
    if name == "add_argument":
        _note_option(program, node, scope)
    elif name == "set_defaults":
        for keyword in node.keywords:
            if keyword.arg:
                program._settings[keyword.arg].append((keyword.value, scope))
    elif name == "DEFINE_string" and len(node.args) > 1:
        program._settings[_option_name(node.args[:1])].append((node.args[1], scope))


def _note_option(program: Program, node: ast.Call, scope: Scope) -> None:
    """Note the default of an argparse option under the name it is stored by."""
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    default = keywords.get("default")
    destination = keywords.get("dest")
    if default is not None:
        name = _option_name([destination] if destination else node.args)
        program._settings[name].append((default, scope))
