"""What the page says in Japanese and English: its words, and dates that keep the precision of their source."""

import re
from typing import NamedTuple


class Text(NamedTuple):
    """The same words in the two languages of the page."""

    ja: str
    en: str


NOTHING = Text("", "")

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

# The words of the page itself; `{n}` and the like are filled in by the page's script.
WORDS: dict[str, Text] = {
    "title": Text("都市間関係グラフ", "Inter-city relationships"),
    "language": Text("English", "日本語"),
    "language_label": Text("英語で表示", "Show in Japanese"),
    "dark": Text("暗い配色", "Dark"),
    "light": Text("明るい配色", "Light"),
    "fit": Text("全体表示", "Show all"),
    "table": Text("関係一覧表", "All relationships"),
    "to_table": Text("一覧表へ", "Table"),
    "to_picture": Text("図へ戻る", "Back to the picture"),
    "search": Text("都市・団体を検索", "Search cities and bodies"),
    "no_match": Text("該当なし", "No match"),
    "filters": Text("凡例と絞り込み", "Legend and filters"),
    "groups": Text("関係", "Relationships"),
    "classes": Text("主体", "Entities"),
    "reset": Text("すべて表示", "Show everything"),
    "shown": Text("{n}/{nodes} 主体、{t}/{ties} 関係を表示", "{n} of {nodes} entities, {t} of {ties} relationships"),
    "hint": Text("主体を選ぶと、関係と出典を表示します", "Choose an entity to see its relationships and their sources"),
    "panel": Text("選択した主体の関係と出典", "Relationships and sources of the selected entity"),
    "close": Text("閉じる", "Close"),
    "ties": Text("{n} 件の関係", "{n} relationships"),
    "one_tie": Text("1 件の関係", "1 relationship"),
    "no_tie": Text("関係の記載なし", "No relationship stated"),
    "open_all": Text("すべて開く", "Open all"),
    "close_all": Text("すべて閉じる", "Close all"),
    "comma": Text("、", ", "),
    "details": Text("詳しく", "Details"),
    "as_printed": Text("原文の表記", "as printed"),
    "source": Text("出典", "Source"),
    "lines": Text("L は文書の行番号", "L: line of the document"),
    "documents": Text("読み取った文書", "Documents read"),
    "kind": Text("種別", "Kind"),
    "parties": Text("当事者", "Parties"),
    "signed": Text("締結日", "Signed"),
    "since": Text("開始", "From"),
    "until": Text("終了", "Until"),
    "status": Text("状態", "Status"),
    "place": Text("締結地", "Signed in"),
    "fields": Text("交流分野", "Fields"),
    "unit": Text("担当部署", "In charge"),
    "proposed": Text("提案者", "Proposed by"),
    "unnamed": Text("名称の記載がない相手", "Party without a name"),
    "former_party": Text("旧当事者", "Former party"),
    "inherited": Text("承継", "Inherited"),
    "replaces": Text("前の協定", "Replaces"),
    "replaced": Text("後の協定", "Replaced by"),
    "supplements": Text("補完する協定", "Supplements"),
    "supplemented": Text("補完した協定", "Supplemented by"),
    "under": Text("根拠となる関係", "Under"),
    "under_it": Text("下に置かれた関係", "Ties under it"),
    "establishes": Text("設けた広域連携", "Establishes"),
    "pact": Text("加わった協約", "Joined by"),
    "role": Text("役割", "Role"),
    "part_of": Text("所属", "Part of"),
    "confidence": Text("読み取りの確度", "Confidence of reading"),
    "inferred": Text("推定を含む", "partly inferred"),
    "concluded": Text("文脈から推定", "concluded from context"),
    "also": Text("別の記載", "Also stated"),
    "code": Text("団体コード", "Local-government code"),
    "opened": Text("開設", "Opened"),
    "aliases": Text("別名", "Other names"),
    "stated": Text("記載箇所", "Stated in"),
    "no_date": Text("文書に日付の記載なし", "no date in source"),
    "canvas": Text(
        "都市間関係の図。矢印キーで隣の主体へ、Enter で詳細、Esc で解除、＋と－で拡大縮小",
        "Picture of the relationships. Arrow keys go to the nearest entity, Enter opens it, Escape clears, + - zoom",
    ),
    "theme_label": Text("配色を切り替える", "Switch between light and dark"),
    "skip": Text("一覧表へ移動", "Skip to the table"),
    "no_script": Text(
        "図の表示には JavaScript が必要です。関係はすべて下の表にあります。",
        "The picture needs JavaScript. All relationships are in the table below.",
    ),
    "date": Text("時点", "As of"),
}


def when(key: str, short: bool = False) -> Text:
    """A date key (`1979-10-01`, `2010-04`, `1982`, `198X`, `FY2019`) in words; a part not stated is said to be so.

    >>> when("2010-04").en
    'April 2010 (day not stated)'
    """
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)", key):
        year, month, day = (int(part) for part in match.groups())
        return Text(f"{year}年{month}月{day}日", f"{day} {MONTHS[month - 1]} {year}")
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", key):
        year, month = (int(part) for part in match.groups())
        text, note = Text(f"{year}年{month}月", f"{MONTHS[month - 1]} {year}"), Text("日は記載なし", "day not stated")
    elif re.fullmatch(r"\d{4}", key):
        text, note = Text(f"{key}年", key), Text("月日は記載なし", "month and day not stated")
    elif match := re.fullmatch(r"FY(\d{4})", key):
        year = int(match[1])
        text = Text(f"{year}年度", f"fiscal year {year}")
        note = Text(f"{year}年4月～{year + 1}年3月", f"April {year} – March {year + 1}")
    elif match := re.fullmatch(r"(\d{3})X", key):
        return Text(f"{match[1]}0年代", f"{match[1]}0s")
    else:
        return Text(key, key)
    return text if short else Text(f"{text.ja}（{note.ja}）", f"{text.en} ({note.en})")


def period(start: str, end: str) -> Text:
    """From one date key to another; either may be empty.

    >>> period("2013-09-09", "2017-01-11").ja
    '2013年9月9日～2017年1月11日'
    """
    first, last = (when(key, short=True) if key else NOTHING for key in (start, end))
    return Text(f"{first.ja}～{last.ja}", f"{first.en} – {last.en}".strip()) if start or end else NOTHING


def quoted(words: str) -> Text:
    """Words of a document that have no name in the registry, shown as they were printed."""
    return Text(f"「{words}」", f"“{words}”")


def joined(texts: list[Text]) -> Text:
    """The texts as one enumeration in each language."""
    return Text("、".join(text.ja for text in texts), ", ".join(text.en for text in texts))


def years(key: str) -> tuple[int, int] | None:
    """The first and the last calendar year that a date key can mean, None for no date.

    >>> years("FY2019"), years("198X")
    ((2019, 2020), (1980, 1989))
    """
    match = re.search(r"(\d{4})|(\d{3})X", key)
    if match is None:
        return None
    first = int(match[1] or f"{match[2]}0")
    return first, first + (9 if match[2] else 1 if key.startswith("FY") else 0)


def sort_key(key: str) -> str:
    """A date key as the first day that it can mean, for sorting; no date sorts last."""
    year = re.search(r"\d{3,4}", key)
    return "9999" if year is None else (key if key[:1].isdigit() else f"{year[0]}-04-01").replace("X", "0")
