"""The Argument Interchange Format in JSON, as AIFdb, OVA and xAIF have it.

An I-node is a claim, an RA-node supports, a CA-node rebuts, or undercuts where it is against
another such node; L- and YA-nodes are what somebody thinks. What is written is a node set of AIFdb.
"""

from __future__ import annotations

from kb.interchange.aif.reading import pieces, read
from kb.interchange.aif.writing import write
from kb.interchange.frame import Format

FORMAT = Format("AIF in JSON", (".json",), pieces=pieces, read=read, write=write)
