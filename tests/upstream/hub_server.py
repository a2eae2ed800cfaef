"""A small Hub over real HTTP: as much of its API as a client needs that reads cards.

Paths, status codes and headers are those that huggingface_hub 2.4 asks for and understands
(`hf_api.py`, `file_download.py`, `utils/_http.py`): `X-Error-Code`, `X-Repo-Commit`, `ETag`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


@dataclass
class Repository:
    """One repository of the server."""

    files: dict[str, bytes] = field(default_factory=dict)
    card: dict[str, object] = field(default_factory=dict)
    gated: str | bool = False
    disabled: bool = False
    moved_to: str = ""
    changed: str = "2026-10-01T12:00:00.000Z"
    fail: list[int] = field(default_factory=list)
    """Status codes of the next answers, before the true one is given."""
    slow: float = 0.0
    """Seconds before each answer."""

    @property
    def commit(self) -> str:
        digest = sha1()
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0" + self.files[name])
        return digest.hexdigest()


@dataclass
class Hub:
    """What the server holds and what it was asked."""

    url: str = ""
    repositories: dict[str, Repository] = field(default_factory=dict)
    """By `models/owner/name` or `datasets/owner/name`."""
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def model(self, name: str, **given: object) -> Repository:
        repository = Repository(**given)  # type: ignore[arg-type]
        self.repositories[f"models/{name}"] = repository
        return repository

    def dataset(self, name: str, **given: object) -> Repository:
        repository = Repository(**given)  # type: ignore[arg-type]
        self.repositories[f"datasets/{name}"] = repository
        return repository

    def files_asked(self) -> set[str]:
        """Return the names of files whose content was asked for."""
        gets = (line for line in self.asked if line.startswith("GET /") and "/resolve/" in line)
        return {line.partition("/resolve/")[2].partition("/")[2] for line in gets}


@contextmanager
def serving() -> Iterator[Hub]:
    """Serve on a free port of this machine."""
    hub = Hub()

    class Handler(_Handler):
        state = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        return

    def _answer(self, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path).strip("/")
        self.state.asked.append(f"{self.command} /{path}")
        token = self.headers.get("authorization", "")
        if token:
            self.state.tokens.add(token)
        steps = path.split("/")
        if steps[0] == "api":
            key, rest = "/".join(steps[1:4]), steps[4:]
        elif steps[0] == "datasets":
            key, rest = "/".join(steps[:3]), steps[3:]
        else:
            key, rest = "/".join(("models", *steps[:2])), steps[2:]
        repository = self.state.repositories.get(key)
        if repository is None:
            self._refuse(401, "RepoNotFound", with_body)
            return
        time.sleep(repository.slow)
        if repository.fail:
            self._fail(repository.fail.pop(0), with_body)
        elif repository.disabled:
            self._refuse(403, "", with_body, "Access to this resource is disabled.")
        elif repository.moved_to:
            self._redirect(path, key, repository.moved_to, with_body)
        elif steps[0] == "api":
            self._info(key, repository, rest, with_body)
        else:
            self._file(repository, rest, with_body)

    def _info(self, key: str, repo: Repository, rest: list[str], with_body: bool) -> None:
        if rest[:1] == ["revision"] and rest[1] not in ("main", repo.commit):
            self._refuse(404, "RevisionNotFound", with_body)
            return
        name = key.partition("/")[2]
        info = {
            "_id": "1",
            "id": name,
            "sha": repo.commit,
            "private": False,
            "disabled": False,
            "gated": repo.gated,
            "lastModified": repo.changed,
            "createdAt": repo.changed,
            "downloads": 0,
            "likes": 0,
            "tags": [],
            "cardData": repo.card or None,
            "siblings": [
                {"rfilename": file, "size": len(data), "blobId": sha1(data).hexdigest()}
                for file, data in sorted(repo.files.items())
            ],
        }
        self._send(200, json.dumps(info).encode(), {"Content-Type": "application/json"}, with_body)

    def _file(self, repo: Repository, rest: list[str], with_body: bool) -> None:
        if repo.gated and "authorization" not in self.headers:
            self._refuse(401, "GatedRepo", with_body)
            return
        revision, name = rest[1], "/".join(rest[2:])
        if revision not in ("main", repo.commit):
            self._refuse(404, "RevisionNotFound", with_body)
        elif name not in repo.files:
            self._refuse(404, "EntryNotFound", with_body, commit=repo.commit)
        else:
            data = repo.files[name]
            headers = {
                "ETag": f'"{sha1(data).hexdigest()}"',
                "X-Repo-Commit": repo.commit,
                "Accept-Ranges": "bytes",
            }
            self._send(200, data, headers, with_body)

    def _redirect(self, path: str, key: str, target: str, with_body: bool) -> None:
        old = key.partition("/")[2]
        self._send(307, b"", {"Location": "/" + path.replace(old, target, 1)}, with_body)

    def _fail(self, code: int, with_body: bool) -> None:
        headers = {"Retry-After": "0"} if code == 429 else {}
        self._send(code, b'{"error": "later"}', headers, with_body)

    def _refuse(
        self, code: int, word: str, with_body: bool, message: str = "no", commit: str = ""
    ) -> None:
        headers = {"X-Error-Message": message}
        if word:
            headers["X-Error-Code"] = word
        if commit:
            headers["X-Repo-Commit"] = commit
        self._send(code, json.dumps({"error": message}).encode(), headers, with_body)

    def _send(self, code: int, data: bytes, headers: dict[str, str], with_body: bool) -> None:
        try:
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if with_body:
                self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
