"""The rooms, wired together: a job in, a laid-out leaflet and then the bytes of its files out.

What leaflets share (catalogs, themes, templates, fonts) is loaded once for a run. Loads files, and
writes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from leaflets.campaign import (
    DEFAULT_THEME,
    FILE,
    Campaign,
    Incomplete,
    Press,
    load_campaign,
)
from leaflets.catalogs.catalog import Catalog
from leaflets.catalogs.load import load_catalog
from leaflets.diagnostics import Diagnostic, Location, Once, Severity, gathered, has_errors
from leaflets.document.black_plate import for_black_plate_change
from leaflets.document.format import Template
from leaflets.document.load import load_template
from leaflets.document.nodes import Document, beside
from leaflets.document.used import rasters, unknown_classes
from leaflets.edition import Edition
from leaflets.kinds import LANGUAGE, TEMPLATE, THEME
from leaflets.language import Direction, language
from leaflets.layout.common_plates import plate_faults
from leaflets.layout.compose import Job as Composing
from leaflets.layout.compose import compose, largest_fit
from leaflets.layout.contrast import contrast_faults
from leaflets.layout.look import Look, open_look
from leaflets.layout.memory import Memory
from leaflets.layout.outlined import outlined
from leaflets.layout.page import Leaflet
from leaflets.layout.raster import Picture, find_picture, load_picture
from leaflets.layout.resolution import resolution_faults
from leaflets.layout.safety import safety_faults
from leaflets.layout.slug import slugged
from leaflets.layout.watermark import watermarked
from leaflets.markup.render import render
from leaflets.markup.slots import Value, fill, reads, slot_names
from leaflets.markup.translate import campaign_words
from leaflets.pdf.editions import EditionSettings, OutputProfile
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.rehearsal import practised_hand
from leaflets.pdf.stencil import Stencil, cut_stencil
from leaflets.pdf.volume import Volume
from leaflets.pdf.write import write_pdf
from leaflets.plan import Job, buildable, known_names, unknown_names
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge
from leaflets.recall import Recall
from leaflets.settings import Mark
from leaflets.text.typesetter import Typesetter
from leaflets.units import to_mm
from leaflets.workspace import Workspace

_PROFILES = {Edition.WEB: Profile.WEB, Edition.PRESS: Profile.PRESS}
_BOLD = 700
_MEMORIES = 32
"""Templates and languages whose layout is remembered at a time."""

LoadCatalog = Callable[[Path, str, list[Diagnostic]], Catalog | None]
"""Loads the catalog of a locale from the folder of all of them."""


class Rooms:
    """The real stages. What leaflets share (catalogs, themes, templates, fonts) is loaded once."""

    def __init__(self, workspace: Workspace, load: LoadCatalog = load_catalog) -> None:
        self._workspace = workspace
        self._catalog = Once(partial(load, workspace.locales))
        self._theme = Once(self._load_theme)
        self._template = Once(self._load_template)
        self._picture = Once(_load_picture)
        self._fits: dict[tuple[str, str], float] = {}
        self._firsts: dict[tuple[str, str], Leaflet | None] = {}
        self._hand = practised_hand()
        self._memories = Recall[Memory](_MEMORIES)

    def campaign(self, name: str, report: list[Diagnostic]) -> Campaign | None:
        """Return the campaign of that name."""
        folder, marks = self._workspace.campaigns / name, list[Mark]()
        found: list[Diagnostic] = []
        campaign = load_campaign(folder, found, marks)
        found += unknown_names(self._workspace, str(folder / FILE), marks)
        if has_errors(found):
            self._look_into(marks, found)
        report += found
        return buildable(self._workspace, campaign) if campaign else None

    def forget(self, locale: str) -> None:
        """Load the catalog of ``locale`` anew when it is next asked for."""
        self._catalog.forget(locale)
        self._fits.clear()
        self._firsts.clear()

    def _look_into(self, marks: Sequence[Mark], report: list[Diagnostic]) -> None:
        """Load all that a faulty campaign names: what is wrong there is said in the same run."""
        names = partial(known_names, self._workspace, marks)
        listed = any(mark.kind is THEME for mark in marks)
        theme = next(iter(names(THEME) if listed else [DEFAULT_THEME]), "")
        for template in names(TEMPLATE):
            self._template((template, theme), report)
        for locale in names(LANGUAGE):
            self._catalog(locale, report)

    def leaflet(self, job: Job, report: list[Diagnostic]) -> Leaflet | None:
        """Return the laid-out leaflet: words and template to a document, the document to pages."""
        return self.filled(job, {}, report)

    def filled(
        self, job: Job, record: Mapping[str, Value], report: list[Diagnostic]
    ) -> Leaflet | None:
        """Return the laid-out leaflet with the values of ``record`` in its slots."""
        composing = self.prepared(job, record, report)
        if composing is None:
            return None
        leaflet = compose(composing, report)
        if leaflet is not None:
            memory, safe = composing.memory, composing.template.format.safe
            report += contrast_faults(leaflet, composing.document, composing.theme, memory)
            report += safety_faults(leaflet, composing.document, safe, memory)
            report += resolution_faults(leaflet)
        if leaflet is not None and composing.document.draft:
            look = self._theme(job.campaign.theme, report)
            assert look is not None
            leaflet = watermarked(leaflet, look.book.choices("Latn", "Latn", _BOLD)[0].face)
        return leaflet

    def prepared(
        self, job: Job, record: Mapping[str, Value], report: list[Diagnostic]
    ) -> Composing | None:
        """Return everything that the job's pages are composed from, its slots filled."""
        composing = self.composing(job, report, {key: one.text for key, one in record.items()})
        if composing is None:
            return None
        composing = replace(composing, document=fill(composing.document, record))
        if job.campaign.same_size:
            composing = replace(composing, most_fit=self._common_fit(job))
        return composing

    def composing(
        self, job: Job, report: list[Diagnostic], record: Mapping[str, str] | None = None
    ) -> Composing | None:
        """Return everything that the job's pages are composed from; templates see ``record``."""
        look = self._theme(job.campaign.theme, report)
        template = self._arranged(job, report)
        self._catalog(job.locale, report)  # its faults come with those of theme and template
        if template is None:
            return None
        values = {"campaign": job.campaign, "record": record or {}}
        document = self._words(job, template, values, report)
        if document is None or look is None:
            return None
        report += unknown_classes(document, (*look.theme.rules, *template.rules))
        faults = look.icon_faults(document)
        pictures = self._pictures(document, job, faults)
        report += faults
        if faults:
            return None
        speech = language(job.locale)
        known = (document, template, look.theme, look.typesetter, speech, look.icon)
        return Composing(*known, pictures=pictures, memory=self._memory(job))

    def _memory(self, job: Job) -> Memory:
        """Return what remembers the layout of all that looks like ``job``."""
        look = (job.campaign.theme, job.campaign.press.black_plate_change)
        # The language mirrors the page and sets the grid for panels in another one as well.
        return self._memories((job.name, job.template, job.locale, look), Memory)

    def _arranged(self, job: Job, report: list[Diagnostic]) -> Template | None:
        """Return the job's template, arranged as its campaign asks."""
        template = self._template((job.template, job.campaign.theme), report)
        look = self._theme(job.campaign.theme, report)
        if template and look and job.campaign.press.black_plate_change:
            return for_black_plate_change(template, look.theme)
        return template

    def _pictures(
        self, document: Document, job: Job, report: list[Diagnostic]
    ) -> Mapping[str, Picture]:
        """Return the rasters of ``document`` by their ``src``."""
        campaign = self._workspace.campaigns / job.name
        folders = (campaign, self._workspace.templates / job.template)
        found: dict[str, Picture] = {}
        for node in {one.src: one for one in rasters(document)}.values():
            path = find_picture(node.src, folders)
            if path is None:
                message = f"there is no picture `{node.src}` in the folder of campaign or template"
                hint = f"put it into {campaign}; files elsewhere are not read"
                report.append(Diagnostic(node.element.location, message, hint))
            elif picture := self._picture(path, report):
                found[node.src] = picture
        return found

    def _words(
        self, job: Job, template: Template, values: Mapping[str, object], report: list[Diagnostic]
    ) -> Document | None:
        """Return the words of ``job`` in as many languages as the template has places.

        The leaflet's own language comes first, then the campaign's in their order.
        """
        folder = self._workspace.templates / job.template
        locales = tuple(dict.fromkeys((job.locale, *job.campaign.languages)))
        documents: list[tuple[str, Document | None]] = []
        for place, locale in enumerate(locales[: template.places], start=1):
            catalog = self._catalog(locale, report)
            if catalog is None:
                return None
            read = partial(render, folder, template.markup, values={**values, "place": place})
            document = _document(read, catalog, replace(job, locale=locale), report)
            documents.append((language(locale).tag, document))
        return beside(documents)

    def _common_fit(self, job: Job) -> float:
        """Return the greatest type size at which every language of the campaign fits.

        A language that cannot be set at all holds no other back; its own leaflet says why.
        """
        key = (job.name, job.template)
        if key not in self._fits:
            jobs = (replace(job, locale=locale) for locale in job.campaign.languages)
            composing = (gathered(partial(self.composing, one), []) for one in jobs)
            fits = (largest_fit(one) for one in composing if one is not None)
            self._fits[key] = min((fit for fit in fits if fit is not None), default=1.0)
        return self._fits[key]

    def pdf(
        self, job: Job, edition: Edition, leaflet: Leaflet, report: list[Diagnostic]
    ) -> bytes | None:
        """Return the leaflet drawn for an edition; preflight's findings go into ``report``."""
        content = self.draw(job, edition, leaflet, report)
        self.judge(job, edition, (content, leaflet), report)
        return content

    def draw(self, job: Job, edition: Edition, leaflet: Leaflet, report: list[Diagnostic]) -> bytes:
        """Return the leaflet drawn for an edition."""
        settings = self._settings(job, edition)
        if edition is not Edition.WEB and job.campaign.press.black_plate_change:
            report += self._plate_faults(job, leaflet)
        leaflet = self.as_drawn(job, edition, leaflet, report)
        metadata = self._metadata(job, leaflet, report)
        return write_pdf(leaflet, settings, metadata, self._hand)

    def judge(
        self,
        job: Job,
        edition: Edition,
        drawn: tuple[bytes, Leaflet],
        report: list[Diagnostic],
    ) -> None:
        """Add what preflight finds in a file drawn or stamped for the leaflet to ``report``."""
        # Our own files face what others will ask of them, before they replace those of last time.
        content, leaflet = drawn
        limits = press_limits(job.campaign.press, leaflet.pages[0].bleed)
        verdict = judge(content, _PROFILES[self._settings(job, edition).kind], limits)
        report += (one.diagnostic(job.file_name(edition)) for one in verdict.findings)

    def stencil(
        self, job: Job, edition: Edition, leaflet: Leaflet, report: list[Diagnostic]
    ) -> Stencil:
        """Return the leaflet drawn for an edition without what stands in its slots."""
        settings = self._settings(job, edition)
        leaflet = self.as_drawn(job, edition, leaflet, report)
        return cut_stencil(leaflet, settings, self._metadata(job, leaflet, report))

    def as_drawn(
        self, job: Job, edition: Edition, leaflet: Leaflet, report: list[Diagnostic]
    ) -> Leaflet:
        """Return the leaflet with what an edition adds to its pages, or makes of them."""
        if self._settings(job, edition).marks:
            leaflet = self._slugged(job, leaflet, report)
        return outlined(leaflet) if edition is Edition.OUTLINED else leaflet

    def volume(
        self, job: Job, drawn: tuple[Edition, Leaflet], target: IO[bytes], *, parted: bool
    ) -> Volume:
        """Return a file for the leaflets of many records, of which one is given; ``parted`` asks
        for PDF/VT-1 on the press."""
        edition, leaflet = drawn
        settings = self._settings(job, edition)
        settings = replace(settings, variable=parted and settings.kind is Edition.PRESS)
        return Volume(target, settings, self._metadata(job, leaflet, []))

    def typesetter(self, job: Job, report: list[Diagnostic]) -> Typesetter | None:
        """Return what sets text in the job's theme, with nothing remembered yet."""
        look = self._theme(job.campaign.theme, report)
        return Typesetter(look.book) if look else None

    def reads_record(self, template: str) -> bool:
        """Tell whether records change more of a template than its slots."""
        return reads(self._workspace.templates / template, "record")

    def slots(self, job: Job, report: list[Diagnostic]) -> tuple[str, ...]:
        """Return the names of the slots of the job's template."""
        composing = self.composing(job, report)
        return slot_names(composing.document) if composing else ()

    def _plate_faults(self, job: Job, leaflet: Leaflet) -> Iterable[Diagnostic]:
        """Return what keeps a language from sharing its coloured plates with the first one."""
        first, key = job.campaign.languages[0], (job.name, job.template)
        if key not in self._firsts:
            self._firsts[key] = self.leaflet(replace(job, locale=first), [])
        reference, template = self._firsts[key], self._arranged(job, [])
        if reference is None or template is None or job.locale == first:
            return ()  # what is wrong with the first language is said there
        place = Location(str(self._workspace.templates / job.template))
        return plate_faults(leaflet, reference, template, place)

    def _slugged(self, job: Job, leaflet: Leaflet, report: list[Diagnostic]) -> Leaflet:
        """Return the leaflet with what the print shop reads beside the sheet."""
        look = self._theme(job.campaign.theme, report)
        template = self._arranged(job, report)
        assert look is not None
        assert template is not None
        rtl = leaflet.language.direction is Direction.RTL
        width = template.format.width
        folds = [[width - x if rtl else x for x in page.folds] for page in template.format.pages]
        words = f"{job.name}, {job.template}, {job.locale}, version {job.campaign.version}"
        return slugged(leaflet, f"{words}, {job.campaign.issued}", folds, look.typesetter)

    def _settings(self, job: Job, edition: Edition) -> EditionSettings:
        if edition is Edition.WEB:
            return EditionSettings(edition)
        press, profile = job.campaign.press, None
        if press.profile is not None:
            file = self._workspace.campaigns / job.name / press.profile.file
            profile = OutputProfile(press.profile.condition, file.read_bytes())
        return EditionSettings(Edition.PRESS, press.marks, profile, press.standard)

    def _metadata(self, job: Job, leaflet: Leaflet, report: list[Diagnostic]) -> Metadata:
        campaign, author = job.campaign, job.campaign.issuer.name
        catalog = self._catalog(job.locale, report)
        author = campaign_words(catalog, author) if catalog else author
        tag = leaflet.language.tag
        return Metadata(leaflet.title, author, campaign.issued, campaign.version, tag)

    def _load_theme(self, name: str, report: list[Diagnostic]) -> Look | None:
        path = self._workspace.themes / f"{name}.yaml"
        return open_look(path, self._workspace.root, report)

    def _load_template(self, names: tuple[str, str], report: list[Diagnostic]) -> Template | None:
        template, theme = names
        look = self._theme(theme, report) if theme else None
        folder = self._workspace.templates / template
        return load_template(folder, report, look.theme if look else None)


def _document(
    read: Callable[..., Document | None], catalog: Catalog, job: Job, report: list[Diagnostic]
) -> Document | None:
    """Return the document of a template, as the campaign's rule for unfinished languages has it."""
    found: list[Diagnostic] = []
    document = read(catalog=catalog, report=found)
    policy = job.campaign.incomplete
    if document is None and policy is not Incomplete.REFUSE:
        gaps: list[Diagnostic] = []
        draft = read(catalog=replace(catalog, draft=True), report=gaps)
        if draft is not None:  # nothing is wrong but what is missing or fuzzy
            leave_out = policy is Incomplete.LEAVE_OUT
            document = None if leave_out else draft
            found = [_left_out(catalog, job, len(gaps))] if leave_out else gaps
    report += found
    return document


def press_limits(press: Press, bleed: float) -> Limits:
    """Return the print shop's limits; ``bleed`` in points is that of the format."""
    asked = to_mm(press.bleed or bleed)
    return Limits(press.ink_limit, press.least_type_size, asked)


def _left_out(catalog: Catalog, job: Job, gaps: int) -> Diagnostic:
    message = f"{job.template} is left out in {job.locale}: {gaps} texts are missing or fuzzy"
    hint = "translate them; `leaflets catalog stats` counts them"
    return Diagnostic(Location(catalog.path), message, hint, Severity.WARNING)


def _load_picture(path: Path, report: list[Diagnostic]) -> Picture:
    return load_picture(path)  # what is wrong with it comes as Faults
