"""Guess the language of a text by its small words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

MAX_CHARS = 5000
_MIN_HITS = 2
_WORD = re.compile(r"[^\W\d_]{1,20}")

# The commonest words of each language (articles, pronouns, prepositions, and what people write in short mails).
_SMALL_WORDS: Mapping[str, str] = {
    "en": (
        "the is and to of in it you that was for are with as have this not but we they at be from your please can"
        " thanks thank hello dear regards still does working an my our has will would been i on there when what"
    ),
    "de": (
        "der die das und ist nicht ich sie es ein eine einen mit auf für von zu den dem im wir haben hat bitte danke"
        " hallo grüße sehr geehrte auch wenn wird werden noch kann kein keine uns ihr mir aber bei seit"
    ),
    "fr": (
        "le la les et est pas je vous nous une un des du de dans pour que qui avec sur ne ce il elle au aux merci"
        " bonjour cordialement mais votre notre sont plus depuis mon ma"
    ),
    "es": (
        "el la los las y es no que de en un una por para con se su lo como más pero mi está gracias hola buenos"
        " saludos nos usted del al hay desde muy tengo"
    ),
    "it": (
        "il lo la gli le e è non che di un una per con si del della sono ho ma come più grazie buongiorno salve"
        " saluti nel alla dal ci anche questo"
    ),
    "nl": (
        "de het een en is niet ik je u wij van op te dat met voor zijn er aan maar om ook bedankt hallo groet"
        " groeten graag geen kan heeft hebben naar deze wordt"
    ),
    "pt": (
        "o a os as e é não que de em um uma por para com se do da no na mais mas meu está obrigado obrigada olá"
        " cumprimentos você nos ao muito tenho"
    ),
    "pl": "nie jest się na to i w z do że jak ale proszę dziękuję dzień dobry pozdrawiam czy mam już od dla są przez",
    "sv": "och är det att en ett inte jag vi du på som för med av har den till kan men tack hej hälsningar från",
    "da": "og er det at en et ikke jeg vi du på som for med af har den til kan men tak hej hilsen fra",
    "fi": "ja on ei se että en hän minä me te mutta kun kiitos hei terveisin tämä ole voi",
    "tr": "ve bir bu için ile da de değil ben teşekkürler merhaba lütfen çok ama olarak var yok",
}
# Each small word with the languages that have it, so that a text is gone through once.
_LANGUAGES: dict[str, list[str]] = {}
for _code, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_code)
_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}

# All that can be told, by their ISO 639-1 codes.
LANGUAGES = tuple(sorted({*_SMALL_WORDS, *_SCRIPTS}))


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language, or "" where the text is too short or mixed to tell."""
    text = text[:MAX_CHARS].lower()
    if script := _by_script(text):
        return script
    words = _WORD.findall(text)
    hits = Counter(code for word in words for code in _LANGUAGES.get(word, ()))
    ranked = [*hits.most_common(2), ("", 0), ("", 0)]
    (code, best), (_, second) = ranked[0], ranked[1]
    is_sure = best >= _MIN_HITS and best >= second * 1.2 and best * 12 >= len(words)
    return code if is_sure else ""


def _by_script(text: str) -> str:
    if text.isascii():
        return ""
    letters = sum(character.isalpha() for character in text)
    for code, pattern in _SCRIPTS.items():
        if letters and len(pattern.findall(text)) * 3 > letters:
            return code
    return ""
