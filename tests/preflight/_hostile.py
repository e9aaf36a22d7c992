"""Files that mean harm: they loop, burst, nest, lie or are too many."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/TrimBox[0 0 600 800]>>"


def raw(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a file of these objects, as they stand."""
    out = bytearray(b"%PDF-1.6\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        at = places.get(number)
        out += b"0000000000 00000 f \n" if at is None else b"%010d 00000 n \n" % at
    out += b"trailer <</Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def shown(content: bytes, entries: bytes = b"", catalog: bytes = b"", **others: bytes) -> bytes:
    """Return a file of one page; ``entries`` are the page's, and ``others`` objects o5, o6 ..."""
    page = PAGE.replace(b">>", b"/Contents 4 0 R %b>>" % entries)
    more = {int(name[1:]): body for name, body in others.items()}
    root = CATALOG.replace(b">>", catalog + b">>")
    return raw({1: root, 2: PAGES, 3: page, 4: stream(content)} | more)


def lzw_bomb(rounds: int) -> bytes:
    """Return LZW that unpacks to 7 MB of zeros a round, from 6 kB."""
    growing = "".join(f"{code:0{_width(code)}b}" for code in range(258, 4094))
    bits = f"{256:09b}" + f"{0:09b}{growing}{256:012b}" * rounds
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)


def _width(code: int) -> int:
    return max((code + 1).bit_length(), 9)


def laughs() -> bytes:
    """Return XMP whose entities would make 10 to the 12th letters."""
    entities = [b'<!ENTITY a0 "aaaaaaaaaa">']
    entities += [b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)]
    return (
        b'<?xml version="1.0"?><!DOCTYPE x [%b]><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        b"<pdf:Trapped>&a11;</pdf:Trapped></rdf:Description></rdf:RDF></x:xmpmeta>"
    ) % b"".join(entities)


BOMB = lzw_bomb(400)
LZW = b"/Filter/LZWDecode"
INTENT = b"/OutputIntents[<</S/GTS_PDFX/DestOutputProfile 5 0 R>>]"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
FONT = (
    b"/Resources<</Font<</F<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W[%b]>>]>>>>>>"
)
SEEN = b"/Resources<</%b<</P 5 0 R>>>>"


def _tree(depth: int) -> dict[int, bytes]:
    node = b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>"
    return {number: node % (number - 1, number + 1) for number in range(3, depth)}


FILES: dict[str, bytes] = {
    "a page tree that is its own child": raw({1: CATALOG, 2: PAGES.replace(b"3 0", b"2 0")}),
    "a page tree in a circle": raw({1: CATALOG, 2: PAGES, 3: PAGES.replace(b"3 0", b"2 0")}),
    "a page tree of 10,000 floors": raw({1: CATALOG, 2: PAGES, **_tree(10_000), 10_000: PAGE}),
    "a tree that says it has a billion pages": raw(
        {1: CATALOG, 2: PAGES.replace(b"Count 1", b"Count 1000000000"), 3: PAGE}
    ),
    "no pages": raw({1: CATALOG, 2: b"<</Type/Pages/Kids[]/Count 0>>"}),
    "a page that is no page": raw({1: CATALOG, 2: PAGES, 3: b"[1 2 3]"}),
    "a page without a size": raw({1: CATALOG, 2: PAGES, 3: b"<</Type/Page/Parent 2 0 R>>"}),
    "a million objects": raw(
        {1: CATALOG, 2: PAGES, 3: PAGE} | dict.fromkeys(range(4, 1_000_004), b"0")
    ),
    "a table of two billion places": shown(b"").replace(b"0 5\n", b"0 2000000000\n"),
    "a size of two billion": shown(b"").replace(b"/Size 5", b"/Size 2147483647"),
    "a table before itself": raw({1: CATALOG, 2: PAGES, 3: PAGE}, b"/Prev 200"),
    "arrays in arrays": shown(b"", b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "arrays in the content": shown(b"[" * 300_000),
    "dictionaries in the content": shown(b"<</a " * 100_000),
    "states in states": shown(b"q " * 500_000),
    "more operators than are read": shown(b"0 0 m 1 1 l S " * 800_000),
    "more words than are read": shown(b"[" + b"1 " * 5_000_000 + b"] TJ"),
    "forms that show forms": shown(
        b"/F Do",
        b"/Resources<</XObject<</F 5 0 R>>>>",
        **{f"o{n}": stream(b"/F Do " * 40, FORM % (n + 1)) for n in range(5, 12)},
    ),
    "one content a thousand times": raw(
        {
            1: CATALOG,
            2: PAGES,
            3: PAGE.replace(b">>", b"/Contents[" + b"4 0 R " * 1_000 + b"]>>"),
            4: stream(zlib.compress(b"0 0 m " * 50_000), b"/Filter/FlateDecode"),
        }
    ),
    "endless widths": shown(b"BT /F 9 Tf (a) Tj ET", FONT % (b"0 65535 500 " * 100_000)),
    "small text on many grounds": shown(
        b"1 0 0 0 k " + b"0 0 1 1 re f " * 20_000 + b"BT /F 5 Tf 0 0 0 1 k 300 300 Td "
        b"%b ET" % (b"(a) Tj " * 20_000)
    ),
    "entities of entities": shown(b"", catalog=b"/Metadata 5 0 R", o5=stream(laughs())),
    "elements in elements": shown(b"", catalog=b"/Metadata 5 0 R", o5=stream(b"<a>" * 300_000)),
    "LZW in the content": raw(
        {1: CATALOG, 2: PAGES, 3: PAGE.replace(b">>", b"/Contents 4 0 R>>")}
        | {4: stream(BOMB, LZW)}
    ),
    "LZW in Flate": raw(
        {1: CATALOG, 2: PAGES, 3: PAGE.replace(b">>", b"/Contents 4 0 R>>")}
        | {4: stream(zlib.compress(BOMB), b"/Filter[/FlateDecode/LZWDecode]")}
    ),
    "LZW in a profile": shown(b"", catalog=INTENT, o5=stream(BOMB, b"/N 4" + LZW)),
    "LZW in the metadata": shown(b"", catalog=b"/Metadata 5 0 R", o5=stream(BOMB, LZW)),
    "LZW in the tables": shown(
        b"", o5=stream(BOMB, b"/Type/#4fbjStm/N 1/First 4/Filter/LZ#57Decode")
    ),
    "LZW in a palette": shown(
        b"/C cs 1 scn 0 0 9 9 re f",
        b"/Resources<</ColorSpace<</C[/Indexed/DeviceCMYK 255 5 0 R]>>>>",
        o5=stream(BOMB, LZW),
    ),
    "numbers beyond numbers": shown(
        b"9" * 400 + b" 0 0 1 0 0 cm 1e400 w " + b"9" * 5_000 + b" 0 m 1 1 l S",
        b"/BleedBox[1e400 nan -inf 99999999999999999999999999999]",
    ),
    "notes that are their own list": shown(b"", b"/Annots 5 0 R", o5=b"[5 0 R 5 0 R]"),
    "actions after themselves": shown(
        b"", catalog=b"/OpenAction 5 0 R", o5=b"<</S/GoTo/Next[5 0 R 5 0 R 5 0 R]>>"
    ),
    "an ink below itself": shown(
        b"/P cs 1 scn 0 0 9 9 re f", SEEN % b"ColorSpace", o5=b"[/Separation/A 5 0 R 5 0 R]"
    ),
    "a pattern in itself": shown(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        SEEN % b"Pattern",
        o5=stream(b"/Pattern cs /P scn 0 0 9 9 re f", b"/PatternType 1" + SEEN % b"Pattern"),
    ),
    "a mask in itself": shown(
        b"/P gs 0 0 9 9 re f",
        SEEN % b"ExtGState",
        o5=b"<</SMask<</S/Alpha/G 6 0 R>>>>",
        o6=stream(b"/P gs 0 0 1 1 re f", b"/Subtype/Form" + SEEN % b"ExtGState"),
    ),
    "a profile of nothing": shown(
        b"", catalog=INTENT, o5=stream(bytes(36) + b"acsp" + b"\xff" * 500, b"/N 4")
    ),
    "entries of the wrong kind": shown(
        b"", catalog=b"/OutputIntents[1 (a) null]/OCProperties[]/Names 5/AcroForm(x)/AF 7"
    ),
    "a picture of two billion lines": shown(
        b"9 0 0 9 0 0 cm /P Do",
        SEEN % b"XObject",
        o5=stream(b"", b"/Subtype/Image/Width 2000000000/Height 2000000000/ColorSpace/DeviceCMYK"),
    ),
}
