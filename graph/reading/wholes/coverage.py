"""What a reading left: lines that speak of relationships and that no record claims, each with a reason or none."""

import re

from graph.coverage import GENERAL, Coverage
from graph.reading.names.companies import named
from graph.reading.names.lands import names
from graph.reading.pages.holding import numbers
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.sheets import signing_days
from graph.reading.tables.slots import role
from graph.reading.tables.tables import unnamed
from graph.reading.tables.wraps import torn as lost
from graph.reading.visits.counted import counted_rows
from graph.reading.visits.visits import left, undated
from graph.reading.wholes.cited import cited
from graph.reading.wholes.doubts import rests
from graph.reading.wholes.elsewhere import told_of_others
from graph.reading.wholes.missed import missed, pieces
from graph.reading.wholes.overlooked import overlooked
from graph.reading.wholes.retold import Retold
from graph.reading.words.denials import denials, stated_behind
from graph.reading.words.ends import ends
from graph.reading.words.unsaid import denied, signs
from graph.reading.words.verbs import verbs
from graph.records import AnyRecord, Unit
from graph.values import find_dates

EXCHANGE = re.compile(r"派遣|受入|招聘|訪問|来熊|来訪")
# A note at the foot, a source, a page's head and its number.
ASIDE = re.compile(r"[※*＊]|[(（]?(?:注|資料|出典|備考|参考|お知らせ|おしらせ|問い?合わ?せ)|更新日|最終更新")
SIGNED_ON = re.compile(r"[^\w]*(?:[^\s:。、]{0,8})?(?:提携|締結|調印|盟約)(?:年月日|日|年)?[\s:]")
RESTS = "tie read, its rest not recorded"
NO_TIE, AGAIN, OF_OTHERS = "no tie", "tie told again", "ties of other towns"
OF_COURSE = ("を基に", "に基づ", "推進", "定期", "取組が進んで", "改めて", "結んでいる", "締結することにより")  # no act
CANCELLED = re.compile(r"中止|延期|見送")
# What ends a sentence behind its verb; what was concluded; a day, be it one that no calendar has.
FINAL = re.compile(
    r"(?:を?(?:行|結)?(?:し|され|い|っ|ん|び|ばれ)?(?:て(?:い|お))?(?:た|だ|ました|ります|ます|る))?(?:んだ|んです)?[よね]?[。\W]*"
)
NAMED = re.compile(r"(?:[一-龥ァ-ヴー]|(?:姉妹|友好|交流|協定)[一-龥]{0,6}(?:の|を|に))(?:協定|盟約|締結|縁組|調印)")
DEED = re.compile(r"協定|盟約|締結|縁組|調印")
DAY = re.compile(r"\d{1,2}月|\d年|元年")


def coverage(page: Page, records: list[AnyRecord]) -> Coverage:
    """Compare the lines that carry a relation with those that the records' spans touch."""
    torn, law, others = lost(page), page.law, told_of_others(page)
    claimed = cited(records)
    told = {line for one in records if not isinstance(one, Unit) for span in one.evidence for line in span.numbers}
    open_ = unnamed(page)
    again, resting = Retold(page, records), {line for one in records for line in rests(page, one)}
    relation, unread = list[int](), list[int]()
    ignored: dict[str, list[int]] = {}
    cut = {number for stretch in torn for number in stretch}
    for index, (block, stretch) in enumerate(zip(page.blocks, numbers(page), strict=True)):
        if block.line in cut:
            continue
        reason, lines = _reason(page, index), set(stretch)
        if reason is not None and block.line in law:
            reason = "by-law"  # its articles make rules for ties, and sign none
        elif reason == "" and block.line in others:
            reason = OF_OTHERS
        elif reason == "":
            reason = "" if open_ & lines else _explained(page, block, lines & told)
        if reason is None and not told & lines:
            void = bool(denied(page, block.text) - {"suspended", "proposed"})
            tied = block.kind != "heading" and (
                void or (DEED.search(block.text.norm) and any(_ties(page, one) for one in pieces(page, block)))
            )
            if (reason := left(page, lines)) is None and not tied:
                continue
            reason = reason or (NO_TIE if void else "")  # else a tie of a kind that no list has
        relation.append(block.line)
        if not claimed & lines:
            if not reason and again.tells(block):
                reason = AGAIN
            if reason:
                ignored.setdefault(reason, []).append(block.line)
            else:
                unread.append(block.line)
        elif resting & lines:
            ignored.setdefault(RESTS, []).append(block.line)
    days = (signing_days(page) | open_) - claimed - cut - {*law}
    for number in sorted((days | resting) - set(relation)):
        relation.append(number)  # a day whose partner was not understood, or a remark
        (unread if number in days else ignored.setdefault(RESTS, [])).append(number)
    away = {*cut, *law, *others}
    for number in (missed(page, records) | undated(page) | ({*counted_rows(page)} - claimed)) - away:
        _list(number, relation, unread, ignored)
    for stretch in torn:
        if _relates(page, stretch):
            relation.append(stretch[0])
            unread.append(stretch[0])
    read = sorted(set(relation) - set(unread) - {line for lines in ignored.values() for line in lines})
    explained = {*ignored.get(NO_TIE, ()), *ignored.get(AGAIN, ())}
    hints = overlooked(page, records) - away - explained - set(unread)
    relation = sorted(set(relation) - (hints - set(read)))
    left_ = {key: tuple(one for one in lines if one not in hints) for key, lines in sorted(ignored.items())}
    left_ = {key: lines for key, lines in left_.items() if lines}
    listed = tuple(sorted({*unread, *hints}))
    return Coverage(tuple(relation), tuple(read), left_, listed, hints=tuple(sorted(hints)))


def _list(number: int, relation: list[int], unread: list[int], ignored: dict[str, list[int]]) -> None:
    """Put a line on which a tie was overlooked among the unread, whatever reason it was left for before."""
    if number in {*unread, *ignored.get(NO_TIE, ()), *ignored.get(AGAIN, ())}:
        return
    for reason, lines in [*ignored.items()]:
        ignored[reason] = [one for one in lines if one != number]
        if not ignored[reason]:
            del ignored[reason]
    if number not in relation:
        relation.append(number)
    unread.append(number)


def not_japanese(language: str) -> Coverage:
    """Nothing is read of a document in another language, and it is said so."""
    return Coverage((), (), {}, (), f"language: {language}")


def _relates(page: Page, stretch: range) -> bool:
    """True where torn lines held something on ties; their words may be cut too."""
    norm = "".join(page.lines[number - 1].norm for number in stretch)
    near = "".join(line.norm for line in page.lines[max(0, stretch[0] - 12) : stretch[-1]])
    return bool(page.kinds(near) or re.search(r"姉妹|友好|提携|協定|盟", re.sub(r"\s", "", norm)))


def _explained(page: Page, block: Block, told: set[int]) -> str | None:
    """Why a block that names a kind of tie need not be read: a title, the head of a table, an act that ties nothing."""
    norm = block.text.norm.strip()
    if told:
        return ""
    if re.search(r"周年|記念|年目", norm):
        return "exchange after signing"
    if (sorts := denied(page, block.text)) and not any(signs(one.norm) for one in pieces(page, block)):
        told_ = [*pieces(page, block)]
        stated = any(stated_behind(one.norm, two) for one in told_ for two in denials(one.norm))
        stated = stated or any(ends(one.norm) for one in told_)  # what came to its end was there before
        return "" if "suspended" in sorts or stated else NO_TIE
    if "。" not in norm and (len(norm) <= 40 or "\t" in norm) and not any(one.date for one in find_dates(norm)):
        return None
    parts = [role(cell) for cell in re.split(r"\t|\s{2,}", norm)]
    if sum(bool(part) for part in parts) >= 2 or ("現在" in norm and "。" not in norm and len(norm) < 60):
        return None
    day = "。" not in norm and SIGNED_ON.match(norm)
    return "" if day or any(_signs(page, one) for one in pieces(page, block)) else GENERAL


def _signs(page: Page, text: Text) -> bool:
    """Does a sentence tell that something was concluded: with whom, or when?"""
    norm = text.norm
    others = any(one.key != page.home for one in names(page, norm)) or bool(named(text))
    dated = any(one.date for one in find_dates(norm)) and not ASIDE.match(norm.strip())
    return (bool(verbs(norm)) and (others or dated)) or (others and dated and bool(page.kinds(norm)))


def _ties(page: Page, text: Text) -> bool:
    """Does a sentence end by concluding something with a place, by whatever name, and say when?"""
    norm = text.norm.strip()
    if not (DAY.search(norm) and NAMED.search(norm)):
        return False
    done = verbs(norm)
    return (
        bool(done)
        and FINAL.fullmatch(norm, done[-1].end()) is not None
        and NAMED.search(norm, 0, done[-1].end()) is not None
        and any(one.key != page.home and "former" not in one.flags for one in names(page, norm))
    )


def _reason(page: Page, index: int) -> str | None:
    """None: no relation in the block. Empty: it should be read. Else why it is not read by this version."""
    block, norm = page.blocks[index], page.blocks[index].text.norm
    if block.kind == "heading":
        return None
    kinds = [one for one in page.kinds(norm) if one.key not in ("union", "problem-solving", "admission-quota")]
    partner = page.sections[index].partner
    dated = bool(page.dates[index])
    if not (kinds or (partner and (dated or EXCHANGE.search(norm)))):
        return "speaks of an alliance" if "連携中枢都市圏" in norm or "広域連携" in norm else None
    titles = [heading.text.norm for heading in block.headings if heading.mark == "bare"]
    if titles and titles[-1].endswith("の概要") and not (dated and SIGNED_ON.match(norm)):
        return "description of the partner"
    if EXCHANGE.search(norm) or (block.kind == "row" and partner):
        if CANCELLED.search(norm):
            return "exchange that did not take place"
        return "" if dated else "exchange without a date"
    if partner and any("経" in title for title in titles):
        return "history of the tie"
    if block.kind == "label":
        return "exchange after signing"
    if any(word in norm for word in OF_COURSE):
        return GENERAL
    return ""
