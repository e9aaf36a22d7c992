"""What layout says of leaflets, told to a translator."""

from __future__ import annotations

from pathlib import Path

from leaflets.catalogs.laid import Laid, layout_remarks, length_remarks
from leaflets.catalogs.review import Remark
from leaflets.diagnostics import Diagnostic, Location, Severity

HERE, THERE = Location("/w/locales/fr/LC_MESSAGES/a.po", 3), Location("/w/locales/fr/a.po", 9)
FOLDER = Path("/w/locales/fr")


def test_only_leaflets_that_show_a_text_are_said_to_hold_it() -> None:
    long = Diagnostic(HERE, "the text is 2.0 mm too long")
    leaflets = {
        "poster": Laid([long], {HERE}),
        "card": Laid([], {HERE, THERE}),
        "other": Laid([], {THERE}),
        "broken": Laid([Diagnostic(THERE, "msgstr is bad")], {HERE}),
    }
    [remark] = length_remarks(leaflets)
    assert remark.diagnostic.message == "the text is 2.0 mm too long; it fits card [length]"
    del leaflets["card"]
    [remark] = length_remarks(leaflets)
    assert remark.diagnostic.message == "the text is 2.0 mm too long [length]"


def test_every_other_error_at_an_entry_is_kept_and_told_once() -> None:
    wide = Diagnostic(HERE, "a word is 9.0 mm wider than its column")
    odd = Diagnostic(HERE, "msgstr has the unknown placeholder `{x}`")
    gap = Diagnostic(HERE, "is not translated", severity=Severity.WARNING)
    elsewhere = Diagnostic(Location("/w/templates/a.xml.j2", 3), "no such element")
    leaflets = {name: Laid([wide, odd, gap, elsewhere], ()) for name in "ab"}
    told = [Remark("brace", Diagnostic(HERE, f"{odd.message} [brace]"))]
    [remark] = layout_remarks(leaflets, told, FOLDER)
    assert (remark.id, remark.diagnostic.message) == ("layout", f"{wide.message} [layout]")
    assert len(layout_remarks(leaflets, [], FOLDER)) == 2
