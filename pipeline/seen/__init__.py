"""What a person sees in a finished file: characters, ink and dots of a PDF; text, styles and tables of (X)HTML."""
