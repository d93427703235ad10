"""What the words of reading mean to a person, in English and Japanese: reasons, flags, types of records, classes."""

from collections.abc import Iterable, Mapping

__all__ = ["ENDS", "FLAGS", "REASONS", "TYPES", "VERDICTS", "doubts", "reason"]

# Why a line that speaks of ties yields no record, or not all that it tells.
REASONS: Mapping[str, str] = {
    "by-law": "規約・要綱の条文",
    "description of the partner": "相手先の紹介",
    "exchange after signing": "締結後の交流・周年",
    "exchange that did not take place": "中止・延期された交流",
    "exchange without a date": "日付のない交流",
    "help in a disaster": "災害時の支援",
    "history of the tie": "提携までの経緯",
    "no tie": "関係がない・締結に至らなかったとの記述",
    "speaks of agreements in general": "協定一般についての記述",
    "speaks of an alliance": "連携圏への言及のみ",
    "tie read, its rest not recorded": "関係は読んだが、休止・中断は記録しない",
    "tie told again": "既に読んだ関係の再掲",
}

# What was concluded rather than read, or is left open, about one value of a record.
FLAGS: Mapping[str, tuple[str, str]] = {
    "approximate": ("an approximate number", "概数"),
    "area_from_chapter": ("the area is that of the chapter", "地域は章から"),
    "candidate": (
        "nobody read it: a place stands beside a word for a tie",
        "読み取れず、関係の語のそばの地名から候補とした",
    ),
    "city": ("then a city", "当時は市"),
    "country_from_list": ("the country follows from a list of towns abroad", "国は海外都市の一覧から"),
    "country_open": ("the country of this town is not said", "国が文書から定まらない"),
    "date_from_document": ("the date is that of the document", "日付は文書から"),
    "date_from_issue": ("the date is that of the issue", "日付は発行日から"),
    "date_from_label": ("the date stands under a label nearby", "日付は近くの見出しから"),
    "direction_from_context": ("who travelled follows from the context", "派遣・受入の別は文脈から"),
    "direction_from_place": ("who travelled follows from the place", "派遣・受入の別は場所から"),
    "ditto": ("taken from the row above (〃)", "上の行と同じ（〃）"),
    "end_of_year": ("the end of the year is meant", "年末時点とみなした"),
    "era_border": ("the era had not begun on that day", "元号の境目の日付"),
    "era_disagrees": ("era and western year disagree", "元号と西暦が食い違う"),
    "era_overrun": ("the era had no such year", "元号にない年"),
    "expanded_from_list": ("one of several that share their words", "並記から一つずつに分けた"),
    "former": ("a former municipality", "今はない市町村"),
    "home_from_context": ("the publisher is meant, not named", "発行者の市を指すとみなした"),
    "joint_party": ("signed together with others", "他と共同で締結"),
    "kind_from_context": ("the kind follows from the context", "種別は文脈から"),
    "kind_from_heading": ("the kind stands in the heading", "種別は見出しから"),
    "kind_from_name": ("the kind follows from the name", "種別は名称から"),
    "kind_from_sentence": ("the kind stands in another sentence", "種別は別の文から"),
    "kind_inherited": ("the kind is that of the tie told before", "種別は直前の関係から引き継いだ"),
    "kind_mention": ("the kind stands where the tie is only mentioned", "種別は言及から"),
    "kind_open": ("the kind is not said for certain", "種別がはっきりしない"),
    "label_open": ("a label is missing or unclear", "見出しがない、または曖昧"),
    "member_is_publisher": ("the member is the publisher", "構成員は発行者の市"),
    "mention": ("only mentioned", "言及のみ"),
    "name_completed": ("the name is put together from parts", "名称を補った"),
    "others_unnamed": ("others take part who are not named", "名前のない当事者が他にある"),
    "owner_from_name": ("the owner follows from the name", "所有者は名称から"),
    "partner_from_heading": ("the partner stands in the heading", "相手は見出しから"),
    "partner_from_row": ("the partner stands in the row", "相手は行から"),
    "party_from_context": ("the party follows from the context", "当事者は文脈から"),
    "party_is_publisher": ("one side is the publisher, not named", "一方は発行者の市"),
    "place_ambiguous": ("several places bear this name", "同じ名前の場所がいくつかある"),
    "place_by_home_prefecture": ("the place of this name in the same prefecture", "同名のうち同じ都道府県のもの"),
    "place_by_person": ("a person said which place it is", "場所は人が定めた"),
    "place_from_reception": ("the place is where guests were received", "場所は迎えた所から"),
    "place_from_visit": ("the place is where the visit went", "場所は訪ねた先から"),
    "place_unregistered": ("no list has this place", "一覧にない場所"),
    "role_from_context": ("the role follows from the context", "役割は文脈から"),
    "role_from_kind": ("the role follows from the kind of body", "役割は団体の種別から"),
    "role_from_list": ("the role follows from a list of members", "役割は構成員の一覧から"),
    "short_name": ("a short form of the name", "略称"),
    "signed_before_merger": ("signed by a town that has merged since", "合併前の市町村が締結"),
    "since_by_pact": ("member since the pact was signed", "加入日は協約の締結日から"),
    "status_by_date": ("the state follows from the date", "状態は日付から"),
    "status_from_standing": ("it stands, so it was concluded", "現存するので締結済みとみなした"),
    "successor": ("took the tie over", "関係を引き継いだ"),
    "sum_of_parts": ("the sum of the parts", "内訳の合計"),
    "town": ("then a town", "当時は町"),
    "unit_of_chapter": ("the unit in charge of the chapter", "担当は章の担当課"),
    "unparsed_date": ("a date that no calendar has", "暦にない日付"),
    "village": ("then a village", "当時は村"),
    "whole_document": ("for the whole document", "文書全体について"),
    "year_from_context": ("the year follows from the context", "年は文脈から"),
    "year_from_document": ("the year is that of the document", "年は文書から"),
    "year_from_row_above": ("the year stands in a row above", "年は上の行から"),
    "year_guessed": ("the year is guessed", "年は推定"),
}

TYPES: Mapping[str, str] = {
    "agreement": "協定",
    "alliance": "連携体",
    "body": "団体・施設",
    "change": "合併等",
    "event": "交流",
    "indicator": "指標",
    "link": "縁・つながり",
    "membership": "参加",
    "observation": "数値",
    "plan": "計画・施策",
    "unit": "担当課",
}

# What came of a document; in `japanese.txt`, a file of the name `read` would be put into Japanese.
VERDICTS: Mapping[str, str] = {
    "mostly not understood": "大部分は読み取れず",
    "nothing to keep": "記録する事柄なし",
    "partly read": "一部を読み取り",
    "read": "読み取り済み",
}

# How the files of one run ended, in the order in which they are counted.
ENDS: Mapping[str, str] = {
    "read": "読み取り済み",
    "partly read": "一部を読み取り",
    "not understood": "読み取れず",
    "refused": "読めず",
}

# True of nearly every record, or said in the text: no doubt.
_PLAIN = ("party_is_publisher", "member_is_publisher", "status_by_date", "city", "town", "village")
_OPEN = (
    "the words or the layout allow another reading: compare the lines",
    "文や配置が別の読み方を許す。行と見比べてください",
)


def reason(word: str) -> str:
    """A reason in both languages; one that nobody put into Japanese, as it is."""
    return f"{word} / {REASONS[word]}" if word in REASONS else word


def doubts(flags: Iterable[str], confidence: str) -> list[str]:
    """Each flag with its phrase in both languages; of a doubtful record without one, why it may be doubtful."""
    told = [one for one in dict.fromkeys(flags) if one not in _PLAIN]
    lines = [f"{one}: {' / '.join(FLAGS[one])}" if one in FLAGS else one for one in told]
    return lines or ([" / ".join(_OPEN)] if confidence == "C" else [])
