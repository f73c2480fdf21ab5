"""The language of debates: items, the lines under them, and what each line refers to."""
