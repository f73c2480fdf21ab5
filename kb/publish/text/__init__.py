"""Words on pages: authors' Markdown as HTML, where links lead, what files are called."""
