"""Facts about Chinese text that several rooms share: characters, widths, numerals, divisions of the country."""
