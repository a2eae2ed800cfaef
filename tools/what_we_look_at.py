"""Write docs/what-we-look-at.md from the registry of extractors; `--check` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from licscan.extract import MODULES, load
from licscan.extract.by_content import BY_CONTENT
from licscan.sources.tree import SKIPPED

PAGE = Path(__file__).resolve().parents[1] / "docs" / "what-we-look-at.md"
HEAD = """# What is looked at, and what is not

Generated from the registry of extractors by `python -m tools.what_we_look_at`.

A file is read where its name fits one of the patterns (lower-cased; `*` is any run of characters).
Everything else is counted and left alone. Binary weights are read for their headers only, nothing
is ever unpickled or executed, and nothing is fetched from a network. A file that should be read and
cannot be is told as a gap, with the reason.

| extractor | files | reads | ignores |
|---|---|---|---|
"""
FOOT = """
Bills of materials and Croissant manifests are read under any name: of each other file with one of
these endings the beginning and the end are looked at for words that tell what it is ({content}).
The hook does not start for such a file alone, and of a repository far away it is not fetched.

Folders that are skipped, and told as left out: {skipped}.

Software that users install: the packages that requirements, projects and lock files name are looked
for in the environments that lie in the tree (`.venv`, `venv`, `env`, `node_modules`), never in the
one that licscan runs in. Where the lock file or what is installed there says a license that the
rules know, the package is an upstream that the code links; all others are counted as not examined
and decide nothing. What only development needs is left out. `licscan check` looks packages up where
a changed file names them.

Not looked at: licenses inside pictures, audio and video; archives other than WebDataset shards; web
pages behind links. Links inside a tree are followed to files, never out of it; FIFOs, sockets and
devices are left alone.
"""


def page() -> str:
    """Return the page as the registry has it now."""
    rows = []
    for name in sorted(MODULES, key=lambda module: load(module).NAME):
        extractor = load(name)
        files = " ".join(f"`{pattern}`" for pattern in MODULES[name]).replace("|", "\\|")
        rows.append(f"| {extractor.NAME} | {files} | {extractor.READS} | {extractor.IGNORES} |")
    skipped = ", ".join(f"`{name}`" for name in sorted(SKIPPED))
    content = "; ".join(
        f"{load(module).NAME}: {' '.join(f'`{ending}`' for ending in endings)}"
        for module, (endings, _) in BY_CONTENT.items()
    )
    return HEAD + "\n".join(rows) + "\n" + FOOT.format(skipped=skipped, content=content)


def main() -> int:
    """Write the page, or compare it; return 1 where it is stale."""
    if "--check" in sys.argv[1:]:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
