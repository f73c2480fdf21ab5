"""Argument graphs of Carneades in YAML: statements, arguments, undercutters, issues, assumptions.

What it works out with schemes and rules is not worked out here. Its tests are compared with the
strengths of the statements.
"""

from __future__ import annotations

from kb.interchange.carneades.reading import pieces, read
from kb.interchange.frame import Format

FORMAT = Format("an argument graph of Carneades", (".yml", ".yaml"), pieces=pieces, read=read)
