"""A finished PDF → what a person sees on its pages: ``pages`` the characters, ``shades`` the ink, ``dots`` the 着重号.

Two formats look at finished PDF files: the PDF itself reads its text back, the e-book takes over its page numbers.
"""
