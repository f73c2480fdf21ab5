"""Debates of very many arguments, over arrays of numpy: the same as is done number by number.

    indices   runs, groups and what can be reached, over arrays of indices
    columns   the circuit as columns
    layers    its nodes in steps of what can be computed at once
    planning  the order of evaluation
    guard     cycles scaled until they have one answer
    sheet     strengths, one evaluation or many rows of them at once: `Sheet`
    slopes    all derivatives of one strength

What comes out is read like what comes out of the rest: numbers in sequences, by `view`. Only this
package imports numpy, so only what needs it should import this package.
"""
