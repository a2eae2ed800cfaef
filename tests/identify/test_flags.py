"""Permission flags of hosting sites: what stands for nothing first, then what each takes away.

What a flag means is what CivitAI shows for it (civitai/civitai,
src/components/PermissionIndicator/PermissionIndicator.tsx).
"""

from __future__ import annotations

import pytest

from licscan.identify.words import resolve_word

BEGIN = "LicenseRef-licscan-civitai-"
FREE = "allowNoCredit=true, allowDerivatives=true, allowDifferentLicense=true"
ALL = "allowCommercialUse=[Image, RentCivit, Rent, Sell]"
PAGE = "https://multimodal.art/civitai-licenses"


def parts(flags: str) -> set[str]:
    found = resolve_word(f"CivitAI permissions: {flags}").expression
    assert found
    return {part.removeprefix(BEGIN) for part in found.split(" AND ")}


@pytest.mark.parametrize(
    "word",
    [
        "CivitAI permissions",
        "CivitAI permissions: none",
        "Other permissions: allowNoCredit=false",
        "allowNoCredit=false",
        "a=b",
    ],
)
def test_flags_are_not_seen_in_other_words(word: str) -> None:
    assert not resolve_word(word).readings


@pytest.mark.parametrize(
    "link", [PAGE, f"{PAGE}?", "https://multimodal.art/other?allowNoCredit=True"]
)
def test_page_without_flags_says_nothing(link: str) -> None:
    assert not resolve_word("other", "bespoke-lora-trained-license", link).readings


@pytest.mark.parametrize(
    ("flags", "unsaid"),
    [
        (FREE, True),
        (f"{ALL}, allowNoCredit=true, allowDerivatives=true", True),
        (f"{FREE}, allowCommercialUse=[Image, Lease]", True),
        (f"{ALL}, allowNoCredit=maybe, allowDerivatives=true, allowDifferentLicense=true", True),
        (f"{FREE}, allowCommercialUse=None", False),
        (f"{FREE}, allowCommercialUse=[]", False),
        (f"{FREE}, {ALL}", False),
    ],
)
def test_flag_that_is_missing_is_not_one_that_is_off(flags: str, unsaid: bool) -> None:
    assert ("unstated" in parts(flags)) is unsaid


@pytest.mark.parametrize(
    ("use", "lacks"),
    [
        ("None", {"no-image-sale", "no-paid-service", "no-model-sale"}),
        ("[]", {"no-image-sale", "no-paid-service", "no-model-sale"}),
        ("[None]", {"no-image-sale", "no-paid-service", "no-model-sale"}),
        ("[Image]", {"no-paid-service", "no-model-sale"}),
        ("[Image, RentCivit]", {"no-paid-service", "no-model-sale"}),
        ("[Sell]", {"no-image-sale", "no-paid-service"}),
        ("{Image,Rent}", {"no-model-sale"}),
        ("Image", {"no-paid-service", "no-model-sale"}),
        ("RentCivit", {"no-paid-service", "no-model-sale"}),
        ("Rent", {"no-model-sale"}),
        ("Sell", set()),
        ("[Image, RentCivit, Rent, Sell]", set()),
    ],
)
def test_words_of_commercial_use(use: str, lacks: set[str]) -> None:
    """In a list each word stands for itself; alone, in the older form, it holds those before it."""
    same = "allowNoCredit=true, allowDerivatives=true, allowDifferentLicense=false"
    assert parts(f"{same}, allowCommercialUse={use}") == {"same-permissions", *lacks}


@pytest.mark.parametrize(
    ("flags", "meant"),
    [
        (f"{FREE}, {ALL}", {"all-permissions"}),
        (
            f"{ALL}, allowNoCredit=False, allowDerivatives=False, allowDifferentLicense=False",
            {"credit", "no-shared-merges", "same-permissions"},
        ),
        (
            f"{FREE}, allowCommercialUse=None",
            {"no-image-sale-merges-free", "no-paid-service-merges-free", "no-model-sale"},
        ),
    ],
)
def test_flags_hold_together(flags: str, meant: set[str]) -> None:
    assert parts(flags) == meant


@pytest.mark.parametrize(
    ("base", "license"),
    [
        ("Flux.1 D", "LicenseRef-licscan-flux-1-dev-nc-1.1.1"),
        ("sdxl 1.0", "LicenseRef-licscan-creativeml-openrail-pp-m-sdxl"),
        ("Flux.1 S", "Apache-2.0"),
        ("Other", f"{BEGIN}all-permissions"),
        ("Something New", f"{BEGIN}unstated"),
    ],
)
def test_license_of_the_base_stands_beside_the_flags(base: str, license: str) -> None:
    word = f"CivitAI permissions: {FREE}, {ALL}, baseModel={base}"
    assert resolve_word(word).expression == license
    withheld = resolve_word(word.replace("allowNoCredit=true", "allowNoCredit=false")).expression
    assert withheld
    assert f"{BEGIN}credit" in withheld.split(" AND ")


def test_card_links_to_the_page_of_its_flags() -> None:
    query = "allowCommercialUse=Image&" + FREE.replace(", ", "&").replace("true", "True")
    found = resolve_word("other", "bespoke-lora-trained-license", f"{PAGE}?{query}")
    assert found.expression == " AND ".join(
        (f"{BEGIN}no-model-sale", f"{BEGIN}no-paid-service-merges-free")
    )
    assert not found.problem
