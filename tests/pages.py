"""Small pages for tests, in words of our own."""

from __future__ import annotations

SENTENCES = (
    "The ferry between the two harbours stopped running on Monday after its engine failed.",
    "About four hundred commuters now take the bus around the bay, which needs an hour more.",
    "The harbour master expects a replacement ship from the north by the end of the week.",
    "Until then the bakery on the pier opens later, because nobody passes it before eight.",
)


def page_html(
    title: str = "Ferry stops running",
    paragraphs: tuple[str, ...] = SENTENCES,
    head: str = "",
) -> bytes:
    """An article's page: a headline and its paragraphs in an article element."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    ).encode()
