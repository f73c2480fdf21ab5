"""A debate as running text: who says what, in the order in which it was said, and who answers whom.

Made of a `Record` of what a debate says (`queries.exchange`); the command line prints the
paragraphs, pages make links of them. Nothing here weighs anything.
"""
