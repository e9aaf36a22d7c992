"""The checks, one a row: what ``leaflets catalog check`` looks for."""

from __future__ import annotations

import re

from leaflets.catalogs.checks import facts, glossary, letters, structure, tongues, typography
from leaflets.catalogs.checks.check import Check
from leaflets.diagnostics import Severity

# What follows a rule of habit, to be counted against what breaks it.
_ARABIC_MARK = re.compile("[\u060c\u061b\u061f]")
_FRENCH_SPACE = re.compile("[\u00a0\u202f][?!;:»]|«[\u00a0\u202f]")
_COMMA = re.compile(r"\w[,،]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
_QUOTE = re.compile("[“”«»„]")
_DECIMAL = re.compile(r"\d,\d")
_CHINESE_MARK = re.compile("[，；：？！。]")
_CHINESE_BRACKET = re.compile("[（）]")
_HAN_LATIN = re.compile("[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")
_END = re.compile('[.!?。！？؟]["”’»)）\\s]*$')
_NO_BLANK = re.compile(r"\S$")

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CHECKS: tuple[Check, ...] = (
    Check("brace", _ERROR, "placeholders in braces are those of the msgid", structure.braces,
          ("fr", "Call {phone}", "Appelez le {numéro}")),
    Check("percent", _ERROR, "placeholders with % are those of the msgid", structure.percents,
          ("fr", "Call %(phone)s", "Appelez")),
    Check("markup", _ERROR, "inline markup is that of the msgid", structure.tags,
          ("fr", "It is <strong>forbidden</strong>.", "C’est <strong>interdit.")),
    Check("plural", _ERROR, "all plural forms are written", structure.empty_forms,
          ("fr", "{n} day|{n} days", "{n} jour||")),
    Check("line-end", _ERROR, "line ends at both ends are those of the msgid", structure.line_ends,
          ("fr", "Call the police\n", "Appelez la police")),
    Check("bidi", _ERROR, "direction marks come in pairs", letters.bidi_controls,
          ("ar", "Call 110", "اتصل \u2066110")),
    Check("presentation-form", _ERROR, "no presentation forms of Arabic letters",
          letters.presentation_forms, ("ar", "Stop", "\ufeb7\ufeae\ufec3\ufea9")),
    Check("reversed", _ERROR, "Arabic stands in reading order", tongues.reversed_arabic,
          ("ar", "The school", "ةسردملا")),
    Check("control", _ERROR, "no control and replacement characters", letters.unseen,
          ("fr", "Drugs", "Drogue\ufffds")),
    Check("script", _ERROR, "letters are of the language’s script", letters.foreign_script,
          ("fr", "Police", "Рolice")),
    Check("language", _ERROR, "the text is in the language", tongues.wrong_language,
          ("fr", "Call the police if you know it.", "Llame a la policía si usted lo sabe.")),
    Check("untranslated", _WARNING, "the text is not English any more", tongues.untranslated,
          ("ar", "Do you know what is in the parcel?", "Do you know what is in the parcel?")),
    Check("persian", _ERROR, "no Persian or Urdu in Arabic", tongues.persian,
          ("ar", "The police", "پلیس")),
    Check("traditional", _ERROR, "no Traditional characters in Simplified Chinese",
          tongues.traditional, ("zh_Hans_CN", "Anti-drug law", "禁毒法禁止販賣")),
    Check("number", _ERROR, "numbers are those of the msgid", facts.numbers,
          ("zh_Hans_CN", "Up to 15 days", "处10日以下")),
    Check("date", _ERROR, "dates are those of the msgid", facts.dates,
          ("fr", "On 26 June 2026", "Le 26 juillet 2026")),
    Check("address", _ERROR, "addresses are those of the msgid", facts.addresses,
          ("fr", "See flk.npc.gov.cn.", "Voir flk.npc.gov.com.")),
    Check("glyph", _ERROR, "the faces of the theme have every character", letters.glyphs,
          ("fr", "Drugs", "Drogues ☠")),
    Check("glossary", _WARNING, "terms are those of the glossary", glossary.glossary,
          ("fr", "Khat is a drug.", "Le tabac est une drogue.")),
    Check("arabic-mark", _WARNING, "Arabic punctuation in Arabic", typography.arabic_marks,
          ("ar", "No, thank you.", "لا, شكراً."), habit=_ARABIC_MARK),
    Check("french-space", _WARNING, "no-break spaces at high marks in French",
          typography.french_space, ("fr", "Need help?", "Besoin d’aide ?"), habit=_FRENCH_SPACE),
    Check("comma-space", _WARNING, "no blank before a comma", typography.comma_space,
          ("fr", "Refuse, then go.", "Refusez , puis partez."), habit=_COMMA),
    Check("apostrophe", _WARNING, "’ between letters", typography.apostrophe,
          ("fr", "Need help", "Besoin d'aide"), habit=_APOSTROPHE),
    Check("quote", _WARNING, "quotation marks of the language", typography.quotes,
          ("fr", "“No.”", '"Non."'), habit=_QUOTE),
    Check("decimal", _WARNING, "a decimal comma in French", typography.decimal_point,
          ("fr", "A fine of 1.5 million", "Une amende de 1.5 million"), habit=_DECIMAL),
    Check("chinese-mark", _WARNING, "full-width marks in Chinese", typography.chinese_marks,
          ("zh_Hans_CN", "No, thank you.", "不用了,谢谢。"), habit=_CHINESE_MARK),
    Check("chinese-bracket", _WARNING, "full-width brackets in Chinese",
          typography.chinese_brackets, ("zh_Hans_CN", "The law (2026)", "法律(2026年)"),
          habit=_CHINESE_BRACKET),
    Check("han-space", _WARNING, "no typed space between Chinese and Latin", typography.han_space,
          ("zh_Hans_CN", "Call 110.", "拨打 110 报警。"), habit=_HAN_LATIN),
    Check("end", _WARNING, "the text ends as the msgid does", structure.ends,
          ("fr", "Do you know it?", "Le savez-vous"), habit=_END),
    Check("repeated", _WARNING, "no word twice in a row", structure.repeated,
          ("fr", "Call the police", "Appelez la la police")),
    Check("blank", _WARNING, "no blank too many", structure.blanks,
          ("fr", "Call the police", "Appelez  la police"), habit=_NO_BLANK),
)  # fmt: skip
