"""Digests of what was recorded stay true when the model learns something that a handbook does not use."""

from pipeline.handbook import Case, CrossReference, Figure, Paragraph, Table, Text, digest


def test_a_field_that_is_not_given_does_not_count():
    case = Case("甲区", (Paragraph((Text("开会。"),)),))
    table, figure = Table(1, "乙", ("left",), ((),), ()), Figure(1, "a", "b", "c")
    found = digest((case, table, figure, CrossReference("first", 1)))
    assert found == "c92a3ade529279925369c2c8d281956adc64985ad5c0aa91ad4d94a25ff9da4a"
    assert digest(Table(1, "乙", ("left",), ((),), (), id="t-one")) != digest(table)
