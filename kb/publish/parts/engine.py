"""Jinja as the pages need it: everything is escaped, and each value costs as little as can be.

A page prints and calls hundreds of values. The templates that come along ask for few of Jinja's
ways, so theirs are compiled to plain Python: an attribute is an attribute (no key of a mapping), a
call passes what it says and no context, a macro has arguments by place or name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import FunctionType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

# Says that a text is safe without looking what it is.
safe: Callable[[str], Markup] = partial(str.__new__, Markup)


def _escapes() -> tuple[Callable[[object], Markup], Callable[[], None]]:
    """What escapes every value that is no `Markup`, and keeps what it made of a text, which pages
    print again and again; and what lets go of that."""
    done: dict[object, Markup] = {}

    def escaped(value: object) -> Markup:
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        if kind is not str:  # some other value may be equal to a text, and print otherwise
            return escape(value)
        try:
            return done[value]
        except KeyError:
            html = done[value] = escape(value)
            return html

    return escaped, done.clear


class _Plain(CodeGenerator):
    """Writes Python that does what a template says, and no more."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.escaped(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            self.fail("only plain arguments are passed on", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        names = tuple(argument.name for argument in macro_ref.node.args)
        self.write(f"environment.macro(macro, {names!r})")


class Engine(Environment):
    """An environment whose templates are compiled in this way."""

    code_generator_class = _Plain

    def __init__(self, **how: Any) -> None:
        super().__init__(autoescape=True, **how)
        self.escaped, self.forget = _escapes()

    @staticmethod
    def macro(fill: FunctionType, names: Sequence[str]) -> Callable[..., Markup]:
        """What is called in a template for a macro; `fill` knows its arguments by place."""
        fill.__defaults__ = (missing,) * len(names)

        def filled(*given: object, **named: object) -> Markup:
            if named:
                given += tuple(named.pop(name, missing) for name in names[len(given) :])
            return safe(fill(*given, **named))

        return filled
