"""One form for what can be written in several ways; facts and prose stay what they are."""
