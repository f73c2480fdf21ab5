"""The commands that publish: build the site once, or serve it and rebuild as files are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.aside import aside
from kb.cli.collecting import goes_on
from kb.cli.common import db_option, folder_option, guarded, note, open_base, report
from kb.cli.printing import say
from kb.cli.progress import progress
from kb.cli.serving.unchanged import Built, Look, Record
from kb.disk import real
from kb.errors import KbError, MisuseError
from kb.naming import number_of

if TYPE_CHECKING:
    from kb.api import OpenBase
    from kb.publish import Published

MOST_SHOWN = 50  # broken links
SHOW_PROGRESS = 500  # pages, below which a build is over before a bar can be read

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="public",
    show_default=True,
    metavar="DIR",
    help="Where the site goes.",
)
copies_option = click.option(
    "--sources",
    "copies",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with local copies of the sources: pages then show the passages they cite.",
)


def _fit(_: click.Context, option: click.Parameter, address: str | None) -> str | None:
    """An address, if what it is for can have it; else it is misuse."""
    if address is not None:
        from kb.addresses import refused_address, refused_edit

        why = (refused_edit if option.name == "edit_url" else refused_address)(address)
        if why:
            raise MisuseError(why)
    return address


edit_option = click.option(
    "--edit-url",
    metavar="URL",
    callback=_fit,
    help="Where files can be edited; each page then links there.",
)
address_option = click.option(
    "--address",
    metavar="URL",
    callback=_fit,
    help="Where the site will be, for the sitemap and the like, instead of 'address' in kb.toml.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes make pages, instead of as many as seem worth it.",
)
check_option = click.option(
    "--check",
    is_flag=True,
    help="Then follow every link of the site, and fail where one is broken.",
)


@dataclass(frozen=True)
class Wanted:
    """How a site is to be made."""

    out: Path
    copies: Path | None = None
    edit_url: str | None = None
    address: str | None = None
    jobs: int | None = None

    @property
    def shown(self) -> tuple[str | None, str | None]:
        """What of it pages show, wherever they go and however they are made."""
        return self.edit_url, self.address


@click.command("build")
@folder_option
@db_option
@out_option
@copies_option
@edit_option
@address_option
@jobs_option
@check_option
@guarded
def build_command(folder: Path | None, db: str | None, check: bool, **wanted: Any) -> None:
    """Check the files, load the graph, and write the site to public/."""
    base, site = open_base(folder, db), Wanted(**wanted)
    record = Record(base.session, site.out, site.copies, site.shown)
    built = None if check or base.session.store.is_server else record.built()
    if built is not None:
        base.session.bring_up()
        _say_unchanged(site.out, built)
        return
    with record.looking() as look:
        with _graph_aside(base) as follow:  # pages are made of the files alone
            record.forget()
            published = publish_base(base, site, follow, look)
        problems = list(map(str, base.session.problems))
        record.keep(Built(published.pages, problems), published, look)
    _say_published(published)
    if check:
        _check(site.out)
    say(f"open    {real(site.out) / 'index.html'}")


def _say_unchanged(out: Path, built: Built) -> None:
    for problem in built.problems:
        say(f"        {problem}", err=True)
    say(f"site    {built.pages} pages: nothing changed since the last build")
    say(f"open    {real(out) / 'index.html'}")


@contextmanager
def _graph_aside(base: OpenBase) -> Iterator[Callable[[], None]]:
    """Read the files, and have the graph follow them beside this; what is given waits for it."""
    from loaders.markup.words import words_of

    if not base.session.are_files_known:
        _ = base.session.loaded  # which the graph is made of too
    with aside(partial(_brought_up, base)) as graph:
        heading = words_of(base.session.loaded.settings.heading)
        say(f"base    {heading} ({base.session.root})")
        follow = cache(partial(_follow, base, graph))
        if base.session.loaded.errors:
            follow()
        base.session.loaded.forget_records()
        yield follow
        follow()


def _brought_up(base: OpenBase) -> str:
    """Bring the graph up to the files; what changed."""
    try:
        return str(base.session.bring_up())
    finally:
        base.close()


def _follow(base: OpenBase, graph: Callable[[], str]) -> None:
    """Wait for the graph, and print what there is to say of it."""
    base.session.problems = base.session.loaded.problems
    try:
        changed = graph()
    finally:
        for problem in base.session.problems:
            say(f"        {problem}", err=True)
    say(f"graph   {changed}")


def _say_published(published: Published) -> None:
    for debate in published.debates:
        say("debate  ", (debate.debate, "cyan"), f": {debate.question}")
        for crux in debate.cruxes:
            say(f"  crux  {crux.text} (yes {crux.yes}, no {crux.no})")
    say(
        f"site    {published.pages} pages: {published.written} written, "
        f"{published.unchanged} unchanged, {published.removed} removed"
    )


def _check(out: Path) -> None:
    from kb.publish.build.check import check_site

    broken = list(check_site(out))
    for found in broken[:MOST_SHOWN]:
        say((f"        {found}", "red"), err=True)
    if broken:
        raise KbError(f"links of the site that lead nowhere: {len(broken)}")
    say("links   every one leads somewhere")


def publish_base(
    base: OpenBase,
    site: Wanted,
    before: Callable[[], object] = tuple,
    look: Look | None = None,
) -> Published:
    """Write the site of a base that has no errors, once `before` has returned; `look` is what is
    seen of the site that is there."""
    from kb.publish import publish

    session = base.session
    texts = _read_copies(base, site.copies) if site.copies is not None else {}
    with progress("pages", SHOW_PROGRESS) as tell:
        return publish(
            session.loaded,
            site.out,
            texts=texts,
            edit=site.edit_url,
            address=site.address or session.loaded.settings.address,
            cache=session.cache,
            workers=site.jobs,
            progress=tell,
            before=before,
            is_as_left=lambda: look is not None and look.is_as_left,
        )


def _read_copies(base: OpenBase, copies: Path) -> dict[str, list[str]]:
    """The passages of local copies; a quote that is not in its passage stops the build."""
    from loaders.base.quotes import verify_quotes
    from loaders.files.lock import read_copies

    loaded = base.session.loaded
    texts = read_copies(loaded.register.sources.values(), copies)
    wrong = verify_quotes(loaded.base, texts)
    for problem in wrong:
        say((f"        {problem}", "red"), err=True)
    if wrong:
        raise KbError("nothing was published: quotes differ from their sources")
    for source in loaded.register.sources:
        if source not in texts:
            note(f"'{source}' has no copy in '{copies}', so its passages are not shown")
    return texts


@click.command("serve")
@folder_option
@db_option
@out_option
@copies_option
@edit_option
@address_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@guarded
def serve_command(folder: Path | None, db: str | None, port: int, **wanted: Any) -> None:
    """Serve the site here, and rebuild it as files are saved; open pages then show it anew.

    What is wrong with the files stands under each page until it is mended.
    """
    from kb.cli.serving.server import serve
    from kb.cli.serving.strip import Strip

    goes_on()
    base, strip, site = open_base(folder, db), Strip(), Wanted(**wanted)

    def build() -> bool:
        """Build; whether anything on the site is another."""
        fresh = open_base(base.session.root, db)
        try:
            strip.problems, strip.failure = fresh.session.loaded.problems, ""
            if fresh.session.loaded.errors:
                fresh.session.problems = fresh.session.loaded.problems
                raise KbError("the site stays as it was until these are mended")
            Record(fresh.session, site.out, site.copies, site.shown).forget()
            published = publish_base(fresh, site)
            pages = number_of(published.written, "page")
            say(f"site: {pages} written, {published.removed} removed")
            return bool(published.written or published.removed)
        finally:
            report(fresh.session)

    def first() -> bool:
        """Build; where files have errors, their problems are all there is to see."""
        try:
            return build()
        except KbError as error:
            if not any(not problem.code.is_warning for problem in strip.problems):
                raise
            note(str(error))
            strip.failure, strip.is_all_there_is = str(error), True
            return False

    def rebuild() -> bool:
        try:
            built = build()
            strip.is_all_there_is = False
            return built
        except (KbError, OSError) as error:
            note(str(error))
            strip.failure = str(error)
            return False

    serve(base.session.root, site.out, port, first, rebuild, strip)
