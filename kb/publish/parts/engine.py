"""Jinja as the pages need it: everything is escaped, and each value costs as little as can be.

A page prints and calls hundreds of values. The templates that come along ask for few of Jinja's
ways, so theirs are compiled to plain Python: an attribute is an attribute (no key of a mapping), a
call passes what it says and no context, a macro has arguments by place or name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

# Says that a text is safe without looking what it is.
safe: Callable[[str], Markup] = partial(str.__new__, Markup)


class Escapes:
    """Escapes every value that is no `Markup`; of a text that comes again the answer is kept."""

    def __init__(self) -> None:
        self._done: dict[str, Markup] = {}

    def __call__(self, value: object) -> Markup:
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        if kind is not str:
            return escape(value)
        try:
            return self._done[value]  # type: ignore[index]
        except KeyError:
            done = self._done[value] = escape(value)  # type: ignore[index]
            return done

    def forget(self) -> None:
        self._done.clear()


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
        self.escaped = Escapes()

    @staticmethod
    def macro(fill: Callable[..., str], names: Sequence[str]) -> Callable[..., Markup]:
        """What is called in a template for a macro; `fill` wants all its arguments, by place."""

        def filled(*given: object, **named: object) -> Markup:
            if len(given) < len(names):
                given += tuple(named.pop(name, missing) for name in names[len(given) :])
            return safe(fill(*given, **named))

        return filled
