"""Turn the HTML of a mail into plain text that reads well, in one pass and in linear time."""

from __future__ import annotations

import re

from lxml import etree

MAX_HTML_CHARS = 2_000_000

_SKIPPED = frozenset(
    {"script", "style", "head", "title", "template", "object", "svg", "math", "select", "textarea", "noscript"}
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure"}
    | {"footer", "form", "header", "hr", "li", "main", "nav", "ol", "section", "summary", "table", "tbody", "tfoot"}
    | {"thead", "tr", "ul"}
)
_PARAGRAPHS = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all", re.IGNORECASE)
_INDENT_ONLY = re.compile(r"border(-left)?\s{0,9}:\s{0,9}(none|0)|margin[^;]{0,100}40px", re.IGNORECASE)
_KEEPS_LINES = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break)", re.IGNORECASE)
# What mails hide behind their first words: zero-width signs, soft hyphens, invisible joiners.
_INVISIBLE = " \u00a0\u00ad\u034f\u061c\u180e\u2007\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TAG = re.compile(r"<[^<>]{0,2000}>")

# What mail programs put around the text that is answered: Gmail, Yahoo, Proton, Tutanota, Thunderbird, Zoho, HubSpot,
# Missive, Front, and Outlook Express; then Outlook on the web, which puts "x_" before the ids of the mail it quotes.
_QUOTE_CLASSES = frozenset(
    {"gmail_quote", "gmail_quote_container", "x_gmail_quote", "gmail_extra", "yahoo_quoted", "protonmail_quote"}
    | {"tutanota_quote", "moz-cite-prefix", "moz-email-headers-table", "zmail_extra", "hs_reply", "missive_quote"}
    | {"front-blockquote", "OutlookMessageHeader"}
)
_QUOTE_IDS = frozenset({"x_divRplyFwdMsg", "mail-editor-reference-message-container", "yahoo_quoted"})
# From these elements of Outlook on, all is quoted: the program closes the element before the quoted text.
_QUOTE_STARTS = frozenset({"divRplyFwdMsg", "appendonsend"})
# Whether it is worth reading the HTML a second time.
_ANY_MARK = re.compile("|".join(map(re.escape, sorted(_QUOTE_CLASSES | _QUOTE_IDS | _QUOTE_STARTS | {"cite"}))))


def has_marked_quotes(html: str) -> bool:
    """Whether a known mail program marked in the HTML what it quotes."""
    return bool(_ANY_MARK.search(html))


def html_to_text(html: str, *, without_quotes: bool = False) -> str:
    """Return the readable text: lists with marks, links with their address, quoted text behind ">".

    Scripts, styles and hidden elements are left out. `without_quotes` leaves out what a known mail program marks as
    the mail that is answered, in whatever language. Longer HTML than MAX_HTML_CHARS is cut. Never raises.
    """
    writer = _Writer(without_quotes)
    parser = etree.HTMLParser(target=writer, encoding="utf-8", recover=True, huge_tree=True)
    try:
        parser.feed(html[:MAX_HTML_CHARS].encode("utf-8", "replace"))
        return str(parser.close())
    except etree.LxmlError:
        return _TAG.sub(" ", html[:MAX_HTML_CHARS])


class _Writer:
    """Takes the events of the parser and writes lines."""

    def __init__(self, without_quotes: bool) -> None:
        self._without_quotes = without_quotes
        self._lines: list[str] = []
        self._line: list[str] = []
        self._ends_in_space = True
        self._open: list[tuple[str, str]] = []
        self._skipped = 0
        self._quotes = 0
        self._pre = 0
        self._lists: list[int] = []
        # For each open table whether its cells are facts in columns rather than a layout.
        self._tables: list[bool] = []
        self._has_bullet_alone = False
        self._link = ""
        self._link_text: list[str] = []
        self._is_over = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not isinstance(tag, str):
            return
        role = self._role(tag, attributes)
        self._open.append((tag, role))
        if role == "skipped":
            self._skipped += 1
        if self._skipped:
            return
        if role == "quote":
            self._end_line(blank=True)
            self._quotes += 1
        elif role == "lines":
            self._pre += 1
        self._start_visible(tag, attributes)

    def _role(self, tag: str, attributes: dict[str, str]) -> str:
        if tag in _SKIPPED or (attributes and _HIDDEN.search(attributes.get("style", ""))):
            return "skipped"
        if self._without_quotes and self._is_marked_quote(attributes):
            return "skipped"
        if tag == "blockquote" and _is_quote(attributes):
            return "skipped" if self._without_quotes and attributes.get("type") == "cite" else "quote"
        return "lines" if attributes and _KEEPS_LINES.search(attributes.get("style", "")) else ""

    def _is_marked_quote(self, attributes: dict[str, str]) -> bool:
        if not attributes:
            return False
        own_id = attributes.get("id", "")
        if own_id in _QUOTE_STARTS and (self._lines or self._line):
            self._is_over = True
        return own_id in _QUOTE_IDS or not _QUOTE_CLASSES.isdisjoint(attributes.get("class", "").split())

    def _start_visible(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "br":
                self._end_line(keep_empty=True)
            case "li":
                self._end_line()
                self._put(self._bullet())
                self._has_bullet_alone = True
            case "ul" | "ol":
                self._end_line()
                self._lists.append(_first_number(attributes.get("start", "")) if tag == "ol" else 0)
            case "table":
                self._end_line()
                self._tables.append(attributes.get("border", "0") not in ("", "0"))
            case "img":
                self._put(_emoji(attributes.get("alt", "")))
            case "a":
                self._link, self._link_text = attributes.get("href", "").strip(), []
            case "td" | "th":
                self._start_cell(is_heading=tag == "th")
            case "pre":
                self._end_line(blank=True)
                self._pre += 1
            case _ if tag in _PARAGRAPHS:
                self._end_line(blank=True)
            case _ if tag in _BLOCKS:
                self._end_line()

    def _start_cell(self, *, is_heading: bool) -> None:
        if is_heading and self._tables:
            self._tables[-1] = True
        self._space()
        if self._line and self._tables and self._tables[-1]:
            self._put("| ")

    def end(self, tag: str) -> None:
        while self._open:
            opened, role = self._open.pop()
            self._close(opened, role)
            if opened == tag:
                return

    def _close(self, tag: str, role: str) -> None:
        if self._skipped:
            self._skipped -= role == "skipped"
            return
        if tag == "li" and self._has_bullet_alone:
            self._line, self._has_bullet_alone = [], False
        if tag == "a":
            self._end_link()
        elif tag in ("ul", "ol") and self._lists:
            self._end_line()
            self._lists.pop()
        elif tag == "table" and self._tables:
            self._end_line()
            self._tables.pop()
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
            self._end_line(blank=True)
        elif tag in _PARAGRAPHS:
            self._end_line(blank=True)
        elif tag in _BLOCKS:
            self._end_line()
        if role == "quote":
            self._quotes -= 1
        elif role == "lines":
            self._pre = max(0, self._pre - 1)

    def data(self, text: str) -> None:
        if self._skipped or self._is_over:
            return
        if self._link:
            self._link_text.append(text)
        if self._pre:
            first, *others = text.split("\n")
            self._put(first)
            for line in others:
                self._end_line(keep_empty=True)
                self._put(line)
            return
        words = text.split()
        if text[:1].isspace():
            self._space()
        if words:
            self._put(" ".join(words))
            if text[-1:].isspace():
                self._space()

    def comment(self, text: str) -> None:
        """Comments, conditional ones too, are no text."""

    def close(self) -> str:
        self._end_line()
        while self._lines and not self._lines[-1].strip("> "):
            self._lines.pop()
        return "\n".join(self._lines).strip("\n")

    def _put(self, text: str) -> None:
        if text and not self._is_over:
            self._line.append(text)
            self._ends_in_space = text[-1].isspace()
            self._has_bullet_alone = False

    def _space(self) -> None:
        if self._line and not self._ends_in_space:
            self._put(" ")

    def _bullet(self) -> str:
        indent = "  " * max(0, min(len(self._lists), 20) - 1)
        if not self._lists or not self._lists[-1]:
            return indent + "* "
        self._lists[-1] += 1
        return f"{indent}{self._lists[-1] - 1}. "

    def _end_link(self) -> None:
        link, text = self._link, "".join(self._link_text).strip()
        self._link = ""
        if link.startswith(("http://", "https://")) and text and link.rstrip("/") not in (text, "http://" + text):
            self._put(f" <{link}>")

    def _end_line(self, *, keep_empty: bool = False, blank: bool = False) -> None:
        if self._has_bullet_alone:
            # A paragraph inside a list's item begins beside the mark.
            return
        prefix = "> " * min(self._quotes, 20)
        line = "".join(self._line).rstrip()
        if line and not line.strip(_INVISIBLE):
            line = ""
        if line or (keep_empty and not self._is_over):
            self._lines.append((prefix + line).rstrip())
        self._line, self._ends_in_space = [], True
        if blank and self._lines and self._lines[-1].strip("> "):
            self._lines.append(prefix.rstrip())


def _is_quote(attributes: dict[str, str]) -> bool:
    """Whether a blockquote quotes. Gmail and Outlook also use it to indent, then with a bare margin."""
    if attributes.get("type") == "cite" or attributes.get("cite"):
        return True
    return not _INDENT_ONLY.search(attributes.get("style", ""))


def _first_number(start: str) -> int:
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1


def _emoji(alt: str) -> str:
    """The alternative text of a picture that stands for a sign (Gmail, Outlook on the web)."""
    return alt if 0 < len(alt) <= 8 and not any(each.isalnum() or each.isspace() for each in alt) else ""
