"""A small stand-in for a runner: the steps of a composite action, and the script of a GitLab job.

It knows what the documentation of both says: how a step's shell is started, where outputs and the
summary go, how a log line becomes a command. Steps that use other actions are noted, not run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_TEST = re.compile(r"(\S+) (==|!=) '([^']*)'")


@dataclass
class Step:
    """What became of one step."""

    name: str
    outcome: str
    code: int = 0
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    """`with` of an action that it uses, expressions resolved."""


@dataclass
class Job:
    """A job that has one action as its step."""

    workspace: Path
    temp: Path
    event: str = "push"
    pull_request: str = ""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    """What becomes of steps that use other actions; else they succeed."""
    path: str = ""
    """Folders before those of PATH, for programs that stand in for those of a runner."""
    steps: dict[str, Step] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """The summary of the job."""
        file = self.temp / "summary.md"
        return file.read_text("utf-8") if file.exists() else ""

    def run(
        self, action: Mapping[str, Any], given: Mapping[str, Any], before: Callable[[Step], None]
    ) -> int:
        """Run the action and return the code of the first step that fails; 0 where none does.

        `before` is told each finished step, so that a test can prepare what a later one needs.
        """
        inputs = {name: str(about.get("default", "")) for name, about in action["inputs"].items()}
        unknown = set(given) - set(inputs)
        assert not unknown, f"the action has no input {unknown}"
        inputs |= {name: _yaml(value) for name, value in given.items()}
        for number, about in enumerate(action["runs"]["steps"]):
            step = self._step(str(about.get("id", number)), about, inputs)
            self.steps[step.name] = step
            before(step)
            if step.outcome == "failure" and not about.get("continue-on-error"):
                return step.code
        return 0

    def _step(self, name: str, about: Mapping[str, Any], inputs: Mapping[str, str]) -> Step:
        if not self._holds(str(about.get("if", "")), inputs):
            return Step(name, "skipped")
        if "uses" in about:
            given = {
                key: self._resolved(str(value), inputs)
                for key, value in about.get("with", {}).items()
            }
            outputs = {"python-path": sys.executable} if "setup-python" in about["uses"] else {}
            return Step(name, self.outcomes.get(name, "success"), outputs=outputs, given=given)
        assert about["shell"] == "bash"
        env = {key: self._resolved(str(v), inputs) for key, v in about.get("env", {}).items()}
        return self._bash(name, str(about["run"]), env)

    def _bash(self, name: str, script: str, env: Mapping[str, str]) -> Step:
        self.temp.mkdir(parents=True, exist_ok=True)
        file, outputs = self.temp / f"{name}.sh", self.temp / f"{name}.out"
        file.write_text(script)
        outputs.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],
            cwd=self.workspace,
            env={
                **environment(self.path),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_REPOSITORY": "octo/models",
                "GITHUB_OUTPUT": str(outputs),
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
                **env,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        pairs = (line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
        outcome = "failure" if done.returncode else "success"
        return Step(name, outcome, done.returncode, done.stdout, dict(pairs))

    def _resolved(self, text: str, inputs: Mapping[str, str]) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1], inputs), text)

    def _value(self, name: str, inputs: Mapping[str, str]) -> str:
        match name.split("."):
            case ["inputs", key]:
                return inputs[key]
            case ["steps", step, "outputs", key]:
                return self.steps[step].outputs.get(key, "") if step in self.steps else ""
            case ["steps", step, "outcome"]:
                return self.steps[step].outcome if step in self.steps else ""
            case ["github", "token"]:
                return "token"
            case ["github", "event_name"]:
                return self.event
            case ["github", "event", "pull_request", "number"]:
                return self.pull_request
        raise AssertionError(f"the stand-in knows no {name}")

    def _holds(self, condition: str, inputs: Mapping[str, str]) -> bool:
        for part in filter(None, condition.split(" && ")):
            match = _TEST.fullmatch(part)
            assert match, part
            if (self._value(match[1], inputs) == match[3]) is not (match[2] == "=="):
                return False
        return True


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def environment(path: str = "") -> dict[str, str]:
    """Return what a step inherits: no more of ours than a shell needs."""
    kept = {key: os.environ[key] for key in ("HOME", "LANG", "SYSTEMROOT") if key in os.environ}
    folders = [path, os.environ["PATH"]] if path else [os.environ["PATH"]]
    return {**kept, "PATH": os.pathsep.join(folders)}


def stand_in(folder: Path) -> None:
    """Put programs into a folder that run licscan and Python as they are here."""
    folder.mkdir(parents=True)
    for name, module in (("licscan", "-m licscan "), ("python", "")):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n')
        program.chmod(0o755)


def commands(log: str) -> list[str]:
    """Return the lines of a log that a GitHub runner carries out."""
    found, stopped = [], ""
    for line in map(str.strip, log.splitlines()):
        if stopped:
            stopped = "" if line == f"::{stopped}::" else stopped
        elif line.startswith("::stop-commands::"):
            stopped = line.removeprefix("::stop-commands::")
        elif line.startswith(("::", "##[")):
            found.append(line)
    return found
