"""Word documents (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/) as facts.

``package`` opens a ``.docx`` safely, ``numbering`` and ``styles`` say what Word shows (automatic numbers, outline
levels), ``paragraphs`` walks the text as a reader sees it, tracked changes taken as accepted.
"""

from pipeline.word.package import BadDocument, Package, open_package
from pipeline.word.paragraphs import Comment, WordParagraph, WordText, read_text

__all__ = ["BadDocument", "Comment", "Package", "WordParagraph", "WordText", "open_package", "read_text"]
