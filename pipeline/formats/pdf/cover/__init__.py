"""The cover as one spread: back, spine, front, with bleed, for the press (``cover.pdf``).

``spine`` computes how thick the book is and sets the words on its spine, ``spread`` draws the page from
``templates/pdf/cover.*.j2``.
"""
