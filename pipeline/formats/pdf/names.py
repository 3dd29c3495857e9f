"""The finished files of the book, by their names in ``output/``."""

SCREEN, PRESS = "handbook.pdf", "handbook-print.pdf"
BOOKLET, COVER, ORDER = "handbook-booklet.pdf", "cover.pdf", "order-sheet.pdf"
