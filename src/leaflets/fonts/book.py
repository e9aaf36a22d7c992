"""The choice of a face: a theme's families and scripts in, faces for a script and weight out.

Input: family name -> {weight: file} (weight 0 is a variable file), script -> (family, size factor)
in fallback order. A file is ``package:path`` inside an installed package, or a path in the
workspace. Sizes are none of this module's business but for the factor by which a script is set
larger than its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from leaflets.diagnostics import Diagnostic, Faults, Location
from leaflets.fonts.face import Face


@dataclass(frozen=True, slots=True)
class Choice:
    """A face and the factor its text is enlarged by beside the document's own script."""

    face: Face
    factor: float


class FontBook:
    """Faces by script and weight; opens a file when it is first asked for.

    ``source`` is the theme file that diagnostics name, ``root`` the workspace, ``places``
    where it names the file of a family and weight.
    """

    def __init__(
        self,
        families: Mapping[str, Mapping[int, str]],
        scripts: Mapping[str, tuple[str, float]],
        root: Path,
        source: str,
        places: Mapping[tuple[str, int], Location] | None = None,
    ) -> None:
        self._families = families
        self._scripts = scripts
        self._root = root
        self._source = source
        self._places = places or {}
        self._faces: dict[tuple[str, int], Face] = {}
        self._choices: dict[tuple[str, str, int, str | None], tuple[Choice, ...]] = {}

    def choices(
        self, script: str, document: str, weight: int, family: str | None = None
    ) -> tuple[Choice, ...]:
        """Return the faces to try for ``script``, best first: ``family``, the script's, all others.

        ``document`` is the script of the document, in which sizes are given. Raises Faults when a
        font file is missing or unusable.
        """
        key = (script, document, weight, family)
        if key not in self._choices:
            own = self._scripts[document][1] if document in self._scripts else 1.0
            self._choices[key] = tuple(
                Choice(self._face(name, weight), 1.0 if name == family else factor / own)
                for name, factor in self._order(script, family)
            )
        return self._choices[key]

    def _order(self, script: str, family: str | None) -> list[tuple[str, float]]:
        order: dict[str, float] = {}
        if family is not None:
            order[family] = 1.0
        if script in self._scripts:
            name, factor = self._scripts[script]
            order.setdefault(name, factor)
        for name, factor in self._scripts.values():
            order.setdefault(name, factor)
        return list(order.items())

    def _face(self, family: str, weight: int) -> Face:
        key = (family, weight)
        if key not in self._faces:
            self._faces[key] = self._open(family, weight)
        return self._faces[key]

    def _open(self, family: str, weight: int) -> Face:
        files = self._families[family]
        nearest = 0 if 0 in files else min(files, key=lambda w: (abs(w - weight), -w))
        axes = (("wght", float(weight)),) if nearest == 0 else ()
        place = self._places.get((family, nearest), Location(self._source))
        face = Face(_path(files[nearest], self._root, place), axes)
        try:
            face.hb_face  # noqa: B018 - opens the file, so that a bad font is told here
        except OSError as error:
            message = f"font file `{files[nearest]}` cannot be read: {error.strerror}"
            raise _fault(place, message, "name another file") from error
        except ValueError as error:
            message = str(error).replace(str(face.path), f"font file `{files[nearest]}`")
            raise _fault(place, message, "name another font file") from error
        return face


def _path(file: str, root: Path, place: Location) -> Path:
    """Return where a file that ``place`` names stands; Faults when it is not there."""
    package, colon, inside = file.partition(":")
    if colon:
        spec = find_spec(package) if package.isidentifier() else None
        if spec is None or not spec.submodule_search_locations:
            hint = f"install it: pip install {package.replace('_', '-')}"
            raise _fault(place, f"font package `{package}` is not installed", hint)
        base, path = Path(spec.submodule_search_locations[0]), inside
    else:
        base, path = root, file
    found = (base / path).resolve()
    if not found.is_relative_to(base.resolve()) or not found.is_file():
        raise _fault(place, f"font file `{file}` does not exist", "correct it in `families`")
    return found


def _fault(place: Location, message: str, hint: str) -> Faults:
    return Faults([Diagnostic(place, message, hint)])
