"""The list of a proof: each message with its number and everything that a reviewer asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leaflets.catalogs.catalog import PLACEHOLDER
from leaflets.language import Language, language
from leaflets.markup.filters import format_number
from leaflets.markup.fragment import FragmentError, parse_fragment
from leaflets.proof.changes import Fate, Words, differences
from leaflets.proof.entries import Form, Item, State
from leaflets.proof.figures import Figure, figures
from leaflets.proof.paper import MEASURE, Cell, Paper
from leaflets.proof.whole import Whole
from leaflets.proof.words import (
    ACCENT,
    CARE,
    ENGLISH,
    GONE,
    GOOD,
    GREY,
    INK,
    NEW,
    WRONG,
    Look,
    Paragraph,
    Piece,
    set_lines,
    shown,
    stored,
)
from leaflets.text.model import Line
from leaflets.units import mm

_NUMBER, _GAP = mm(11), mm(5)
_HALF = (MEASURE - _NUMBER - _GAP) / 2
_RIGHT = _NUMBER + _HALF + _GAP
_SOURCE, _TARGET, _SMALL = 9.0, 10.5, 7.5
_KEEP = mm(22)
_ENDLESS = 1e5
"""A measure in which nothing is broken."""
_RUNS = 3
_LRO, _PDF = "\u202d", "\u202c"
_NO_VALUES: Mapping[str, str] = {}
_FATES = {Fate.KEPT: INK, Fate.GONE: GONE, Fate.NEW: NEW}


def messages(paper: Paper, whole: Whole) -> None:
    """Write the list."""
    paper.turn()
    paper.bookmark(1, "Messages")
    section = paper.node("Sect")
    title = Paragraph((("Messages", Look(18, 700)),), paper.node("H2", section))
    paper.row([Cell(0, MEASURE, (title,))])
    for item in whole.listing.items:
        _Entry(paper, whole, item, paper.node("Sect", section)).write()


class _Entry:
    """Writes one message."""

    def __init__(self, paper: Paper, whole: Whole, item: Item, section: int) -> None:
        self.paper, self.whole, self.item, self.section = paper, whole, item, section

    def write(self) -> None:
        """Write the message, each part that it has."""
        self.paper.skip(mm(3))
        self._head()
        self._texts()
        if self.item.entry.plural is not None:
            self._plurals()
        self._changes()
        self._figures()
        self._remarks()

    def _head(self) -> None:
        item = self.item
        heading = self.paper.node("H3", self.section)
        number = Paragraph(((str(item.number), Look(12, 700, ACCENT)),), heading, before=3)
        name = item.entry.context or ""
        pieces: list[Piece] = [(shown(name), Look(8.5, 700, GREY))] if name else []
        pieces.append((f"{'   ' if name else ''}{self._where()}", Look(_SMALL, colour=GREY)))
        where = Paragraph(tuple(pieces), self._part(), before=5.5)
        sound = item.state in (State.TRANSLATED, State.SOURCE)
        words = f"{item.state.value}{self._since()}"
        look = Look(8.5, 700, GOOD if sound else WRONG)
        state = Paragraph(((words, look),), self._part(), before=5.5)
        cells = [Cell(0, _NUMBER, (number,)), Cell(_NUMBER, _HALF, (where,))]
        self.paper.begin([*cells, Cell(_RIGHT, _HALF, (state,))], _KEEP)
        if item.problems:
            self.paper.bookmark(2, f"{item.number}: {item.entry.msgid[:40]}")

    def _where(self) -> str:
        pages: dict[str, list[int]] = {}
        for template, page in self.whole.where(self.item):
            pages.setdefault(template, []).append(page)
        said = (f"{name} p. {', '.join(map(str, found))}" for name, found in pages.items())
        return " · ".join(said) or "not in a box of any page"

    def _since(self) -> str:
        if self.item.approved is not None:
            return ", changed since approval"
        return ", new since approval" if self.item.is_new else ""

    def _part(self, tag: str = "") -> int:
        return self.paper.node("P", self.section, tag)

    def _row(self, left: Sequence[Paragraph], right: Sequence[Paragraph]) -> None:
        self.paper.row([Cell(_NUMBER, _HALF, tuple(left)), Cell(_RIGHT, _HALF, tuple(right))])

    def _texts(self) -> None:
        entry, speech = self.item.entry, self.whole.speech
        left = [self._text(entry.msgid, ENGLISH, _SOURCE)]
        if entry.plural is not None and entry.plural != entry.msgid:
            left.append(self._text(entry.plural, ENGLISH, _SOURCE))
        if self.item.original:
            first = language(self.whole.campaign.languages[0])
            left.append(self._text(self.item.original, first, _SOURCE, 3.0))
        right = []
        if entry.plural is None:
            right = [self._text(text, speech, _TARGET) for text in entry.strings.values() if text]
        self._row(left, right)

    def _text(self, text: str, speech: Language, size: float, before: float = 1.0) -> Paragraph:
        tag = "" if speech is ENGLISH else speech.tag
        return Paragraph(tuple(_pieces(text, size)), self._part(tag), speech, before)

    def _form(self, text: str, number: int) -> Paragraph:
        """Return a plural form as it is printed for ``number``."""
        speech = self.whole.speech
        values = {self.item.count: format_number(number, speech.locale)}
        pieces = tuple(_pieces(text, 9.5, values))
        return Paragraph(pieces, self._part(speech.tag), speech, 1.0)

    def _plurals(self) -> None:
        """Write each form as a reader meets it, with numbers that it is for."""
        for form in self.whole.listing.forms:
            text = self.item.entry.strings.get(form.index, "")
            name = f"msgstr[{form.index}] {form.category}"
            numbers = (
                f"   for {_ranges(form.numbers)}" if form.numbers else "   for no whole number"
            )
            label = ((name, Look(8.5, 700)), (numbers, Look(8.5, colour=GREY)))
            right = [self._form(text, number) for number in _samples(form)]
            empty = Paragraph((("empty", Look(8.5, 700, WRONG)),), self._part(), before=2)
            left = Paragraph(label, self._part(), before=3)
            self._row([left], right if text else [empty])

    def _changes(self) -> None:
        """Write before and after, of the source and of what was approved."""
        entry, previous, approved = self.item.entry, self.item.previous, self.item.approved
        if previous is not None and previous.msgid != entry.msgid:
            self._change("Source before", previous.msgid, ("Source now", entry.msgid), ENGLISH)
        for index, now in entry.strings.items() if approved else ():
            before = approved.strings.get(index, "") if approved else ""
            if before != now:
                words = ("Translation now", now)
                self._change("Translation as approved", before, words, self.whole.speech)

    def _change(self, label: str, before: str, after: tuple[str, str], speech: Language) -> None:
        old, new = differences(before, after[1])
        cells = []
        for name, words in ((label, old), (after[0], new)):
            head = Paragraph(((name, Look(_SMALL, 700, CARE)),), self._part(), before=4)
            tag = "" if speech is ENGLISH else speech.tag
            body = Paragraph(tuple(map(_marked, words)), self._part(tag), speech)
            cells.append((head, body))
        self._row(*cells)

    def _figures(self) -> None:
        """Write numbers and addresses as they are stored and as the page shows them."""
        found = figures(self._lines())
        if not found:
            return
        stored = self._series("As stored: ", found, [one.stored for one in found])
        seen = self._series("On the page: ", found, [one.shown for one in found])
        self._row([stored], [seen])

    def _series(self, label: str, found: Sequence[Figure], texts: Sequence[str]) -> Paragraph:
        pieces: list[Piece] = [(label, Look(_SMALL, 700, GREY))]
        for number, (figure, text) in enumerate(zip(found, texts, strict=True)):
            if number:
                pieces.append(("   ", Look(8.5)))
            differs = figure.stored != figure.shown
            look = Look(8.5, 700 if differs else 400, CARE if differs else INK)
            pieces.append((f"{_LRO}{text}{_PDF}", look))
        return Paragraph(tuple(pieces), self._part(), before=3)

    def _lines(self) -> Sequence[Line]:
        """Return the message as a page shows it; set alone where none does."""
        for _, boxes in self.item.places:
            for box in boxes:
                if box.lines and box.keys[0] == self.item.entry.key:
                    return [placed.line for placed in box.lines]
        text = next(iter(self.item.entry.strings.values()), "")
        words = "".join(text for text, _ in _pieces(text, 9))
        paragraph = Paragraph(((words, Look()),), None, self.whole.speech)
        return set_lines(paragraph, _ENDLESS, self.paper.typesetter)

    def _remarks(self) -> None:
        """Write the comments, what is wrong, and where the entry stands."""
        item = self.item
        notes = [*item.entry.extracted, *(line.strip() for line in item.entry.comments)]
        place = f"{item.path}:{item.entry.line}" if item.path else "locales/leaflets.pot"
        small = Look(_SMALL, colour=GREY)
        said = [self.whole.problem(one.diagnostic, self._part()) for one in item.problems]
        said += [
            Paragraph(((shown(line), Look(8, colour=GREY)),), self._part(), before=1.5)
            for line in notes
            if line
        ]
        there = Paragraph(((self.whole.relative(place), small),), self._part(), before=1.5)
        self.paper.row([Cell(_NUMBER, MEASURE - _NUMBER, (*said, there))])


def _pieces(text: str, size: float, values: Mapping[str, str] = _NO_VALUES) -> Iterator[Piece]:
    """Yield a text as it is printed, with ``values`` and the names of others in colour; a broken
    one as it stands."""
    try:
        parts = parse_fragment(text)
    except FragmentError:
        yield stored(text), Look(size)
        return
    bold = 0
    for part in parts:
        if part.name == "br" and not part.closes:
            yield "\n", Look(size)
        elif part.name in ("strong", "em"):
            bold += -1 if part.closes else 1
        elif part.text:
            yield from _with_names(part.text, Look(size, 700 if bold else 400), values)


def _with_names(text: str, look: Look, values: Mapping[str, str]) -> Iterator[Piece]:
    done = 0
    for found in PLACEHOLDER.finditer(text):
        yield shown(text[done : found.start()]), look
        value = values.get(found[1], found[0])
        yield f"\u2068{value}\u2069", Look(look.size, look.weight, ACCENT)
        done = found.end()
    yield shown(text[done:]), look


def _marked(words: Words) -> Piece:
    text, fate = words
    return stored(text), Look(_SOURCE, 400 if fate is Fate.KEPT else 700, _FATES[fate])


def _samples(form: Form) -> tuple[int, ...]:
    """Return the first number of a form, and the last of its first unbroken row."""
    if not form.numbers:
        return ()
    last = first = form.numbers[0]
    for number in form.numbers:
        if number > last + 1:
            break
        last = number
    return tuple(dict.fromkeys((first, min(last, first + 99))))


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers as CLDR writes its samples: 3–10, 103–110, …"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:_RUNS]]
    return ", ".join([*said, *(["…"] if len(runs) > _RUNS else [])])
