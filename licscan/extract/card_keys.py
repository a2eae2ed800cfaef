"""The keys of a card: which of them make it a card, and what sort of thing it is about.

Source: huggingface/hub-docs `modelcard.md`, `datasetcard.md`, `spaces-config-reference.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licscan.extract.parsed import entry, rows, text, texts
from licscan.model import Kind

if TYPE_CHECKING:
    from collections.abc import Set

LICENSE_KEYS = ("license", "licenses", "licence")
"""The key of the Hub, the one of its first dataset cards, and the British one."""

_DATASET = frozenset(
    """
    task_categories task_ids source_datasets size_categories annotations_creators dataset_info
    language_creators multilinguality pretty_name train-eval-index dataset_size
    """.split()
)
_MODEL = frozenset(
    """
    base_model base_models base_model_sources base_model_relation library_name pipeline_tag
    model-index widget model_name new_version inference
    """.split()
)
_APP = frozenset({"sdk"})
_EITHER = frozenset({*LICENSE_KEYS, "license_name", "license_link", "datasets"})
_LOOSE = frozenset({"tags", "language", "languages", "metrics", "thumbnail"})
_PAGE = frozenset({"title", "layout", "permalink", "slug", "sidebar_label", "sidebar_position"})

KEYS = _DATASET | _MODEL | _APP | _EITHER
"""The keys that only a card has."""

_MODALITIES = {
    ("text",): """
        text-generation text2text-generation text-classification token-classification
        zero-shot-classification question-answering table-question-answering summarization
        translation fill-mask feature-extraction sentence-similarity text-ranking conversational
        """,
    ("image", "text"): """
        image-text-to-text visual-question-answering document-question-answering image-to-text
        text-to-image zero-shot-image-classification zero-shot-object-detection
        visual-document-retrieval image-text-to-image
        """,
    ("image",): """
        image-classification object-detection image-segmentation image-to-image depth-estimation
        unconditional-image-generation image-feature-extraction mask-generation keypoint-detection
        """,
    ("text", "video"): "video-text-to-text text-to-video",
    ("image", "video"): "image-to-video",
    ("image", "text", "video"): "image-text-to-video",
    ("video",): "video-classification video-to-video",
    (
        "audio",
        "text",
    ): "audio-text-to-text automatic-speech-recognition text-to-speech text-to-audio",
    ("audio",): "audio-classification audio-to-audio voice-activity-detection",
    ("audio", "image", "text", "video"): "any-to-any",
}
_BY_TASK = {task: kinds for kinds, tasks in _MODALITIES.items() for task in tasks.split()}


def is_card(keys: Set[str], is_titled: bool) -> bool:
    """Tell whether front matter with these keys is a card's.

    *is_titled* says that the file is named as a card is (README). The keys of a web site's page
    beside a license say that it is a page.
    """
    if keys & (_DATASET | _MODEL | _APP | {"datasets"}):
        return True
    if is_titled and keys & _EITHER:
        return True
    return bool(keys & (_EITHER | _LOOSE if is_titled else _EITHER)) and not keys & _PAGE


def kind(keys: Set[str], value: object, heading: str) -> Kind:
    """Return what a card is about; *heading* is its first one, which may say `Dataset Card for`."""
    if keys & _APP:
        return Kind.CODE
    if keys & _MODEL:
        return Kind.MODEL
    has_files = any("data_files" in row for _, row in rows(entry(value, "configs")))
    names_data = heading.lower().startswith(("dataset card", "data card", "datasheet"))
    return Kind.DATASET if keys & _DATASET or has_files or names_data else Kind.MODEL


def modality(value: object) -> tuple[str, ...]:
    """Return what goes in and comes out of a model, by its task or, without one, its tags."""
    task = text(value, "pipeline_tag")
    if task:
        return _BY_TASK.get(task, ())
    tags = entry(value, "tags")
    told = (tag for _, tag in texts(tags) if tag in _BY_TASK) if isinstance(tags, list) else ()
    return _BY_TASK.get(next(iter(told), ""), ())
