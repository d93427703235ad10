"""The legend of the page, which is its filter too: a line or a shape, its name, and how many there are."""

from html import escape

from viz.model import PageModel
from viz.palette import CLASSES, GROUPS, Class, Group
from viz.wording import Text

_SHAPES = {
    "square": "M9 2h12v12H9z",
    "hexagon": "M11 1.5h8L23 8l-4 6.5h-8L7 8z",
    "triangle": "M15 2l7 12H8z",
    "triangleDown": "M15 14l7-12H8z",
}


def both(text: Text) -> str:
    """Both languages; the style sheet shows one of them once the script has chosen, else both."""
    return f'<span lang="ja">{escape(text.ja)}</span><span lang="en">{escape(text.en)}</span>'


def groups(page: PageModel) -> str:
    """One line of the legend for each group of relationships that the page has."""
    return "\n".join(_group(group, page) for group in GROUPS)


def classes(page: PageModel) -> str:
    """One line of the legend for each class of entities that the page has."""
    return "\n".join(_class(cls, page) for cls in CLASSES)


def _line(kind: str, key: str, picture: str, text: Text, count: int) -> str:
    return (
        f'      <label class="key"><input type="checkbox" data-{kind}="{key}" checked>'
        f'<svg width="30" height="16" aria-hidden="true">{picture}</svg>'
        f'<span class="name">{both(text)}</span><span class="count">{count}</span></label>'
    )


def _group(group: Group, page: PageModel) -> str:
    dash = f' stroke-dasharray="{" ".join(map(str, group.dash))}"' if group.dash else ""
    line = f'<line class="group-{group.key}" x1="1" x2="29" y1="8" y2="8" stroke-width="{group.width}"{dash}/>'
    count = sum(tie.group == group.key for tie in page.relationships)
    return _line("group", group.key, line, Text(group.ja, group.en), count) if count else ""


def _class(cls: Class, page: PageModel) -> str:
    if cls.shape == "dot":
        radius = 6 if cls.size > 7 else 4
        picture = f'<circle class="class-{cls.key}{" hollow" if cls.hollow else ""}" cx="15" cy="8" r="{radius}"/>'
    else:
        picture = f'<path class="class-{cls.key}" d="{_SHAPES[cls.shape]}"/>'
    count = sum(node.cls == cls.key for node in page.nodes)
    return _line("class", cls.key, picture, Text(cls.ja, cls.en), count) if count else ""
