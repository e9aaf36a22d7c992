"""The first and the last page of a proof: how things stand, and where the reviewer signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leaflets.catalogs.approval import FILE, approval_faults, digests
from leaflets.diagnostics import Faults, Severity
from leaflets.document.colour import Colour
from leaflets.geometry import Rect, rectangle
from leaflets.layout.page import PlacedShape
from leaflets.proof.entries import Item, State
from leaflets.proof.paper import MEASURE, SIDE, Cell, Paper, line_path
from leaflets.proof.survey import Sheet
from leaflets.proof.whole import Whole
from leaflets.proof.words import (
    ACCENT,
    CARE,
    GOOD,
    GREY,
    INK,
    WRONG,
    Look,
    Paragraph,
    shown,
)
from leaflets.units import mm

_NAME = mm(62)
_ABOUT = (
    "Every page of every leaflet in this language, each text in a numbered box. The list after the "
    "pages has each number once, with the source, the translation, its plural forms, its numbers "
    "and what is wrong with it. A red box has a message with a problem."
)
_CHOICES = (
    "Approved as it stands",
    "Approved with the corrections written into this proof",
    "Not approved",
)
_TO_FILL = ("Name", "Profession, office", "Place and date", "Signature")


def cover(paper: Paper, whole: Whole) -> None:
    """Write the first pages."""
    paper.turn()
    paper.bookmark(1, paper.title)
    section = paper.node("Sect")
    speech, campaign = whole.speech, whole.campaign
    heading = paper.node("H1", section)
    title = Paragraph((("Proof: ", Look(24, 700)), (speech.autonym, Look(24, 700))), heading)
    about = (
        f"{speech.tag} · campaign {campaign.name}, version {campaign.version}, {campaign.issued}"
    )
    lines = (
        title,
        Paragraph(((about, Look(11, colour=GREY)),), paper.node("P", section), before=2),
        Paragraph(((_ABOUT, Look(9.5)),), paper.node("P", section), before=8),
    )
    paper.row([Cell(0, MEASURE, lines)])
    _heading(paper, section, "How it stands")
    for name, value, colour in _figures(whole):
        _pair(paper, section, name, ((value, Look(9.5, 700, colour)),))
    _pair(paper, section, "Approval", _approval(whole))
    _heading(paper, section, "Leaflets")
    for start, sheet in zip(whole.starts(), whole.survey.sheets, strict=True):
        _pair(paper, section, sheet.job.template, _fate(sheet, start, whole))
    _general(paper, section, whole)


def _heading(paper: Paper, section: int, words: str) -> None:
    node = paper.node("H2", section)
    paragraph = Paragraph(((words, Look(13, 700, ACCENT)),), node, before=12)
    paper.row([Cell(0, MEASURE, (paragraph,))], keep=30)
    paper.skip(2)


def _pair(paper: Paper, section: int, name: str, value: tuple[tuple[str, Look], ...]) -> None:
    """Write a name and what is said of it."""
    node = paper.node("P", section)
    left = Paragraph(((shown(name), Look(9.5)),), node, before=2)
    right = Paragraph(value, node, before=2)
    paper.row([Cell(0, _NAME - mm(4), (left,)), Cell(_NAME, MEASURE - _NAME, (right,))])


def _figures(whole: Whole) -> Iterator[tuple[str, str, Colour]]:
    items = whole.listing.items
    states = Counter(item.state for item in items)
    yield "Messages", str(len(items)), INK
    for state in State:
        if states[state]:
            sound = state in (State.TRANSLATED, State.SOURCE)
            yield state.value.capitalize(), str(states[state]), GOOD if sound else WRONG
    for severity, name in ((Severity.ERROR, "Errors"), (Severity.WARNING, "Warnings")):
        count = whole.listing.count(severity)
        yield name, str(count), (WRONG if severity is Severity.ERROR else CARE) if count else GOOD
    hidden = sum(not item.places for item in items)
    if hidden:
        yield "Not on any page", str(hidden), GREY


def _approval(whole: Whole) -> tuple[tuple[str, Look], ...]:
    locales, locale = whole.workspace.locales, whole.survey.locale
    try:
        faults = approval_faults(locales, locale)
    except Faults as broken:
        faults = list(broken.diagnostics)
    if not faults:
        return ((f"approved as it stands ({locale}/{FILE})", Look(9.5, 700, GOOD)),)
    said = "; ".join(dict.fromkeys(one.message for one in faults))
    return ((shown(whole.relative(said)), Look(9.5, colour=WRONG)),)


def _fate(sheet: Sheet, start: int, whole: Whole) -> tuple[tuple[str, Look], ...]:
    shared = {one for one in whole.listing.general if one.location.path.endswith(".po")}
    errors = [one for one in sheet.report if one.severity is Severity.ERROR and one not in shared]
    if sheet.leaflet is None:
        first = errors[0].message if errors else "nobody said why"
        why = shown(whole.relative(first))
        return (("cannot be laid out: ", Look(9.5, 700, WRONG)), (why, Look(9.5)))
    count = len(sheet.leaflet.pages)
    pages = f"page {start}" if count == 1 else f"pages {start}–{start + count - 1}"
    if not errors:
        return ((pages, Look(9.5)),)
    broken = f"{len(errors)} errors: " if len(errors) > 1 else "1 error: "
    return (
        (f"{pages}   ", Look(9.5)),
        (broken, Look(9.5, 700, WRONG)),
        (shown(whole.relative(errors[0].message)), Look(9.5)),
    )


def _general(paper: Paper, section: int, whole: Whole) -> None:
    """Write what is wrong beyond single messages."""
    found = whole.listing.general
    if not found:
        return
    _heading(paper, section, "Beyond single messages")
    for one in found:
        place = Paragraph(
            ((shown(whole.relative(str(one.location))), Look(7.5, colour=GREY)),),
            paper.node("P", section),
            before=4,
        )
        said = whole.problem(one, paper.node("P", section), 9)
        paper.row([Cell(0, MEASURE, (place, said))])


def signature(paper: Paper, whole: Whole) -> None:
    """Write the page that the reviewer signs."""
    paper.turn()
    paper.bookmark(1, "Approval")
    section = paper.node("Sect")
    speech = whole.speech
    title = Paragraph(((f"Approval: {speech.autonym}", Look(18, 700)),), paper.node("H2", section))
    said = (
        "I have read the texts of this proof in this language beside their source, and the numbers "
        "and addresses in them."
    )
    about = Paragraph(((said, Look(10)),), paper.node("P", section), before=6)
    paper.row([Cell(0, MEASURE, (title, about))])
    paper.skip(8)
    for words in _CHOICES:
        _choice(paper, section, words)
    for words in _TO_FILL:
        _blank(paper, section, words)
    _stamp(paper, section, whole)


def _choice(paper: Paper, section: int, words: str) -> None:
    box = Rect(SIDE + 1, paper.y + 5, 9, 9)
    paper.draw(PlacedShape(rectangle(box), INK, 0.7))
    node = paper.node("P", section)
    paper.row([Cell(18, MEASURE - 18, (Paragraph(((words, Look(10.5)),), node, before=3),))])
    paper.skip(3)


def _blank(paper: Paper, section: int, words: str) -> None:
    """Write a name with a line to write on."""
    paper.skip(20)
    node = paper.node("P", section)
    top = paper.y
    paper.row([Cell(0, _NAME - mm(4), (Paragraph(((words, Look(10)),), node),))])
    y = top + 12
    paper.draw(PlacedShape(line_path((SIDE + _NAME, y), (SIDE + MEASURE, y)), INK, 0.6))


def _stamp(paper: Paper, section: int, whole: Whole) -> None:
    """Write what the signature is for: the digests that the stamp will hold."""
    locale = whole.survey.locale
    _heading(paper, section, "What was read")
    try:
        found = digests(whole.workspace.locales, locale)
    except Faults as faults:
        for one in faults.diagnostics:
            paper.row([Cell(0, MEASURE, (whole.problem(one, paper.node("P", section)),))])
        return
    for name, digest in found.items():
        for kind, value in (("source", digest.source), ("translation", digest.translation)):
            words = f"{name}, {kind}"
            _pair(paper, section, words, ((value, Look(7.5)),))
    unfinished = [item for item in whole.listing.items if _is_open(item)]
    if unfinished:
        numbers = ", ".join(str(item.number) for item in unfinished)
        words = f"The language cannot be stamped before these are finished: {numbers}."
    else:
        words = f"Then: leaflets catalog approve {locale} --reviewer NAME"
    last = Paragraph(((words, Look(9.5)),), paper.node("P", section), before=8)
    note = (
        "These are the SHA-256 digests that `leaflets catalog approve` writes. As long as they are "
        "equal, the texts are those of this proof."
    )
    why = Paragraph(((note, Look(8.5, colour=GREY)),), paper.node("P", section), before=4)
    paper.row([Cell(0, MEASURE, (last, why))])


def _is_open(item: Item) -> bool:
    return item.state not in (State.TRANSLATED, State.SOURCE, State.MISSING)
