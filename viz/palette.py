"""How things look: a hue only for agreements, dash and width for structure, a shape for each class of entity."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Relationships drawn alike. `dash` in canvas pixels, empty for solid; `kinds` names the kinds it gathers."""

    key: str
    ja: str
    en: str
    light: str
    dark: str
    dash: tuple[int, ...] = ()
    width: float = 2.4
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Class:
    """Entities drawn alike; `shape` is vis-network's name, `size` the radius in canvas pixels before degree."""

    key: str
    ja: str
    en: str
    shape: str
    light: str
    dark: str
    size: int
    hollow: bool = False


# The six hues keep a CIE76 difference of at least 22 in normal, protan, deutan and tritan vision (Machado 2009),
# and 3:1 against their background; found by search, guarded by tests/test_page.py.
_BLUE, _RED, _GREEN = ("#056BD4", "#69ADF3"), ("#A22F00", "#FFA929"), ("#2BA551", "#C4FFD5")
_PLUM, _VIOLET, _GREY = ("#44174F", "#EA3E3E"), ("#882DFF", "#A54DFE"), ("#66707A", "#9AA6B2")

GROUPS = (
    Group(
        "sister", "姉妹都市・兄弟都市", "Sister, brother cities", *_BLUE,
        kinds=("sister-city", "brother-city", "twinning"),
    ),
    Group(
        "friendship", "友好都市・友好交流", "Friendship cities", *_RED,
        kinds=("friendship-city", "friendly-cooperation-city", "friendly-exchange"),
    ),
    Group(
        "exchange", "交流・パートナー都市", "Exchange, partner cities", *_GREEN, (9, 4),
        kinds=("exchange-city", "partnership-city"),
    ),
    Group(
        "memo", "覚書・意向書・合意書", "Memoranda, accords", *_PLUM, (3, 4),
        kinds=("memorandum", "letter-of-intent", "accord"),
    ),
    Group(
        "institution", "学校・議会などの提携", "Twinned institutions", *_VIOLET, width=1.8,
        kinds=("institution-twinning",),
    ),
    Group(
        "company", "企業・大学との連携", "Companies, universities", *_VIOLET, (9, 4), 1.8,
        kinds=("comprehensive", "problem-solving", "admission-quota"),
    ),
    Group("twinned", "提携（種別の記載なし）", "Twinned, kind not stated", *_BLUE),
    Group("other", "応援協定・統合など", "Mutual aid, union", *_VIOLET, (3, 4), 1.8),
    Group("member", "構成員・連携協約", "Members, pacts", *_GREY, width=1.2, kinds=("cooperation-pact",)),
    Group("runs", "設置・運営・所属", "Founded, run, part of", *_GREY, (8, 5), 1.3),
    Group("former", "旧当事者・合併", "Former party, merger", *_GREY, (2, 4), 1.6),
    Group("asked", "問い合わせの線", "Lines of the query", *_GREY, (12, 3), 1.6),
)  # fmt: skip

CLASSES = (
    Class("city", "都市", "City", "dot", "#16324A", "#D5E3EF", 10),
    Class("municipality", "構成市町村", "Member municipality", "dot", "#5F7F99", "#8FB0CB", 6),
    Class("former", "旧市町村", "Former municipality", "dot", "#66707A", "#9AA6B2", 8, hollow=True),
    Class("prefecture", "都道府県・州", "Prefecture or state", "square", "#16324A", "#D5E3EF", 9),
    Class("alliance", "広域連携", "Regional alliance", "hexagon", "#9A5B00", "#F0B84A", 15),
    Class("agency", "機関・施設・事務所", "Agency, facility", "triangle", "#4B4A8F", "#B3B0F5", 9),
    Class("company", "企業・学校・団体", "Company, school", "triangleDown", "#8C2457", "#F29BC1", 8),
    Class("pact", "三者以上の協定", "Agreement of three", "dot", "#66707A", "#9AA6B2", 6),
)

_COMPANIES = {
    *("company", "media", "school", "university", "association", "chamber", "post-office", "cable-tv", "telecom"),
    "marathon",
}


def group_of(kind: str, broader: Mapping[str, str]) -> str:
    """The group of an agreement kind (`sister-city`), through its broader kinds; `other` where none is known."""
    known = {name: group.key for group in GROUPS for name in group.kinds}
    return next((known[name] for name in chain(kind, broader) if name in known), "other")


def chain(kind: str, broader: Mapping[str, str]) -> list[str]:
    """A kind and its broader kinds, the nearest first."""
    found: list[str] = []
    while kind and kind not in found:
        found.append(kind)
        kind = broader.get(kind, "")
    return found


def organisation_class(kind: str) -> str:
    """Companies and societies point down, public bodies and facilities point up."""
    return "company" if kind in _COMPANIES else "agency"


# Surfaces and text; the test computes every contrast from these.
_SURFACES = {
    "light": {
        "page": "#FFFFFF", "pane": "#F6F7F9", "raised": "#FFFFFF", "text": "#16202A", "muted": "#4A5763",
        "line": "#D6DCE2", "accent": "#0B5CAD", "mark": "#FFF1B8", "ground": "#FBF3E6", "ground2": "#F3EFFC",
        "land": "#E7EBEF",
    },
    "dark": {
        "page": "#14181D", "pane": "#1B2128", "raised": "#20272F", "text": "#E8EDF2", "muted": "#A9B5C1",
        "line": "#36404A", "accent": "#6FB7F2", "mark": "#4A3F12", "ground": "#231F18", "ground2": "#1F1C2B",
        "land": "#272E36",
    },
}  # fmt: skip


def colours(theme: str) -> dict[str, str]:
    """Every colour of a theme (`light`, `dark`) by the name of its custom property, without the two dashes."""
    found = dict(_SURFACES[theme])
    found |= {f"group-{group.key}": getattr(group, theme) for group in GROUPS}
    found |= {f"class-{cls.key}": getattr(cls, theme) for cls in CLASSES}
    return found


def stylesheet() -> str:
    """The colours as custom properties: light, dark by the reader's button, dark by the system's setting."""
    light, dark = (
        "".join(f"--{name}:{value};" for name, value in colours(theme).items()) for theme in ("light", "dark")
    )
    rules = "".join(
        f".group-{key}{{stroke:var(--group-{key})}}\n"
        f".row-{key} td:first-child,.tie-{key}{{border-left-color:var(--group-{key})}}\n"
        for key in (group.key for group in GROUPS)
    )
    for cls in CLASSES:
        fill = "none" if cls.hollow else f"var(--class-{cls.key})"
        rules += f".class-{cls.key}{{fill:{fill};stroke:var(--class-{cls.key})}}\n"
    return rules + (
        f":root{{color-scheme:light;{light}}}\n:root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme]){{color-scheme:dark;{dark}}}}}\n"
    )
