"""Characters that do not belong: controls, presentation forms, other scripts, missing glyphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from leaflets.catalogs.checks.check import Finding, Pair

_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_OPENS |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_CLOSES = frozenset("\u202c\u2069")
_FORMS = re.compile("[\ufb50-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\ufeff\ue000-\uf8ff\u2e80-\u2fdf]"
)
_GARBLED = re.compile("[ÃÂ][\u0080-\u00bf]|â[\u0080\u20ac]")
_UNDIVIDED = frozenset(("Latn", "Arab", "Hans", "Hant", "Cyrl", "Grek", "Hebr"))
"""Scripts in which a zero width space has no business."""
_FULL_WIDTH = re.compile("[，。；：？！（）]")
_SCRIPTS = {
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "Hani": re.compile("[\u3400-\u9fff]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
    "Grek": re.compile("[\u0386-\u03ce]"),
    "Hebr": re.compile("[\u05d0-\u05ea]"),
    "Hang": re.compile("[\uac00-\ud7a3]"),
    "Deva": re.compile("[\u0904-\u0939]"),
    "Thai": re.compile("[\u0e01-\u0e2e]"),
    "Kana": re.compile("[\u3041-\u3096\u30a1-\u30fa]"),
}
_NAMES = {"Arab": "Arabic", "Hani": "Chinese", "Cyrl": "Cyrillic", "Grek": "Greek"}
_QUOTED = re.compile("《[^》]*》|“[^”]*”|«[^»]*»|「[^」]*」|\\([^)]*\\)|（[^）]*）")


def bidi_controls(pair: Pair) -> Iterator[Finding]:
    """Invisible direction marks that are opened and not closed, or closed and not opened."""
    opened: list[str] = []
    loose = ""
    for character in pair.target:
        if character in _OPENS:
            opened.append(character)
        elif character in _CLOSES:
            if opened and _OPENS[opened[-1]] == character:
                opened.pop()
            else:
                loose = character
    loose = loose or "".join(opened[:1])
    if loose:
        name = f"U+{ord(loose):04X} {unicodedata.name(loose)}"
        yield Finding(f"has an unpaired {name}", "delete it; isolates are set by the program")


def presentation_forms(pair: Pair) -> Iterator[Finding]:
    """Glyphs of old Arabic fonts, where letters belong."""
    found = _FORMS.search(pair.target)
    if found:
        plain = unicodedata.normalize("NFKC", found[0])
        yield Finding(
            f"has the presentation form U+{ord(found[0]):04X}",
            f"type the letters themselves ({plain}); the program joins them",
        )


def unseen(pair: Pair) -> Iterator[Finding]:
    """Controls, U+FFFD where an encoding went wrong, zero width spaces, private use, radicals that
    look like Chinese characters."""
    found = _UNSEEN.search(pair.target)
    if found is None and pair.around.language.script in _UNDIVIDED:
        found = re.search("\u200b", pair.target)
    garbled = _GARBLED.search(pair.target)
    if garbled and garbled[0] not in pair.source:
        yield Finding(f"has “{garbled[0]}”, UTF-8 read as Latin-1", "retype the word")
    if found and found[0] not in pair.source:
        yield Finding(f"has the character U+{ord(found[0]):04X}", "delete it, or retype the word")


def foreign_script(pair: Pair) -> Iterator[Finding]:
    """Letters of a script that is not the language's."""
    own = {pair.around.language.unicode_script} | (
        {"Hani", "Kana"} if pair.tongue == "ja" else {"Hani"} if pair.tongue == "ko" else set()
    )
    if pair.tongue == "zh":
        own.add("Hani")
    words = _QUOTED.sub("", pair.words)
    for script, letters in _SCRIPTS.items():
        found = letters.search(words) if script not in own else None
        if found and not letters.search(pair.source):
            name = _NAMES.get(script, script)
            yield Finding(f"has the {name} letter “{found[0]}”", "is this another language’s text?")
    mark = _FULL_WIDTH.search(words) if pair.around.language.script in ("Latn", "Arab") else None
    if mark and not (_FULL_WIDTH.search(pair.source) or _SCRIPTS["Hani"].search(pair.words)):
        yield Finding(f"has the Chinese mark “{mark[0]}”", "write the mark of the language")


def glyphs(pair: Pair) -> Iterator[Finding]:
    """Characters that no face of the theme has."""
    covered = pair.around.covered
    if covered is None:
        return
    missing = {c for c in pair.words if _is_seen(c) and ord(c) not in covered}
    if missing:
        names = ", ".join(f"“{c}” U+{ord(c):04X}" for c in sorted(missing))
        yield Finding(
            f"has what no face of the theme can show: {names}",
            "write it otherwise, or add a font to the theme",
        )


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and character != "\ufffc"
