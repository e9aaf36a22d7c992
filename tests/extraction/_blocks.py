"""The blocks of a leaflet, page by page, and what extractors lose of them.

A block is a paragraph, heading, cell or the like of the document: messages of a catalog with their
placeholders filled. It counts as exact when its text, without white space and bidi controls, stands
in one piece in the text of its page.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from leaflets.diagnostics import Diagnostic, has_errors
from leaflets.document.nodes import Block, Box, Text
from leaflets.edition import Edition
from leaflets.layout.compose import Job as Composing
from leaflets.plan import Job, Request, plan
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

from ..pdf._corpus import EXTRACTORS, bare

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Built:
    """A leaflet's web PDF and its blocks, page by page; ``mixed`` has panels in other languages."""

    locale: str
    data: bytes
    blocks: tuple[tuple[str, ...], ...]
    mixed: bool

    def lost(self, pages: list[str]) -> list[str]:
        """Return the blocks that are not exact in the text of their page."""
        return [
            block
            for blocks, page in zip(self.blocks, map(bare, pages), strict=True)
            for block in blocks
            if bare(block) not in page
        ]

    @property
    def count(self) -> int:
        return sum(map(len, self.blocks))


def built(root: Path, template: str, locale: str) -> Built:
    """Return the leaflet of the only campaign in the workspace ``root``."""
    workspace = Workspace(root)
    rooms, report = Rooms(workspace), list[Diagnostic]()
    request = Request(workspace.out, templates=(template,), languages=(locale,))
    (job,) = plan(workspace, request, rooms.campaign, report)
    composing = rooms.composing(job, report)
    data = _data(rooms, job, report)
    assert not has_errors(report), "\n".join(map(str, report))
    assert composing is not None
    mixed = any(panel.tag for panel in composing.document.panels)
    return Built(locale, data, tuple(map(tuple, _blocks(composing))), mixed)


def _data(rooms: Rooms, job: Job, report: list[Diagnostic]) -> bytes:
    leaflet = rooms.leaflet(job, report)
    data = rooms.pdf(job, Edition.WEB, leaflet, report) if leaflet else None
    return data or b""


def _blocks(composing: Composing) -> Iterator[list[str]]:
    for page in composing.template.format.pages:
        frames = {frame.name for frame in page.frames}
        panels = [panel for panel in composing.document.panels if panel.frame in frames]
        texts = (text for panel in panels for text in _texts(panel.box))
        yield [text.plain for text in texts if bare(text.plain)]


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Text):
        yield block
    elif isinstance(block, Box):
        for child in block.children:
            yield from _texts(child)


def pdfjs(data: bytes) -> list[str]:
    """Return the pages' text by pdf.js, which ``npm ci`` in this folder installs."""
    script = ["node", str(HERE / "pdfjs.js")]
    run = subprocess.run(script, input=data, capture_output=True, check=True)
    pages: list[str] = json.loads(run.stdout)
    return pages


ALL: dict[str, Callable[[bytes], list[str]]] = {**EXTRACTORS, "pdfjs": pdfjs}
