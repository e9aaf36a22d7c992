"""Compose a leaflet: document, template and theme in, finished pages out.

Every frame is filled from its panel at the largest common type size at which all of them fit;
spare height then widens the gaps that may stretch. Text that does not fit even at the least size
is a diagnostic and the leaflet is not composed: nothing is clipped, overprinted or dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from leaflets.diagnostics import Diagnostic, Location, has_errors
from leaflets.document.black_plate import merged
from leaflets.document.format import Frame, Template
from leaflets.document.nodes import Box, Document, Panel, Text
from leaflets.document.theme import Theme
from leaflets.geometry import Path
from leaflets.language import Language
from leaflets.layout.blocks import block_fragment
from leaflets.layout.context import Context
from leaflets.layout.finish import finish
from leaflets.layout.flow import Room
from leaflets.layout.fragment import Fault, Fragment
from leaflets.layout.memory import Memory
from leaflets.layout.overfull import grounds_first
from leaflets.layout.page import Leaflet
from leaflets.layout.panels import panel_faults
from leaflets.layout.raster import Picture
from leaflets.layout.sources import short
from leaflets.layout.structure import build_structure
from leaflets.recall import Same
from leaflets.text.typesetter import Typesetter
from leaflets.units import to_mm

_FITS = 0.05  # points of rounding that are no overflow
_HALVINGS = 5
_FEW = 3  # texts that are named beside the longest
_STRETCH_STEP = 2.0


@dataclass(frozen=True, slots=True)
class Job:
    """What is composed, and with what; ``most_fit`` is the greatest type size that it may take,
    where 1 is the greatest of every role and 0 the least; ``memory`` is that of earlier jobs of
    the same template, look and campaign; ``pictures`` are the rasters by their
    ``src``; ``overfull`` asks for pages even where a text does not fit, for a proof."""

    document: Document
    template: Template
    theme: Theme
    typesetter: Typesetter
    language: Language
    icon: Callable[[str], Path]
    most_fit: float = 1.0
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    overfull: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A frame with its panel laid out in it."""

    frame: Frame
    panel: Panel
    fragment: Fragment

    @property
    def overflow(self) -> float:
        """Points by which the content is higher than the frame."""
        edges = self.frame.padding
        return self.fragment.height - (self.frame.rect.height - edges.top - edges.bottom)


def compose(job: Job, report: list[Diagnostic]) -> Leaflet | None:
    """Return the pages of ``job``, or None when something in it cannot be set."""
    frames = _frames(job)
    misplaced = panel_faults(job.document, job.template)
    report += misplaced
    if has_errors(misplaced):
        return None
    context = _context(job)
    context = replace(context, fit=_largest_fit(job, frames, context) or 0.0)
    filled = [
        _stretched(_fill(panel, frames[panel.frame], context), context)
        for panel in job.document.panels
    ]
    faults = [fault for each in filled for fault in _faults(each, job.template)]
    report += faults
    if faults and not job.overfull:
        return None
    placed = {each.panel.frame: each.fragment for each in filled}
    leaflet = finish(job.document, job.template.format, placed, context)
    return grounds_first(leaflet, job.template.format) if faults else leaflet


def largest_fit(job: Job) -> float | None:
    """Return the type size that ``job`` would take, None when it cannot be composed."""
    if has_errors(panel_faults(job.document, job.template)):
        return None
    return _largest_fit(job, _frames(job), _context(job))


def at_least(job: Job) -> tuple[Filled, ...]:
    """Return every frame filled at the least type size; none when a panel has no frame."""
    if has_errors(panel_faults(job.document, job.template)):
        return ()
    frames, context = _frames(job), replace(_context(job), fit=0.0)
    return tuple(_fill(panel, frames[panel.frame], context) for panel in job.document.panels)


def _frames(job: Job) -> dict[str, Frame]:
    return {frame.name: frame for page in job.template.format.pages for frame in page.frames}


def _context(job: Job) -> Context:
    theme = replace(job.theme, rules=merged(job.theme.rules, job.template.rules))
    structure = build_structure(job.document)
    baseline = _grid_step(job)
    known = (theme, job.typesetter, job.language, structure, job.icon, baseline)
    return Context(*known, pictures=job.pictures, memory=job.memory)


def _grid_step(job: Job) -> float:
    """Return the step of the baseline grid, halved where the script's body leading needs it."""
    step = job.template.format.baseline
    leading = job.theme.roles["body"].size_for(job.language.script).leading
    return step / 2 if leading % step else step


def _largest_fit(job: Job, frames: Mapping[str, Frame], context: Context) -> float | None:
    """Return the largest common fit at which no frame overflows, None when none does it."""
    panels = job.document.panels

    def fits(fit: float) -> bool:
        at = replace(context, fit=fit)
        return all(_fill(panel, frames[panel.frame], at).overflow <= _FITS for panel in panels)

    if fits(job.most_fit):
        return job.most_fit
    if not fits(0.0):
        return None
    low, high = 0.0, job.most_fit
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _fill(panel: Panel, frame: Frame, context: Context, extra: float = 0.0) -> Filled:
    index, tag = context.structure.blocks[id(panel.box)], panel.tag or context.language.tag
    sizes = (context.fit, context.baseline, extra)
    key = (Same(panel.box), panel.frame, tag, index, sizes)
    make = partial(_panel_fragment, panel, frame, context, extra)
    return Filled(frame, panel, context.memory.fragments(key, make))


def _panel_fragment(panel: Panel, frame: Frame, context: Context, extra: float) -> Fragment:
    edges = frame.padding
    width = frame.rect.width - edges.start - edges.end
    height = frame.rect.height - edges.top - edges.bottom
    inner = replace(context.inside(panel.tag), extra=extra, gutter=frame.gutter)
    element = replace(panel.box.element, classes=(*panel.box.element.classes, frame.name))
    style = inner.theme.style(element, inner.theme.root())
    style = replace(style, height=height, columns=style.columns or frame.columns)
    return block_fragment(panel.box, style, Room(width, frame.columns), inner)


def _stretched(filled: Filled, context: Context) -> Filled:
    """Return the frame with its stretchable gaps widened as far as they may and it allows."""
    frame, best = filled.frame, filled
    extra = _STRETCH_STEP
    while filled.fragment.gaps and extra <= frame.stretch:
        wider = _fill(filled.panel, frame, context, extra)
        if wider.overflow > _FITS:
            break
        best, extra = wider, extra + _STRETCH_STEP
    return best


def _faults(filled: Filled, template: Template) -> list[Diagnostic]:
    found = [_diagnostic(fault, template) for fault in filled.fragment.faults]
    if filled.overflow > _FITS:
        found.append(_overflow(filled, template))
    return found


def _diagnostic(fault: Fault, template: Template) -> Diagnostic:
    location, place = fault.element.location, ""
    if fault.messages:
        location, place = fault.messages[0].location, f", in “{short(fault.messages[0].msgid)}”"
    message = f"{fault.message}{place} (template {template.name})"
    return Diagnostic(location, message, fault.hint)


def _overflow(filled: Filled, template: Template) -> Diagnostic:
    """Return the fault of a frame that is too small, at its longest message; if its texts are few,
    it names all of them."""
    texts = sorted(_texts(filled.panel.box), key=lambda text: len(text.plain), reverse=True)
    location = Location(f"templates/{template.name}/{template.markup}")
    words = ""
    if texts:
        messages = texts[0].messages
        location = messages[0].location if messages else texts[0].element.location
        longest, *others = (f"“{short(text.plain)}”" for text in texts)
        words = f"; its longest text is {longest}"
        if 0 < len(others) <= _FEW:
            words = f"{words}, besides {', '.join(others)}"
    message = (
        f"template {template.name}, frame {filled.frame.name}: the text is "
        f"{to_mm(filled.overflow):.1f} mm too long at the least type size{words}"
    )
    return Diagnostic(location, message, "shorten this text, or enlarge the frame in template.yaml")


def _texts(box: Box) -> Sequence[Text]:
    found: list[Text] = []
    for child in box.children:
        if isinstance(child, Text):
            found.append(child)
        elif isinstance(child, Box):
            found += _texts(child)
    return found
