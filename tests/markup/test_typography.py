"""Spaces and apostrophes by language."""

from __future__ import annotations

import pytest

from leaflets.markup.typography import SEAM, french_spaces, typeset

NB, NN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("Quoi ?", f"Quoi{NN}?"),
        ("Quoi?", f"Quoi{NN}?"),
        ("Non ! Oui ; si", f"Non{NN}! Oui{NN}; si"),
        ("Quoi ?!", f"Quoi{NN}?!"),
        ("Stop !!!", f"Stop{NN}!!!"),
        ("Appelez : 110", f"Appelez{NB}: 110"),
        ("Appelez: 110", f"Appelez{NB}: 110"),
        ("« mot »", f"«{NB}mot{NB}»"),
        ("«mot»", f"«{NB}mot{NB}»"),
        ("« mot ! »", f"«{NB}mot{NN}!{NB}»"),
        (f"déjà{NN}?", f"déjà{NN}?"),
        (f"déjà{NB}: oui", f"déjà{NB}: oui"),
        (f"«{NN}mot{NN}»", f"«{NN}mot{NN}»"),
        ("à 9:00–17:30", "à 9:00–17:30"),
        ("https://x.fr/?a=b;c:d", "https://x.fr/?a=b;c:d"),
        ("voir https://x.fr/?a ?", f"voir https://x.fr/?a{NN}?"),
        ("tel:+33 ou a@b.fr ; oui", f"tel:+33 ou a@b.fr{NN}; oui"),
        ("(?)", "(?)"),
        ("? seul", "? seul"),
        ("{phone} !", f"{{phone}}{NN}!"),
        (f"mot{SEAM} !", f"mot{SEAM}{NN}!"),
        (f"mot {SEAM}!", f"mot{NN}{SEAM}!"),
        (f"mot{SEAM}?", f"mot{NN}{SEAM}?"),
    ],
)
def test_french_spaces(typed: str, set_as: str) -> None:
    assert french_spaces(typed).replace(SEAM, "") == set_as.replace(SEAM, "")


def test_french_spaces_change_nothing_twice() -> None:
    once = french_spaces("« Non ! » : quoi ? Oui; si.")
    assert french_spaces(once) == once


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("fr", f"l’an{NN}?"),
        ("fr_CA", f"l’an{NN}?"),
        ("en", "l’an ?"),
        ("ar", "l'an ?"),
        ("frp", "l'an ?"),
    ],
)
def test_each_language_has_its_own(locale: str, expected: str) -> None:
    assert typeset("l'an ?", locale) == expected


def test_an_apostrophe_that_is_no_letter_neighbour_stays() -> None:
    assert typeset("5' 'a'", "en") == "5' 'a'"
