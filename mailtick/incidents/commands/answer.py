"""#answer: send a ready answer, the first checks of an article of the school's own, to those it is for."""

from collections.abc import Sequence
from difflib import get_close_matches

from mailtick.incidents.actions import Action
from mailtick.incidents.articles import UseArticle, filled
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.commands.tell import news
from mailtick.incidents.kept import Article
from mailtick.incidents.lifecycle import NotAllowed

_MOST_NAMED = 8


def answer(call: Call) -> tuple[Action, ...]:
    articles = [each for each in call.lookup.registers.articles() if each.first_checks.strip()]
    name = call.text(f"which: #answer {articles[0].short_name if articles else 'wifi-reset'}; {_there(articles)}")
    wanted = name.casefold().strip(" .")
    found = [each for each in articles if wanted in (each.ref.casefold(), each.short_name, each.title.casefold())]
    if len(found) > 1:
        raise NotAllowed(f'"{name}" may be {" or ".join(each.ref for each in found)}; write the reference')
    if not found:
        raise NotAllowed(f'no article with first checks is called "{name}"; {_near(wanted, articles)}')
    article = found[0]
    told = news(call, call.incident.affected, filled(article.first_checks.strip(), call.incident))
    return (*told, UseArticle(call.incident.id, article.ref, article.title, call.because))


def _near(wanted: str, articles: Sequence[Article]) -> str:
    names = {name: each.short_name for each in articles for name in (each.short_name, each.ref.casefold())}
    near = dict.fromkeys(names[each] for each in get_close_matches(wanted, names, 3))
    return f"did you mean {' or '.join(near)}?" if near else _there(articles)


def _there(articles: Sequence[Article]) -> str:
    names = [each.short_name for each in articles]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"there are: {', '.join(names[:_MOST_NAMED])}{more}" if names else "the list of articles has none yet"


ANSWER = Command("answer", "<article>", "send the first checks of an article to those it is for", FIRST_LEVEL, answer)
