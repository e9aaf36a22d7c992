"""Rows as XLIFF 1.2 and 2.0 (OASIS), and back.

A unit is a msgstr; its texts hold no inline elements, so that markup stands there as characters.
The exported text is kept in a note; a tool that drops notes costs the three-way comparison only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from leaflets.catalogs.exchange.rows import Row, refuse_controls

_OLD = "urn:oasis:names:tc:xliff:document:1.2"
_NEW = "urn:oasis:names:tc:xliff:document:2.0"
_SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_KEY, _EXPORTED = "leaflets-key", "leaflets-exported"


def to_xliff(rows: Sequence[Row], tag: str, version: str) -> bytes:
    """Return the rows as XLIFF ``version`` (1.2 or 2.0) from English into ``tag`` (BCP 47);
    ValueError when a text cannot stand there."""
    refuse_controls(rows)
    old = version == "1.2"
    space = _OLD if old else _NEW
    ET.register_namespace("", space)
    root = ET.Element(f"{{{space}}}xliff", {"version": version})
    if old:
        about = {"source-language": "en", "target-language": tag, "datatype": "plaintext"}
        file = ET.SubElement(root, f"{{{space}}}file", {"original": "leaflets.po", **about})
        parent = ET.SubElement(file, f"{{{space}}}body")
    else:
        root.attrib |= {"srcLang": "en", "trgLang": tag}
        parent = ET.SubElement(root, f"{{{space}}}file", {"id": "leaflets"})
        ET.register_namespace("slr", _SIZES)
        ET.SubElement(parent, f"{{{_SIZES}}}profiles", {"generalProfile": "xliff:codepoints"})
    for number, row in enumerate(rows, 1):
        (_old_unit if old else _new_unit)(parent, number, row)
    ET.indent(root)
    content: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return content + b"\n"


def from_xliff(content: bytes) -> Iterator[Row]:
    """Yield the rows of an XLIFF file; ValueError when it is none of ours."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("the file declares a document type")
    try:
        root = ET.fromstring(content)
    except ET.ParseError as error:
        raise ValueError(f"the file is not well formed: {error}") from error
    space = root.tag.partition("}")[0] + "}"
    name = {f"{{{_OLD}}}": "trans-unit", f"{{{_NEW}}}": "unit"}.get(space)
    if name is None:
        raise ValueError("this is no XLIFF 1.2 or 2.0")
    for file in root.iter(f"{space}file"):
        tag = file.get("target-language") or root.get("trgLang") or ""
        for unit in file.iter(f"{space}{name}"):
            yield replace(_row(unit, space), locale=tag)


def _old_unit(parent: ET.Element, number: int, row: Row) -> None:
    size = {"maxwidth": row.most, "size-unit": "char"} if row.most else {}
    unit = ET.SubElement(parent, f"{{{_OLD}}}trans-unit", {"id": str(number), **size})
    unit.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    _add(unit, f"{{{_OLD}}}source", _shown(row))
    state = "translated" if row.state == "translated" else "needs-translation"
    _add(unit, f"{{{_OLD}}}target", row.translation, {"state": state})
    for kind, text in _notes(row):
        _add(unit, f"{{{_OLD}}}note", text, {"from": kind})


def _new_unit(parent: ET.Element, number: int, row: Row) -> None:
    unit = ET.SubElement(parent, f"{{{_NEW}}}unit", {"id": str(number)})
    if row.most:
        unit.set(f"{{{_SIZES}}}sizeRestriction", row.most)
    unit.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    notes = ET.SubElement(unit, f"{{{_NEW}}}notes")
    for kind, text in _notes(row):
        _add(notes, f"{{{_NEW}}}note", text, {"category": kind})
    state = "translated" if row.state == "translated" else "initial"
    segment = ET.SubElement(unit, f"{{{_NEW}}}segment", {"state": state})
    _add(segment, f"{{{_NEW}}}source", _shown(row))
    _add(segment, f"{{{_NEW}}}target", row.translation)


def _notes(row: Row) -> Iterator[tuple[str, str]]:
    key = [row.context, row.source, row.plural, row.form]
    yield _KEY, json.dumps(key, ensure_ascii=False)
    yield _EXPORTED, json.dumps(row.exported, ensure_ascii=False)
    if row.numbers:
        yield "numbers", row.numbers
    if row.remarks:
        yield "remarks", row.remarks
    if row.shown:
        yield "shown", f"box {row.box} of the proof: {row.shown}"


def _shown(row: Row) -> str:
    return row.plural if row.plural and row.form not in ("", "0") else row.source


def _add(parent: ET.Element, name: str, text: str, given: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, name, given or {}).text = text


def _row(unit: ET.Element, space: str) -> Row:
    notes = {n.get("from") or n.get("category"): n.text or "" for n in unit.iter(f"{space}note")}
    target = unit.find(f".//{space}target")
    source = unit.find(f".//{space}source")
    text = "".join(target.itertext()) if target is not None else ""
    shown = "".join(source.itertext()) if source is not None else ""
    try:
        context, msgid, plural, form = (
            json.loads(notes.get(_KEY, "")) if _KEY in notes else ("", shown, "", "")
        )
        exported = json.loads(notes[_EXPORTED]) if _EXPORTED in notes else None
    except ValueError as error:
        raise ValueError(f"a note of unit {unit.get('id')} was changed") from error
    return Row(context, msgid, plural, form, "", text, "", "", exported)
