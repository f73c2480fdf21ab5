"""A vault of Obsidian: a folder of notes, in which each note is an item or somebody.

Properties and lines such as `supported by:: [[a]] + [[b]] — why` say what a debate says with its
labels; one note of `kind: debate` has the question and lists the items under their sections.
"""

from __future__ import annotations

from kb.interchange.frame import Format
from kb.interchange.obsidian.reading import pieces, read
from kb.interchange.obsidian.vault import opened_vault
from kb.interchange.obsidian.writing import write

FORMAT = Format(
    "a vault of Obsidian", (), pieces=pieces, read=read, open_folder=opened_vault, write_files=write
)
