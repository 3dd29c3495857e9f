"""A document from elsewhere (Word, web page, Markdown, text) → files of ``source/``, with a proof that nothing is lost.

``planning`` is the way through the room: ``documents`` reads a document as ``pieces`` (through ``tree`` and ``word``),
``repairs`` mends web copies, ``question_tables`` takes tables of questions apart, ``recognition`` finds out what each
piece is (by ``marks`` and ``districts``), ``merging`` compares drafts with what stands in the source, ``writing`` puts
them into the source format, ``proof`` compares texts, ``report`` says what became of every paragraph. What comes out
is a ``plan``: values only, which ``summary`` puts into words; ``catalogue`` holds every message. Documents come as
bytes, the source from a :class:`~pipeline.world.World`, and nothing is written here.
"""
