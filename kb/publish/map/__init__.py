"""The argument map: what bears on what, from a debate's positions to the right.

    tree     the arguments of a debate as trees, in which each claim has one place
    open     how much of the trees is open to begin with, and what is folded away
    weights  what each argument does, so that the strongest come first
    overview the map at a glance, on the page of a debate
    focus    what its script shows of one item in focus
    views    the whole map, on a page of its own, ready to print
    layout   places and lines for a drawing
    drawing  svg, dot and mermaid for the command line, each in a module of its own

On pages nothing is measured: boxes flow in columns of one width, and the borders of the boxes and
lists between them are the lines (site/map.css). So a map holds in every font, at every size, on
paper and without a script. Only a drawing, which has no browser to wrap its text, needs a layout.
"""
