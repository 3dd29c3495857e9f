"""What Word does to a file when an editor works in it: changes in the XML of a review copy, with Word's habits."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHO = {f"{W}author": "李编辑", f"{W}date": "2026-11-20T09:00:00Z"}


class WordEditor:
    """A review copy opened for editing; ``data()`` is the saved file."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])

    def data(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        self.parts["word/footnotes.xml"] = etree.tostring(self.notes, xml_declaration=True, encoding="UTF-8")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return stream.getvalue()

    # ---- finding -------------------------------------------------------------------------------------------------

    def paragraph(self, words: str, root: etree._Element | None = None) -> etree._Element:
        """The paragraph that holds these words."""
        for one in (self.root if root is None else root).iter(f"{W}p"):
            if words in text_of(one):
                return one
        raise AssertionError(f"no paragraph with {words}")

    def style_id(self, name: str) -> str:
        styles = etree.fromstring(self.parts["word/styles.xml"])
        for style in styles.findall(f"{W}style"):
            if style.find(f"{W}name").get(f"{W}val") == name:
                return style.get(f"{W}styleId")
        raise AssertionError(f"no style {name}")

    # ---- editing -------------------------------------------------------------------------------------------------

    def replace(
        self, old: str, new: str, *, tracked: bool = False, root: etree._Element | None = None
    ) -> None:
        """Type ``new`` over ``old``, which stands in one run."""
        for run in (self.root if root is None else root).iter(f"{W}r"):
            text = run.find(f"{W}t")
            if text is None or old not in (text.text or ""):
                continue
            before, _, after = text.text.partition(old)
            pieces = [self._run(run, before)]
            if tracked:
                pieces += [self._tracked("del", run, old), self._tracked("ins", run, new)]
            else:
                pieces.append(self._run(run, new))
            pieces.append(self._run(run, after))
            parent = run.getparent()
            at = parent.index(run)
            parent[at : at + 1] = [piece for piece in pieces if piece is not None]
            return
        raise AssertionError(f"no run with {old}")

    def _run(self, like: etree._Element, words: str, tag: str = "t") -> etree._Element | None:
        if not words:
            return None
        run = copy.deepcopy(like)
        for child in list(run):
            if child.tag != f"{W}rPr":
                run.remove(child)
        run.set(f"{W}rsidR", "00A1B2C3")
        text = etree.SubElement(run, W + tag)
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def _tracked(self, kind: str, like: etree._Element, words: str) -> etree._Element | None:
        if not words:
            return None
        element = etree.Element(W + kind, {f"{W}id": "900", **WHO})
        element.append(self._run(like, words, "delText" if kind == "del" else "t"))
        return element

    def add_after(
        self, anchor: etree._Element, style: str, words: str, number: tuple[int, int] | None = None
    ):
        """A new paragraph of a style."""
        paragraph = etree.Element(f"{W}p", {f"{W}rsidR": "00112233"})
        properties = etree.SubElement(paragraph, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", self.style_id(style))
        if number:
            numbers = etree.SubElement(properties, f"{W}numPr")
            etree.SubElement(numbers, f"{W}ilvl").set(f"{W}val", str(number[1]))
            etree.SubElement(numbers, f"{W}numId").set(f"{W}val", str(number[0]))
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = words
        anchor.addnext(paragraph)
        return paragraph

    def question(self, title: str) -> list[etree._Element]:
        """Heading and answer of a question, up to the next heading."""
        first = self.paragraph(title)
        found = [first]
        for one in first.itersiblings():
            style = one.find(f"{W}pPr/{W}pStyle")
            if one.tag == f"{W}sectPr" or (
                style is not None and style.get(f"{W}val") in ("Heading1", "Heading2")
            ):
                break
            found.append(one)
        return found

    def comment(self, words: str, remark: str) -> None:
        """A comment on the run that begins with these words."""
        paragraph = self.paragraph(words)
        start = etree.Element(f"{W}commentRangeStart", {f"{W}id": "5"})
        end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": "5"})
        runs = paragraph.findall(f"{W}r")
        runs[0].addprevious(start)
        runs[-1].addnext(end)
        self.parts["word/comments.xml"] = (
            f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="5" w:author="王审校"><w:p><w:r><w:t>{remark}</w:t></w:r>'
            "</w:p></w:comment></w:comments>"
        ).encode()
        rels = self.parts["word/_rels/document.xml.rels"].decode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        self.parts["word/_rels/document.xml.rels"] = rels.replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}" Target="comments.xml"/></Relationships>',
        ).encode()

    def habits(self) -> None:
        """What Word writes when it saves: revision ids, proofing marks, runs cut in two, page breaks."""
        for number, paragraph in enumerate(list(self.root.iter(f"{W}p"))):
            paragraph.set(f"{W}rsidR", f"00{number:06X}")
            for run in list(paragraph.iter(f"{W}r")):
                text = run.find(f"{W}t")
                if text is None or len(text.text or "") < 6 or run.getparent().tag == f"{W}hyperlink":
                    continue
                words, middle = text.text, len(text.text) // 2
                first, second = self._run(run, words[:middle]), self._run(run, words[middle:])
                marks = etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"})
                etree.SubElement(second, f"{W}lastRenderedPageBreak")
                parent = run.getparent()
                at = parent.index(run)
                parent[at : at + 1] = [first, marks, second]
        self.parts["docProps/app.xml"] = b"<Properties/>"


def text_of(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def edited(data: bytes, *edits: Callable[[WordEditor], object]) -> bytes:
    """The file after these edits."""
    editor = WordEditor(data)
    for edit in edits:
        edit(editor)
    return editor.data()


def paragraph_words(root: etree._Element) -> list[str]:
    return [re.sub(r"\s", "", text_of(one)) for one in root.iter(f"{W}p")]
