"""`setup.py`: what is computed or of another call first, then what is spelled out."""

from __future__ import annotations

import pytest

from licscan.extract import setup_py
from licscan.model import Basis, ComponentClaim, Gap, Kind, LicenseClaim, ParentClaim, Span
from licscan.sources.document import from_bytes

HEAD = "from setuptools import setup, find_packages\n"


def read(code: str, head: str = HEAD) -> list[object]:
    return list(setup_py.extract(from_bytes("setup.py", (head + code).encode())))


IGNORED = [
    ("setup()", "settings stand elsewhere"),
    ("# setup(license='MIT')", "comment"),
    ("'''setup(license='x')'''", "string"),
    ("def setup(**k): ...\nsetup(license='MIT')", "function of its own"),
    ("import app\napp.setup(license='MIT')", "another setup"),
    ("setup(license=open('LICENSE').read())", "read from a file"),
    ("setup(license=about['license'])", "computed"),
    ("setup(license='x' * 3, classifiers=CLASSIFIERS)", "names from outside"),
    ("setup(license_files=['LICENSE'], packages=['MIT'])", "other keywords"),
    ("setup(install_requires=open('requirements.txt').readlines())", "requirements elsewhere"),
    ("setup(extras_require={'dev': ['pytest'], 'docs': ['sphinx']})", "extras for development"),
]


@pytest.mark.parametrize("code", [pytest.param(c, id=i) for c, i in IGNORED])
def test_setup_py_ignores(code: str) -> None:
    assert read(code) == []


def test_setup_py_tells_what_it_cannot_parse() -> None:
    (gap,) = read("print 'x'\nsetup(license='MIT')\n")
    assert isinstance(gap, Gap)
    assert gap.span.line == 2


def test_setup_py_finds_license_and_name() -> None:
    component, license = read("setup(\n    name='app',\n    license='Apache 2.0',\n)\n")
    assert component == ComponentClaim(Span("setup.py"), Kind.CODE, "setup_py", name="app")
    assert license == LicenseClaim(Span("setup.py", 4), "Apache 2.0", Basis.DECLARED, "setup_py")


def test_setup_py_reads_classifiers_where_no_license_is_named() -> None:
    classifiers = (
        "C = ['License :: OSI Approved', 'License :: OSI Approved :: MIT License',\n"
        "     'Programming Language :: Python']\n"
    )
    found = [
        f.raw for f in read(classifiers + "setup(classifiers=C)") if isinstance(f, LicenseClaim)
    ]
    assert found == ["MIT License"]
    both = read(classifiers + "setup(classifiers=C, license='BSD-3-Clause')")
    assert [f.raw for f in both if isinstance(f, LicenseClaim)] == ["BSD-3-Clause"]


def test_setup_py_finds_what_users_install() -> None:
    code = (
        "import setuptools\nREQUIRED = ['numpy>=1', 'Torch==2.0']\n"
        "setuptools.setup(install_requires=REQUIRED, "
        "extras_require={'gpu': ['cupy'], 'test': ['pytest']})\n"
    )
    found = [(f.raw, f.revision, f.span.line) for f in read(code, "") if isinstance(f, ParentClaim)]
    assert found == [
        ("pkg:pypi/numpy", "", 2),
        ("pkg:pypi/torch", "2.0", 2),
        ("pkg:pypi/cupy", "", 3),
    ]
