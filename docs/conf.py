"""How the documentation is built: Sphinx, MyST and furo, without network."""

from __future__ import annotations

import sys
from pathlib import Path

from muster import __version__

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "Muster"
author = "The Muster maintainers"
copyright = "the Muster maintainers, Apache-2.0"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "mathml", "docstrings"]
exclude_patterns = ["_build", "_extensions"]

myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3
html_math_renderer = "mathml"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_type_aliases = {"Ids": "Ids", "IntArray": "IntArray", "Floats": "Floats"}
autodoc_default_options = {"members": True, "undoc-members": False}

html_theme = "furo"
html_title = f"Muster {version}"
html_static_path = ["_static"]
html_css_files = ["muster.css"]
html_copy_source = False
html_show_sphinx = False
