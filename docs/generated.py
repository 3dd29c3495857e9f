"""Writes the documents that are made from the code: `docs/proofreading.md` and `docs/schemas/` (`make docs`)."""

import json
from pathlib import Path

from pipeline.proofread.manual import manual
from pipeline.proofread.rules import RULES
from pipeline.publish.articles import series_schema
from pipeline.read.json_schemas import json_schemas
from pipeline.verify.manifest import json_schema

HERE = Path(__file__).parent

(HERE / "schemas").mkdir(exist_ok=True)
(HERE / "proofreading.md").write_text(manual(RULES), encoding="utf-8")
for name, schema in {**json_schemas(), "manifest": json_schema(), "series": series_schema()}.items():
    words = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    (HERE / f"schemas/{name}.json").write_text(words, encoding="utf-8")
