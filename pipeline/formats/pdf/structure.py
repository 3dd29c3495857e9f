"""The tag tree that WeasyPrint writes → one that a screen reader can use (PDF/UA-1, ISO 14289-1).

Running heads, folios and pictures without words become artifacts, heads of tables say what they are the head of,
footnotes are notes, links say where they lead. It works on the document before it is written, as a finisher of
WeasyPrint's ``write_pdf``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from weasyprint.pdf import pydyf  # the library that WeasyPrint writes with

from pipeline.formats.pdf.cases import anchored_cases
from pipeline.formats.pdf.names import appendix
from pipeline.handbook import PREFACE_TITLE, Handbook, footnotes, items_named

_BACK = re.compile(r"_r\d+$")


def places(handbook: Handbook) -> Mapping[str, str]:
    """Give the words for each anchor of the book with which a link to it is described."""
    found = {anchor: f"转到{title}" for anchor, title in appendix(handbook).items()}
    found |= {f"part-{part.id}": f"转到{part.title}" for part in handbook.parts}
    owners = [("preface", PREFACE_TITLE, handbook.preface)]
    for question in handbook.questions:
        found[f"q-{question.id}"] = f"转到第{question.number}问：{question.title}"
        owners.append((f"q-{question.id}", f"第{question.number}问", question.blocks))
    for owner, words, blocks in owners:
        for note in footnotes(blocks):
            found[f"{owner}_n{note.number}"] = f"{words}脚注{note.number}"
            found[f"{owner}_r{note.number}"] = f"回到{words}脚注{note.number}的标记"
    for one in anchored_cases(handbook):
        words = "".join(one.case.label)
        found[one.anchor] = f"转到第{one.question.number}问的案例：{words}"
    found |= {f"see-{one.id}": f"转到{one.label}：{one.caption}" for one in items_named(handbook)}
    return found


def mend_structure(words: Mapping[str, str]) -> Callable[[object, pydyf.PDF], None]:
    """Give the finisher for a book whose anchors lead to ``words``."""
    return lambda _document, pdf: _Tags(pdf, words).mend()


class _Tags:
    """The tags of a document that pydyf is about to write: dictionaries, arrays, references like ``b"12 0 R"``."""

    def __init__(self, pdf: pydyf.PDF, words: Mapping[str, str]) -> None:
        self._pdf, self._words = pdf, words
        self._used: set[tuple[bytes, int]] = set()
        self._decorations: set[tuple[bytes, int]] = set()

    def mend(self) -> None:
        """Mend all that the module lists."""
        root = self._at(self._pdf.catalog["StructTreeRoot"])
        (document,) = map(self._at, root["K"])
        self._keep(document)
        parents = self._at(root["ParentTree"])["Nums"]
        for number, reference in enumerate(self._pdf.page_references):
            page = self._at(reference)
            self._turn_into_artifacts(reference, self._at(page["Contents"]).stream, parents[2 * number + 1])
            links = [one for one in page.get("Annots", ()) if not self._is_empty(self._at(one))]
            if links:
                page["Annots"] = pydyf.Array(links)
            for link in links:
                self._describe(self._at(link))

    def _at(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _kids(self, element: Mapping[str, Any]) -> Iterator[Any]:
        for kid in element["K"]:
            yield kid if isinstance(kid, int) else self._at(kid)

    def _keep(self, element: Any) -> None:
        """Mend the tags below ``element``, and note which marked contents belong to the tree."""
        kept = pydyf.Array()
        for reference, kid in zip(element["K"], self._kids(element), strict=True):
            if isinstance(kid, int):
                self._used.add((element["Pg"], kid))
            elif kid.get("Type") == "/OBJR" and self._is_empty(self._at(kid["Obj"])):
                continue
            elif kid.get("S") == "/Figure" and "Alt" not in kid:
                self._decorations |= set(self._contents(kid))
                continue
            elif kid.get("Type") == "/StructElem":
                self._keep(kid)
            kept.append(reference)
        element["K"] = kept
        if element["S"] == "/TR":
            self._give_scope(element)
        if element["S"] == "/Span" and self._is_note(element):
            element["S"] = "/Note"
            element["ID"] = pydyf.String(f"note-{element.number}")

    def _contents(self, element: Mapping[str, Any]) -> Iterable[tuple[bytes, int]]:
        for kid in self._kids(element):
            if isinstance(kid, int):
                yield element["Pg"], kid
            elif kid.get("Type") == "/StructElem":
                yield from self._contents(kid)

    def _give_scope(self, row: Mapping[str, Any]) -> None:
        """Give a head alone in its row of heads the scope of a column; one beside cells that of its row."""
        cells = list(self._kids(row))
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope

    def _is_note(self, element: Any) -> bool:
        """Report whether a link in ``element`` leads back to a footnote's mark."""
        links = (kid for kid in self._kids(element) if isinstance(kid, dict) and kid.get("S") == "/Link")
        targets = (
            self._at(kid["Obj"]).get("Dest", pydyf.String("")).string
            for link in links
            for kid in self._kids(link)
            if isinstance(kid, dict) and "Obj" in kid  # else a tag inside the link
        )
        return any(_BACK.search(target) for target in targets)

    def _turn_into_artifacts(self, page: bytes, stream: list[Any], parents: list[object]) -> None:
        """Mark contents that no tag of the tree holds as part of the page, not of the text."""
        for place, item in enumerate(stream):
            if isinstance(item, dict) and "MCID" in item:
                content = (page, item["MCID"])
                if content not in self._used:
                    decoration = content in self._decorations
                    parents[item["MCID"]] = "null"
                    stream[place - 1] = "/Artifact"
                    stream[place] = pydyf.Dictionary({"Type": "/Layout" if decoration else "/Pagination"})

    @staticmethod
    def _is_empty(annotation: Mapping[str, Any]) -> bool:
        """Report whether a link is empty: WeasyPrint makes such a link for a line break inside a link."""
        left, _, right, _ = annotation["Rect"]
        return bool(left == right)

    def _describe(self, annotation: dict[str, Any]) -> None:
        """Describe where a link leads; print it with the page (PDF/A, ISO 19005-2 6.3.2)."""
        annotation["F"] = 4
        if "Dest" in annotation:
            words = self._words[annotation["Dest"].string]
        else:
            words = f"打开网址 {annotation['A']['URI'].string}"
        annotation["Contents"] = pydyf.String(words)
