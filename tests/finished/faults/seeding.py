"""How each fault gets into a finished file. A seed takes the folder to alter and that of the earlier release."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile

import lxml.html
import pikepdf
import pymupdf
from pikepdf import Dictionary, Name
from PIL import Image as Picture

from tests.finished.faults.pdf_words import replace_words
from tests.sample import png

# ---- any file -------------------------------------------------------------------------------------------------------


def missing(file):
    return lambda folder, _earlier: (folder / file).unlink()


def cut_short(file):
    def seed(folder, _earlier):
        data = (folder / file).read_bytes()
        (folder / file).write_bytes(data[: len(data) // 2])

    return seed


def brackets(file):
    """What no reader of JSON can follow to its end."""
    return lambda folder, _earlier: (folder / file).write_text("[" * 100_000)


def earlier_file(file):
    return lambda folder, earlier: shutil.copyfile(earlier / file, folder / file)


def stray(file):
    return lambda folder, _earlier: (folder / file).write_text("<section><p>多余</p></section>")


def cover():
    return lambda folder, _earlier: (folder / "wechat/covers/01-general-wide.png").write_bytes(png(900, 383))


def exchanged_file(file):
    return lambda folder, _earlier: (folder / file).write_bytes(png(360, 640))


def other_picture():
    """A picture of the same size that shows something else."""
    picture = Picture.new("RGB", (640, 360), "white")
    picture.paste((160, 60, 40), (200, 120, 440, 240))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


# ---- PDF ------------------------------------------------------------------------------------------------------------


def pdf_words(file, old, new, **where):
    return lambda folder, _earlier: replace_words(folder / file, old, new, **where)


def _with_pymupdf(file, change):
    def seed(folder, _earlier):
        with pymupdf.open(folder / file) as pdf:
            change(pdf)
            data = pdf.tobytes()
        (folder / file).write_bytes(data)

    return seed


def _with_pikepdf(file, change):
    def seed(folder, _earlier):
        with pikepdf.open(folder / file, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(folder / file)

    return seed


def pdf_drawn(file, page, *, text=None, at=None, cover=None, dot=None, **how):
    def change(pdf):
        one = pdf[page]
        trim = one.trimbox - (one.cropbox.x0, one.cropbox.y0) * 2
        if cover:
            box = pymupdf.Rect(cover) + (trim.x0, trim.y0) * 2
            one.draw_rect(box, color=(1, 1, 1), fill=(1, 1, 1))
        elif dot:
            one.draw_circle((dot[0] + trim.x0, dot[1] + trim.y0), 0.7, color=None, fill=(0, 0, 0))
        else:
            one.insert_text((at[0] + trim.x0, at[1] + trim.y0), text, **how)

    return _with_pymupdf(file, change)


def pdf_laid_over(file, page, box):
    """A picture with words on a page."""

    def change(pdf):
        one = pdf[page]
        trim = one.trimbox - (one.cropbox.x0, one.cropbox.y0) * 2
        picture = pymupdf.open()
        picture.new_page(width=200, height=40).insert_text((5, 25), "LAID OVER", fontsize=20)
        one.insert_image(
            pymupdf.Rect(box) + (trim.x0, trim.y0) * 2, stream=picture[0].get_pixmap().tobytes("png")
        )

    return _with_pymupdf(file, change)


def pdf_struck_through(file, page, line):
    def change(pdf):
        one = pdf[page]
        trim = one.trimbox - (one.cropbox.x0, one.cropbox.y0) * 2
        left, right, height = line
        one.draw_line((left + trim.x0, height + trim.y0), (right + trim.x0, height + trim.y0), width=1)

    return _with_pymupdf(file, change)


def pdf_comment(file, page):
    return _with_pymupdf(file, lambda pdf: pdf[page].add_text_annot((100, 300), "a comment"))


def pdf_attachment(file):
    return _with_pymupdf(file, lambda pdf: pdf.embfile_add("letter.txt", b"hello"))


def pdf_line_moved(file, page, number, right, down):
    """The line that is painted as the ``number``-th of the page stands elsewhere."""

    def change(pdf):
        one = pdf.pages[page]
        operations = list(pikepdf.parse_content_stream(one))
        places = [at for at, (_, operator) in enumerate(operations) if str(operator) == "Tm"]
        operands, operator = operations[places[number]]
        moved = [*operands[:4], float(operands[4]) + right, float(operands[5]) + down]
        operations[places[number]] = (moved, operator)
        one.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))

    return _with_pikepdf(file, change)


def pdf_bookmark_leads(file):
    """The first bookmark to where the second leads."""

    def change(pdf):
        first = pdf.Root.Outlines.First
        key = Name.Dest if Name.Dest in first else Name.A
        first[key] = first.Next[key]

    return _with_pikepdf(file, change)


def pdf_catalog(file, key, value):
    return _with_pikepdf(file, lambda pdf: pdf.Root.__setitem__(key, value))


def _tags(pdf, kind):
    return (one for one in pdf.objects if isinstance(one, Dictionary) and one.get(Name.S) == kind)


def pdf_spoken_words():
    """A screen reader says something else for a paragraph."""

    def change(pdf):
        last = [one for one in _tags(pdf, Name.P) if Name.K in one][-1]
        last.ActualText = pikepdf.String("别的话")

    return _with_pikepdf("handbook.pdf", change)


def pdf_spoken_order():
    """A screen reader reads two rows of a table in another order."""

    def change(pdf):
        body = next(one for one in _tags(pdf, Name.TBody) if len(one.K) >= 2 and Name.K in one.K[0])
        body.K = pikepdf.Array([body.K[1], body.K[0], *list(body.K)[2:]])

    return _with_pikepdf("handbook.pdf", change)


def pdf_labels(file):
    def change(pdf):
        numbers = pdf.Root.PageLabels.Nums
        numbers[2] = numbers[2] + 1

    return _with_pikepdf(file, change)


def pdf_bookmark(file):
    def change(pdf):
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and Name.Title in thing and "最后一问" in str(thing.Title):
                thing.Title = str(thing.Title).replace("最后", "最末")

    return _with_pikepdf(file, change)


def pdf_without_page(file, page):
    def change(pdf):
        del pdf.pages[page]

    return _with_pikepdf(file, change)


def pdf_title(file):
    return _with_pymupdf(file, lambda pdf: pdf.set_metadata({**pdf.metadata, "title": "别的书名"}))


def pdf_release(file):
    def change(pdf):
        data = bytes(pdf.Root.Metadata.read_bytes())
        changed = re.sub(rb"(release>)1\.0(<)", rb"\g<1>1.1\2", data)
        assert changed != data
        pdf.Root.Metadata = pdf.make_stream(changed, Type=Name.Metadata, Subtype=Name.XML)

    return _with_pikepdf(file, change)


def _links(pdf):
    return (note for page in pdf.pages for note in page.obj.get(Name.Annots, []) if note.Subtype == Name.Link)


def pdf_link(address):
    def change(pdf):
        notes = [note for note in _links(pdf) if Name.A in note and str(note.A.get(Name.URI, "")) == address]
        assert notes
        for note in notes:
            note.A.URI = pikepdf.String("https://example.org/elsewhere")

    return _with_pikepdf("handbook.pdf", change)


def _goal(note):
    return str(note.Dest) if Name.Dest in note else str(note.A.get(Name.D, "")) if Name.A in note else ""


def _lead(note, goal):
    if Name.Dest in note:
        note.Dest = pikepdf.String(goal)
    else:
        note.A.D = pikepdf.String(goal)


def pdf_reference(old, new):
    def change(pdf):
        notes = [note for note in pdf.pages[7].obj.Annots if _goal(note) == old]
        assert notes
        for note in notes:
            _lead(note, new)

    return _with_pikepdf("handbook.pdf", change)


def pdf_contents_link():
    def change(pdf):
        notes = [note for page in list(pdf.pages)[:6] for note in page.obj.get(Name.Annots, [])]
        for note in notes:
            if _goal(note) == "q-last":
                _lead(note, "q-plain")

    return _with_pikepdf("handbook.pdf", change)


def pdf_picture():
    def change(pdf):
        for page in pdf:
            for image in page.get_images():
                if (image[2], image[3]) == (640, 360):
                    page.replace_image(image[0], stream=other_picture())
                    return
        raise AssertionError

    return _with_pymupdf("handbook.pdf", change)


def pdf_alternative(words="方框"):
    def change(pdf):
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and words in str(thing.get(Name.Alt, "")):
                thing.Alt = pikepdf.String("方框右侧有一个圆")

    return _with_pikepdf("handbook.pdf", change)


# ---- EPUB -----------------------------------------------------------------------------------------------------------


def epub(change):
    """Alter the files of the e-book, given by name."""

    def seed(folder, _earlier):
        path = folder / "handbook.epub"
        with zipfile.ZipFile(path) as archive:
            files = {entry.filename: (entry, archive.read(entry)) for entry in archive.infolist()}
        data = {name: content for name, (_, content) in files.items()}
        change(data)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in data.items():
                archive.writestr(files[name][0] if name in files else name, content)

    return seed


def sub(file, pattern, new):
    def change(data):
        text, count = re.subn(pattern, new, data[file].decode(), count=1)
        assert count, pattern
        data[file] = text.encode()

    return change


def swapped(file, opening, tag):
    """The first two elements that begin so change places."""

    def change(data):
        text = data[file].decode()
        first, second = list(re.finditer(f"<{opening}.*?</{tag}>", text, re.DOTALL))[:2]
        middle = text[first.end() : second.start()]
        data[file] = (text[: first.start()] + second[0] + middle + first[0] + text[second.end() :]).encode()

    return change


def moved_note(file):
    """The mark of the first footnote goes before the words 其中."""

    def change(data):
        text = data[file].decode()
        mark = re.search(r"<sup>.*?</sup>", text, re.DOTALL)[0]
        data[file] = text.replace(mark, "").replace("其中有", f"其中{mark}有").encode()

    return change


def exchanged(file):
    def change(data):
        data[file] = png(360, 640)

    return change


# ---- articles -------------------------------------------------------------------------------------------------------


def article_alone(file, old, new):
    def seed(folder, _earlier):
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return seed


def _page_data(folder):
    text = (folder / "wechat/index.html").read_text("utf-8")
    match = re.search(r'(<script type="application/json" id="data">)(.*?)(</script>)', text, re.DOTALL)
    return text, match, json.loads(lxml.html.fragment_fromstring(match[0]).text)


def _save_page(folder, text, match, articles):
    data = json.dumps(articles, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    words = text[: match.start(2)] + data + text[match.end(2) :]
    (folder / "wechat/index.html").write_text(words, "utf-8")


def page_alone_seen(old, new):
    """In what the editor sees of the page."""
    return article_alone("wechat/index.html", old, new)


def page_entry(position, key, change):
    """In what the page copies of an article."""

    def seed(folder, _earlier):
        text, match, articles = _page_data(folder)
        articles[position][key] = change(articles[position].get(key, ""))
        _save_page(folder, text, match, articles)

    return seed


def page_reversed():
    def seed(folder, _earlier):
        text, match, articles = _page_data(folder)
        articles.reverse()
        _save_page(folder, text, match, articles)

    return seed


def copied_file(source, target):
    return lambda folder, _earlier: shutil.copyfile(folder / source, folder / target)


def files_exchanged(one, other):
    def seed(folder, _earlier):
        first, second = (folder / one).read_bytes(), (folder / other).read_bytes()
        (folder / one).write_bytes(second)
        (folder / other).write_bytes(first)

    return seed


def painted_over(file, box):
    def seed(folder, _earlier):
        with Picture.open(folder / file) as picture:
            picture.paste((0, 0, 0), box)
            picture.save(folder / file)

    return seed


def appended(file, words):
    def seed(folder, _earlier):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text + words, "utf-8")

    return seed


def article_question_twice(file):
    def seed(folder, earlier):
        text = (folder / file).read_text("utf-8")
        question = re.search(r"<h2.*?(?=<h2|<h3)", text, re.DOTALL)[0]
        article(file, question, question * 2)(folder, earlier)

    return seed


def page_alone(old, new):
    def seed(folder, _earlier):
        text, match, articles = _page_data(folder)
        articles[0]["html"] = articles[0]["html"].replace(old, new, 1)
        _save_page(folder, text, match, articles)

    return seed


def article(file, old, new):
    """In the article and in what is copied."""

    def seed(folder, earlier):
        article_alone(file, old, new)(folder, earlier)
        text, match, articles = _page_data(folder)
        for one in articles:
            if old in one["html"] and (file[7:9] == f"{articles.index(one) + 1:02}"):
                one["html"] = one["html"].replace(old, new, 1)
        _save_page(folder, text, match, articles)

    return seed


def series(key, value):
    def seed(folder, _earlier):
        path = folder / "wechat/series.json"
        data = json.loads(path.read_text("utf-8"))
        data["articles"][0][key] = value
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    return seed


def series_image(position, key, value):
    def seed(folder, _earlier):
        path = folder / "wechat/series.json"
        data = json.loads(path.read_text("utf-8"))
        data["articles"][position]["images"][0][key] = value
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    return seed


def series_top(key, value):
    def seed(folder, _earlier):
        path = folder / "wechat/series.json"
        data = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**data, key: value}, ensure_ascii=False), "utf-8")

    return seed


def picture_moves(file):
    def seed(folder, _earlier):
        with Picture.open(folder / file) as picture:
            other = Picture.new("RGB", picture.size, "red")
            picture.convert("RGB").save(folder / file, save_all=True, append_images=[other], duration=500)

    return seed


def series_reversed():
    def seed(folder, _earlier):
        path = folder / "wechat/series.json"
        data = json.loads(path.read_text("utf-8"))
        data["articles"].reverse()
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    return seed
