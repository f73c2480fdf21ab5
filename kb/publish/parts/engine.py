"""Jinja as the pages need it: everything is escaped, and each value costs as little as can be.

A page prints and calls hundreds of values. The templates that come along ask for few of Jinja's
ways, so theirs are compiled to plain Python: an attribute is an attribute (no key of a mapping), a
call passes what it says and no context, a macro has arguments by place or name.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import partial
from types import FunctionType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

# Says that a text is safe without looking what it is.
safe: Callable[[str], Markup] = partial(str.__new__, Markup)


class Escaped(dict[str, Markup]):
    """Texts as HTML, each escaped once: pages print the same ones again and again."""

    def __missing__(self, text: str) -> Markup:
        html = self[text] = escape(text)
        return html


class _Plain(CodeGenerator):
    """Writes Python that does what a template says, and no more."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped, safe = environment.escaped, environment.safe")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("(value if (kind := type(value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        # Some other value than a text may be equal to one, and print otherwise.
        self.write(")) is Markup else escaped[value] if kind is str else escape(value))")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        self.writeline(f"return safe(concat({frame.buffer}))")

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
        for given in node.args:
            self.visit(given, frame)
            self.write(", ")
        for named in node.kwargs:  # only macros have any
            self.write(f"l_1_{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        """`x if y` prints nothing without `y`; what Jinja makes for it says at length that it is
        nothing."""
        node.expr2 = node.expr2 or nodes.Const("")
        super().visit_CondExpr(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if frame.symbols.level != 1:  # its arguments would not begin with `l_1_`
            self.fail("a macro stands at the top of a template", macro_ref.node.lineno)
        self.write("environment.macro(macro)")


class _Page(Template):
    """A template that leaves no circle behind: its context has the macros, and they have it."""

    def render(self, *args: Any, **values: Any) -> str:
        context = self.new_context(dict(*args, **values))
        try:
            return "".join(self.root_render_func(context))
        except Exception:
            self.environment.handle_exception()
        finally:
            context.vars.clear()


class Engine(Environment):
    """An environment whose templates are compiled in this way."""

    code_generator_class = _Plain
    template_class = _Page
    safe = staticmethod(safe)

    def __init__(self, **how: Any) -> None:
        super().__init__(autoescape=True, cache_size=-1, **how)  # they are few, and all are kept
        self.escaped = Escaped()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows of itself: Jinja's chain of mappings is slow to copy, as each page
        does."""
        return {**self.globals, **(d or {})}

    @staticmethod
    def macro(fill: FunctionType) -> FunctionType:
        """What is called in a template for a macro, which says itself what it lacks."""
        fill.__defaults__ = (missing,) * fill.__code__.co_argcount
        return fill
