"""What a check of a table and the setting of it must agree on. Widths are counted in characters of the cells' type."""

MANY = 6
"""So many columns are many: such a table is set in the smaller type."""
BETWEEN = 1.0
"""The blank behind every column but the last."""
