"""Our reading of SPDX 2 documents against spdx-tools, on other people's documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.extract.spdx_documents import packages_of
from licscan.sources.document import from_file

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "sbom"


def _documents() -> list[Path]:
    """Return the smaller documents: spdx-tools takes many seconds for one of 300 kB."""
    return [
        file
        for file in sorted(SHARED.rglob("*.json"))
        if file.stat().st_size < 60_000
        and str(json.loads(file.read_bytes()).get("spdxVersion", "")).startswith("SPDX-2.")
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
def test_spdx_packages_and_licenses_are_what_the_library_reads() -> None:
    parse_file = pytest.importorskip("spdx_tools.spdx.parser.parse_anything").parse_file
    license_expression = pytest.importorskip("license_expression").get_spdx_licensing()

    def plain(raw: object) -> str:
        return str(license_expression.parse(str(raw))) if raw is not None else ""

    documents = _documents()
    assert documents
    for file in documents:
        ours = {
            name: (
                package.title,
                [(row.concluded, plain(row.raw)) for row in package.statements if not row.found],
            )
            for name, package in packages_of(from_file(file.name, file).json()).items()
        }
        theirs = {
            package.spdx_id: (
                package.name,
                [
                    (concluded, plain(stated))
                    for concluded, stated in (
                        (False, package.license_declared),
                        (True, package.license_concluded),
                    )
                    if stated is not None
                ],
            )
            for package in parse_file(str(file)).packages
        }
        assert ours == theirs, file
