"""Our own icons: one line each, drawn with a 2-unit pen in a 24 by 24 field.

They always stand beside a word, so they are hidden from assistive technology.
"""

from __future__ import annotations

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

_CIRCLE = "M12 3.8a8.2 8.2 0 1 1 0 16.4a8.2 8.2 0 1 1 0-16.4"
_PAPER = "M6 3.5h8l4.5 4.5v12.5H6z"

ICONS = {
    "alert": "M12 4L2.8 20h18.4zM12 10.2v4.6M12 17.2v.1",
    "away": "M9.5 12H3M6 8.8L2.8 12L6 15.2M14.5 12H21M18 8.8l3.2 3.2l-3.2 3.2",
    "barred": f"{_CIRCLE}M6.4 17.6L17.6 6.4",
    "bell": "M5.5 17h13l-2-2.6V10a4.5 4.5 0 0 0-9 0v4.4zM10.4 20.2h3.2",
    "bubble": "M3.5 4.5h17v12h-9.5L7 20.5v-4H3.5z",
    "bubble_alert": "M3.5 4.5h17v12h-9.5L7 20.5v-4H3.5zM12 7.4v3.6M12 13.6v.1",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
    "card": "M6.5 3h11v18h-11zM10 12h4",
    "check": "M4.5 12.8l5 4.9L19.5 6.8",
    "clock": f"{_CIRCLE}M12 7.4V12l3.2 2",
    "closer": "M2.8 12h6.7M6.5 8.8L9.7 12l-3.2 3.2M21.2 12h-6.7M17.5 8.8L14.3 12l3.2 3.2",
    "device": "M3.5 5h17v11h-17zM8.5 20h7M12 16v4",
    "door": "M2.8 20.5h18.4M6 20.5v-17h9.5v17M12.3 12v.6",
    "down": "M12 4v15.5M6 13.5l6 6l6-6",
    "eye": "M2.4 12C4.8 8 8 6 12 6s7.2 2 9.6 6c-2.4 4-5.6 6-9.6 6s-7.2-2-9.6-6z"
    "M12 9.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6",
    "house": "M3.5 11.5L12 4l8.5 7.5M6 9.5v10.8h12V9.5M10 20v-5.5h4V20",
    "key": "M8 10.5a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 1 1 0-7.6M10.8 11.6L19.5 3M15.5 7l3 3",
    "leave": "M13.5 7.5v-4h-9v17h9v-4M9.5 12h11M16.8 8.2l3.7 3.8l-3.7 3.8",
    "lock": "M5.5 11h13v9.2h-13zM8.4 11V7.8a3.6 3.6 0 0 1 7.2 0V11",
    "note": f"{_PAPER}M9 11.2h6M9 14.2h6M9 17.2h3.5",
    "pause": "M8.5 5v14M15.5 5v14",
    "pencil": "M4.5 19.5l1-4L16 5l3 3L8.5 18.5z",
    "person": "M12 3.8a3.7 3.7 0 1 1 0 7.4a3.7 3.7 0 1 1 0-7.4M4.8 20.4c0-4 2.9-6.4 7.2-6.4"
    "s7.2 2.4 7.2 6.4",
    "phone": "M5 4h4l1.5 4.5L8 10.5c1 2.3 3.2 4.5 5.5 5.5l2-2.5L20 15v4c-8.5 1-16-6.5-15-15z",
    "plus": "M12 4.5v15M4.5 12h15",
    "print": "M7 8.5V3.5h10v5M7 16.5H3.5v-8h17v8H17M7 13.5h10v7H7z",
    "recorder": "M7 2.8h10v18.4H7zM12 6.6a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2M10.4 17.5h3.2",
    "ring": _CIRCLE,
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M15.3 15.3L20.5 20.5",
    "speak": "M3.5 9.8v4.4h3.4L11.5 18.5v-13L6.9 9.8zM15 9.2a4 4 0 0 1 0 5.6"
    "M17.8 6.4a8 8 0 0 1 0 11.2",
    "step_in": "M8 4.2a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 1 1 0-6.4M2.6 20c0-4 2-6 5.4-6s5.4 2 5.4 6"
    "M14.5 12h7M18.4 8.8l3.2 3.2l-3.2 3.2",
    "stop": "M8.3 2.9h7.4l5.4 5.4v7.4l-5.4 5.4H8.3l-5.4-5.4V8.3zM8 12h8",
    "up": "M12 20V4.5M6 10.5l6-6l6 6",
}


@cache
def icon(name: str) -> SafeString:
    """The icon as inline SVG; raises KeyError for a name that is not in ICONS."""
    return format_html(
        '<svg class="icon icon-{}" viewBox="0 0 24 24" width="20" height="20" fill="none"'
        ' stroke="currentColor" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        name,
        ICONS[name],
    )
