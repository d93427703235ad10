"""Signing in one sentence: which verb concludes, on which date, which kind, between which of the places named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from graph.reading.names.lands import LONGEST
from graph.reading.pages.page import Mention, Page
from graph.reading.words.chains import (
    Chain,
    bare_gap,
    chains,
    facing,
    past_bracket,
    present,
    signed_in_bracket,
)
from graph.reading.words.deeds import kinds
from graph.reading.words.moments import OCCASION, days_before, days_behind, doubtful, told_apart
from graph.reading.words.paired import each_kind, in_brackets, of_bracket, pairs, sides, with_kinds
from graph.reading.words.phrases import TIE, Act, attribute, face, nobody, opens, void
from graph.reading.words.verbs import verbs
from graph.values import DateMention

# Deeds of other sorts than ties between towns.
OTHER = re.compile(r"覚書|意向書|声明|連携協定|応援|援助|メッセージ|親書|契約|条約")
# From a verb to the kind that it tells of: `交わした友好都市の盟約`.
INTO = re.compile(r"(?:[しさんだでたていれる]{0,5})[「『]?|(?:以来|以降)、(?:本市の)?")
# From the verb over the partner to the kind: `が結んだA市（国）との姉妹都市提携`.
TO_WHOM = re.compile(r"[しさんだでたていれる]{1,5}[^、。はがを]{2,40}?との(?:間の)?")
# An heir who takes a tie over signs nothing.
TAKES_OVER = re.compile(r"合併|新市|新町|発足|引き?継|継承|承継|移行")
BECAME = re.compile(r"[がは][^、。]*?(?:(?<!都)[市町村][とに]な(?:り|って)、|合併し|編入され)")  # 旧町が合併し、
# Where a clause ends inside a sentence; a ceremony that leaves open what was signed.
BREAK = re.compile(r"(?:(?:生ま|立さ|成さ)れ|[りしいきぎちみびけせ]|(?<!おい)て|した後|たのち|たが|ため|ところ)、")
SEALED = re.compile(r"調印式|署名式|締結式")
# Who is spoken of where nobody else is: `A市からは毎年米が届き、平成25年に…を結んだ`.
OF_WHOM = re.compile(r"(?:から|に|へ)[はも]")
RELATIVE = re.compile(
    r"(?:以来|以降|を(?:機|契機|きっかけ)に)、(?:[^、。はがを]{0,6}は)?|(?:(?:を?し|され|ん|ばれ)?て?い?[だでたれる]+)?(?:[^、。はがをにと]{2,10}(?:都市|協定)(?:の|である|、)?)?(?:の(?:が|は))?"
)
# A kind in an anniversary: 姉妹都市提携30周年にあたり.
PAST = re.compile(
    r"(?:の?(?:提携|協定|盟約|縁組|締結|関係))*(?:から)?[0-9一二三四五六七八九十]+(?:周年|年目|年(?!.?月)を)"
)
OF = re.compile(
    r"の(?:[^、。はがをにと]{1,8}の)?|を(?:[本当]市の|新たに|新しく)*"
)  # 福井市の姉妹都市; 福井市を姉妹都市に
APART = re.compile(r"[はがを、](?![^。]*?(?:提携|締結|調印|盟約|縁組|成立|運び|関係|間柄|都市|姉妹|兄弟)$)")
# What a former town signed, without a word for it: `旧A町と平成5年に結んだものを引き継いだ`.
HANDED_ON = re.compile(r"(?:し|され)?[んれ]?[ただ](?:もの|関係|縁)を(?:引き?継|受け?継|承継|継承)")
FORMAL = re.compile(r"正式[なに]|本$")
CONTINUED = re.compile(r"継続を(?:確認|申し合わせ|合意)")  # a tie goes on, and none is signed


def acts(page: Page, norm: str, dates: Sequence[DateMention], lead: DateMention | None = None) -> Iterator[Act]:
    """The signings of a sentence; `dates` are its resolved date mentions, `lead` the date of the row it stands in."""
    if len(norm) > LONGEST:
        return
    groups: list[Chain] | None = None
    last: Act | None = None
    begin = told_to = 0
    signs = verbs(norm)
    known = kinds(page, norm) if signs else []
    for verb, later in zip_longest(signs, signs[1:]):
        if verb[0].startswith("仮") and later and FORMAL.search(norm, verb.end(), later.start()):
            continue  # the day of the signing is that of 正式な締結
        if CONTINUED.search(norm, begin, verb.end()) or verb.end() < told_to:
            begin = verb.end()
            continue
        groups = chains(page, norm, True) if groups is None else groups
        first = begin
        apart = max([begin, *(one.end() for one in OCCASION.finditer(norm, begin, verb.start()))])
        opening: Chain | None = None
        if any(apart <= one.start < verb.start() and one.part != "topic" for one in groups):
            opening = next((one for one in groups if begin <= one.start < apart and opens(norm, one)), None)
            begin = apart
        mine = [one for one in known if begin <= one.start < verb.end() and not void(norm, one)]
        inherited = not mine
        broken = [one.end() for one in BREAK.finditer(norm, begin, verb.start())][-1:]
        if mine and broken and mine[-1].end <= broken[0] and SEALED.search(norm, broken[0], verb.end() + 2):
            inherited = True  # the verb has an object of its own: 案がまとまり、調印式を行い
        if inherited and not mine:
            mine = [one for one in known if one.start < verb.start() and not PAST.match(norm, one.end)]
        mine = [one for one in mine if not attribute(norm, groups, one, verb)]
        after_ = [
            one
            for one in known
            if one.start >= verb.end()
            and (
                INTO.fullmatch(norm, verb.end(), one.start)
                or TO_WHOM.fullmatch(norm, verb.end(), one.start)
                or (norm[verb.end() : one.start] == "し、" and norm.startswith("として", one.end))
            )
        ]
        if after_ and (not mine or (mine[-1] not in after_ and told_apart(norm, mine[-1].end, dates, verb))):
            mine, inherited = after_[:1], False
        kind = mine[-1] if mine else None
        generic = norm[verb.start() : verb.end()] in ("とな", "にな") or "交わ" in verb[0] or "合意" in verb[0]
        if kind is not None and "な" in verb[0] and APART.search(norm, kind.end, verb.start()):
            continue  # 姉妹都市提携は、交流の礎となった
        if kind is not None and generic and (inherited or verb.start() - kind.end > 16):
            kind = kind if inherited and TIE.search(norm, begin, verb.end()) and "な" not in verb[0] else None
        if (kind is None or inherited) and OTHER.search(norm, begin, verb.end()):
            continue
        if kind is None and generic and "な" in verb[0]:
            continue
        if kind is None and not (TIE.search(norm, begin, verb.end()) or HANDED_ON.match(norm, verb.end())):
            continue
        if generic and "な" in verb[0] and TAKES_OVER.search(norm, begin, verb.start()):
            continue
        when = days_before(norm, dates, first, apart, verb)
        after = days_behind(norm, dates, verb)
        told = in_brackets(norm, groups, dates, begin, verb) or pairs(
            norm, [one for one in groups if one.start >= begin], when, verb
        )
        if bracketed := of_bracket(norm, groups, verb):
            day = next(iter(when[-1:]), lead)
            yield from _act(norm, groups, verb, kind, inherited, day, begin, bracketed, opening)
        elif told:
            for date, chain, own in with_kinds(norm, groups, told, mine, kind, verb.start()):
                yield from _act(norm, groups, verb, own, inherited, date, begin, chain, opening)
        elif signed := sides(norm, [one for one in groups if one.start >= begin], when, verb.start()):
            for date, chain in signed:
                rest = [one for one in groups if one is chain or all(one is not two for _, two in signed)]
                yield from _act(norm, rest, verb, kind, inherited, date, begin, None, opening)
        elif apiece := each_kind(norm, mine, when):
            for date, own in apiece:
                yield from _act(norm, groups, verb, own, False, date, begin, None, opening)
        else:
            best = next(iter(after or when[-1:]), lead)
            told_to = past_bracket(norm, verb.end()) if after else 0  # 提携(昭和62年に調印): told once
            for act in _act(norm, groups, verb, kind, inherited, best, begin, None, opening):
                if (
                    not (act.owners or act.partners or act.formers)
                    and last
                    and not last.formers
                    and nobody(norm, groups, begin, verb.start())
                ):
                    act = replace(act, owners=last.owners, partners=last.partners)
                act = replace(act, formers=act.formers or signed_in_bracket(page, norm, verb.end()))
                last = act
                doubt = best is not None and best is not lead and doubtful(norm, best, dates, first, verb)
                yield replace(act, doubtful=doubt)
        begin = verb.end()


def _act(
    norm: str, groups: list[Chain], verb: re.Match[str], kind: Mention | None, inherited: bool, date: DateMention | None,
    begin: int, chain: Chain | None, opening: Chain | None,
) -> Iterator[Act]:  # fmt: skip
    broken = [one.end() for one in BREAK.finditer(norm, begin, verb.start())][-1:]
    before = [
        one
        for one in groups
        if one.start < verb.start()
        and not OCCASION.match(norm, one.end)
        and not (one.part == "topic" and not present(one) and BECAME.match(norm, one.end))
        and not (broken and one.end <= broken[0] and "body" in one.names[0].flags)
    ]  # 市議会は議決し、: its act is told
    spoken = any(one.part == "topic" and one.start >= begin for one in before)  # A市、B市との間で、本市は
    topics = [
        one
        for one in before
        if one.part == "topic"
        or (one.part == "between" and len(one.names) > 1 and not (spoken and norm.startswith("との", one.end)))
    ]
    if len(topics) > 1 and not present(topics[-1]) and norm.startswith("の間", topics[-2].end):
        topics = topics[-1:]  # A市、B市とC町の間では、旧D村が…
    if not topics and not any(one.part in ("with", "between") for one in before):
        before = [replace(one, part="with") if OF_WHOM.match(norm, one.end) else one for one in before]
    if chain and any(one.start < chain.start for one in topics):
        topics = [one for one in topics if one.start < chain.start]  # A市はC市と、B市はD市と結んだ
        last = topics[-1].start
        topics = [
            one for one in topics if not any(one.end <= two.start < last and two.part == "with" for two in before)
        ]
    withs = (
        [chain]
        if chain
        else [
            one
            for one in before
            if one.part in ("with", "between")
            and one not in topics
            and (one.start >= begin or norm[one.end :][:2] == "とは")
        ]
    )
    following = [
        one for one in groups if one.start >= verb.end() and RELATIVE.fullmatch(bare_gap(norm[verb.end() : one.start]))
    ]
    became = verb[0] in ("とな", "にな") and not any("former" in one.names[0].flags for one in topics)
    following = following or [one for one in groups if became and bare_gap(norm[verb.end() : one.start]) == "った"]
    told = [one for one in (*topics, *withs[-1:], *following[:1]) if one.start >= begin or not begin or one is opening]
    formers = tuple({name.key: name for one in told for name in one.names if "former" in name.flags}.values())
    leads = [found for one in topics if (found := present(one))]
    topic = leads[-1] if leads else ()
    own = [one for one in told if one in topics]
    if own and len(own[-1].names) > 1 and not present(own[-1]):  # 旧A町と旧B町が: theirs alone
        topic, withs, following = (), [], []
    if verb["becomes"] or verb[0] in ("とな", "にな"):  # 金沢市が福井市の姉妹都市となった: the two of them
        of = [one for one in before if kind and OF.fullmatch(norm, one.end, kind.start) and present(one)]
        of = [one for one in of[-1:] if "home" not in one.names[0].flags]
        if of and norm.startswith("った", verb.end()) and not topic:
            return  # 福井市の姉妹都市となった金沢市: neither is the publisher
        withs = of or withs
    other = next((found for one in reversed(withs) if (found := present(one))), ())
    if following:
        owners, partners = topic, present(following[0])
    elif not other and (two := facing(norm, own)):
        owners, partners = two
    elif len(topic) > 1 and not other:
        owners, partners = topic[:1], topic[1:]
    else:
        owners, partners = topic, other
    if not owners and len(partners) > 1 and face(norm, partners, told):  # AとBとの提携は: the two of them
        owners, partners = partners[:-1], partners[-1:]
    owners = tuple(one for one in owners if one.key is None or one.key not in {two.key for two in partners})
    yield Act(verb.span(), kind, inherited, date, owners, partners, formers)
