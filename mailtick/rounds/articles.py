"""Count how often an article was used and how often it worked, with a line in the incident's log; for `apply`."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.articles import ArticleWorked, UseArticle
from mailtick.rounds.regroup import Log
from mailtick.store.articles import count_use
from mailtick.store.tables import IncidentRow


def count_article(session: Session, action: UseArticle | ArticleWorked, incident_id: int, log: Log) -> None:
    count_use(session, action.article, has_worked=isinstance(action, ArticleWorked))
    if isinstance(action, ArticleWorked):
        log(incident_id, Event.NOTE, action.because, text=f"what {action.article} says to try has helped")
        return
    session.get_one(IncidentRow, incident_id).article = action.article
    log(incident_id, Event.NOTE, action.because, text=f"sent: the first checks of {action.article} ({action.title})")
