"""What tags say of text: which begin a new run of it, and which hold none."""

from __future__ import annotations

SKIPPED = frozenset(
    """
    script style noscript template svg iframe object head select option textarea datalist audio
    video canvas map math title meta link input applet embed rt rp img
    """.split()  # noqa: SIM905 - a list of words is read as words
)
BLOCK = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr label legend li
    main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of words is read as words
)
