"""Say whether `rules/VERSION` has to rise: a changed verdict is a new minor version at least.

`rules/verdicts.tsv` holds what the cases came to at the version it names. `python
tools/rules_version.py` judges them again and compares; `--write` records today's verdicts, which is
done once, when a version is given out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from licscan.errors import LicscanError
from licscan.plan import judge, read_plan
from licscan.rulebook.versions import parts
from licscan.trial import Options

RULES = Path(__file__).resolve().parent.parent / "rules"
PROFILES = ("balanced", "strict", "lenient")
_HEAD = "# Verdicts of the cases under rules "

Verdicts = Mapping[str, tuple[str, ...]]


def main(arguments: list[str] | None = None) -> int:
    """Compare or record; return 1 where the version has to rise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="record the verdicts of this version")
    options = parser.parse_args(arguments)
    version = (RULES / "VERSION").read_text(encoding="ascii").strip()
    now = verdicts(RULES / "cases")
    if options.write:
        (RULES / "verdicts.tsv").write_text(written(version, now), encoding="utf-8")
        return 0
    then_version, then = recorded((RULES / "verdicts.tsv").read_text(encoding="utf-8"))
    changes = changed(then, now)
    for case in changes:
        print(f"{case}: {'/'.join(then[case])} is now {'/'.join(now[case])}")
    wanted = due(then_version, version, bool(changes))
    print(f"{len(changes)} verdicts changed since {then_version}; " + (wanted or "nothing is due"))
    return int(bool(wanted))


def due(then: str, now: str, has_changes: bool) -> str:
    """Say which version is due; empty where the present one says enough."""
    if not has_changes or parts(now)[:2] > parts(then)[:2]:
        return ""
    major, minor = parts(then)[:2]
    return f"rules/VERSION has to be {major}.{minor + 1}.0 at least"


def changed(then: Verdicts, now: Verdicts) -> list[str]:
    """Return the cases that both know and that came to different verdicts."""
    return [case for case in sorted(then) if case in now and then[case] != now[case]]


def verdicts(folder: Path) -> dict[str, tuple[str, ...]]:
    """Judge the cases of a folder under each profile."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            plan = read_plan(path)
            reports = [judge(plan, Options(profile=profile)) for profile in PROFILES]
        except LicscanError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        judged = [
            next(str(one.verdict) for one in report.judged if one.component == plan.product)
            for report in reports
        ]
        found[path.stem] = tuple(judged)
    return found


def written(version: str, found: Verdicts) -> str:
    """Return the content of `verdicts.tsv`."""
    rows = ("\t".join((case, *found[case])) for case in sorted(found))
    return f"{_HEAD}{version}, written by tools/rules_version.py.\n" + "".join(
        f"{row}\n" for row in rows
    )


def recorded(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return the version and the verdicts of a `verdicts.tsv`."""
    head, *rows = text.splitlines()
    fields = (row.split("\t") for row in rows)
    return head.removeprefix(_HEAD).partition(",")[0], {row[0]: tuple(row[1:]) for row in fields}


if __name__ == "__main__":
    sys.exit(main())
