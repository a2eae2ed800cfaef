"""JSON and YAML with places: a value, and where each part of it stands.

Places are JSON pointers (RFC 6901); they are worked out when someone asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from licscan.late import late
from licscan.model import Span
from licscan.sources import plain_yaml
from licscan.sources.unreadable import Unreadable

_DEEPEST = 100
_MOST_ALIASES = 200
_MOST_NODES = 500_000

Duplicates = tuple[tuple[str, int], ...]


class Positioned:
    """A parsed value and the places of its parts."""

    def __init__(
        self,
        path: str,
        value: Any,
        places: Callable[[], dict[str, tuple[int, int]]],
        duplicates: Duplicates = (),
        more_documents: bool = False,
        root: str = "",
    ) -> None:
        self.path = path
        self._root = root
        self.value = value
        self.duplicates = duplicates
        """Keys given twice: pointer and line."""
        self.more_documents = more_documents
        self._find = places
        self._places: dict[str, tuple[int, int]] | None = None

    def span(self, pointer: str = "") -> Span:
        """Return the place of the value at a pointer, or of what encloses it."""
        places = self._all_places()
        wanted = pointer = self._root + pointer
        while wanted and wanted not in places:
            wanted = wanted.rpartition("/")[0]
        line, column = places.get(wanted, (1, 1))
        return Span(self.path, line, column, pointer)

    def below(self, key: str | int) -> Positioned:
        """Return the value at a key as one of its own; its places stay those of the whole."""
        return Positioned(
            self.path, self.value[key], self._all_places, root=f"{self._root}/{escape(key)}"
        )

    def _all_places(self) -> dict[str, tuple[int, int]]:
        if self._places is None:
            self._places = self._find()
        return self._places


def escape(key: object) -> str:
    """Write a key as a JSON pointer token."""
    return str(key).replace("~", "~0").replace("/", "~1")


def positioned_json(path: str, text: str) -> Positioned:
    """Parse JSON.

    Raises:
        Unreadable: it is not JSON, or nested too deeply.
    """
    duplicates: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            keys = [key for key, _ in items]
            duplicates.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return found

    text = text.removeprefix("\ufeff")
    try:
        value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        problem = f"The file is not valid JSON (line {error.lineno}: {error.msg})."
        raise Unreadable(problem, line=error.lineno) from error
    except RecursionError as error:
        raise Unreadable("The JSON is nested too deeply.", limit=True) from error
    except ValueError as error:
        raise Unreadable(f"The file is not valid JSON ({error}).") from error
    twice = tuple((f"/{escape(key)}", 1) for key in duplicates)
    return Positioned(path, value, lambda: _json_places(text), twice)


_JSON_TOKEN = late(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


def _json_places(text: str) -> dict[str, tuple[int, int]]:
    """Walk the tokens once; keys and indexes make the pointers."""
    places: dict[str, tuple[int, int]] = {}
    stack: list[list[Any]] = []
    line, line_start, seen = 1, 0, 0
    key: str | None = None
    for token in _JSON_TOKEN.finditer(text):
        word = token.group()
        line += text.count("\n", seen, token.start())
        # Only what is new is searched: a bill of materials may well be a single line of megabytes.
        line_start = (text.rfind("\n", seen, token.start()) + 1) or line_start
        seen = token.start()
        if word in "}]":
            if stack:
                stack.pop()
            continue
        if word == ",":
            if stack and stack[-1][1] is not None:
                stack[-1][1] += 1
            key = None
            continue
        if word == ":":
            continue
        if stack and stack[-1][1] is None and key is None:
            key = str(json.loads(word)) if word.startswith('"') else word
            continue
        here = "" if not stack else f"{stack[-1][0]}/{_token(stack[-1], key)}"
        places.setdefault(here, (line, token.start() - line_start + 1))
        key = None
        if word in "{[":
            stack.append([here, None if word == "{" else 0])
    return places


def _token(frame: list[Any], key: str | None) -> str:
    return str(frame[1]) if frame[1] is not None else escape(key or "")


def positioned_yaml(path: str, text: str, first_line: int = 1) -> Positioned:
    """Parse the first YAML document of a text that begins at `first_line` of its file.

    Only null, true, false and numbers are resolved, so `license: no` stays a word.

    Raises:
        Unreadable: it is not YAML, too deep, or too full of aliases.
    """
    plain = plain_yaml.read(text, first_line)
    if plain:
        return Positioned(path, plain.value, lambda: plain.places)
    import yaml

    loader = yaml.CSafeLoader(_yaml_clean(text))
    try:
        loader.check_node()
        node = loader.get_node()
        more = _more_documents(loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        reason = error.problem or "it cannot be parsed"
        raise Unreadable(f"The YAML is broken at line {line}: {reason}.", line=line) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable("The YAML cannot be parsed.", line=first_line) from error
    finally:
        loader.dispose()
    builder = _Builder(first_line)
    value = builder.build(node, 0) if node is not None else None
    places = (lambda: _yaml_places(node, first_line)) if node is not None else dict
    return Positioned(path, value, places, tuple(builder.duplicates), more)


def _yaml_clean(text: str) -> str:
    """Replace what the YAML reader refuses to see at all."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]", "\ufffd", text)


def _more_documents(loader: Any) -> bool:
    import yaml

    try:
        return bool(loader.check_node())
    except yaml.YAMLError:
        return True


_INT = late(r"[-+]?[0-9]+\Z")
_FLOAT = late(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {**plain_yaml.NOT_WORDS, "~": None, "": None}


class _Builder:
    """Turns composed nodes into plain values, within bounds."""

    def __init__(self, first_line: int) -> None:
        self.duplicates: list[tuple[str, int]] = []
        self._first_line = first_line
        self._built: dict[int, int] = {}
        self._nodes = 0
        self._aliases = 0

    def build(self, node: Any, depth: int) -> Any:
        self._count(node, depth)
        kind = node.id
        if kind == "scalar":
            return _scalar(node)
        if kind == "sequence":
            return [self.build(item, depth + 1) for item in node.value]
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if key_node.id == "scalar" else str(key_node.start_mark.line)
            value = self.build(value_node, depth + 1)
            if key == "<<" and isinstance(value, dict):
                found = {**value, **found}
                continue
            if key in found:
                line = key_node.start_mark.line + self._first_line
                self.duplicates.append((f"/{escape(key)}", line))
            found[key] = value
        return found

    def _count(self, node: Any, depth: int) -> None:
        self._nodes += 1
        times = self._built[id(node)] = self._built.get(id(node), 0) + 1
        self._aliases += times > 1
        if depth > _DEEPEST or self._nodes > _MOST_NODES or self._aliases > _MOST_ALIASES:
            raise Unreadable(
                "The YAML is nested too deeply or repeats itself too often.", limit=True
            )


def _scalar(node: Any) -> Any:
    word = node.value
    if node.style in ("'", '"', "|", ">") or (node.tag.endswith(":str") and word not in _WORDS):
        return word
    if word in _WORDS:
        return _WORDS[word]
    if _INT.match(word) and len(word) < 300:
        return int(word)
    return float(word) if _FLOAT.match(word) else word


def _yaml_places(node: Any, first_line: int) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    stack = [("", node, 0)]
    while stack:
        pointer, current, depth = stack.pop()
        mark = current.start_mark
        places.setdefault(pointer, (mark.line + first_line, mark.column + 1))
        if depth > _DEEPEST:
            continue
        if current.id == "sequence":
            for index, item in enumerate(current.value):
                stack.append((f"{pointer}/{index}", item, depth + 1))
        elif current.id == "mapping":
            for key_node, value_node in current.value:
                key = key_node.value if key_node.id == "scalar" else key_node.start_mark.line
                stack.append((f"{pointer}/{escape(key)}", value_node, depth + 1))
    return places
