"""The README tells the truth: what it shows of a command is what the command prints."""

from __future__ import annotations

import re

from tools.readme import README, ROOT, commands, refreshed

TEXT = README.read_text(encoding="utf-8")


def test_output_in_the_readme_is_the_real_one() -> None:
    assert refreshed(TEXT) == TEXT, "run `make readme`"


def test_the_commands_that_people_start_with_are_shown() -> None:
    assert {"--help", "audit --help", "check --help"} <= set(commands(TEXT))
    assert any(command.startswith("audit examples/") for command in commands(TEXT))


def test_links_to_files_of_the_repository_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", TEXT)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_test_command_of_the_readme_is_what_ci_runs() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert run[-1] in TEXT
