"""Changes of a license text: those that fill in names and blanks, and those of its wording."""

from __future__ import annotations

import pytest

from licscan.identify.scancode.rewording import Change, reworded

RULE = (
    "The Frob License\n<one line to give the frob's name and what it does>\n"
    "Permission is given by the Regents of Frob to paint it, free of charge, and to sublicense it."
)
TEXT = "Permission is for all who pay a small charge to Frobnicate Labs, and paints the frob."


def change(old: str, new: str) -> Change:
    return tuple(old.split()), tuple(new.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("regents of frob", "frobnicate labs"),
        ("one line to give the frob s name and what it does", "a small charge"),
        ("the copyright holders", "frobnicate labs"),
        ("", "frobnicate"),
        ("sublicense", "sub license"),
        ("permission", "permision"),
    ],
)
def test_names_blanks_and_spelling(old: str, new: str) -> None:
    assert list(reworded([change(old, new)], TEXT, RULE)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("free of", "for all who pay"),
        ("free of charge", ""),
        ("", "small"),
        ("to paint", "to sublicense"),
        ("regents of frob", "all who pay"),
    ],
)
def test_wording(old: str, new: str) -> None:
    assert list(reworded([change(old, new)], TEXT, RULE)) == [change(old, new)]


def test_no_change() -> None:
    assert list(reworded([], TEXT, RULE)) == []
