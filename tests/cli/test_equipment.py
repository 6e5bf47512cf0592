"""The command line's doors to the equipment of an incident."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.saying import done, refused


def test_equipment_is_linked_and_taken_off_by_tag(folder: Path) -> None:
    assert done("asset", "1041", "SP-0037").startswith("ICT-1041: it is about SP-0037, Interactive panel")
    assert "Equipment:   SP-0037, Interactive panel Promethean ActivPanel 9 75in" in done("show", "1041")
    assert "equipment: SP-0037 (Interactive panel" in done("show", "1041")
    assert "  ICT-1041  " in done("register", "show", "assets", "SP-0037").partition("\nIncidents")[2]
    assert done("asset", "1041", "-SP-0037") == "ICT-1041: it is not about SP-0037.\n"
    assert "is about no equipment" not in done("show", "1041")
    assert "that is no equipment" in refused("asset", "1041", "-SP-0037")


def test_the_preview_of_a_hand_over_says_that_there_is_no_cover(folder: Path) -> None:
    done("register", "set", "contracts", "C4", "end=2022-11-30")
    done("register", "set", "assets", "SP-0037", "warranty_end=2022-11-30")
    done("asset", "1041", "SP-0037")
    shown = done("second", "1041", "BBA", "dead", "--preview")
    assert "No cover: a charge is likely, for contract C4 ended on 30 November 2022." in shown
    [_, handover] = json.loads(done("second", "1041", "BBA", "dead", "--preview", "--json"))
    assert handover["warning"].startswith("no cover: ")
    assert "no cover: a charge is likely" in done("second", "1041", "BBA", "dead")


def test_of_a_restricted_matter_a_list_tells_no_equipment(folder: Path) -> None:
    done("asset", "1041", "SP-0037")
    done("restrict", "1041", "yes")
    assert [each["equipment"] for each in json.loads(done("list", "--json"))] == [[]]
