"""The licences of everything in the site, as one text that goes with it: some of them ask for exactly that."""

from __future__ import annotations

from importlib.metadata import distribution
from importlib.resources import files

#: Packages of others inside the archive of the core, with their licence.
_PACKAGES = {"jinja2": "BSD-3-Clause", "markupsafe": "BSD-3-Clause"}
_LINE = "\n" + "-" * 78 + "\n\n"
_FIRST = """\
Steadyback
Copyright the Steadyback contributors

The code is under the Apache License 2.0, the clinical content under CC BY 4.0.

What others made, and what comes with it here:

  Pyodide, the Python that runs in the browser     Mozilla Public License 2.0
  Python and its standard library, inside it       Python Software Foundation License 2.0
  Jinja and MarkupSafe, inside core.zip            BSD-3-Clause, text below
  Atkinson Hyperlegible, the typeface              SIL Open Font License 1.1, text below

Pyodide is unaltered, but for parts of the standard library that are left out. Its source is that of the npm package
"pyodide" of the version that the source of Steadyback names.
"""


def licences() -> str:
    """The text. LookupError when a package came without its licence."""
    parts = [_FIRST]
    for name, licence in _PACKAGES.items():
        found = distribution(name)
        text = next((one.read_text() for one in found.files or () if "LICENSE" in one.name.upper()), None)
        if text is None:
            raise LookupError(f"{name} came without its licence; install it anew")
        parts.append(f"{name}: {licence}\n\n{text}")
    font = files("steadyback.web").joinpath("static", "fonts", "OFL.txt").read_text(encoding="utf-8")
    parts.append(f"Atkinson Hyperlegible: OFL-1.1\n\n{font}")
    return _LINE.join(parts)
