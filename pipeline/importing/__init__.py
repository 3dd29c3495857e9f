"""A document from elsewhere (Word, web page, Markdown, text) → files of ``source/``, with a proof that nothing is lost.

``documents`` opens it and reads ``pieces`` (through ``text``, ``tree`` and ``word``), ``recognition`` finds out what
each is, ``repairs`` mends web copies, ``writing`` puts drafts into the source format, ``merging`` compares them with
what stands in the source, ``proof`` compares texts, ``placing`` puts files in place whole or not at all, ``report``
tells what became of every paragraph. ``story`` is the way through the room.
"""
