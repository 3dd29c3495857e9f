"""The book as it was laid out → ``handbook-print.pdf``, as a press takes it (PDF/X-4, ISO 15930-7).

``inks`` exchanges the screen's colours, ``finish`` sets the boxes and draws marks and slug line (its words as
``outlines``).
"""
