"""Do words behind "done" or "settled" take it back: "not yet", "almost", "next week"?"""

import re

_NOT_DONE = re.compile(
    r"\W*(?:no|not|never|nearly|almost|soon|later|when|if|un(?:til|less)|will|next|partly)\b|\W*\?", re.IGNORECASE
)


def is_uncertain(words: str) -> bool:
    """Whether what stands behind such a word may mean that it is not so."""
    return bool(_NOT_DONE.match(words))
