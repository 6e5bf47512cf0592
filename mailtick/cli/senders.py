"""What the mail host wrote about the senders of the last mails, and what follows for words (RULINGS 11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mailtick.incidents.proof import Verdict, read_proof, servers_named
from mailtick.mail.message import InboundMail

MOST_MAILS = 20
_ONLY_ANSWERS = "words count only in answers to the desk's own mails"


def say_what_proves(mails: Sequence[InboundMail], authserv_ids: Iterable[str]) -> str:
    """Return in a sentence whether senders can be proven, from mails as the host delivered them."""
    believed = {server.lower() for server in authserv_ids}
    if not mails:
        return "no mail has come yet, so what the mail host writes about senders is not known"
    named = Counter(server for mail in mails for server in servers_named(mail)[:1])
    if not believed:
        return f"empty, so {_ONLY_ANSWERS}; {_candidates(named, len(mails))}"
    spoke = sum(not believed.isdisjoint(servers_named(mail)) for mail in mails)
    proven = sum(read_proof(mail, believed).verdict is Verdict.PROVEN for mail in mails)
    if not spoke:
        none = f"none of the last {len(mails)} mails bears one of these names, so {_ONLY_ANSWERS}"
        return f"{none}; {_candidates(named, len(mails))}"
    return f"of the last {len(mails)} mails the mail host wrote about {spoke}, and proved the sender of {proven}"


def _candidates(named: Counter[str], count: int) -> str:
    if not named:
        return f"no server put its name to a result in the last {count} mails"
    said = ", ".join(f"{server} in {times}" for server, times in named.most_common(3))
    return f"of the last {count} mails these bear a name: {said}; put in the one that is your own mail host"
