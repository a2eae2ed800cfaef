"""`licscan clarify`: one's own word on the license of a component."""

from __future__ import annotations

from pathlib import Path

import click

_USUAL = ("README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "COPYING")


@click.command("clarify", short_help="Write a clarified license into the configuration.")
@click.argument("component", metavar="ID")
@click.argument("expression")
@click.option("--reason", required=True, help="Where you know it from.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What you read; the word holds until it changes.  [default: the card or license of ID]",
)
def command(component: str, expression: str, reason: str, file: Path | None) -> int:
    """Say that ID is offered under EXPRESSION, a Hub tag or an SPDX expression.

    ID is a component as reports name it: a folder of the tree, or org/name for one from elsewhere.
    What its files say stays in the report. The entry is added to the end of the configuration at or
    above the current directory.
    """
    from licscan.config.writing import add_entry, file_for

    path = file_for(Path())
    values = {"component": component, "expression": expression, "reason": reason}
    read = file or _usual(path.parent, component)
    if read:
        values |= _binding(path.parent, read)
    span = add_entry(path, "clarify", values)
    click.echo(f"wrote {span}", err=True)
    return 0


def _usual(root: Path, component: str) -> Path | None:
    """Return the file of a component that speaks of its license; None for one from elsewhere."""
    from licscan.errors import UsageError

    folder = root / component.partition("#")[0]
    if not folder.is_dir():
        return None
    found = next((folder / name for name in _USUAL if (folder / name).is_file()), None)
    if found is None:
        raise UsageError(
            f"{component} has no card and no license file", "say what you read: --file"
        )
    return found


def _binding(root: Path, file: Path) -> dict[str, str]:
    """Return the name of a file in the tree, and the hash of its bytes."""
    import hashlib

    from licscan.errors import UsageError
    from licscan.sources.tree import Tree

    full, base = file.resolve(), root.resolve()
    name = full.relative_to(base).as_posix() if full.is_relative_to(base) else ""
    data = Tree(root).content(name) if name else None
    if data is None:
        problem = "is too large to be read" if name else f"lies outside of {base.name}"
        raise UsageError(f"{file} {problem}", "name the card or the license file of the component")
    return {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
