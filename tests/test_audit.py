"""What the hook reads beside the changed files: the folders above, and their license texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.audit import audit, check
from licscan.model import Duty, Report
from licscan.trial import Options

APACHE = (Path(__file__).resolve().parents[1] / "LICENSE").read_text(encoding="utf-8")
ROOT = "---\nlicense: apache-2.0\n---\n# Several models\n"
CARD = "---\nlicense: apache-2.0\nbase_model: mistralai/Mistral-7B-v0.1\n---\n# Mine\n"
QUIET = Options(scancode=False, cache=False)
TREE = {"README.md": ROOT, "mine/README.md": CARD}


def written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def copy_of(report: Report | None, component: str) -> Duty:
    assert report is not None
    (judged,) = [one for one in report.judged if one.component == component]
    (duty,) = [duty for duty in judged.duties if duty.kind == "include-license"]
    return duty


@pytest.mark.parametrize(
    "text",
    ["other/LICENSES/Apache-2.0.txt", "mine/texts/Apache-2.0.txt", "mine/src/LICENSE"],
    ids=["of another folder", "in a folder of another name", "in a folder below"],
)
def test_a_text_that_does_not_lie_beside_the_changed_file(tmp_path: Path, text: str) -> None:
    folder = written(tmp_path, {**TREE, text: APACHE})
    report = check([folder / "mine/README.md"], QUIET, folder)
    assert copy_of(report, "mine").fulfilled is False


@pytest.mark.parametrize("text", ["mine/LICENSES/Apache-2.0.txt", "licences/a/Apache-2.0.txt"])
@pytest.mark.parametrize("staged", [False, True], ids=["the card", "the card and the text"])
def test_a_folder_of_license_texts_lies_beside(tmp_path: Path, text: str, staged: bool) -> None:
    folder = written(tmp_path, {**TREE, text: APACHE})
    changed = [folder / "mine/README.md", *([folder / text] if staged else [])]
    duty = copy_of(check(changed, QUIET, folder), "mine")
    assert duty == copy_of(audit(folder, QUIET), "mine")
    assert str(duty.evidence) == f"{text}:1"


BILL = (
    '{"bomFormat": "CycloneDX", "components": [{"name": "a", "licenses": [{"expression": "X"}]}]}'
)


@pytest.mark.parametrize(("text", "heard"), [('{"a": 1}', False), ("{", False), (BILL, True)])
def test_a_file_of_any_name_is_checked_for_what_it_is(
    tmp_path: Path, text: str, heard: bool
) -> None:
    folder = written(tmp_path, {"README.md": ROOT, "parts/a.json": text})
    report = check([folder / "parts/a.json"], QUIET, folder)
    assert (report is not None) is heard
