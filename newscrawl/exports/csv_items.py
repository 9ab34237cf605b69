"""CSV as feeds and `scrapy export` write it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exporters import CsvItemExporter


class CsvItems(CsvItemExporter):
    """Scrapy's CSV, with names and tags joined by "; " and what has parts of its own as JSON.

    Scrapy's own joins with commas, which names have, and writes images as Python does.
    """

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        """The value as it stands in its cell."""
        if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
            return "; ".join(value)
        if isinstance(value, (list, tuple)):
            return _json([ItemAdapter(part).asdict() for part in value])
        if isinstance(value, Mapping):
            return _json(dict(value))
        return super().serialize_field(field, name, value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
