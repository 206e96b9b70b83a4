"""How the application looks: tokens, palettes for light and dark, one style sheet, and the widgets of every window.

A widget says what it is and never how it looks: ``role`` and ``tone`` are dynamic properties that the style sheet knows.

=================  =====================================================================================
``QLabel``         ``role``: title, subtitle, overline, caption, mono, number
``QPushButton``    ``role``: primary, danger, record, quiet, link; none is the ordinary one
``QToolButton``    ``role``: icon (square, no frame), none is the ordinary one
``QFrame``         ``role``: card, well, line
``tone``           neutral, info, success, warning, danger: of banners, badges and captions
=================  =====================================================================================

Whoever paints asks `colours_of(widget)`; distances are `Space`, corners `Radius`; nothing that holds text has a size in pixels.
"""

from __future__ import annotations
