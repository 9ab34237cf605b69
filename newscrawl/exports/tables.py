"""Articles in one file: what feeds write (JSON lines, CSV), and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import IO, Any, TextIO, cast

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newscrawl.errors import ExportError
from newscrawl.items import Article
from newscrawl.wholefile import whole_file

_BATCH = 1000  # articles written to Parquet at a time: a few megabytes

_TEXTS = (
    "url", "canonical_url", "site", "kind", "headline", "lead", "body", "text", "language",
    "agency", "dateline", "published", "modified", "section", "content_hash", "fetched_at",
)  # fmt: skip


def write_feed(
    articles: Iterable[Article], form: str, settings: BaseSettings, file: IO[bytes]
) -> int:
    """Write articles with the exporter that `-O` takes for this format; how many those were.

    Args:
        articles: What to write.
        form: "jsonl", "csv" or another name in FEED_EXPORTERS.
        settings: FEED_EXPORTERS and FEED_EXPORT_ENCODING are read.
        file: Stays open.
    """
    exporter = load_object(settings.getwithbase("FEED_EXPORTERS")[form])(
        file, encoding=settings.get("FEED_EXPORT_ENCODING")
    )
    exporter.start_exporting()
    count = 0
    for article in articles:
        exporter.export_item(article)
        count += 1
    exporter.finish_exporting()
    return count


def write_parquet(articles: Iterable[Article], file: IO[bytes]) -> int:
    """Write articles as Parquet; how many those were.

    Raises:
        ExportError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - 150 MB, an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise ExportError(
            "format parquet needs pyarrow; pip install 'newscrawl[parquet]' brings it"
        ) from error
    schema = _schema(pa)
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(articles):
            rows = [_row(article) for article in batch]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


@contextmanager
def binary_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes its name only when the block ends well.

    Raises:
        ExportError: It cannot be written. Nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            yield cast("TextIO", file).buffer
    except OSError as error:
        raise ExportError(f"{path}: cannot write: {error.strerror}; name another file") from error


def _schema(pa: Any) -> Any:
    """The columns, named and ordered as Article's fields."""
    strings = pa.list_(pa.string())
    image = pa.struct([(name, pa.string()) for name in ("url", "caption", "credit")])
    other = {
        "authors": strings,
        "tags": strings,
        "images": pa.list_(image),
        "paywalled": pa.bool_(),
        "tdm_reserved": pa.bool_(),
        "word_count": pa.int64(),
        "memory_generation": pa.int64(),
        "path": pa.string(),
        "removed": pa.map_(pa.string(), pa.int64()),
    }
    names = [*Article.__dataclass_fields__]
    return pa.schema([(name, pa.string() if name in _TEXTS else other[name]) for name in names])


def _row(article: Article) -> dict[str, Any]:
    row = asdict(article)
    return row | {"kind": str(article.kind), "removed": list(article.removed.items())}


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    remaining = iter(articles)
    while batch := list(islice(remaining, _BATCH)):
        yield batch
