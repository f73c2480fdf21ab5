"""Warnings about a map: nothing is written wrongly, but it says less, or other, than it seems to.

`debate` asks one debate, `base` all of them. A debate names its suspects, and whom of other debates
it clears; so nothing but these few names has to be kept of debates that did not change.
"""
