"""The README tells the truth: each `--help` block is what the command prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from licscan.cli import main

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(
    r"```console\n\$ licscan ?(?P<command>[a-z -]*?) ?--help\n(?P<help>.*?)```", re.S
)
BLOCKS = {found["command"]: found["help"] for found in BLOCK.finditer(README.read_text("utf-8"))}


@pytest.mark.parametrize("command", sorted(BLOCKS), ids=lambda command: command or "licscan")
def test_help_in_the_readme_is_the_real_one(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    arguments = [*command.split(), "--help"]
    shown = CliRunner().invoke(main, arguments, prog_name="licscan", terminal_width=80)
    assert shown.exit_code == 0
    assert BLOCKS[command].strip() == shown.output.strip()


def test_the_commands_that_people_start_with_are_shown() -> None:
    assert {"", "audit", "check"} <= set(BLOCKS)
