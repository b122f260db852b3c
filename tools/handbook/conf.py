"""How Sphinx builds the handbook: `make docs`, or `sphinx-build -W -c tools/handbook docs build/handbook`;
with `-t zh` in Chinese."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simulation import __version__  # noqa: E402
from simulation.text.spoken import speaking  # noqa: E402
from tools.handbook.chinese import LOCALES, Lacking  # noqa: E402
from tools.handbook.filling import filled  # noqa: E402
from tools.handbook.searching import SearchPairs  # noqa: E402

_INPUT = re.compile(r"[a-z_]+(, [a-z_]+)*: ")
TONGUE = "zh" if tags.has("zh") else "en"  # type: ignore[name-defined]  # noqa: F821

project = {"en": "Grid governance, simulated", "zh": "网格治理模拟"}[TONGUE]
author = "The grid-governance authors"
version = release = __version__
language = {"en": "en", "zh": "zh_CN"}[TONGUE]
locale_dirs = [LOCALES.as_posix()]
gettext_compact = "handbook"

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
    of inputs; link each page to itself in the other language; warn of what lacks Chinese."""
    app.connect("source-read", _fill)
    app.connect("autodoc-process-docstring", _set_out)
    app.connect("html-page-context", _link_languages)
    if language == "zh_CN":
        app.add_transform(Lacking)
        app.add_search_language(SearchPairs)


def _fill(app, name, source):
    with speaking(TONGUE):
        source[0] = filled(source[0], Path(app.env.doc2path(name)))


def _set_out(app, what, name, obj, options, lines):
    """Begin a paragraph at each line that describes inputs: `seed: what it is`."""
    lines[:] = [part for line in lines for part in (["", line] if _INPUT.match(line) else [line])]


def _link_languages(app, name, template, context, doctree):
    """The Chinese handbook lies in the folder `zh` of the English one."""
    if doctree is None:
        return
    up = "../" * name.count("/")
    there, lang, word = {"en": (f"{up}zh/", "zh", "中文"), "zh": (f"{up}../", "en", "English")}[TONGUE]
    link = f'<p class="other-language"><a href="{there}{name}.html" lang="{lang}">{word}</a></p>'
    context["body"] = link + context["body"]
