"""Where the files of a run go: a folder, or a URL of any kind that fsspec knows.

Input: what stands after ``--out``; output: a ``Path`` or a ``Url``. ``file://`` names a folder that
every worker of a cluster finds under the same name. Credentials come from the environment alone, as
the kind of place expects them (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL ...).
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflets.workspace import UsageError

_FOLDER = "file://"


@dataclass(frozen=True, slots=True)
class Url:
    """A place such as ``s3://bucket/prefix``, without a slash at its end."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __truediv__(self, name: str) -> Url:
        return Url(f"{self.text}/{name}")

    @property
    def folder(self) -> Path | None:
        """The folder that the URL names, if it names one."""
        if not self.text.startswith(_FOLDER):
            return None
        return Path(self.text.removeprefix(_FOLDER) or "/")


Place = Path | Url


def place(text: str) -> Place:
    """Return the place that ``text`` names."""
    return Url(text.rstrip("/")) if "://" in text else Path(text)


def folder(where: Place) -> Path | None:
    """Return the folder behind ``where``, None when it is elsewhere."""
    return where.folder if isinstance(where, Url) else where


def open_url(url: Url) -> tuple[Any, str]:
    """Return fsspec's file system of ``url`` and the path in it.

    UsageError when nothing installed knows URLs of that kind.
    """
    kind = url.text.partition("://")[0]
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - late and optional

        # What other runs write meanwhile has to be seen: nothing listed is remembered.
        files, path = url_to_fs(url.text, use_listings_cache=False)
        return files, str(path).rstrip("/")
    except ImportError as error:
        missing = f"({error})" if str(error) else ""
        what = "pip install 'leaflets[s3]'" if kind == "s3" else "install what fsspec needs for it"
        raise UsageError(f"files cannot go to {kind}:// yet: {what} {missing}".rstrip()) from None
    except ValueError as error:
        raise UsageError(f"{url}: {error}; name a folder, or a URL like s3://bucket/name") from None


@contextmanager
def told_of(url: Url) -> Iterator[None]:
    """Raise whatever a file system raises as an OSError that names ``url``."""
    try:
        yield
    except Exception as error:
        kind = next((one for one in _KINDS if isinstance(error, one)), OSError)
        number = getattr(error, "errno", None) or _NUMBERS.get(kind, errno.EIO)
        said = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise kind(number, said or type(error).__name__, str(url)) from error


_NUMBERS: dict[type[OSError], int] = {
    BlockingIOError: errno.EAGAIN,
    FileExistsError: errno.EEXIST,
    FileNotFoundError: errno.ENOENT,
    PermissionError: errno.EACCES,
    TimeoutError: errno.ETIMEDOUT,
}
_KINDS = tuple(_NUMBERS)
