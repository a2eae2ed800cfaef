"""Reads a syntax tree into a program: what binds a name, what is called, what options default to.

Collects only; see `python_scopes` for the questions that are asked of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from licscan.extract.hub_names import is_download
from licscan.extract.python_scopes import (
    OWN_OBJECT,
    Binding,
    Function,
    Program,
    Scope,
    dotted_name,
)


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


def _enter(program: Program, node: ast.AST, scope: Scope) -> Scope:
    """Note what *node* binds and return the scope of its children."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _enter_function(program, node, scope)
        case ast.Lambda(args=arguments):
            inner = Scope(scope, scope.class_name)
            _bind_defaults(inner, arguments)
            return inner
        case ast.ClassDef(name=name, bases=bases):
            program.own.add(name)
            program.bases[name] = [dotted_name(base) for base in bases]
            return Scope(scope, name, is_class=True)
        case ast.Global(names=names):
            scope.globals.update(names)
        case ast.Import() | ast.ImportFrom():
            _note_import(program, node)
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                _bind(program, target, value, scope)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            _bind(program, target, value, scope)
        case ast.NamedExpr(target=target, value=value):
            _bind(program, target, value, scope)
        case ast.AugAssign(target=ast.Name(id=name) as target, op=ast.Add() as plus, value=value):
            _bind(program, target, ast.BinOp(ast.Name(name), plus, value), scope)
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            _bind_each(node.target, node.iter, scope)
        case ast.Return(value=ast.expr() as value):
            _note_return(program, value, scope)
        case ast.Call():
            _note_call(program, node, scope)
        case ast.Constant(value=str(text)) if is_download(text):
            program.has_address = True
    return scope


def _enter_function(program: Program, node: Function, scope: Scope) -> Scope:
    is_constructor = scope.is_class and node.name == "__init__"
    program.definitions[id(node)] = scope.class_name if is_constructor else node.name
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


def _bind_defaults(inner: Scope, arguments: ast.arguments) -> None:
    """Bind the parameters of a lambda to their defaults."""
    named = [*arguments.posonlyargs, *arguments.args]
    for argument, default in zip(reversed(named), reversed(arguments.defaults), strict=False):
        inner.names[argument.arg].append(Binding(inner, default, parameter=argument.arg))


def _is_static(node: Function) -> bool:
    return any(dotted_name(decorator) == "staticmethod" for decorator in node.decorator_list)


def _command_options(node: Function) -> Iterator[tuple[str, ast.expr]]:
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
            holder = program.module if name in scope.globals else scope
            holder.names[name].append(Binding(scope, value))
            if scope.is_class:
                program.members[scope.class_name, name].append((value, scope))
                program.settings[name].append((value, scope))
        case ast.Attribute(value=ast.Name(id=base), attr=attribute):
            owner = scope.class_name if base in OWN_OBJECT else base
            program.members[owner, attribute].append((value, scope))
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
        case ast.Tuple(elts=targets), ast.Call(func=ast.Name(id="zip"), args=columns):
            for part, column in zip(targets, columns, strict=False):
                _bind_each(part, column, scope)
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
        program.returns[marks[0].parameter].append((value, scope))


def _note_call(program: Program, node: ast.Call, scope: Scope) -> None:
    program.calls.append((node, scope))
    name = dotted_name(node.func).rpartition(".")[2]
    program.called[name].append((node, scope))
    if name == "add_argument":
        _note_option(program, node, scope)
    elif name == "set_defaults":
        for keyword in node.keywords:
            if keyword.arg:
                program.settings[keyword.arg].append((keyword.value, scope))
    elif name == "DEFINE_string" and len(node.args) > 1:
        program.settings[_option_name(node.args[:1])].append((node.args[1], scope))


def _note_option(program: Program, node: ast.Call, scope: Scope) -> None:
    """Note the default of an argparse option under the name it is stored by."""
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    default = keywords.get("default")
    destination = keywords.get("dest")
    if default is not None:
        name = _option_name([destination] if destination else node.args)
        program.settings[name].append((default, scope))
