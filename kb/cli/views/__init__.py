"""How answers look: tables, trees, words, and the same as JSON, CSV or Markdown."""
