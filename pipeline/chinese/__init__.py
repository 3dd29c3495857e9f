"""Facts about Chinese text that several rooms share: what is a Han character, marks, numerals."""
