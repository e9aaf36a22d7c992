"""A second opinion: what page-validation says of a file as PDF/A-2b, by kinds of fault."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from leaflets.preflight.unpack import MEMORY

_NAME = re.compile(r"PDFA2B-(.+)-\d+")
_OBJECT = re.compile(r"\bobject (\d+) \d+")
_PAGE = re.compile(r"\bpage (\d+)\b")


class Said(NamedTuple):
    """The first fault of a kind; ``number`` of the object and ``page`` are 0 where none is told."""

    message: str
    number: int
    page: int


class Opinion:
    """Asks when somebody wants to know, and once."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def faults(self) -> dict[str, Said]:
        """The faults by their kinds, such as ``TRUETYPE-GLYPH-WIDTH``; ValueError says that the
        file was too much for page-validation."""
        import page  # noqa: PLC0415 - late: a plain look at a file does not need it

        limits = page.SafetyLimits(max_decoded_stream_size=MEMORY)
        try:
            report = page.validate_pdf_bytes(self._data, profile="2b", limits=limits)
        except (page.PageError, RuntimeError) as error:
            raise ValueError(str(error)) from None
        found: dict[str, Said] = {}
        for failure in report.failures:
            kind = _NAME.fullmatch(failure.rule_id)
            if kind:
                own = failure.object_id.object_number if failure.object_id else 0
                number = own or _number(_OBJECT, failure.message)
                said = Said(failure.message, number, _number(_PAGE, failure.message))
                found.setdefault(kind[1], said)
        return found


def _number(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return int(match[1]) if match else 0
