"""Finished files → what they say, compared with the :class:`~pipeline.handbook.Handbook` character by character."""
