"""What a locale implies: its BCP 47 tag, direction, script and name for itself.

Input: a Babel locale id such as ``zh_Hans_CN``. Facts come from CLDR through Babel; a new language
needs nothing here. Names that readers see (language tabs) are curated where CLDR's are unfit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global


class Direction(Enum):
    LTR = "ltr"
    RTL = "rtl"


_AUTONYMS = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
_MACRO = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}


@dataclass(frozen=True, slots=True)
class Language:
    """A locale's facts.

    ``locale`` is the Babel id, ``tag`` BCP 47, ``script`` the ISO 15924 code that CLDR implies
    (``Hans``, ``Arab``), ``autonym`` the language's name for itself, capitalised for display.
    """

    locale: str
    tag: str
    direction: Direction
    script: str
    autonym: str

    @property
    def unicode_script(self) -> str:
        """The script as the Unicode property names it: ``Hans`` and ``Hant`` are ``Hani``."""
        return _MACRO.get(self.script, self.script)


@lru_cache(maxsize=64)
def language(locale_id: str) -> Language:
    """Return the language of ``locale_id``; ValueError when CLDR does not know it."""
    try:
        locale = Locale.parse(locale_id)
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f"{locale_id!r} is not a locale that CLDR knows") from error
    script = locale.script or _likely_script(locale)
    direction = Direction.RTL if locale.character_order == "right-to-left" else Direction.LTR
    name = _AUTONYMS.get(f"{locale.language}_{script}") or locale.get_language_name() or locale_id
    return Language(locale_id, _tag(locale), direction, script, name[:1].upper() + name[1:])


def _tag(locale: Locale) -> str:
    parts = (locale.language, locale.script, locale.territory)
    return "-".join(part for part in parts if part)


def _likely_script(locale: Locale) -> str:
    likely = get_global("likely_subtags")
    for key in (f"{locale.language}_{locale.territory}", locale.language):
        if key in likely:
            return str(likely[key].split("_")[1])
    return "Latn"
