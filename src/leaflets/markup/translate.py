"""The text of each message in one language: looked up, checked, filled in and marked.

Input: a catalog and what the template asks for; output: markup of text and inline elements, marked
so that ``parse`` knows which message it was. A message that has no sound translation is a fault,
and its msgid stands in so that the rest can be checked in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category

from jinja2.exceptions import TemplateRuntimeError
from markupsafe import Markup, escape

from leaflets.catalogs.catalog import CAMPAIGN_CONTEXT, PLACEHOLDER, Catalog, Entry, placeholders
from leaflets.diagnostics import Diagnostic, Location, Severity
from leaflets.document.nodes import Message
from leaflets.markup.filters import format_number
from leaflets.markup.fragment import SCHEMES, FragmentError, Piece, is_link, parse_fragment
from leaflets.markup.marks import clean, mark
from leaflets.markup.trans import Wanted
from leaflets.markup.typography import SEAM, typeset
from leaflets.markup.values import placed, plain

_FORM_SAMPLE = range(201)


@dataclass(frozen=True, slots=True)
class _Text:
    """What is to be set: ``location`` is where it was written, ``what`` its gettext name."""

    text: str
    what: str
    location: Location
    wanted: Wanted


class Translator:
    """Finds the messages of one rendering; ``messages`` are those found, by the mark's number."""

    def __init__(self, catalog: Catalog, faults: list[Diagnostic]) -> None:
        self.catalog = catalog
        self.faults = faults
        self.messages: list[Message] = []

    def text(self, wanted: Wanted, values: Mapping[str, object]) -> Markup:
        """Return the message in the catalog's language, with ``values`` in their places."""
        number = _whole(values[wanted.count], wanted) if wanted.count else 1
        chosen = self._choose(wanted, number)
        shown = dict(values)
        if wanted.count:
            shown[wanted.count] = format_number(number, self.catalog.locale)
        where = (wanted.singular, chosen.location, chosen.text, wanted.context)
        self.messages.append(Message(*where))
        return Markup(mark(len(self.messages) - 1) + "".join(self._fill(chosen, shown)))

    def campaign_text(self, msgid: object, location: Location) -> Markup:
        """Return a text of campaign.yaml in the catalog's language; the original is plain text."""
        if not isinstance(msgid, str):
            raise TypeError(f"`translated` takes a text, not {msgid!r}")
        if not msgid:
            return Markup("")
        return self.text(Wanted(CAMPAIGN_CONTEXT, msgid, "", "", location, verbatim=True), {})

    def _choose(self, wanted: Wanted, number: int) -> _Text:
        """Return the translation, or the msgid where it is the source language or a fault."""
        entry = self.catalog.find(wanted.context, wanted.singular)
        use_plural = bool(wanted.count) and number != 1
        original = wanted.plural if use_plural else wanted.singular
        original = str(escape(original)) if wanted.verbatim else original
        untranslated = _Text(original, "msgid", wanted.location, wanted)
        filled = entry is not None and all(map(_is_visible, entry.strings))
        if self.catalog.is_source and not filled:
            return untranslated
        if entry is None or not self._usable(entry, wanted):
            if entry is None:
                self._missing(wanted)
            return untranslated
        form = self.catalog.plural_form(number) if wanted.count else 0
        self._check_placeholders(entry)
        self._check_links(entry, wanted)
        return _Text(entry.strings[form], "msgstr", entry.location, wanted)

    def _missing(self, wanted: Wanted) -> None:
        near = f" in the context `{wanted.context}`" if wanted.context is not None else ""
        message = f"there is no translation of {_quote(wanted.singular)}{near}"
        hint = f"update the catalog and translate it; {wanted.location} uses it"
        self._gap(Location(self.catalog.path), message, hint)

    def _usable(self, entry: Entry, wanted: Wanted) -> bool:
        used = f"{wanted.location} uses it"
        if entry.plural != wanted.plural:
            message = f"the plural of {_quote(entry.msgid)} is not that of the template"
            self._gap(entry.location, message, f"update the catalog; {used}")
            return False
        if not all(map(_is_visible, entry.strings)):
            message = f"{_quote(entry.msgid)} is not translated"
            self._gap(entry.location, message, f"write each msgstr; {used}")
            return False
        if entry.fuzzy:
            message = f"the translation of {_quote(entry.msgid)} is fuzzy"
            hint = f"check it against the msgid, then delete the word `fuzzy`; {used}"
            self._gap(entry.location, message, hint)
            return self.catalog.draft
        return True

    def _check_placeholders(self, entry: Entry) -> None:
        """Report names in braces that a msgstr lacks or that its msgid does not have."""
        originals = [placeholders(text) for text in (entry.msgid, entry.plural) if text]
        known = frozenset().union(*originals)
        for form, string in enumerate(entry.strings):
            needed = known if not self._is_exact(entry, form) else known.intersection(*originals)
            which = f"msgstr[{form}]" if entry.plural else "msgstr"
            there = placeholders(string)
            for name in sorted(needed - there):
                hint = f"copy `{{{name}}}` from the msgid; its position may change"
                self._fault(entry.location, f"{which} lacks placeholder `{{{name}}}`", hint)
            for name in sorted(there - known):
                hint = f"the msgid has: {', '.join(f'`{{{n}}}`' for n in sorted(known)) or 'none'}"
                message = f"{which} has the unknown placeholder `{{{name}}}`"
                self._fault(entry.location, message, hint)

    def _check_links(self, entry: Entry, wanted: Wanted) -> None:
        """Report links that lead where no link of the msgid does; campaign texts have none."""
        originals = () if wanted.verbatim else (entry.msgid, entry.plural)
        known = frozenset().union(*map(_links, originals))
        for target in sorted(frozenset().union(*map(_links, entry.strings)) - known):
            message = f"msgstr links to {_quote(target)}, and its msgid does not"
            hint = f"the msgid links to: {', '.join(sorted(known))}" if known else "delete the link"
            self._fault(entry.location, message, hint)

    def _is_exact(self, entry: Entry, form: int) -> bool:
        """Tell whether a form is of one number only, so that words may replace the figure."""
        if not entry.plural:
            return False
        return sum(self.catalog.plural_form(n) == form for n in _FORM_SAMPLE) == 1

    def _fill(self, chosen: _Text, values: Mapping[str, object]) -> Iterator[str]:
        try:
            pieces: Sequence[Piece] = parse_fragment(chosen.text)
        except FragmentError as error:
            self._fault(chosen.location, f"{chosen.what} {error}", error.hint)
            pieces = (Piece(clean(chosen.text)),)
        joined = "".join(SEAM if piece.name else piece.text for piece in pieces)
        texts = typeset(joined, self.catalog.locale).split(SEAM)
        yield from _filled(texts[0], values)
        for piece, text in zip((p for p in pieces if p.name), texts[1:], strict=True):
            yield self._tag(piece, values, chosen)
            yield from _filled(text, values)

    def _tag(self, piece: Piece, values: Mapping[str, object], chosen: _Text) -> str:
        if piece.closes or piece.name != "a":
            return f"</{piece.name}>" if piece.closes else f"<{piece.name}>"
        target = _fill_link(piece.link, values)
        if not is_link(target):
            message = f"the value links to {_quote(target)}"
            hint = f"a link starts with {', '.join(SCHEMES)}"
            self._fault(chosen.wanted.location, message, hint)
        return f'<a href="{escape(target)}">'

    def _gap(self, location: Location, message: str, hint: str) -> None:
        """Report a translation that is missing or fuzzy."""
        severity = Severity.WARNING if self.catalog.draft else Severity.ERROR
        self.faults.append(Diagnostic(location, message, hint, severity))

    def _fault(self, location: Location, message: str, hint: str) -> None:
        self.faults.append(Diagnostic(location, message, hint))


def campaign_words(catalog: Catalog, text: str) -> str:
    """Return a text of campaign.yaml in the catalog's language as plain characters.

    Where there is no sound translation it is the original: ``render`` has said what is wrong.
    """
    entry = catalog.find(CAMPAIGN_CONTEXT, text)
    if entry is None or not _is_visible(entry.strings[0]):
        return text
    try:
        pieces = parse_fragment(entry.strings[0])
    except FragmentError:
        return text
    return "".join(
        " " if piece.name == "br" and not piece.closes else piece.text for piece in pieces
    )


def _is_visible(text: str) -> bool:
    """Tell whether a reader sees anything of a msgstr; one that is broken counts as seen."""
    try:
        words = "".join(piece.text for piece in parse_fragment(text))
    except FragmentError:
        return True
    return any(category(character)[0] not in "ZC" for character in words)


def _links(text: str) -> frozenset[str]:
    """Return where a message links to; nothing where it is broken, which is said elsewhere."""
    try:
        return frozenset(piece.link for piece in parse_fragment(text) if piece.link)
    except FragmentError:
        return frozenset()


def _filled(text: str, values: Mapping[str, object]) -> Iterator[str]:
    """Yield ``text`` as markup with each known name in braces replaced by its value."""
    done = 0
    for found in PLACEHOLDER.finditer(text):
        if found[1] in values:
            yield str(escape(text[done : found.start()]))
            yield str(placed(values[found[1]]))
            done = found.end()
    yield str(escape(text[done:]))


def _fill_link(link: str, values: Mapping[str, object]) -> str:
    target = PLACEHOLDER.sub(
        lambda found: plain(values[found[1]]) if found[1] in values else found[0], link
    )
    return "".join(target.split()) if target.startswith("tel:") else target


def _whole(value: object, wanted: Wanted) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"`{wanted.count}` chooses a plural and must be a whole number, not {value!r}"
        raise TemplateRuntimeError(message)
    return value


def _quote(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:57] + '…'}”"
