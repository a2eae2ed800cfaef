"""One JSON object a finding and a line, for logs and for joining many reports."""

from __future__ import annotations

import json

from licscan.report import View
from licscan.report.json import as_data

NAME = "jsonl"


def render(view: View) -> str:
    """Write a line for each finding, each with the target it is about; set aside ones last."""
    data = as_data(view.report)
    findings = (*data["findings"], *data["waived"])
    rows = ({"target": data["target"], **finding} for finding in findings)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
