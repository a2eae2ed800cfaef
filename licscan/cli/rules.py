"""`licscan rules`: which rules there are, what a file of them says, and whether it is sound."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from licscan.rulecheck import Checked, Problem
    from licscan.rulelist import Rule, Shown

_DIR = click.Path(path_type=Path)
_LAYERS = click.option(
    "--rules",
    "layers",
    multiple=True,
    type=_DIR,
    metavar="DIR",
    help="A folder of rules over the shipped ones; the last wins.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group("rules", short_help="List, show or check the rules.")
def command() -> None:
    """List, show or check the rules that licscan judges by."""


@command.command("list", short_help="List rules, by category, tag, limit or duty.")
@click.option("--kind", type=click.Choice(["license", "exception", "stance", "finding"]))
@click.option("--category", "categories", multiple=True, help="Licenses of this category.")
@click.option("--tag", "tags", multiple=True, help="Licenses that a Hub tag or a name may mean.")
@click.option("--limit", "limits", multiple=True, help="Licenses with this limit.")
@click.option("--duty", "duties", multiple=True, help="Licenses with this duty.")
@_LAYERS
@_JSON
def list_command(
    kind: str | None, layers: tuple[Path, ...], as_json: bool, **words: tuple[str, ...]
) -> int:
    """List rules: licenses, unless --kind says otherwise.

    An option given twice asks for either category or tag, and for both limits or duties.
    """
    from licscan.rulebook import Rulebook
    from licscan.rulelist import Filter, rules
    from licscan.rules_root import layered

    with layered(layers):
        book = Rulebook()
        found = [*rules(book, kind or "license", Filter(**words))]
        if as_json:
            _print_json({**_version(book), "rules": [rule._asdict() for rule in found]})
            return 0
        _print(_row(rule) for rule in found)
        click.echo(f"{len(found)} listed; rules {book.version} ({book.digest})", err=True)
    return 0


@command.command("show", short_help="Show the file of a rule.")
@click.argument("name")
@_LAYERS
@_JSON
def show_command(name: str, layers: tuple[Path, ...], as_json: bool) -> int:
    """Show the file of a rule: NAME is a license, an exception, a stance or a finding."""
    from licscan.rulebook import Rulebook
    from licscan.rulelist import show
    from licscan.rules_root import layered

    with layered(layers):
        book = Rulebook()
        found = show(book, name)
        if as_json:
            told = [{**one.rule._asdict(), "file": one.data} for one in found]
            _print_json({**_version(book), "rules": told})
            return 0
        _print(line for one in found for line in _shown(one))
    return 0


@command.command("check", short_help="Check folders of rules.")
@click.argument("folders", type=_DIR, nargs=-1, metavar="[DIR]...")
@_JSON
def check_command(folders: tuple[Path, ...], as_json: bool) -> int:
    """Check folders of rules; the shipped ones without DIR.

    Form, vocabulary, references, cases, and the words that are quoted of license texts. Exits 1
    where there is a problem. With several DIR each lies over those before it.
    """
    from licscan.rulecheck import check

    found = check(folders)
    if as_json:
        _print_json({**found._asdict(), "problems": [one._asdict() for one in found.problems]})
    else:
        _print(map(_problem, found.problems))
        _print(_summary(found))
    return 1 if found.problems else 0


def _row(rule: Rule) -> str:
    mark = "" if rule.source == "shipped" else f"  [{rule.source}]"
    if rule.kind == "license":
        return f"{rule.id:<47} {rule.category:<16} {rule.verified:<9}{mark}".rstrip()
    slug = f" {rule.category}" if rule.kind == "finding" else ""
    return f"{rule.id}{slug}: {rule.name}{mark}"


def _shown(one: Shown) -> Iterable[str]:
    yield f"# {one.rule.id}: {one.file} of {_rules_of(one.rule.source)}"
    for other in one.rule.shadows:
        yield f"# takes the place of the one of {_rules_of(other)}"
    yield one.text if one.rule.kind != "stance" else _table(one.text, one.rule.id)


def _rules_of(source: str) -> str:
    return "the shipped rules" if source == "shipped" else source


def _table(text: str, name: str) -> str:
    """Return one table of a TOML file as it is written."""
    lines = text.splitlines()
    start = lines.index(f"[{name}]")
    rest = (n for n, line in enumerate(lines) if n > start and line.startswith("["))
    return "\n".join(lines[start : next(rest, len(lines))])


def _problem(one: Problem) -> str:
    place = f"{one.place}: " if one.place else ""
    return f"{one.path}:{one.line}: {place}{one.says}"


def _summary(found: Checked) -> Iterable[str]:
    told = f"{len(found.problems)} problem" + ("s" if len(found.problems) != 1 else "")
    yield f"{found.files} files, {told}"
    if found.unquoted:
        yield f"not looked up: {found.unquoted} facts that quote no words of a text"
    if found.absent:
        yield f"not looked up: {len(found.absent)} licenses whose text is not at hand"


def _version(book: Any) -> dict[str, str]:
    return {"version": book.version, "digest": book.digest}


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line.rstrip("\n"))


def _print_json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
