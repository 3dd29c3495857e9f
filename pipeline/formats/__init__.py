"""A handbook becomes files: one folder a format, all with one contract (:mod:`pipeline.formats.contract`)."""
