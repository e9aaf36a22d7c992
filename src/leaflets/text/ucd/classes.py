"""The bidirectional classes of UAX #44, table 13, one ASCII character each.

One character a class keeps a text's classes in a string of the text's length, on which the rules
of UAX #9 work as regular expressions. No letter stands for itself and another class at once.
"""

from __future__ import annotations

from enum import StrEnum


class BidiClass(StrEnum):
    """A Bidi_Class: Unicode's short name, and the code in our strings."""

    L = "L"
    R = "R"
    AL = "A"
    EN = "1"
    AN = "2"
    ES = "+"
    ET = "%"
    CS = ","
    NSM = "M"
    BN = "0"
    B = "B"
    S = "S"
    WS = "W"
    ON = "N"
    LRE = "e"
    LRO = "o"
    RLE = "E"
    RLO = "O"
    PDF = "p"
    LRI = "i"
    RLI = "I"
    FSI = "F"
    PDI = "P"
