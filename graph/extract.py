"""The text of a file that is not plain text: a web page, or the text layer of a PDF."""

import re
from html.parser import HTMLParser
from io import BytesIO

from graph.documents import DocumentError, decode

BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul", "caption", "br",
))  # fmt: skip
HEADINGS = {f"h{rank}": "#" * rank + " " for rank in range(1, 7)}  # how their rank stands in the text
CELLS = frozenset(("td", "th"))
INLINE = frozenset(("br", "div"))  # that a heading may hold
SILENT = frozenset(("script", "style", "template", "noscript", "svg", "select", "button"))
RUBY = frozenset(
    ("rt", "rp", "rtc")
)  # how a word is read, which stands above it in print; their end tags may be left out
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
PAGES = 5_000
TITLE = 200  # characters of a title that are kept


class _Page(HTMLParser):
    """Collects the lines of a page; the cells of a table's row are divided by tabs, and a spanning cell is repeated.

    A heading stands below a blank line, its rank told by as many number signs.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.title: list[str] | None = None
        self.entitled = False
        self.silent = 0
        self.ruby = False
        self.heading = ""
        self.row: list[str] | None = None
        self.spans: dict[int, tuple[int, str]] = {}
        self.open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and self.title is None and not self.silent:  # those of pictures are no titles of the page
            self.title, self.entitled = [], True
        if tag in RUBY or tag in BREAKS or tag in CELLS or tag in ("rb", "ruby"):
            self.ruby = tag in RUBY
        if tag in SILENT:
            self.silent += 1
        elif tag == "table":
            self.spans = {}
            self._break()
        elif tag == "tr":
            self._end_row()
            self.row = []
            self.open = []
        elif tag in CELLS and self.row is not None:
            self._end_cell()
            self._carried()
            given = dict(attrs)
            self.open = [_count(given.get("rowspan")), _count(given.get("colspan"))]
            self.row.append("")
        elif tag in BREAKS:
            if self.heading and tag in INLINE:
                self.lines[-1] += " "
            elif self.row is None:
                self._break()
                self.heading = HEADINGS.get(tag, "")
            elif self.row and self.row[-1]:
                self.row[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in RUBY or tag in BREAKS or tag in CELLS or tag == "ruby":
            self.ruby = False
        if tag == "title":
            self.entitled = False
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in CELLS:
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in BREAKS and self.row is None and not (self.heading and tag in INLINE):
            self._break()

    def handle_data(self, data: str) -> None:
        if self.silent or self.ruby:
            return
        if self.entitled and self.title is not None:
            self.title.append(data)
        if self.row is None:
            if self.heading and data.strip() and not self.lines[-1].strip():
                self.lines += ["", self.heading]
                data = data.lstrip()
            self.lines[-1] += data
        elif self.row:
            self.row[-1] += data

    def _end_cell(self) -> None:
        if self.row and self.open:
            rows, columns = self.open
            if rows > 1:
                self.spans[len(self.row) - 1] = (rows - 1, self.row[-1])
            self.row += [""] * (columns - 1)
            self.open = []

    def _end_row(self) -> None:
        """Close the row, also where the page leaves out its closing tags."""
        self._end_cell()
        if self.row is not None:
            self._carried()
            self._break()
            self.lines[-1] = "\t".join(" ".join(cell.split()) for cell in self.row)
            self.row = None
        self._break()

    def _carried(self) -> None:
        """Put in the cells that reach down from the rows above."""
        row = self.row
        while row is not None and len(row) in self.spans:
            left, text = self.spans.pop(len(row))
            if left > 1:
                self.spans[len(row)] = (left - 1, text)
            row.append(text)

    def _break(self) -> None:
        self.heading = ""
        if self.lines[-1].strip():
            self.lines.append("")


def _count(value: str | None) -> int:
    return min(int(value), 200) if value and value.isdigit() and len(value) < 5 else 1


def is_pdf(raw: bytes) -> bool:
    return raw[:1024].lstrip().startswith(b"%PDF-")


def is_html(raw: bytes, name: str) -> bool:
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return name.lower().endswith((".html", ".htm", ".xhtml")) or head.startswith((b"<!doctype html", b"<html"))


def text_of(raw: bytes, name: str) -> tuple[str, str]:
    """Text and encoding (`pdf` for a PDF) of a file's bytes; DocumentError says what is wrong and what to do."""
    if is_pdf(raw):
        return _lines(_pdf(raw, name)), "pdf"
    if not is_html(raw, name):
        return decode(raw, name)
    page, encoding = _page(raw, name)
    lines = [
        line if "\t" in line else " ".join(line.split()) if line.startswith("#") else _plain(line)
        for line in page.lines
    ]
    return _lines("\n".join(lines)), encoding


def title_of(raw: bytes, name: str) -> str:
    """What a web page calls itself, in one line; nothing for other files and for pages without a title."""
    if is_pdf(raw) or not is_html(raw, name):
        return ""
    title = "".join(char if char.isprintable() else " " for char in "".join(_page(raw, name)[0].title or ()))
    return " ".join(title.split())[:TITLE]


def _page(raw: bytes, name: str) -> tuple[_Page, str]:
    """A web page as it was collected, and its encoding."""
    text, encoding = _declared(raw, name)
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except (AssertionError, ValueError) as error:
        raise DocumentError(f"{name}: no HTML ({error}). Save the page again, or give its text.") from None
    return page, encoding


def _plain(line: str) -> str:
    """A line whose blanks are those of the page; wide ones are meant."""
    return " ".join(line.replace("\u3000", "\0").split()).replace("\0", "\u3000")


def _declared(raw: bytes, name: str) -> tuple[str, str]:
    """The text in the encoding that the page declares, where it holds; else as any text is decoded."""
    match = CHARSET.search(raw[:4096])
    if match and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and b"\0" not in raw:
        label = match[1].decode("ascii").lower()
        encoding = "cp932" if label.replace("_", "-") in ("shift-jis", "sjis", "x-sjis", "windows-31j") else label
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"), encoding
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw, name)


def _pdf(raw: bytes, name: str) -> str:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise DocumentError(
            f"{name}: a PDF; to read its text layer, install the extra: pip install 'intercity[pdf]'. Or give its text."
        ) from None
    import logging

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted:
            raise DocumentError(f"{name}: an encrypted PDF. Give a copy without a password.")
        if len(reader.pages) > PAGES:
            raise DocumentError(f"{name}: {len(reader.pages):,} pages; the limit is {PAGES:,}. Split the document.")
        text = "\n\n".join(page.extract_text() or "" for page in reader.pages)
    except DocumentError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise DocumentError(
            f"{name}: a broken PDF ({type(error).__name__}). Save it again, or give its text."
        ) from None
    if not text.strip():
        raise DocumentError(f"{name}: a PDF without a text layer (pictures of pages). Give its text.")
    return text


def _lines(text: str) -> str:
    """The extracted text as it is kept: no zero characters, no lone surrogates, a line's end at its end."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return re.sub(r"\n{3,}", "\n\n", clean).strip("\n") + "\n"
