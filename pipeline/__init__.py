"""百问百答: from one Markdown source to a print PDF, an EPUB and WeChat articles, proven equal."""
