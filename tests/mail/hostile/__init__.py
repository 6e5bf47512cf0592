"""A catalogue of mails that want to be slow, large or fatal. A new kind is one line in one of the tables."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mail.hostile.build import Builder
from tests.mail.hostile.contents import CONTENTS
from tests.mail.hostile.headers import HEADERS
from tests.mail.hostile.markup import MARKUP
from tests.mail.hostile.reports import REPORTS
from tests.mail.hostile.structure import STRUCTURE
from tests.mail.hostile.texts import TEXTS

HOSTILE: Mapping[str, Builder] = {**HEADERS, **STRUCTURE, **TEXTS, **MARKUP, **REPORTS, **CONTENTS}
