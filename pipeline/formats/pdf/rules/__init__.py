"""The finished PDF files → one table for the print shop: what is asked, what was measured, whether it holds.

Everything is read from the files, never from the handbook. ``content`` finds the colours in a content stream,
``sheet`` measures a press file (the book's, the cover's), ``least`` its smallest type and thinnest line, ``others`` the
files for screen and office, ``preflight`` puts the table together and gives the faults to ``verify``.
"""
