"""Imports run downhill. Source: DESIGN.md section 3."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from tests.house.source import Import, imports, module_names, modules

_MAIL = frozenset({"mail"})
_INCIDENTS = _MAIL | {"incidents"}
_STORE = _INCIDENTS | {"store"}
_DESK = _STORE | {"desk", "templating", "transport", "metrics"}
_ROUNDS = _DESK | {"registers", "reports"}
_WEB = _ROUNDS | {"rounds"}
_DAEMON = _WEB | {"web", "config"}
_DEMO = _DAEMON | {"daemon"}

# What each room may import beside itself: what lies below it, and the ground.
BELOW: dict[str, frozenset[str]] = {
    "__main__": frozenset({"cli"}),
    "cli": _DEMO | {"demo"},
    "demo": _DEMO,
    "daemon": _DAEMON,
    "web": _WEB,
    "rounds": _ROUNDS,
    "registers": _STORE,
    "reports": _STORE,
    "desk": _DESK,
    "store": _INCIDENTS,
    "incidents": _MAIL,
    "mail": frozenset(),
    # Settings become values of the rooms that they configure; nothing is done with them here.
    "config": _INCIDENTS | {"transport", "desk"},
    "transport": frozenset(),
    "templating": frozenset(),
    "metrics": frozenset(),
}


def test_every_room_has_its_place() -> None:
    assert {module.room for module in modules() if module.room} <= set(BELOW)


def test_imports_run_downhill() -> None:
    uphill = [
        f"{module.at(each.line)}: {module.room} imports {each.target}"
        for module in modules()
        for each in imports(module)
        if each.room and module.room and each.room not in BELOW[module.room] | {module.room}
    ]
    assert not uphill, "\n".join(uphill)


def test_the_configuration_is_read_by_daemon_demo_and_cli_alone() -> None:
    others = {room for room, below in BELOW.items() if "config" in below}
    assert others == {"daemon", "demo", "cli"}


def test_no_module_imports_in_a_circle() -> None:
    """Also between the modules of one room, and also where the import stands inside a function."""
    graph = {
        module.name: {_module_of(each) for each in imports(module) if each.top == "mailtick"} for module in modules()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(f"a circle: {' → '.join(error.args[1])}") from None


def _module_of(each: Import) -> str:
    return each.target if each.target in module_names() else each.target.rpartition(".")[0]
