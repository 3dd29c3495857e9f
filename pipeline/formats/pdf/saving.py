"""How every finished file is saved."""

from __future__ import annotations

import io

import pikepdf


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """Give the file's bytes; its identifier follows from its contents."""
    stream = io.BytesIO()
    pdf.save(
        stream,
        deterministic_id=True,
        force_version=version,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return stream.getvalue()
