"""Finished articles → drafts in the official account's draft box. A person publishes them; no code here does.

credentials → client (the calls to the platform) · articles (what is finished) · record (what the platform has
confirmed) → drafts (what is sent) · rehearsal (the same, written to files).
"""
