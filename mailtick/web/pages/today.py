"""The first page: what needs me now."""

from __future__ import annotations

from starlette.responses import Response

from mailtick.web.visit import Visit


def show(visit: Visit) -> Response:
    return visit.page("today", "Today")
