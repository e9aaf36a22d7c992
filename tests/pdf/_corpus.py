"""Blocks of leaflet text that every extractor must give back, and the ways to read a PDF back."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from unicodedata import category

import pymupdf
import pypdf
import pypdfium2

ARABIC = (
    "إذا علمت بجريمة مخدرات، فاتصل بالرقم 110. القانون يحمي المُبلِّغين.",
    "الاحتجاز من 10 أيام إلى 15 يوماً، وقد تُضاف غرامة لا تتجاوز 3,000 يوان.",
    "مركز الصحة",
    "لا تحمل أمتعة أو طرودًا لشخص آخر؛ فأنت مسؤول عمّا فيها.",
    "هل تحتاج إلى علاج؟ العلاج الطوعي سرّي.",
    "الميثامفيتامين («الآيس») والكيتامين و«الإكستاسي» (MDMA) مواد محظورة.",
    "القنَّب (الحشيش، الماريجوانا)",
    "هاتف المركز: \u2066+86 20 8315 1234\u2069",
    "ساعات العمل: \u20669:00–17:30\u2069 من الاثنين إلى الجمعة",
    "الاحتجاز لمدة \u206610–15\u2069 يوماً.",
    "من 200 غرام إلى 1000 غرام (50%)",
    "انظر الموقع https://www.gz.gov.cn/jindu?lang=ar للمزيد",
    "المادة 347 من القانون الجنائي",
    "للطوارئ: 110 أو 120",
    "12.5 غرام × 3 = 37.5 غرام",
    "الإصدار V1.00 بتاريخ 2026-06-26",
    "اليوم الدولي لمكافحة إساءة استعمال المخدرات والاتجار غير المشروع بها",
    "استدراج الغير إلى تعاطي المخدرات أو تحريضه أو خداعه أو إكراهه",
    "منطقة يويشيو، قوانغتشو",
    "السجن لمدة 15 سنة أو السجن المؤبد أو عقوبة الإعدام، ومصادرة الممتلكات.",
    "110",
    "Methadone",
    "القانون يَحْمِي المُبَلِّغِينَ وَلَا يَكْشِفُ عَنْ هُوِيَّتِهِمْ.",
    "الأسماء: «سبايس»، «كي تو» (K2) و«الكريستال».",
    "البريد: info@example.org — الرمز B2",
    "تُفحص الأمتعة والطرود عند الدخول والخروج، ويُعاقب القانون على حمل المخدرات لحساب شخص آخر "
    "ولو لم يعلم بما فيها؛ وإذا طلب منك أحد نقل حقيبة فارفض وأبلغ الشرطة على الرقم 110 فوراً.",
    "العقوبة: ١٠ أيام – ١٥ يومًا، ٣٬٠٠٠ يوان (٥٠٪)",
    "المرحلة 1: الوقاية / المرحلة 2: العلاج",
    "(1) المخدرات",
    "• اتصل بالإسعاف (120)",
    "Naloxone يعكس مفعول الجرعة المفرطة من opioids مؤقتاً",
    "النسبة 25 % أو \u200f25%\u200f تقريباً",
    'قال: "لا"، ثم انصرف!',
    "لله والإسلام والأمل والآن",
)
PERSIAN_URDU = (
    "مصرف مواد مخدر جرم است؛ با شمارهٔ ۱۱۰ تماس بگیرید.",
    "می‌خواهم درمان شوم و نمی‌توانم تنها باشم.",
    "منشیات کی اسمگلنگ پر سزائے موت ہو سکتی ہے۔",
    "تلفن: \u2066+86 20 8315 1234\u2069 (۲۴ ساعته)",
)
RTL_BLOCKS = ARABIC + PERSIAN_URDU
LTR_BLOCKS = (
    "If someone is selling drugs, call 110. The law protects people who report.",
    "Office hours: 9:00–17:30, first floor; fine up to CNY 3,000 (10–15 days).",
    "La loi protège\u202f; n’achetez pas «\u00a0ice\u00a0»\u00a0: 5\u202f000\u00a0€. Tél. 110",
    "Dépistage obligatoire à l’entrée du territoire, y compris pour les vapes.",
    "吸食、注射毒品的，处10日以上15日以下拘留，可以并处3000元以下罚款。",
    "“上头电子烟”含依托咪酯，违法。举报电话：110；热线 +86 20 8315 1234。",
    "Version V1.00, https://www.gz.gov.cn/jindu?lang=en (50%)",
)
MIXED_BLOCKS = (
    "The Arabic for police station is مركز الشرطة in this city.",
    "Langues : 中文, English, français, العربية.",
    "Call 110 (اتصل بالرقم 110) now.",
    "国家禁毒委员会（اللجنة الوطنية لمكافحة المخدرات）",
)


def poppler(data: bytes) -> list[str]:
    run = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


def pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def mupdf(data: bytes) -> list[str]:
    return [page.get_text() for page in pymupdf.open(stream=data)]


def pypdf_text(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


EXTRACTORS: dict[str, Callable[[bytes], list[str]]] = {
    "poppler": poppler,
    "pdfium": pdfium,
    "mupdf": mupdf,
    "pypdf": pypdf_text,
}


def bare(text: str) -> str:
    """Return ``text`` without white space and invisible controls (bidi, soft hyphens)."""
    return "".join(
        c
        for c in text
        if not c.isspace() and (category(c) != "Cf" or c in "\u200c\u200d") and c != "\ufffe"
    )


def plain_words(blocks: Sequence[str]) -> list[str]:
    """Return the words of ``blocks`` that are letters and marks only."""
    words = {word for block in blocks for word in block.split()}
    return sorted(w for w in words if all(category(c) in ("Lo", "Mn") for c in w))
