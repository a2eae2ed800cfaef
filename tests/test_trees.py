"""Audits of the repositories in the shared folder beside the checkout, where there is one."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from licscan.audit import audit
from tests.expectations import differences

TREES = Path(__file__).resolve().parents[1] / ".." / "shared" / "trees"
CASES = sorted(path.parent for path in TREES.glob("*/expect.toml"))

pytestmark = pytest.mark.skipif(not CASES, reason="no shared folder beside the checkout")


@pytest.mark.parametrize("tree", CASES, ids=lambda tree: tree.name)
def test_audit_of_a_tree(tree: Path, tmp_path: Path) -> None:
    target = tmp_path / "repository"
    _lay_out(tree, target)
    assert differences(audit(target), tree / "expect.toml") == []


def _lay_out(tree: Path, target: Path) -> None:
    site_packages = sysconfig.get_path("purelib")
    command = [sys.executable, TREES / "materialize.py", tree, target]
    subprocess.run(
        [*command, "--site-packages", site_packages], check=True, capture_output=True, text=True
    )
