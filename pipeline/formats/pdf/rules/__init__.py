"""The finished PDF files → one table for the print shop: what is asked, what was measured, whether it holds.

Everything is read from the files, never from the handbook. ``check`` is a row, ``content`` finds the colours in a
content stream, ``sheet`` measures a press file (the book's, the cover's), ``least`` its smallest type and thinnest
line, ``others`` the files for screen and office; ``preflight`` measures all, ``table`` is what the order sheet shows.
"""
