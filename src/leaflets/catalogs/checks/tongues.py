"""Which language a text is in, by letters and common words that only one of them has.

A guess is told only when it is plain: two common words of another language and none of the
language's own, or a letter that the language does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflets.catalogs.checks.check import Finding, Pair
from leaflets.catalogs.tables.han_variants import TRADITIONAL_ONLY

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_COMMON = {
    "en": "the of and to is are not you your for with that this be by it or if have do when who "
    "what from must may can at",
    "fr": "le la les des et est une un du au aux ne pas vous votre pour avec dans sur qui que sont "
    "ou si cette ce il elle à en par de se on nous mais plus comme sans soit peut son ses leur",
    "es": "no el los las es del al usted su sus para con en por que son este esta hay está puede "
    "como más pero sin si sobre ser de se la lo les una nos también cuando quien donde un todo "
    "todos",
    "pt": "os as uma do da dos das ao não você seu para com em por que são ou se este esta um como "
    "mais mas sem de",
    "it": "si il gli una del della dei al non per con in che sono se questo questa come più ma la",
    "de": "der die das und ist nicht ein eine zu den von mit für auf sie ihr im dem oder wenn als "
    "werden sind",
}
_PROFILES = {tongue: frozenset(words.split()) for tongue, words in _COMMON.items()}
_LANGUAGE = {
    "en": "English", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
    "de": "German",
}  # fmt: skip
_OTHER_LETTER = re.compile("[\u0370-\u1fff\u3040-\ud7a3]")
_NOT_FRENCH = re.compile(r"[ñ¿¡ãõßø]|\b[^\W\d_]*[áíóúìò](?=[^\W\d_]*\b)")
"""Letters that French does not have; some stand in names, which begin with a capital."""
_PERSIAN = re.compile(
    "[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06c0\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"
)
_PERSIAN_WORDS = frozenset(
    ("است", "این", "که", "را", "برای", "شما", "باید", "هستند", "می", "های", "خود", "از", "نیست")
)
_URDU_DIGITS = re.compile("[\u06f0-\u06f9]")
_TRADITIONAL = frozenset(TRADITIONAL_ONLY)
_IN_BOTH = frozenset("乾著於麼藉瞭摺馀閤鍾餘徵覆瑙阪碁")
_REVERSED = re.compile("[\u0629\u0649][\u064b-\u0652]*[\u0621-\u064a]")


def wrong_language(pair: Pair) -> Iterator[Finding]:
    """A text in another language of the Latin script."""
    if pair.around.language.script != "Latn" or pair.tongue not in _PROFILES:
        return
    there = [word.casefold() for word in _WORD.findall(pair.words)]
    words = set(there) - {word.casefold() for word in _WORD.findall(pair.source)}
    own = words & _PROFILES[pair.tongue]
    telling = {t: words & profile - _PROFILES[pair.tongue] for t, profile in _PROFILES.items()}
    best = max(telling, key=lambda tongue: len(telling[tongue]))
    if len(telling[best]) >= 2 and len(telling[best]) >= len(own) and len(there) > 2:
        hint = f"translate it into {_LANGUAGE[pair.tongue]}"
        yield Finding(f"seems to be {_LANGUAGE[best]}", hint)
        return
    for found in _NOT_FRENCH.finditer(pair.words) if pair.tongue == "fr" else ():
        letter = found[0][-1]
        if found[0].islower() and letter not in pair.source.casefold():
            yield Finding(f"has “{letter}”, which French does not have", "is this French text?")
            return


def untranslated(pair: Pair) -> Iterator[Finding]:
    """A text that is still English."""
    if pair.tongue == "en":
        return
    if pair.target == pair.source and len(_english(pair.source)) >= 2:
        yield Finding("is the English text", "translate it, or leave the msgstr empty")
        return
    latin = pair.around.language.script != "Latn" and not _OTHER_LETTER.search(pair.words)
    if latin and len(_english(pair.words)) >= 2:
        yield Finding("seems to be English", "translate it, or leave the msgstr empty")
    elif latin and _is_sentence(pair):
        yield Finding("is in the Latin script", "translate it, or leave the msgstr empty")


def _is_sentence(pair: Pair) -> bool:
    """Tell whether a text in Latin letters is a sentence, or has words that the msgid has not."""
    words = [word for word in _WORD.findall(pair.words) if word.islower() and len(word) > 1]
    new = set(words) - set(_WORD.findall(pair.source))
    whole = pair.target == pair.source and pair.source.rstrip().endswith((".", "?", "!"))
    return len(new) >= _FEW or (whole and len(words) >= _SENTENCE and pair.words == pair.target)


_FEW, _SENTENCE = 3, 4


def _english(text: str) -> list[str]:
    return [w for w in _WORD.findall(text) if w.casefold() in _PROFILES["en"]]


def persian(pair: Pair) -> Iterator[Finding]:
    """Persian or Urdu in an Arabic catalog."""
    if pair.tongue != "ar":
        return
    letter = _PERSIAN.search(pair.target) or _URDU_DIGITS.search(pair.target)
    words = [word for word in _WORD.findall(pair.target) if word in _PERSIAN_WORDS]
    if letter and letter[0] not in pair.source:
        code = f"U+{ord(letter[0]):04X}"
        yield Finding(
            f"has the Persian or Urdu character “{letter[0]}” ({code})",
            "type it on an Arabic keyboard, or translate the text",
        )
    elif len(words) >= 2:
        yield Finding(f"has the Persian words {'، '.join(words[:3])}", "translate it into Arabic")


def reversed_arabic(pair: Pair) -> Iterator[Finding]:
    """Arabic typed or pasted backwards, to look right in a program that cannot turn it."""
    if pair.tongue != "ar":
        return
    words = re.findall("[\u0621-\u064a]{3,}", re.sub("[\u064b-\u0652\u0640]", "", pair.target))
    backward = [
        word
        for word in words
        if len(word) > 4 and word.endswith("لا") and not word.startswith(("ال", "وال", "بال"))
    ]
    forward = [word for word in words if re.match("[وفبكل]?ال", word) or word.startswith("لل")]
    if _REVERSED.search(pair.target) or (len(backward) >= 2 and len(backward) > len(forward)):
        yield Finding(
            "seems to be Arabic in reverse order",
            "type the letters in the order in which they are read",
        )


def traditional(pair: Pair) -> Iterator[Finding]:
    """Traditional characters in a Simplified catalog."""
    if pair.around.language.script != "Hans":
        return
    strange = dict.fromkeys(c for c in pair.target if c not in _IN_BOTH and c not in pair.source)
    found = [c for c in strange if c in _TRADITIONAL]
    japanese = [c for c in strange if c not in _TRADITIONAL and _is_japanese(c)]
    for what, characters in (("Traditional", found), ("Japanese", japanese)):
        if characters:
            yield Finding(
                f"has the {what} characters {''.join(characters[:8])}",
                "write them in Simplified Chinese",
            )


def _is_japanese(character: str) -> bool:
    """Tell whether a Han character is in the standard of Japan and not in that of China."""
    return (
        "\u4e00" <= character <= "\u9fff"
        and bool(character.encode("shift_jis", "ignore"))
        and not character.encode("gb2312", "ignore")
    )
