"""Pack what a campaign orders: the story of this room.

Input: a workspace, the campaign's name and the folder of its files; output: a zip file for the
print shop, the same bytes for the same content. Everything wrong is said together, and then there
is no package: it never holds a file that is stale or that preflight rejects.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import IO

from leaflets.batch.records import Record, Table
from leaflets.campaign import Campaign, Press, read_campaign
from leaflets.catalogs.approval import approval_faults
from leaflets.diagnostics import Diagnostic, Faults, Location, has_errors
from leaflets.edition import Edition
from leaflets.order import order_gaps
from leaflets.package.archive import Archive
from leaflets.package.bound import bound_files
from leaflets.package.contact import contact_sheet
from leaflets.package.gather import Counter, built_files, products
from leaflets.package.lines import lines, to_csv, to_xlsx
from leaflets.package.merged import merged_files
from leaflets.package.mount import mount
from leaflets.package.names import plain
from leaflets.package.product import PackedFile
from leaflets.package.readme import readme
from leaflets.package.told import told
from leaflets.package.venues import read_venues
from leaflets.plan import Job
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

Progress = Callable[[str], None]
"""Called with the leaflet that is looked at."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to pack: the campaign ``name``, from the files in ``out``; ``records`` is another table
    than the campaign's own; ``approved`` refuses languages that are not as they were approved."""

    workspace: Workspace
    name: str
    out: Path
    records: Path | None = None
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """All that goes into the zip file: packed files, and ``papers`` (names and contents)."""

    folder: str
    files: tuple[PackedFile, ...]
    papers: tuple[tuple[str, bytes], ...]
    warnings: tuple[Diagnostic, ...]

    def write(self, target: IO[bytes]) -> None:
        """Write the zip file; Faults when a file changed since it was looked at."""
        archive = Archive(target, self.folder)
        for name, content in self.papers:
            archive.add(name, content)
        for file in self.files:
            if archive.copy(file.name, file.path) != file.sha256:
                message = "changed while it was packed"
                raise Faults([Diagnostic(Location(str(file.path)), message, "pack again")])
        archive.close()


def pack(wish: Wish, progress: Progress) -> Package:
    """Return the package; Faults when there is anything that keeps it from being sent."""
    report: list[Diagnostic] = []
    rooms = Rooms(wish.workspace)
    counter = _counter(wish, rooms, report)
    files = tuple(_files(counter, wish, report, progress))
    report += [
        finding.diagnostic(str(file.path)) for file in files for finding in file.report.findings
    ]
    if not files and not has_errors(report):
        place = Location(str(wish.workspace.campaigns / wish.name))
        report.append(Diagnostic(place, "orders nothing", "write quantities under `order`"))
    if has_errors(report):
        raise Faults(told(report))
    folder = f"{plain(wish.name)}_v{plain(counter.campaign.version)}"
    papers = _papers(counter, files)
    return Package(folder, files, papers, tuple(dict.fromkeys(report)))


def _counter(wish: Wish, rooms: Rooms, report: list[Diagnostic]) -> Counter:
    """Return the campaign with its venues; Faults when its order is not complete."""
    campaign = rooms.campaign(wish.name, report)
    folder = wish.workspace.campaigns / wish.name
    loaded = read_campaign(folder, [])
    if campaign is None or loaded is None or has_errors(report):
        raise Faults(report)
    if campaign.order is None:
        hint = "say what is printed: docs/press.md shows how"
        raise Faults([loaded.fault(("order",), " is missing", hint)])
    if not {Edition.PRESS, Edition.OUTLINED}.intersection(campaign.editions):
        raise Faults([loaded.fault(("editions",), " lists none for the press", "add press")])
    merged = dict.fromkeys(campaign.merged, True)
    templates = {**dict.fromkeys(campaign.templates, False), **merged}
    report += order_gaps(loaded, campaign.order, campaign.languages, templates)
    for locale in campaign.languages if wish.approved else ():
        report += approval_faults(wish.workspace.locales, locale)
    venues: list[Record] = []
    if campaign.order.venues is not None or campaign.merged:
        venues = read_venues(campaign, _table(wish, campaign), report)
    if has_errors(report):
        raise Faults(report)
    return Counter(wish.name, campaign, wish.out, rooms, venues)


def _table(wish: Wish, campaign: Campaign) -> Table:
    records = campaign.records
    assert records is not None
    path = wish.records or wish.workspace.campaigns / wish.name / records.file
    return Table(path, records.encoding, records.key, str(path))


def _files(
    counter: Counter, wish: Wish, report: list[Diagnostic], progress: Progress
) -> Iterator[PackedFile]:
    """Yield what is packed: what is the same for all, then what venues have of their own."""
    campaign = counter.campaign
    common = [one for one in campaign.templates if one not in campaign.merged]
    for product in products(counter, common, report):
        progress(f"{product.job.template}, {product.job.locale}")
        yield from built_files(counter, product, report)
    own = list(products(counter, campaign.merged, report))
    if own:
        progress("the files of the venues")
        source = (wish.workspace, _table(wish, campaign))
        order = campaign.order
        bound = order is not None and order.venues is not None and order.venues.one_file
        gather = bound_files if bound else merged_files
        yield from gather(counter, own, source, report)


def _papers(counter: Counter, files: Sequence[PackedFile]) -> tuple[tuple[str, bytes], ...]:
    """Return what goes with the files, the list of all checksums last."""
    rows = list(lines(counter.campaign, files))
    documents = [file.report.document() for file in files]
    papers = {
        "README.txt": readme(counter.campaign, files),
        "order.csv": to_csv(rows),
        "order.xlsx": to_xlsx(rows),
        "contact-sheet.pdf": _contact(counter, files),
        "preflight.txt": _findings(files),
        "preflight.json": json.dumps(documents, ensure_ascii=False, indent=2).encode(),
    }
    sums = {name: sha256(content).hexdigest() for name, content in papers.items()}
    sums |= {file.name: file.sha256 for file in files}
    listed = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    return (*papers.items(), ("SHA256SUMS", listed.encode()))


def _contact(counter: Counter, files: Sequence[PackedFile]) -> bytes:
    """Return the contact sheet, drawn like a leaflet of the campaign but without marks; what the
    print shop asks of leaflets is not asked of it."""
    press = Press(standard=counter.campaign.press.standard, profile=counter.campaign.press.profile)
    campaign = replace(counter.campaign, press=press)
    job = Job(counter.name, campaign, "contact-sheet", campaign.languages[0], (Edition.PRESS,))
    report: list[Diagnostic] = []
    typesetter = counter.rooms.typesetter(job, report)
    assert typesetter is not None
    sheet = contact_sheet(files, typesetter)
    content = counter.rooms.pdf(job, Edition.PRESS, sheet.leaflet, report)
    if content is None or has_errors(report):
        raise Faults(report)
    return mount(content, sheet.mounted)


def _findings(files: Sequence[PackedFile]) -> bytes:
    """Return the preflight report for people."""
    parts = []
    for file in files:
        parts.append(file.report.summary)
        parts += [f"  {one.diagnostic(file.name)}" for one in file.report.told]
    return "".join(f"{part}\n" for part in parts).encode()
