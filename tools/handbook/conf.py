"""How Sphinx builds the handbook: `make docs`, or `sphinx-build -W -c tools/handbook docs build/handbook`."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simulation import __version__  # noqa: E402
from tools.handbook.filling import filled  # noqa: E402

_INPUT = re.compile(r"[a-z_]+(, [a-z_]+)*: ")

project = "Grid governance, simulated"
author = "The grid-governance authors"
version = release = __version__
language = "en"

needs_sphinx = "8.2"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 4
default_role = "code"  # docstrings are written for people: `so` is code
smartquotes = False  # what stands in quotation marks may be code
autodoc_typehints = "signature"
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = f"{project} {version}"
html_static_path = ["static"]
html_css_files = ["handbook.css"]
html_show_sphinx = False
html_copy_source = False


def setup(app):
    """Fill the places that a page leaves to the program, before the page is read; set out what docstrings say
    of inputs."""
    app.connect("source-read", _fill)
    app.connect("autodoc-process-docstring", _set_out)


def _fill(app, name, source):
    source[0] = filled(source[0], Path(app.env.doc2path(name)))


def _set_out(app, what, name, obj, options, lines):
    """Begin a paragraph at each line that describes inputs: `seed: what it is`."""
    lines[:] = [part for line in lines for part in (["", line] if _INPUT.match(line) else [line])]
