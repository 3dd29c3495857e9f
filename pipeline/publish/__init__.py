"""Finished articles → drafts in the official account's draft box. A person publishes them; nothing here does.

credentials → client (what is asked of the platform) · articles (what is finished) · record (what the platform has
confirmed) → drafts (what is sent) · rehearsal (the same, written to files).
"""
