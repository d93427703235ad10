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
    "table": Text("表", "Table"),
    "search": Text("都市・団体を検索", "Search cities and bodies"),
    "no_match": Text("該当なし", "No match"),
    "filters": Text("凡例と絞り込み", "Legend and filters"),
    "groups": Text("関係", "Relationships"),
    "classes": Text("主体", "Entities"),
    "reset": Text("すべて表示", "Show everything"),
    "shown": Text("{n}/{nodes} 主体、{t}/{ties} 関係を表示", "{n} of {nodes} entities, {t} of {ties} relationships"),
    "hint": Text(
        "都市や団体、線を選ぶか検索すると、関係の内容と出典を表示します。",
        "Choose a city, a body or a line, or search, to see what is stated and where.",
    ),
    "panel": Text("選択した主体の関係と出典", "Relationships and sources of the selected entity"),
    "close": Text("閉じる", "Close"),
    "ties": Text("{n} 件の関係", "{n} relationships"),
    "one_tie": Text("1 件の関係", "1 relationship"),
    "no_tie": Text("関係の記載なし", "No relationship stated"),
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
    "tagline": Text(
        "どの都市とどの都市が、いつから、どの文書によって結ばれているか",
        "Which cities are sisters, friends or partners, since when, and which document says so",
    ),
    "views": Text("表示", "Views"),
    "network": Text("ネットワーク", "Network"),
    "map": Text("地図", "Map"),
    "timeline": Text("年表", "Timeline"),
    "map_label": Text(
        "都市間関係の地図。矢印キーで隣の都市へ、Enter で詳細、Esc で解除、＋と－で拡大縮小、0 で全体",
        "Map of the relationships. Arrow keys go to the nearest city, Enter opens it, Escape clears, + - 0 zoom",
    ),
    "timeline_label": Text(
        "都市間関係の年表。上下の矢印キーで行を移動、Enter で詳細、Esc で解除",
        "Timeline of the relationships. Arrow keys go up and down the rows, Enter opens one, Escape clears",
    ),
    "map_world": Text("世界", "World"),
    "map_kyushu": Text("九州", "Kyushu"),
    "map_east_asia": Text("東アジア", "East Asia"),
    "map_europe": Text("ヨーロッパ", "Europe"),
    "map_enlarge": Text("大きく表示", "Show large"),
    "map_back": Text("世界地図に戻る", "Back to the world"),
    "map_credit": Text(
        "陸地：Natural Earth（パブリックドメイン）、座標：GeoNames（CC BY 4.0）ほか。",
        "Land: Natural Earth (public domain). Coordinates: GeoNames (CC BY 4.0) and others.",
    ),
    "unplaced": Text("座標がなく地図に載らない自治体", "Without coordinates, so not on the map"),
    "bodies_unplaced": Text("ほかに機関・団体など {n} 件は地図に載りません。", "{n} bodies have no place on the map."),
    "undated": Text("文書に日付の記載がない関係", "Relationships without a date in the documents"),
    "undated_shown": Text("日付の記載なし", "no date in source"),
    "more_rows": Text("ほか {n} 件。絞り込むと表示されます。", "{n} more; narrow the filters to see them."),
    "nothing_left": Text("該当する関係がありません。条件を緩めてください。", "Nothing matches. Loosen the filters."),
    "mark": Text("交流のあった年（大きいほど多い）", "years with exchanges, larger for more"),
    "others": Text("その他", "Others"),
    "held_from": Text("（{year}年に承継）", "(inherited {year})"),
    "replaced_short": Text("後継の協定へ", "replaced"),
    "ended": Text("終了", "ended"),
    "in_force": Text("最新の文書で終了の記載なし", "no end stated in the latest document"),
    "all_years": Text("全期間", "all years"),
    "asof_hint": Text(
        "その年に続いていた可能性のある関係を表示します。日付のない関係は残ります。",
        "Shows ties that may have held in that year; ties without a date stay.",
    ),
    "more_filters": Text("詳しい条件", "More filters"),
    "country": Text("国・地域", "Country"),
    "all": Text("すべて", "All"),
    "began": Text("開始した年", "Began"),
    "from": Text("何年から", "from year"),
    "to": Text("何年まで", "to year"),
    "undated_too": Text("日付のない関係も含む", "Include ties without a date"),
    "activity": Text("交流の記録", "Recorded exchanges"),
    "with_exchanges": Text("記録あり", "Some recorded"),
    "quiet_since": Text("{year}年以降の日付の記録なし", "None dated since {year}"),
    "save": Text("保存", "Save"),
    "save_svg": Text("図を SVG で", "Picture as SVG"),
    "save_png": Text("図を PNG で", "Picture as PNG"),
    "save_csv": Text("表を CSV で", "Table as CSV"),
    "print": Text("印刷", "Print"),
    "rows": Text("{all} 件中 {n} 件の関係", "{n} of {all} relationships"),
    "exchanges": Text("交流 {n} 件", "{n} exchanges"),
    "exchanged": Text("交流", "Exchanges"),
    "one_exchange": Text("交流 1 件", "1 exchange"),
    "no_exchange": Text("交流の記録なし", "No exchange recorded"),
    "latest_exchange": Text("日付のある最後は {date}年", "last dated {date}"),
    "people_moved": Text("派遣 {sent} 人、受入 {received} 人", "sent {sent}, received {received} people"),
    "sent": Text("派遣 {n} 人", "sent {n}"),
    "received": Text("受入 {n} 人", "received {n}"),
    "earlier": Text("{year}年より前に {n} 件", "{n} before {year}"),
    "no_number": Text("人数の記載なし", "no number printed"),
    "heads": Text("{n}人", "{n} people"),
    "list": Text("一覧（新しい順）", "List, latest first"),
    "people": Text("参加者", "People"),
    "occasion": Text("機会", "Occasion"),
    "held_in": Text("開催地", "Held in"),
    "concludes": Text("締結", "Concludes"),
    "motive": Text("動機", "Motive"),
    "numbers": Text("版ごとの数値 {n} 件", "{n} numbers over the editions"),
    "units": Text("担当部署 {n} 件", "{n} offices in charge"),
    "filtered_out": Text("条件により {n} 件を非表示", "{n} hidden by the filters"),
    "all_of": Text("{name}のすべての関係", "All relationships of {name}"),
    "cite": Text("引用のしかた", "Cite this"),
    "copy": Text("コピー", "Copy"),
    "copied": Text("コピーしました", "Copied"),
    "citation": Text(
        "「{name}」intercity 都市間関係の知識グラフ、版 {edition}、{address}（{day} 閲覧）。",
        "“{name}”, intercity, the knowledge graph of relationships between cities, "
        "edition {edition}, {address} (accessed {day}).",
    ),
    "edition": Text("版", "Edition"),
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
