"""What a license file applies to, by its name and folder."""

from __future__ import annotations

import pytest

from licscan.identify.scope import applies_to, is_notice, is_policy, part
from licscan.model import Kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("LICENSE", None),
        ("LICENSE.md", None),
        ("model/LICENSE", None),
        ("LICENSE-MODEL-CODE", None),
        ("LICENSE-SDXL1.0", None),
        ("remodel-LICENSE", None),
        ("models/LICENSE", None),
        ("src/LICENSE", None),
        ("data/tools/LICENSE", None),
        ("database/LICENSE", None),
        ("weights/LICENSE-MODEL-CODE", None),
        ("weights/LICENSE", Kind.MODEL),
        ("a/checkpoints/LICENSE.txt", Kind.MODEL),
        ("data/LICENSE", Kind.DATASET),
        ("weights/LICENSE-CODE", Kind.CODE),
        ("LICENSE-CODE", Kind.CODE),
        ("LICENSE-MODEL", Kind.MODEL),
        ("MODEL_LICENSE", Kind.MODEL),
        ("MODEL_LICENSE.md", Kind.MODEL),
        ("LICENSE_WEIGHTS", Kind.MODEL),
        ("WEIGHTS_TERMS_OF_USE.md", Kind.MODEL),
        ("WEIGHT_DIFF_LICENSE", Kind.MODEL),
        ("DATA_LICENSE", Kind.DATASET),
        ("LICENSE_DATA", Kind.DATASET),
        ("dataset-license.txt", Kind.DATASET),
        ("OUTPUT_TERMS_OF_USE.md", Kind.OUTPUT),
    ],
)
def test_applies_to(path: str, kind: Kind | None) -> None:
    assert applies_to(path) is kind


@pytest.mark.parametrize(
    ("path", "policy", "notice"),
    [
        ("LICENSE", False, False),
        ("WEIGHTS_TERMS_OF_USE.md", False, False),
        ("unnoticed.txt", False, False),
        ("USE_POLICY.md", True, False),
        ("acceptable-use-policy.txt", True, False),
        ("WEIGHTS_PROHIBITED_USE_POLICY.md", True, False),
        ("NOTICE", False, True),
        ("NOTICE.md", False, True),
        ("THIRD_PARTY_NOTICES.txt", False, True),
        ("third-party-licenses.txt", False, True),
        ("ATTRIBUTION.md", False, True),
    ],
)
def test_policy_and_notice(path: str, policy: bool, notice: bool) -> None:
    assert (is_policy(path), is_notice(path)) == (policy, notice)


@pytest.mark.parametrize(
    ("path", "restricted"),
    [
        ("LICENSE", False),
        ("model/LICENSE-MODEL", False),
        ("licenses.md", False),
        ("a_wheel-1.0.dist-info/licenses/LICENSE", False),
        ("LICENSES/MIT.txt", True),
        ("model/LICENSES/part/LICENSE.md", True),
        ("third_party/gflags/COPYING.txt", True),
        ("USE_POLICY.md", True),
        ("NOTICE", True),
    ],
)
def test_part(path: str, restricted: bool) -> None:
    assert part(path) == (path if restricted else "")
