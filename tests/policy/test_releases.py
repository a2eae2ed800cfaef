"""Which release holds for which component: globs that must not match first."""

from __future__ import annotations

import pytest

from licscan.config.values import Policy, Scoped
from licscan.errors import UsageError
from licscan.model import ComponentId, Release, Span
from licscan.policy.releases import matches, release_of

WHOLE = Release(("distribute",), True)
HERE = Span("licscan.toml")


@pytest.mark.parametrize(
    ("glob", "folder"),
    [
        ("models/*", "models"),
        ("models/*", "models/a/b"),
        ("models/*", "other/models/a"),
        ("models", "models/a"),
        ("model", "models"),
        ("mod?ls", "mod/ls"),
        ("a/**/b", "a/xb"),
        ("models/**", "models2/a"),
        ("*", "a/b"),
        ("a.b", "axb"),
        ("[ab]", "a"),
    ],
)
def test_no_match(glob: str, folder: str) -> None:
    assert not matches(glob, folder)


@pytest.mark.parametrize(
    ("glob", "folder"),
    [
        ("models", "models"),
        ("models/*", "models/a"),
        ("models/**", "models/a/b"),
        ("models/**", "models"),
        ("**/lora", "lora"),
        ("**/lora", "a/b/lora"),
        ("a/**/b", "a/b"),
        ("a/**/b", "a/x/y/b"),
        ("**", "."),
        ("*", "a"),
    ],
)
def test_match(glob: str, folder: str) -> None:
    assert matches(glob, folder)


def policy(*scoped: Scoped, stated: Scoped | None = None) -> Policy:
    return Policy(releases=scoped, stated=stated)


INTERNAL = Scoped(HERE, path="internal/**", acts=("use",))
NAMED = Scoped(HERE, component="internal/a", acts=("host",))
LONGER = Scoped(HERE, path="internal/a/**", commercial=False)


@pytest.mark.parametrize(
    ("found", "component", "expected"),
    [
        pytest.param(policy(INTERNAL), "models/a", WHOLE, id="elsewhere"),
        pytest.param(policy(NAMED), "internal/a/b", WHOLE, id="below the named one"),
        pytest.param(
            policy(INTERNAL), "internal/a", Release(("use",), True), id="rest is inherited"
        ),
        pytest.param(policy(INTERNAL), "internal/a#code", Release(("use",), True), id="a part"),
        pytest.param(
            policy(NAMED, INTERNAL), "internal/a", Release(("host",), True), id="name first"
        ),
        pytest.param(
            policy(INTERNAL, LONGER),
            "internal/a/b",
            Release(("distribute",), False),
            id="longer glob",
        ),
        pytest.param(
            policy(INTERNAL, stated=Scoped(HERE, acts=("host",))),
            "internal/a",
            Release(("host",), True),
            id="the command line wins",
        ),
    ],
)
def test_release(found: Policy, component: str, expected: Release) -> None:
    assert release_of(ComponentId(component), found, WHOLE) == expected


def test_two_globs_of_one_length_are_a_mistake() -> None:
    twins = policy(Scoped(HERE, path="a/*"), Scoped(HERE, path="*/b"))
    with pytest.raises(UsageError, match="both give the release of a/b"):
        release_of(ComponentId("a/b"), twins, WHOLE)
