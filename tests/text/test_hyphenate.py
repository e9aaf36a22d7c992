"""Where words may be divided."""

from __future__ import annotations

import pytest

from leaflets.text.hyphenate import hyphens
from leaflets.text.model import TextStyle


def divided(text: str, tag: str) -> str:
    """Return ``text`` with a stroke at every place where it may be hyphenated."""
    places = set(hyphens(text, [TextStyle(10, tag=tag)] * len(text)))
    return "".join(("|" if at in places else "") + character for at, character in enumerate(text))


@pytest.mark.parametrize(
    ("tag", "word", "expected"),
    [
        ("en", "smuggling", "smug|gling"),
        ("en-GB", "criminal", "crim|inal"),
        ("fr-FR", "stupéfiants", "stu|pé|fiants"),
        ("fr", "l’administration", "l’ad|mi|nis|tra|tion"),
        ("de", "Betäubungsmittel", "Be|täu|bungs|mit|tel"),
        ("ru", "наркотических", "нар|ко|ти|че|ских"),
        ("pt-BR", "entorpecentes", "en|tor|pe|cen|tes"),
    ],
)
def test_a_word_is_divided_as_its_language_does(tag: str, word: str, expected: str) -> None:
    assert divided(word, tag) == expected


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ar", "المخدرات والمؤثرات"),
        ("zh-Hans-CN", "administration"),
        ("th", "ยาเสพติดให้โทษ"),
        ("", "administration"),
        ("en", "MDMA ADMINISTRATION"),
        ("en", "administration2 2administration"),
        ("en", "admin\u00adistration"),
        ("en", "state-controlled"),
        ("en", "into"),
        ("en", "İİİİİİİstration"),
    ],
)
def test_what_is_never_divided(tag: str, text: str) -> None:
    assert divided(text, tag) == text


@pytest.mark.parametrize(("tag", "left", "right"), [("en", 2, 3), ("fr", 2, 3), ("de", 2, 2)])
def test_enough_letters_stay_on_both_lines(tag: str, left: int, right: int) -> None:
    for word in ("education", "ability", "imaginary", "véritable", "élection", "Oberarm", "area"):
        parts = divided(word, tag).split("|")
        if len(parts) > 1:
            assert len(parts[0]) >= left
            assert len(parts[-1]) >= right


def test_a_spelling_that_would_change_is_not_divided() -> None:
    assert divided("asszonnyal", "hu") == "asszonnyal"  # asz-szony-nyal
    assert "|" in divided("tartalmaz", "hu")


def test_each_word_has_the_language_of_its_span() -> None:
    text = "stupéfiants المخدرات"
    styles = [TextStyle(10, tag="fr")] * 11 + [TextStyle(10, tag="ar")] * 9
    assert list(hyphens(text, styles)) == [3, 5]
