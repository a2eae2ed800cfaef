"""The README's hooks under the real pre-commit: real repositories, real commits and pushes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.repositories import CLEAN, CONFLICT, ENVIRONMENT, Files, repository, write

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.S | re.M)
(BLOCK,) = [block for block in BLOCKS if "- id: licscan\n" in block or "- id: licscan " in block]
SOURCE = yaml.safe_load(BLOCK)["repos"][0]
SCREEN = 40

ADAPTER = json.dumps({"peft_type": "LORA", "base_model_name_or_path": "meta-llama/Llama-3.1-8B"})
OPEN_ADAPTER = ADAPTER.replace("meta-llama/Llama-3.1-8B", "mistralai/Mistral-7B-v0.3")
MIT = "---\nlicense: mit\n---\n# mine\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="hooks are shell scripts")


@dataclass(frozen=True, slots=True)
class Done:
    """What git answered: its exit code, and what it and the hooks wrote."""

    code: int
    output: str

    def state(self, hook: str) -> str:
        """Return how pre-commit says that a hook ended; nothing where it did not come up."""
        line = re.search(rf"^licscan \({hook}\)\.+(.*)$", self.output, re.M)
        return line[1] if line else ""


@dataclass(frozen=True, slots=True)
class Project:
    """A repository whose hooks are installed as the README says."""

    folder: Path
    environment: dict[str, str]

    def git(self, *arguments: str) -> Done:
        return self.run("git", *arguments)

    def commit(self, files: Files) -> Done:
        write(self.folder, files)
        self.git("add", "--all")
        return self.git("commit", "--message=x")

    def run(self, *command: str) -> Done:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Done(done.returncode, done.stdout)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Lead the address in the README to a repository here, which has our hooks at that tag.

    The hooks are those of the project but for `language`: what pre-commit would install from
    a package index is what runs this test, so the environment is taken as it is.
    """
    base = tmp_path_factory.mktemp("hooks")
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    installed = hooks.replace("language: python\n", "language: system\n")
    published = repository(
        base / "published", {".pre-commit-hooks.yaml": installed}, tag=SOURCE["rev"]
    )
    # Of git's variables pre-commit lets only these reach the git that fetches hooks.
    redirected = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{published.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": SOURCE["repo"],
    }
    (base / "home").mkdir()
    scripts = sysconfig.get_path("scripts")
    own = ("XDG_", "PRE_COMMIT", "SKIP")
    return {
        **{name: value for name, value in ENVIRONMENT.items() if not name.startswith(own)},
        **redirected,
        "HOME": str(base / "home"),
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "PRE_COMMIT_HOME": str(base / "pre-commit"),
    }


@pytest.fixture
def project(environment: dict[str, str], tmp_path: Path) -> Project:
    first = {".pre-commit-config.yaml": BLOCK, "README.md": CLEAN, "src/train.py": "pass\n"}
    made = Project(repository(tmp_path / "project", first), environment)
    installed = made.run(sys.executable, "-m", "pre_commit", "install")
    assert installed.code == 0, installed.output
    return made


def test_the_block_is_one_screen_and_names_both_hooks() -> None:
    assert len(BLOCK.splitlines()) <= SCREEN
    assert [hook["id"] for hook in SOURCE["hooks"]] == ["licscan", "licscan-audit"]


def test_an_unrelated_commit_does_not_start_the_tool(project: Project) -> None:
    write(project.folder, {"models/bad/README.md": CONFLICT})
    project.git("add", "--all")
    assert project.git("commit", "--no-verify", "--message=x").code == 0
    done = project.commit({"src/train.py": "print()\n"})
    assert done.code == 0, done.output
    assert done.state("changed files") == "(no files to check)Skipped"
    assert done.state("whole repository") == ""


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": CLEAN + "More.\n"},
        {"adapter/README.md": MIT, "adapter/adapter_config.json": OPEN_ADAPTER},
    ],
    ids=["card", "adapter"],
)
def test_a_good_commit_passes(project: Project, files: Files) -> None:
    done = project.commit(files)
    assert done.code == 0, done.output
    assert done.state("changed files") == "Passed"
    assert done.state("whole repository") == ""


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": CONFLICT},
        {"models/my model/README.md": CONFLICT},
        {"adapter/README.md": MIT, "adapter/adapter_config.json": ADAPTER},
    ],
    ids=["card", "path with a space", "adapter"],
)
def test_a_bad_commit_is_stopped(project: Project, files: Files) -> None:
    before = project.git("rev-parse", "HEAD")
    done = project.commit(files)
    assert done.code == 1
    assert done.state("changed files") == "Failed"
    assert "- exit code: 1" in done.output
    assert "LIC201" in done.output
    assert project.git("rev-parse", "HEAD") == before


def test_a_changed_adapter_config_is_judged_with_its_card(project: Project) -> None:
    good = {"adapter/README.md": MIT, "adapter/adapter_config.json": OPEN_ADAPTER}
    assert project.commit(good).code == 0
    done = project.commit({"adapter/adapter_config.json": ADAPTER})
    assert done.code == 1
    assert "LIC201" in done.output


@pytest.mark.parametrize(
    ("staged", "on_disk", "code"),
    [(CLEAN + "More.\n", CONFLICT, 0), (CONFLICT, CLEAN, 1)],
    ids=["bad on disk only", "bad in the index only"],
)
def test_what_is_staged_is_judged(project: Project, staged: str, on_disk: str, code: int) -> None:
    write(project.folder, {"README.md": staged})
    project.git("add", "README.md")
    write(project.folder, {"README.md": on_disk})
    done = project.git("commit", "--message=x")
    assert done.code == code, done.output
    assert done.state("changed files") == ("Failed" if code else "Passed")
    assert ("LIC201" in done.output) == bool(code)
    assert (project.folder / "README.md").read_text() == on_disk


def test_a_file_beside_the_changed_one_counts_as_staged(project: Project) -> None:
    """The card is staged as it was; what the adapter says on disk alone is put aside."""
    good = {"adapter/README.md": MIT, "adapter/adapter_config.json": OPEN_ADAPTER}
    assert project.commit(good).code == 0
    write(project.folder, {"adapter/adapter_config.json": ADAPTER})
    write(project.folder, {"adapter/README.md": MIT + "More.\n"})
    project.git("add", "adapter/README.md")
    done = project.git("commit", "--message=x")
    assert done.code == 0, done.output
    assert done.state("changed files") == "Passed"
    assert (project.folder / "adapter/adapter_config.json").read_text() == ADAPTER


def test_a_commit_of_part_of_the_index_is_judged_by_that_part(project: Project) -> None:
    """`git commit FILE` gives the hooks an index of its own."""
    write(project.folder, {"README.md": CONFLICT, "src/train.py": "print()\n"})
    project.git("add", "--all")
    assert project.git("commit", "--message=x", "src/train.py").code == 0
    assert project.git("commit", "--message=x", "README.md").code == 1


@pytest.mark.parametrize(("card", "code"), [(CLEAN, 0), (CONFLICT, 1)], ids=["good", "bad"])
def test_a_push_is_judged_by_the_whole_repository(
    project: Project, tmp_path: Path, card: str, code: int
) -> None:
    assert project.git("init", "--quiet", "--bare", str(tmp_path / "far")).code == 0
    write(project.folder, {"models/one/README.md": card})
    project.git("add", "--all")
    assert project.git("commit", "--no-verify", "--message=x").code == 0
    assert project.commit({"src/train.py": "print()\n"}).code == 0
    done = project.git("push", str(tmp_path / "far"), "main")
    assert done.code == code, done.output
    assert done.state("whole repository") == ("Failed" if code else "Passed")
    assert done.state("changed files") == ""
    assert ("LIC201" in done.output) == bool(code)
