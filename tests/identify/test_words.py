"""License words of fields: what is not read into them, what they leave open, what they mean."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licscan.expressions import canonical
from licscan.identify.words import resolve_word

NAMELESS, UNKNOWN, UNPARSABLE = "other-without-name", "unknown-license", "unparsable"
FAMILY, DEPRECATED = "ambiguous-family-tag", "deprecated-id"

CC4 = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0")
OPENRAIL = (
    "LicenseRef-scancode-bigscience-open-rail-m",
    "LicenseRef-scancode-stable-diffusion-2022-08-22",
    "LicenseRef-scancode-bigcode-open-rail-m-v1",
)


def either(stem: str) -> tuple[str, str]:
    return (f"{stem}-only", f"{stem}-or-later")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", NAMELESS),
        ("   ", NAMELESS),
        ("other", NAMELESS),
        ("Other", NAMELESS),
        ("unknown", NAMELESS),
        ("unkown", NAMELESS),
        ("unknown-", NAMELESS),
        ("other-", NAMELESS),
        ("other-unk", NAMELESS),
        ("None", NAMELESS),
        ("none", NAMELESS),
        ("no", NAMELESS),
        ("False", NAMELESS),
        ("n/a", NAMELESS),
        ("No License", NAMELESS),
        ("Unspecified", NAMELESS),
        ("custom", NAMELESS),
        ("Various", NAMELESS),
        ("LICENSE", NAMELESS),
        ("see LICENSE", NAMELESS),
        ("copyright-authors", NAMELESS),
        ("UNLICENSED", UNKNOWN),
        ("Unlicensed", UNKNOWN),
        ("proprietary", UNKNOWN),
        ("All rights reserved", UNKNOWN),
        ("Non Commercial", UNKNOWN),
        ("other-research-only", UNKNOWN),
        ("other-bronze-oa", UNKNOWN),
        ("other-no-cc", UNKNOWN),
        ("OANC", UNKNOWN),
        ("msr-la", UNKNOWN),
        ("10K<n<100K", UNKNOWN),
        ("race", UNKNOWN),
        ("acme-1.0", UNKNOWN),
        ("not MIT", UNKNOWN),
        ("permit", UNKNOWN),
        ("MIT CSAIL", UNKNOWN),
        ("apache foundation", UNKNOWN),
        ("Apache Software Foundation", UNKNOWN),
        ("gpl-like", UNKNOWN),
        ("MIT (code)", UNKNOWN),
        ("mit (non-commercial)", UNKNOWN),
        ("MIT with commons clause", UNKNOWN),
        ("apache-2.0-nc", UNKNOWN),
        ("cc-by-4.0-modified", UNKNOWN),
        ("modified apache 2.0", UNKNOWN),
        ("CC BY 4.0 CC BY-NC 4.0", UNKNOWN),
        ("cc-sa-4.0", UNKNOWN),
        ("MIT/Proprietary", UNKNOWN),
        ("code: MIT, data: on request", UNKNOWN),
        ("example.org/licenses/MIT", UNKNOWN),
        ("creativecommons.org/about", UNKNOWN),
        ("License :: OSI Approved", UNKNOWN),
        ("proprietary-license", UNKNOWN),
        ("free-unknown", UNKNOWN),
        ("other-permissive", UNKNOWN),
        ("personal use only", UNKNOWN),
        ("nvidia", UNKNOWN),
        ("microsoft", UNKNOWN),
        ("notspecified", NAMELESS),
        ("No license specified", NAMELESS),
        ("Non-MIT", UNKNOWN),
        ("MIT?", UNKNOWN),
        ("MIT*", UNKNOWN),
        ("MIT-like", UNKNOWN),
        ("MIT or later", UNKNOWN),
        ("cc-by-2.1", UNKNOWN),
        ("gpl+", UNKNOWN),
        ("nvidia-license", UNKNOWN),
        ("qwen-community-1.0", UNKNOWN),
        ("stable-cascade-nc-community", UNKNOWN),
        ("falcon-mamba-7b-license", UNKNOWN),
        ("mixed-apache-2.0-mit", UNKNOWN),
        ("mixed-cc-by-sa-4.0-and-licence-ouverte-2011", UNKNOWN),
        ("other-multiple licenses: 'cc0', 'hybrid-oa'", UNKNOWN),
        ("other-Creative Commons Attribution 2.5 South Africa License", UNKNOWN),
        ("MIT AND Proprietary", UNKNOWN),
        ("a AND b", UNKNOWN),
        ("MIT WITH foo", UNKNOWN),
        ("MIT OR", UNPARSABLE),
        ("MIT AND (ISC", UNPARSABLE),
        ("mit " * 200, UNKNOWN),
    ],
)
def test_no_license_is_read_into_it(raw: str, problem: str) -> None:
    word = resolve_word(raw)
    assert (word.raw, word.expression, word.members) == (raw, None, ())
    assert word.problem == problem


@pytest.mark.parametrize(
    "address",
    [
        "https://huggingface.co/org/model/blob/main/LICENSE",
        "https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/README.md",
        "https://github.com/org/repo",
        "https://github.com/pytorch/vision",
        "https://github.com/pytorch/vision/blob/main/docs/LICENSE",
        "https://github.com/ultralytics/yolov3/blob/v8/LICENSE",
        "https://choosealicense.com/licenses/undefined/",
        "https://creativecommons.org/licenses/by/2.5/za/",
        "https://creativecommons.org/licenses/",
        "https://opensource.org/licenses",
        "https://www.gnu.org/licenses/gpl-faq.html",
        "https://developer.twitter.com/en/developer-terms/agreement",
        "Custom, based on https://www.apache.org/licenses/LICENSE-2.0",
        "https://opensource.org/licenses/MIT https://example.org/terms.pdf",
    ],
)
def test_an_address_that_does_not_say(address: str) -> None:
    word = resolve_word(address)
    assert (word.readings, word.problem) == ((), UNKNOWN)


def test_not_asserted_is_no_license_and_no_fault() -> None:
    word = resolve_word("NOASSERTION")
    assert (word.readings, word.problem) == ((), "")


@pytest.mark.parametrize(
    ("raw", "members", "problem"),
    [
        ("gpl", (*either("GPL-2.0"), *either("GPL-3.0")), FAMILY),
        ("GNU GPL", (*either("GPL-2.0"), *either("GPL-3.0")), FAMILY),
        ("lgpl", (*either("LGPL-2.1"), *either("LGPL-3.0")), FAMILY),
        ("AGPL", either("AGPL-3.0"), FAMILY),
        ("bsd", ("BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"), FAMILY),
        ("BSD License", ("BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"), FAMILY),
        ("other-bsd", ("BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"), FAMILY),
        ("cc", (*CC4, "CC-BY-NC-ND-4.0", "CC0-1.0"), FAMILY),
        ("Creative Commons 4.0", (*CC4, "CC-BY-NC-ND-4.0"), FAMILY),
        ("cc-by", ("CC-BY-4.0", "CC-BY-3.0", "CC-BY-2.5", "CC-BY-2.0"), FAMILY),
        (
            "Attribution-ShareAlike License",
            ("CC-BY-SA-4.0", "CC-BY-SA-3.0", "CC-BY-SA-2.5", "CC-BY-SA-2.0"),
            FAMILY,
        ),
        ("gfdl", (*either("GFDL-1.1"), *either("GFDL-1.2"), *either("GFDL-1.3")), FAMILY),
        ("openrail", OPENRAIL, FAMILY),
        ("Apache", ("Apache-2.0", "Apache-1.1"), FAMILY),
        ("Apache Software License", ("Apache-2.0", "Apache-1.1"), FAMILY),
        ("BSL", ("BSL-1.0", "BUSL-1.1"), FAMILY),
        ("Public Domain", ("LicenseRef-licscan-CC-PDM-1.0", "CC0-1.0"), FAMILY),
        ("mit,apache-2.0", ("MIT", "Apache-2.0"), FAMILY),
        ("MIT/Apache-2.0", ("MIT", "Apache-2.0"), FAMILY),
        ("CC-BY-SA-3.0 & AGPL", ("CC-BY-SA-3.0", *either("AGPL-3.0")), FAMILY),
        ("MIT + Apache-2.0", ("MIT", "Apache-2.0"), FAMILY),
        ("MIT and/or Apache-2.0", ("MIT", "Apache-2.0"), FAMILY),
        ("['mit', 'apache-2.0']", ("MIT", "Apache-2.0"), FAMILY),
        ("Dual licensed under MIT and Apache-2.0", ("MIT", "Apache-2.0"), FAMILY),
        ("apache-2.0 (code), cc-by-4.0 (data)", ("Apache-2.0", "CC-BY-4.0"), FAMILY),
        ("code: MIT, data: CC-BY-4.0", ("MIT", "CC-BY-4.0"), FAMILY),
        ("MIT for code and CC-BY-4.0 for data", ("MIT", "CC-BY-4.0"), FAMILY),
        ("CC BY 4.0 / CC BY-SA 4.0", ("CC-BY-4.0", "CC-BY-SA-4.0"), FAMILY),
        ("BSD License 2.0", ("BSD-2-Clause", "BSD-3-Clause"), FAMILY),
        ("intel-license", ("Intel", "Intel-ACPI", "HPND-Intel"), FAMILY),
        ("Python Software Foundation License v2", ("PSF-2.0", "Python-2.0"), FAMILY),
        (
            "License :: OSI Approved :: BSD License",
            tuple(f"BSD-{n}-Clause" for n in (2, 3, 4)),
            FAMILY,
        ),
        (
            "http://www.opendefinition.org/licenses/gfdl",
            (*either("GFDL-1.1"), *either("GFDL-1.2"), *either("GFDL-1.3")),
            FAMILY,
        ),
        ("https://data.gov.uk/ogl", ("OGL-UK-3.0", "OGL-UK-2.0", "OGL-UK-1.0"), FAMILY),
        ("Apache 2.0 https://opensource.org/licenses/MIT", ("MIT", "Apache-2.0"), FAMILY),
        ("gpl-3.0", either("GPL-3.0"), DEPRECATED),
        ("GPL-3.0", either("GPL-3.0"), DEPRECATED),
        ("gnu-gpl-v3.0", either("GPL-3.0"), DEPRECATED),
        ("GPLv2", either("GPL-2.0"), DEPRECATED),
        ("GNU LGPL v3", either("LGPL-3.0"), DEPRECATED),
        ("gfdl-1.1", either("GFDL-1.1"), DEPRECATED),
        ("https://www.gnu.org/licenses/gpl-3.0.en.html", either("GPL-3.0"), DEPRECATED),
        (
            "GPL-2.0-with-classpath-exception",
            tuple(f"{one} WITH Classpath-exception-2.0" for one in either("GPL-2.0")),
            DEPRECATED,
        ),
        (
            "MIT OR GPL-2.0",
            ("GPL-2.0-only OR MIT", "GPL-2.0-or-later OR MIT"),
            DEPRECATED,
        ),
        ("MIT AND bsd", tuple(f"BSD-{n}-Clause AND MIT" for n in (2, 3, 4)), FAMILY),
    ],
)
def test_what_is_open_stays_open(raw: str, members: tuple[str, ...], problem: str) -> None:
    word = resolve_word(raw)
    assert (word.expression, word.members, word.problem) == (None, members, problem)


@pytest.mark.parametrize(
    ("raw", "members"),
    [
        (
            "gemma",
            (
                "LicenseRef-scancode-gemma-tou-2025-03-24",
                "LicenseRef-scancode-gemma-tou-2024-04-01",
            ),
        ),
        (
            "grok2-community",
            ("LicenseRef-licscan-xai-community-2025-11",),
        ),
        (
            "fair-noncommercial-research-license",
            ("LicenseRef-licscan-fair-noncommercial-research",),
        ),
        (
            "openrail++",
            (
                "LicenseRef-licscan-creativeml-openrail-pp-m-sdxl",
                "LicenseRef-scancode-bigscience-open-rail-m2",
            ),
        ),
    ],
)
def test_one_tag_several_texts(raw: str, members: tuple[str, ...]) -> None:
    word = resolve_word(raw)
    assert (word.expression, word.members, word.problem) == (members[0], members, "")
    assert word.note


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("mit", "MIT"),
        ("MIT", "MIT"),
        (" apache-2.0\n", "Apache-2.0"),
        ("bsl-1.0", "BSL-1.0"),
        ("bsl-1.1", "BUSL-1.1"),
        ("NONE", "NONE"),
        ("Zlib", "Zlib"),
        ("ncsa", "NCSA"),
        ("LicenseRef-acme", "LicenseRef-acme"),
        ("licenseref-scancode-qwen-2024", "LicenseRef-scancode-qwen-2024"),
        ("llama-3.1-license-2024", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("O-UDA-1.0", "LicenseRef-scancode-o-uda-1.0"),
        ("CC-PDM-1.0", "LicenseRef-licscan-CC-PDM-1.0"),
        ("unlicense", "Unlicense"),
        ("Apache 2.0", "Apache-2.0"),
        ("Apache-2", "Apache-2.0"),
        ('Apache License, Version 2.0 (the "License")', "Apache-2.0"),
        ("other-ASL 2.0", "Apache-2.0"),
        ("The MIT License (MIT)", "MIT"),
        ("Expat", "MIT"),
        ('BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause"),
        ("3-clause BSD", "BSD-3-Clause"),
        ("Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("cc-by-4", "CC-BY-4.0"),
        ("cc-by-nc-nd-3-0", "CC-BY-NC-ND-3.0"),
        ("CC BY-SA-NC 4.0", "CC-BY-NC-SA-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0", "CC-BY-SA-4.0"),
        ("Attribution 4.0 International (CC BY 4.0)", "CC-BY-4.0"),
        (
            "Creative Commons Attribution-NonCommercial 4.0 International Public License",
            "CC-BY-NC-4.0",
        ),
        ("cc-by-sa-3.0-at", "CC-BY-SA-3.0-AT"),
        ("CC-BY-3.0-IGO", "CC-BY-3.0-IGO"),
        ("cc-0", "CC0-1.0"),
        ("CC0: Public Domain", "CC0-1.0"),
        ("Creative Commons CCZero 1.0", "CC0-1.0"),
        ("ODC Open Database License v1.0", "ODbL-1.0"),
        ("ODC-BY-1.0", "ODC-By-1.0"),
        ("other-C-UDA", "C-UDA-1.0"),
        ("CDLA Sharing 1.0", "CDLA-Sharing-1.0"),
        ("GNU General Public License v3 or later (GPLv3+)", "GPL-3.0-or-later"),
        ("gpl-3.0+", "GPL-3.0-or-later"),
        ("gfdl-1.3-or-later", "GFDL-1.3-or-later"),
        ("lgpl-3.0-only", "LGPL-3.0-only"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("US-Government-Works", "LicenseRef-scancode-us-govt-public-domain"),
        ("OpenAI", "LicenseRef-scancode-openai-tou-20241211"),
        ("Llama 3.1 Community License Agreement", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("stabilityai-ai-community", "LicenseRef-scancode-stability-ai-community-2024"),
        ("mrl", "LicenseRef-licscan-mistral-mrl-0.1"),
        ("mit, MIT", "MIT"),
        ("License :: OSI Approved :: MIT License", "MIT"),
        (
            "License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)",
            "GPL-3.0-or-later",
        ),
        ("GPL version 3 or (at your option) any later version", "GPL-3.0-or-later"),
        ("CC-NC-BY-4.0", "CC-BY-NC-4.0"),
        ("CC-4.0-BY", "CC-BY-4.0"),
        ("ccbysa4.0", "CC-BY-SA-4.0"),
        ("CC BY 4.0 Deed", "CC-BY-4.0"),
        ("CC BY-SA 3.0 Germany", "CC-BY-SA-3.0-DE"),
        (
            "Creative Commons Attribution-ShareAlike 3.0 Germany (CC BY-SA 3.0 DE)",
            "CC-BY-SA-3.0-DE",
        ),
        ("BSD-2", "BSD-2-Clause"),
        ("bsd-simplified", "BSD-2-Clause"),
        ("bsd-new", "BSD-3-Clause"),
        ("gpl-3.0-plus", "GPL-3.0-or-later"),
        ("lgpl-2.1-plus", "LGPL-2.1-or-later"),
        ("CeCILL Free Software License Agreement v2.1", "CECILL-2.1"),
        ("Mozilla Public License 1.1", "MPL-1.1"),
        ("Apache License Version 2.0, January 2004", "Apache-2.0"),
        ("Apache 2.0 License with LLVM exceptions", "Apache-2.0 WITH LLVM-exception"),
        ("SPDX-License-Identifier: MIT", "MIT"),
        ("SPDX:MIT", "MIT"),
        ('["cc-by-4.0"]', "CC-BY-4.0"),
        ("MIT OR Apache-2.0", "Apache-2.0 OR MIT"),
        ("Apache 2.0 or MIT", "Apache-2.0 OR MIT"),
        ("llama3.1 AND apache-2.0", "Apache-2.0 AND LicenseRef-scancode-llama-3.1-license-2024"),
        (
            "gemma-terms-of-use-and-dinov3-license",
            "LicenseRef-licscan-dinov3 AND LicenseRef-scancode-gemma-tou-2025-03-24",
        ),
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ),
        ("Apache-2.0+", "Apache-2.0+"),
        ("[mit](https://opensource.org/licenses/MIT)", "MIT"),
        ("MIT (see https://example.org/LICENSE)", "MIT"),
    ],
)
def test_one_meaning(raw: str, expected: str) -> None:
    word = resolve_word(raw)
    assert (word.raw, word.expression, word.problem) == (raw, expected, "")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://spdx.org/licenses/Apache-2.0.html", "Apache-2.0"),
        ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("See https://www.apache.org/licenses/LICENSE-2.0.", "Apache-2.0"),
        ("https://opensource.org/license/mit/", "MIT"),
        ("https://opensource.org/licenses/mit-license.php", "MIT"),
        ("https://opensource.org/license/isc-license-txt", "ISC"),
        ("https://opensource.org/license/osl-3-0-php", "OSL-3.0"),
        ("https://opensource.org/license/ms-pl-html", "MS-PL"),
        ("creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("opensource.org/licenses/MIT", "MIT"),
        ("https://creativecommons.org/license/by-nc/4.0/", "CC-BY-NC-4.0"),
        ("https://creativecommons.org/licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/igo/deed.fr", "CC-BY-SA-3.0-IGO"),
        ("https://licenses.nuget.org/MIT", "MIT"),
        ("https://tldrlegal.com/license/mit-license", "MIT"),
        ("https://choosealicense.com/licenses/cc-by-3.0/", "CC-BY-3.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/2.0/", "CC-BY-NC-SA-2.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.de", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/deed.pt_BR", "CC-BY-SA-3.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/legalcode.fr", "CC-BY-NC-ND-4.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/de/", "CC-BY-SA-3.0-DE"),
        ("https://creativecommons.org/licenses/by-sa/3.0/de/deed.en", "CC-BY-SA-3.0-DE"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "LicenseRef-licscan-CC-PDM-1.0"),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
        ("https://www.mozilla.org/en-US/MPL/2.0/", "MPL-2.0"),
        ("https://www.boost.org/LICENSE_1_0.txt", "BSL-1.0"),
        ("https://cdla.dev/permissive-2-0/", "CDLA-Permissive-2.0"),
        ("https://openmdw.ai/license/1-1/", "OpenMDW-1.1"),
        ("https://ai.google.dev/gemma/terms", "LicenseRef-scancode-gemma-tou-2025-03-24"),
        ("https://github.com/pytorch/vision/blob/main/LICENSE", "BSD-3-Clause"),
        ("https://raw.githubusercontent.com/pytorch/vision/v0.15.1/LICENSE", "BSD-3-Clause"),
        ("https://github.com/org/repo?tab=Apache-2.0-1-ov-file#readme", "Apache-2.0"),
        ("https://github.com/org/repo/blob/main/LICENSE-MIT", "MIT"),
        (
            "https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/LICENSE.txt",
            "LicenseRef-scancode-llama-3.2-license-2024",
        ),
        ("https://huggingface.co/Qwen/Qwen2.5-7B/blob/main/LICENSE", "Apache-2.0"),
        (
            "https://huggingface.co/Qwen/Qwen2.5-3B/blob/main/LICENSE",
            "LicenseRef-licscan-qwen-research-2024",
        ),
    ],
)
def test_addresses(address: str, expected: str) -> None:
    word = resolve_word(address)
    assert (word.expression, word.problem) == (expected, "")


@pytest.mark.parametrize(
    ("raw", "name", "link", "readings", "problem"),
    [
        ("other", "", "", (), NAMELESS),
        ("other", "", "LICENSE.md", (), UNKNOWN),
        ("other", "my-model-license", "LICENSE", (), UNKNOWN),
        ("other", "acme-license", "https://www.apache.org/licenses/LICENSE-2.0", (), UNKNOWN),
        ("other", "proprietary", "", (), UNKNOWN),
        (
            "other",
            "apache-2.0",
            "https://opensource.org/licenses/MIT",
            ("Apache-2.0", "MIT"),
            FAMILY,
        ),
        ("other", "apache-2.0", "", ("Apache-2.0",), ""),
        ("other", "apache-2.0", "LICENSE", ("Apache-2.0",), ""),
        ("other", "", "https://www.apache.org/licenses/LICENSE-2.0", ("Apache-2.0",), ""),
        ("other", "my-license", "https://opensource.org/licenses/MIT", ("MIT",), ""),
        (
            "other",
            "gemma-terms-of-use",
            "https://ai.google.dev/gemma/terms",
            ("LicenseRef-scancode-gemma-tou-2025-03-24",),
            "",
        ),
        ("unknown", "mit", "", ("MIT",), ""),
        ("mit", "apache-2.0", "LICENSE", ("MIT",), ""),
        ("gpl", "GPL-3.0-only", "", (*either("GPL-2.0"), *either("GPL-3.0")), FAMILY),
    ],
)
def test_name_and_link_beside_it(
    raw: str, name: str, link: str, readings: tuple[str, ...], problem: str
) -> None:
    word = resolve_word(raw, name, link)
    assert (word.raw, word.readings, word.problem) == (raw, readings, problem)


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_no_word_breaks_it(raw: str, name: str, link: str) -> None:
    word = resolve_word(raw, name, link)
    assert word.raw == raw
    assert all(canonical(one) == one for one in word.readings)


_PIECES = ["MIT", "gpl", "Apache 2.0", "LicenseRef-x", "other", "cc-by", " AND ", " or ", " WITH "]
_MARKS = ["(", ")", "+", ",", "/", "-and-", " ", "https://spdx.org/licenses/", "?", "\n", "v3", "0"]


@given(st.lists(st.sampled_from(_PIECES + _MARKS), max_size=9).map("".join))
def test_no_mixture_breaks_it(raw: str) -> None:
    word = resolve_word(raw)
    assert word.expression is not None or word.problem or not word.members
    assert all(canonical(one) == one for one in word.readings)


def test_a_tag_loads_neither_tables_nor_libraries() -> None:
    script = (
        "import sys; from licscan.identify.words import resolve_word; resolve_word('apache-2.0');"
        "print([name for name in ('tomllib', 'license_expression', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("raw", "source", "expected"),
    [
        ("UNLICENSED", "card", None),
        ("UNLICENSED", "", None),
        ("unlicensed", "package_json", None),
        ("Unlicense", "package_json", "Unlicense"),
        ("UNLICENSED", "package_json", "NONE"),
    ],
)
def test_a_word_of_one_kind_of_file(raw: str, source: str, expected: str | None) -> None:
    word = resolve_word(raw, source=source)
    assert (word.raw, word.expression) == (raw, expected)
    assert bool(word.problem) == (expected is None)
