"""A firm gets all that it needs for a job, and never the name of a pupil that nobody wrote to it."""

from __future__ import annotations

from mailtick.rounds.act import act
from mailtick.store.database import Database
from tests.rounds.commanding import log, run, standing, written
from tests.support.desks import letter, make_desk

TEXT = "Laptop 14 from the trolley has a smashed screen, Jaydon K dropped it. I've spoken to Jaydon's mum."
BEN = "Ben Hargreaves <ben.hargreaves@saltmarshprimary.example>"


def test_a_pupil_s_name_is_noticed_and_stands_in_no_title_and_no_firm_s_mail(school: Database) -> None:
    desk = make_desk(school)
    run(desk, letter(BEN, "Jaydon K broke laptop 14", TEXT))
    assert "Jaydon" not in standing(desk).title
    assert 'it seems to name a pupil ("Jaydon K")' in "\n".join(text for _, _, text in log(desk))
    act(desk, "1041", "second", "FEN screen of laptop 14 is broken")
    [(_, subject, text)] = written(desk, "handover")
    assert "Jaydon" not in subject + text
    assert "(a pupil) dropped it" in text
    assert "FEN" not in text or "screen of laptop 14" in text


def test_whoever_needs_it_writes_it_to_the_firm(school: Database) -> None:
    desk = make_desk(school)
    run(desk, letter(BEN, "file gone", "The folder of Jaydon K is gone."))
    act(desk, "1041", "second", "FEN please bring back the folder Jaydon K")
    assert "Jaydon K" in written(desk, "handover")[0][2]


def test_the_job_says_the_contract_and_what_it_promises(school: Database) -> None:
    desk = make_desk(school)
    run(desk, letter(BEN, "laptop", "Laptop 14 has a smashed screen."))
    act(desk, "1041", "second", "FEN screen of laptop 14 is broken")
    [(_, _, text)] = written(desk, "handover")
    assert "C1: P1 1h reply/4h fix; P2 4h/8h; P3 8h/24h; P4 16h/40h" in text
    assert "Mr Ben Hargreaves" in text
