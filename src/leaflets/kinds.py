"""Kinds of value that campaigns are written with: names, telephone numbers, addresses, days.

Input: text as a settings file holds it; output: the value, or a ValueError whose message says what
to write instead (see ``settings.kinds``).
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated

from leaflets.settings import Made


def _locale(text: str) -> str:
    from leaflets.language import language  # noqa: PLC0415 - late: it brings Babel along

    try:
        language(text)
    except ValueError:
        like = text.strip().replace("-", "_")
        remedy = (
            f"write it with _, such as {like}"
            if like != text
            else "write it such as en or zh_Hans_CN"
        )
        raise ValueError(f"`{text}` is no language that CLDR knows; {remedy}") from None
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?", text):
        raise ValueError(
            f"`{text}` is not how the language is written; write small and large letters as in "
            "en, fr_CA or zh_Hans_CN"
        )
    return text


def _folder_name(text: str) -> str:
    if not re.fullmatch(r"\w[\w-]*", text):
        raise ValueError(
            f"`{text}` cannot name a folder; use letters, digits, - and _, without / or dots"
        )
    return text


def _word(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise ValueError(f"`{text}` cannot be a name here; use small letters, digits and _")
    return text


def _phone(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9][0-9 -]*", text):
        raise ValueError(f"`{text}` is no telephone number; use digits, +, - and spaces only")
    return text


def _https(text: str) -> str:
    host = r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
    if not re.fullmatch(rf"https://{host}(:[0-9]{{1,5}})?([/?#][!-~]*)?", text):
        raise ValueError(
            f"`{text}` is not a safe web address; it must begin with https:// and hold no spaces"
        )
    return text


def _day(day: date) -> date:
    if not 2000 <= day.year <= 2099:
        raise ValueError(f"the year {day.year:04} cannot be meant; write it such as 2026")
    return day


def _inside(text: str) -> str:
    path = PurePosixPath(text)
    unsafe = not text.isprintable() or path.is_absolute() or ".." in path.parts
    if unsafe or "\\" in text or not path.parts:
        raise ValueError(f"`{text}` is not inside the folder; write a name or a path below it")
    return text


LANGUAGE, TEMPLATE, THEME = Made(str, _locale), Made(str, _folder_name), Made(str, _folder_name)
"""The kinds of name that the workspace must know; who knows it finds them among the marks."""

Locale = Annotated[str, LANGUAGE]
TemplateName = Annotated[str, TEMPLATE]
ThemeName = Annotated[str, THEME]
Word = Annotated[str, Made(str, _word)]
Phone = Annotated[str, Made(str, _phone)]
Https = Annotated[str, Made(str, _https)]
Day = Annotated[date, Made(date, _day)]
Inside = Annotated[str, Made(str, _inside)]
