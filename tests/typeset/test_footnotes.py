"""A footnote stands on the page of its mark, wherever pages end."""

import pymupdf
import pytest

from pipeline.typeset.compositor import lay_out, write_pdf

SHEET = """
@page { size: 240pt 200pt; margin: 20pt; @footnote { border-top: .2mm solid; padding-top: 2.8mm } }
html { font: 10pt/16pt Song; text-align: justify; orphans: 2; widows: 2 }
body, p, figure { margin: 0 }
section { break-before: page }
figure { break-inside: avoid }
i { float: footnote; footnote-policy: line; font: 8pt/4.5mm Song }
"""
LONG = "甲乙丙丁戊己庚辛壬癸" * 8  # four lines
CAPTIONED = f"<figure><p>图</p><p>{LONG}</p></figure>"


def pages_of(kit, body, style=""):
    """For every mark ［n］ of the text and for every note 〔n〕, the page that it stands on."""
    document = lay_out(f"<html lang='zh-Hans'><body>{body}</body></html>", [SHEET, style], kit, {})
    with pymupdf.open(stream=write_pdf(document)) as pdf:
        texts = ["".join(page.get_text().split()) for page in pdf]

    def places(opening, closing):
        found = {}
        for number, text in enumerate(texts):
            for part in text.split(opening)[1:]:
                found[int(part.split(closing)[0])] = number
        return found

    return places("［", "］"), places("〔", "〕")


@pytest.mark.parametrize("rest", [f"<p>{LONG}</p>", CAPTIONED], ids=["paragraph", "figure"])
def test_a_paragraph_that_does_not_fit_leaves_the_notes_of_the_page(kit, rest):
    """So many lines stand above it that its first, its second and so on is the last that fits."""
    parts = [
        f"<section><p>注［{lines}］<i>〔{lines}〕{'注释' * 40}</i></p>{'<p>行</p>' * lines}{rest}</section>"
        for lines in range(9)
    ]
    marks, notes = pages_of(kit, "".join(parts))
    assert len(marks) == 9
    assert notes == marks


def test_a_row_that_does_not_fit_leaves_the_notes_of_the_rows_above(kit):
    parts = [
        f"<section><table><tr><td>注［{lines}］<i>〔{lines}〕{'注释' * 40}</i></td></tr>"
        f"{'<tr><td>行</td></tr>' * lines}<tr><td>{LONG}</td></tr></table></section>"
        for lines in range(9)
    ]
    style = "table { border-spacing: 0; width: 100% } td { padding: 0 } tr { break-inside: avoid }"
    marks, notes = pages_of(kit, "".join(parts), style)
    assert len(marks) == 9
    assert notes == marks


def test_a_note_of_any_length_stands_below_its_mark(kit):
    """WeasyPrint takes some for too high, by an error of rounding, and sets them a page later."""
    style = "@page { size: 148mm 210mm; margin: 26mm 16mm 22mm 20.875mm }"
    parts = [
        f"<section><p>注［{n}］<i>〔{n}〕{'注' * 30 * n}</i></p><p>后</p></section>" for n in range(1, 26)
    ]
    marks, notes = pages_of(kit, "".join(parts), style)
    assert len(marks) == 25
    assert notes == marks
