"""Whether the panels of a document and the frames of its format belong together.

Each panel needs a frame of its own, and a frame with a ground needs a panel: a coloured block
without words would be printed as if that were meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.document.format import Frame, Template
from leaflets.document.nodes import Document, Panel


def panel_faults(document: Document, template: Template) -> list[Diagnostic]:
    """Return an error for each panel without its own frame, a warning for each empty ground."""
    frames = {frame.name: frame for page in template.format.pages for frame in page.frames}
    faults: list[Diagnostic] = []
    filled: set[str] = set()
    for panel in document.panels:
        if panel.frame not in frames:
            message = f"no frame is called `{panel.frame}` in template.yaml"
            faults.append(_fault(panel, message, f"use one of: {', '.join(frames)}"))
        elif panel.frame in filled:
            message = f"frame `{panel.frame}` has a panel already"
            faults.append(_fault(panel, message, "put both into one panel, or name another frame"))
        filled.add(panel.frame)
    location = Location(f"templates/{template.name}/{template.markup}")
    for page in template.format.pages:
        for name in _empty_grounds(page.frames, filled):
            message = f"frame `{name}` is coloured and stays empty"
            hint = "add a panel for it, or take its fill out of template.yaml"
            faults.append(Diagnostic(location, message, hint, Severity.WARNING))
    return faults


def _empty_grounds(frames: Sequence[Frame], filled: set[str]) -> Iterator[str]:
    """Yield the coloured frames that have no panel, nor are the ground of a frame that has."""
    held = [frame.rect for frame in frames if frame.name in filled]
    for frame in frames:
        unused = frame.fill and frame.name not in filled
        if unused and not any(frame.rect.meets(rect) for rect in held):
            yield frame.name


def _fault(panel: Panel, message: str, hint: str) -> Diagnostic:
    return Diagnostic(panel.box.element.location, message, hint)
