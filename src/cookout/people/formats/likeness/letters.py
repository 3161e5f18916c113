# ruff: noqa: E501, B905, RUF001, RUF002 (tables of letters of other scripts, one beside the other)
"""Names in Latin letters, whatever script and spelling they are written in, so that spellings can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _listed(text: str) -> list[str]:
    return text.split()


_ONE = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ß": "ss",
    "ə": "a", "ŋ": "n", "ʼ": "", "’": "", "'": "", "‘": "", "`": "",
}  # fmt: skip
_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфцыэіїєґўјљњћџђ",
        _listed("a b v g d e z i i k l m n o p r s t u f ts y e i i e g u j l n c dz d"),
    )
) | {"ё": "e", "ж": "zh", "х": "kh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
_GREEK_TWO = {
    "ου": "ou", "αι": "ai", "ει": "ei", "οι": "oi", "υι": "yi", "αυ": "av", "ευ": "ev", "γγ": "ng", "γκ": "g",
    "μπ": "b", "ντ": "d", "τζ": "tz", "γι": "gi",
}  # fmt: skip
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", _listed("a v g d e z i th i k l m n x o p r s s t y f ch ps o"), strict=True)
)
_ABJAD = dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهوي", _listed("b t t j h h d d r z s s s d t z a g f k k l m n h w y"), strict=True))  # fmt: skip
_ABJAD |= dict.fromkeys("اأإآىئؤء", "a") | {"ة": "a", "پ": "p", "چ": "c", "ژ": "z", "گ": "g", "ک": "k", "ی": "y"}
_ABJAD |= dict(
    zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", _listed("a b g d h v z h t y k k l m m n n s a p p ts ts k r s t"), strict=True)
)
_HAN = dict(
    part.split(":", 1)
    for part in _listed(
        ": 王:wang 李:li 张:zhang 張:zhang 刘:liu 劉:liu 陈:chen 陳:chen 杨:yang 楊:yang 黄:huang "
        "黃:huang 赵:zhao 趙:zhao 吴:wu 吳:wu 周:zhou 徐:xu 孙:sun 孫:sun 马:ma 馬:ma 朱:zhu 胡:hu "
        "郭:guo 何:he 林:lin 罗:luo 羅:luo 高:gao 郑:zheng 鄭:zheng 梁:liang 谢:xie 謝:xie 宋:song "
        "唐:tang 许:xu 許:xu 邓:deng 鄧:deng 冯:feng 馮:feng 韩:han 韓:han 曹:cao 曾:zeng 彭:peng "
        "萧:xiao 蔡:cai 潘:pan 田:tian 董:dong 袁:yuan 于:yu 余:yu 叶:ye 葉:ye 蒋:jiang 蔣:jiang 杜:du "
        "苏:su 蘇:su 魏:wei 程:cheng 吕:lu 丁:ding 沈:shen 任:ren 姚:yao 卢:lu 盧:lu 傅:fu 钟:zhong "
        "鍾:zhong 姜:jiang 崔:cui 谭:tan 廖:liao 范:fan 汪:wang 陆:lu 金:jin "
    )
)
SCRIPTS = {
    "CJK": "han",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "HANGUL": "hangul",
    "ARABIC": "abjad",
    "HEBREW": "abjad",
}
"""Scripts that say a name's sounds only in part, or not in letters."""

SPELLINGS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        ("^dj(?=[aeiou])", "d"), ("shch|sch|tch|sh|cz|sz", "s"), ("zh", "z"), ("ph", "f"), ("th", "t"), ("kh", "h"), ("dg", "g"), ("ck", "k"),
        ("ou", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("ee", "i"), ("ey|ei|ai|ay|ij|iy|yi|ii|ie", "i"),
        ("ts|tz", "s"), ("ch", "h"), ("x", "ks"), ("[iyj]+(?=[aou])", ""), ("qu", "kv"), ("q", "k"), ("c(?=[eiy])", "s"), ("c", "k"), ("w", "v"),
        ("[yj]", "i"), ("(?<=.)h", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=200_000)
def latin(text: str) -> str:
    """Lower case, in Latin letters and without marks; of scripts that have no letters, nothing but known surnames.

    >>> latin("Łukasz Müller-Støvring"), latin("Γιώργος"), latin("Соколова"), latin("Yıldız")
    ('lukasz muller stovring', 'giorgos', 'sokolova', 'yildiz')
    """
    text = text.casefold()
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
        for two, by in _GREEK_TWO.items():
            text = text.replace(two, by)
        text = "".join(map(_letter, text))
    text = text.replace("'", "").replace("`", "")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def _letter(sign: str) -> str:
    if sign.isascii():
        return sign
    for table in (_ONE, _CYRILLIC, _GREEK, _ABJAD):
        if sign in table:
            return table[sign]
    return f" {_HAN[sign]} " if sign in _HAN else " "


@lru_cache(maxsize=100_000)
def script(text: str) -> str:
    """The script that says a name only in part: "han", "kana", "hangul" or "abjad"; nothing where it has letters."""
    if text.isascii():
        return ""
    for sign in text:
        if sign.isalpha() and not sign.isascii():
            kind = SCRIPTS.get(unicodedata.name(sign, "?").split()[0])
            if kind:
                return kind
    return ""


@lru_cache(maxsize=200_000)
def spoken(word: str) -> str:
    """How a word sounds, roughly: equal for the usual spellings of one name.

    >>> spoken("mueller") == spoken("muller"), spoken("catherine") == spoken("katherine"), spoken("sergey")
    (True, True, 'sergi')
    """
    for pattern, by in SPELLINGS:
        word = pattern.sub(by, word)
    return word


def consonants(word: str) -> str:
    """What an alphabet without vowels would keep of a word.

    >>> consonants("mohammed"), consonants("khalil"), consonants("youssef")
    ('mhmd', 'hl', 'sf')
    """
    for pattern, by in (
        ("([kgstdc])h", r"\1"),
        ("k(?=[ha])", "k"),
        ("[aeiouwy]", ""),
        ("[cq]", "k"),
        ("p", "b"),
        ("v", "f"),
        (r"(.)\1+", r"\1"),
    ):
        word = re.sub(pattern, by, word.replace("kh", "h"))
    return word
