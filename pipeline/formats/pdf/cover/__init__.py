"""The cover as one spread: back, spine, front, with bleed, for the press (``cover.pdf``).

``spine`` says how thick the book is and what stands on its back, ``spread`` draws the page from
``templates/pdf/cover.*.j2``.
"""
