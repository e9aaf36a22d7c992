"""A theme in, the characters that its faces can show out.

Text is set with the first face that has a character, so what counts is whether any has it.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale

from leaflets.catalogs.files import visible_files
from leaflets.diagnostics import Diagnostic
from leaflets.document.load import load_theme
from leaflets.fonts.book import FontBook
from leaflets.language import language

_REGULAR = 400
_SUBSTITUTES = {0x202F, 0x00A0, 0x2011, 0x00AD}
"""Characters that the typesetter shows with another one, if a face lacks them."""


def covered(theme: Path, root: Path, report: list[Diagnostic]) -> frozenset[int] | None:
    """Return the code points that the faces of the theme file have; None when it is broken."""
    loaded = load_theme(theme, report)
    if loaded is None or not loaded.scripts:
        return None
    book = FontBook(loaded.families, loaded.scripts, root, str(theme))
    script = next(iter(loaded.scripts))
    faces = [choice.face for choice in book.choices(script, script, _REGULAR)]
    return frozenset(_SUBSTITUTES).union(*(face.coverage for face in faces))


def covered_by_all(themes: Path, root: Path) -> frozenset[int] | None:
    """Return the code points that every sound theme of a folder has; None when none is sound."""
    found = [covered(path, root, []) for path in visible_files(themes, "*.yaml")]
    usable = [points for points in found if points is not None]
    return frozenset.intersection(*usable) if usable else None


def everyday_characters(locale: str) -> str:
    """Return letters of ``locale`` as CLDR has them in its names of months, days and languages."""
    names = Locale.parse(locale)
    words = [language(locale).autonym, *names.languages.values()]
    words += [*names.months["format"]["wide"].values(), *names.days["format"]["wide"].values()]
    own = (character for word in words for character in word if character.isalpha())
    return "".join(sorted(set(own)))
