"""What all commands share: their options, how they end, and how they speak of problems."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from kb.cli.kept import Answer
from kb.cli.printing import at_terminal, drop_output, say
from kb.errors import AddressError, BaseNotFound, KbError, MisuseError, NotFound, QueryError

if TYPE_CHECKING:
    from kb.api import OpenBase
    from kb.session import Session
    from loaders.base.load import LoadedBase

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "json", "csv", "md")
ALONG = "no kb.toml here or above: this is the base that comes along"
DATABASE, TIMEOUT = "kb.database", "kb.timeout"


class Form(NamedTuple):
    """How an answer is wanted: in which format, all of it or a screen, with the ids of things."""

    name: str = FORMATS[0]
    all: bool = False
    ids: bool = False


INTERRUPTED = 130  # as shells say of what Ctrl-C ended
MISUSE = (NotFound, BaseNotFound, QueryError, MisuseError, AddressError)

folder_option = click.option(
    "-C",
    "--base",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The base in or above DIR, instead of the working folder.",
)


def _keep(key: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Keeps the value of an option for whoever opens the base."""
    return lambda ctx, param, value: ctx.meta.update({key: value})


def db_option(command: F) -> F:
    """The address of the graph, the database where a server has several, and how long to wait."""
    address = click.option(
        "--db",
        envvar="KB_DB",
        metavar="ADDRESS",
        help="The graph at this address instead of in your cache folder: a folder, bolt://HOST or "
        "neo4j://HOST (user and password from KB_DB_USER and KB_DB_PASSWORD).  [env: KB_DB]",
    )
    database = click.option(
        "--database",
        metavar="NAME",
        expose_value=False,
        callback=_keep(DATABASE),
        help="The database, where a server has several.",
    )
    timeout = click.option(
        "--timeout",
        type=click.IntRange(1, 86_400),
        envvar="KB_TIMEOUT",
        metavar="SECONDS",
        expose_value=False,
        callback=_keep(TIMEOUT),
        help="Give up a server that was silent for so long (60), or an answer that takes longer "
        "from the graph in your cache folder.  [env: KB_TIMEOUT]",
    )
    return address(database(timeout(command)))


sync_option = click.option(
    "--no-sync", is_flag=True, help="Answer from the graph as it is, without a look at the files."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
all_option = click.option(
    "--all", "every", is_flag=True, help="Show all, not only what fits on a screen."
)
ids_option = click.option(
    "--ids",
    is_flag=True,
    help="Show the ids by which things are called, as a pipe always gets them.",
)


class NearChoice(click.Choice[str]):
    """One of several words; for a word that is none, the one that was most likely meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            from kb.diagnostics import did_you_mean

            if guess := did_you_mean(str(value), self.choices):
                self.fail(f"there is no {value!r}{guess}", param, ctx)
            raise error


def guarded(command: F) -> F:
    """Turn what stops the program into one line and an exit code: 1 a problem, 2 a misuse."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            _refuse_no_text()
            found = command(*args, **kwargs)
            sys.stdout.flush()
            return found
        except KbError as error:
            complain(str(error))
            sys.exit(2 if isinstance(error, MISUSE) else 1)
        except (KeyboardInterrupt, click.Abort) as stop:
            if not _is_interrupt(stop):
                raise
            drop_output()  # for which a reader who has stopped may be waited for
            say(err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:  # the reader of a pipe has had enough
            drop_output()
            sys.exit(0)
        except OSError as error:
            drop_output()
            what = f"'{error.filename}' cannot be used" if error.filename else "cannot write"
            complain(f"{what}: {error.strerror or error}")
            sys.exit(1)

    return run  # type: ignore[return-value]


def _refuse_no_text() -> None:
    """Refuse words of a command that are no text; only the name of a file can be any bytes."""
    context = click.get_current_context(silent=True)
    for word in _words([*context.params.values(), *context.meta.values()]) if context else ():
        try:
            word.encode("utf-8")
        except UnicodeEncodeError:
            encoding = sys.getfilesystemencoding()
            raise MisuseError(f"'{word}' is no text: it is not written in {encoding}") from None


def _words(given: Any) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, list | tuple):
        for one in given:
            yield from _words(one)


def _is_interrupt(error: BaseException) -> bool:
    """Whether it is Ctrl-C, be it while a question waits for its answer."""
    return isinstance(error, KeyboardInterrupt) or isinstance(error.__context__, KeyboardInterrupt)


def complain(message: str) -> None:
    say((f"kb: {message}", "red"), err=True)


def note(message: str) -> None:
    say((f"note: {message}", "yellow"), err=True)


def note_errors(loaded: LoadedBase) -> None:
    """Say of a base that a command read for its own ends that files of it have errors: how such a
    command ends would pass for an all clear."""
    errors = loaded.errors
    if errors:
        more = f"; 'kb check' has {len(errors) - 1} more" if len(errors) > 1 else ""
        note(f"there is an error in the files: {errors[0]}{more}")


def question(command: F) -> F:
    """A command that asks the graph: gives it `base`, and prints what goes with the answer.

    What it prints is kept: it may read nothing but the base, and write nothing.
    """
    return _question(command, is_kept=True)


def fresh_question(command: F) -> F:
    """The same of a command that does more."""
    return _question(command, is_kept=False)


def _question(command: F, is_kept: bool) -> F:
    @folder_option
    @db_option
    @sync_option
    @format_option
    @all_option
    @ids_option
    @functools.wraps(command)
    @guarded
    def run(
        *args: Any,
        folder: Path | None,
        db: str | None,
        no_sync: bool,
        form: str,
        every: bool,
        ids: bool,
        **kwargs: Any,
    ) -> None:
        shape = Form(form, every, ids or not at_terminal())
        asked = functools.partial(command, form=shape)
        answered(folder, db, not no_sync, asked, *args, is_kept=is_kept, **kwargs)

    return run  # type: ignore[return-value]


def answered(
    folder: Path | None,
    db: str | None,
    follow: bool,
    command: Callable[..., Any],
    *args: Any,
    is_kept: bool = True,
    **kwargs: Any,
) -> None:
    """Give a base to what asks it and prints the answer, or print again what was kept of that."""
    session = open_session(folder, db, follow)
    answer = Answer(session) if is_kept else None
    if answer and answer.again():
        return
    with answer.told() if answer else contextlib.nullcontext():
        _told(session, command, args, kwargs)


def _told(
    session: Session, command: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Print an answer, and what goes with it even where there is none."""
    from kb.api import OpenBase

    base = OpenBase(session)
    try:
        if debate := kwargs.get("debate"):  # which may be called otherwise now
            kwargs["debate"] = base.debate_id(debate)
        command(base, *args, **kwargs)
    finally:
        report(session)


def open_base(folder: Path | None, db: str | None, follow: bool = True) -> OpenBase:
    """The base that a command asks; it is said where that is none of the reader's."""
    from kb.api import OpenBase

    return OpenBase(open_session(folder, db, follow))


def open_session(folder: Path | None, db: str | None, follow: bool = True) -> Session:
    """The same without the questions, which take a while to import."""
    from kb.session import comes_along

    session = opened(folder, db, follow)
    if folder is None and (follow or not db) and comes_along():
        note(ALONG)
    return session


def opened(folder: Path | None, db: str | None, follow: bool = True) -> Session:
    from kb.session import Session, locate

    context = click.get_current_context(silent=True)
    meta = context.meta if context else {}
    session = Session(locate(folder), db, follow, meta.get(DATABASE), meta.get(TIMEOUT))
    if context:
        context.call_on_close(session.close)
    return _finished(session)


def _finished(session: Session) -> Session:
    """A base in which nothing is half done: what a command that was killed left is finished."""
    if message := session.finish():
        note(message)
    return session


def open_own_base(folder: Path | None) -> OpenBase:
    """The base that a command may write to: never the one that comes with the program, unless it
    was named, or the working folder is in it."""
    from kb.api import OpenBase
    from kb.session import Session, locate

    try:
        return OpenBase(_finished(Session(locate(folder if folder is not None else Path.cwd()))))
    except BaseNotFound as error:
        raise BaseNotFound(
            f"{error}; the debates that come along are not yours to change"
        ) from None


def open_meant_session(folder: Path | None) -> Session:
    """The base that is meant and no other: an all clear for the one that comes along would pass
    for one's own. In a checkout of the program, that one is meant."""
    from kb.session import comes_along

    return opened(Path.cwd() if folder is None and comes_along() else folder, None)


def report(session: Session) -> None:
    """Say on stderr what a reader should know beside the answer."""
    for problem in session.problems:
        if not problem.code.is_warning:
            say((str(problem), "red"), err=True)
    for message in session.notes:
        note(message)
