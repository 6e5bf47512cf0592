"""What stands outside the package and has to agree with it: dependencies, migrations, the test command."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mailtick.store.database import Database
from mailtick.store.tables import Base
from tests.house.source import ROOT, imports, modules

# Used without an import of ours: data files, and what others load for us.
_NEEDED_WITHOUT_IMPORT = {
    "tzdata": "zoneinfo reads it where the system has no time zones",
    "python-multipart": "starlette reads forms with it",
}
# Parts of a declared one that have a name of their own.
_BROUGHT_BY = {"markupsafe": "jinja2", "pydantic-core": "pydantic"}
# Brought by the extra "postgres"; SQLAlchemy loads it by the URL's name.
_OPTIONAL = {"psycopg"}


def test_the_dependencies_are_what_is_imported() -> None:
    imported = _imported_distributions() - _OPTIONAL
    declared = _declared()
    assert imported - declared == set(), "imported and not declared in pyproject.toml"
    assert declared - imported - set(_NEEDED_WITHOUT_IMPORT) == set(), "declared in pyproject.toml and never imported"


def _imported_distributions() -> set[str]:
    distributions = packages_distributions()
    tops = {each.top for module in modules() for each in imports(module)}
    outside = tops - set(sys.stdlib_module_names) - {"mailtick"}
    found = {_distribution(top, distributions.get(top, [top])) for top in outside}
    return {_BROUGHT_BY.get(each, each) for each in found}


def _distribution(top: str, candidates: list[str]) -> str:
    """A name space such as flufl belongs to several; the declared one is meant."""
    names = {_normal(candidate) for candidate in candidates}
    return next(iter(names & _declared()), sorted(names)[0] if names else top)


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {_normal(re.split(r"[\[<>=~! ;]", line, maxsplit=1)[0]) for line in project["dependencies"]}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_migrations_give_exactly_the_tables(database: Database) -> None:
    with database.reading() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"compare_type": True, "include_name": _is_ours}
        )
        assert compare_metadata(context, Base.metadata) == []


def _is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The index of words is made by the migration alone: each database has its own kind."""
    return not (name or "").startswith("search_index")


def test_the_readme_begins_with_the_one_command_that_sets_up_and_plays_the_demo() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first = next(block for block in re.findall(r"```sh\n(.*?)```", readme, re.DOTALL))
    assert first.strip() == "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/mailtick demo"


def test_continuous_integration_runs_the_readme_s_test_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [
        line.strip() for line in readme.split("\n") if "pytest" in line and line.strip().startswith("python3 -m venv")
    ]
    assert len(commands) == 1, "README.md shows the one command that sets everything up and runs the tests"
    assert (ROOT / ".ci" / "run").read_text("utf-8").rstrip().split("\n")[-1] == commands[0]
