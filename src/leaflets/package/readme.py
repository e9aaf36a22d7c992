"""What the print shop reads first: what is in the package, and how it is printed.

Input: the campaign and the packed files; output: a text in Chinese and then in English. Lines end
as on Windows and a byte order mark stands first, since that is where it will be opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflets.campaign import Campaign
from leaflets.edition import Standard
from leaflets.package.names import format_name
from leaflets.package.product import PackedFile, Product

_STANDARDS = {Standard.X4: "PDF/X-4", Standard.X1A: "PDF/X-1a:2003"}
_DEFAULT = "FOGRA39"


def readme(campaign: Campaign, files: Sequence[PackedFile]) -> bytes:
    """Return the text as a file."""
    lines = [*_chinese(campaign, files), "", "=" * 72, "", *_english(campaign, files)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _chinese(campaign: Campaign, files: Sequence[PackedFile]) -> Iterator[str]:
    press, order = campaign.press, campaign.order
    assert order is not None
    yield f"印刷委托包：{campaign.name}，版本 {campaign.version}，{campaign.issued}"
    yield ""
    yield "包内文件"
    yield "  order.xlsx / order.csv  订单：每行一个文件和一个收货方（尺寸、颜色、纸张、数量、地址）"
    yield "  contact-sheet.pdf       签样单：请打印、签字并寄回后再开印"
    for folder, words in _folders(
        files, "印刷文件", "各点位专用的印刷文件", "同样的文件，文字已转曲"
    ):
        yield f"  {folder:<24}{words}"
    yield "  preflight.txt / .json   印前检查结果"
    yield "  SHA256SUMS              校验值：在本文件夹内运行 sha256sum -c SHA256SUMS"
    yield ""
    yield "印刷要求"
    standard, marks = _STANDARDS[press.standard], "含角线等标记" if press.marks else "不含角线"
    yield f"  标准 {standard}，印刷条件 {_condition(campaign)}（特性文件已嵌入）。"
    yield f"  页面含 {_bleeds(files)} mm 出血，{marks}；请按 TrimBox 裁切。"
    yield "  请勿转换颜色。黑色文字、二维码和线条为单黑 K100 并叠印，请保留叠印设置（OPM 1）。"
    yield f"  总墨量上限 {press.ink_limit} %。请 100 % 原大输出，不要缩放到纸张。"
    if any(file.spots for file in files):
        yield f"  专色 {'、'.join(_spots(files))} 为模切等工艺版，不印刷，叠印在其他版之上。"
    if any(file.twin for file in files):
        yield "  outlined 文件夹与 press 内容相同，仅供字体有问题时替换，请勿重复印刷。"
    if any(one.pages for file in files for one in file.deliveries):
        yield "  合订文件：每个点位按订单“文件页码”一列的页、按该行数量分别印制。"
    for product, words in _turned(files, ("左右翻（长边翻转）", "左右翻（短边翻转）", "单面印刷")):
        yield f"  {product}：{words}"
    yield ""
    yield f"联系人：{order.contact.name}，{order.contact.phone}"


def _english(campaign: Campaign, files: Sequence[PackedFile]) -> Iterator[str]:
    press, order = campaign.press, campaign.order
    assert order is not None
    marks = "crop marks and a colour bar stand round it" if press.marks else "no marks"
    yield f"Print job: {campaign.name}, version {campaign.version}, {campaign.issued}"
    yield ""
    yield "What is in the package"
    yield "  order.xlsx / order.csv  the order: a file and who gets it in each line (sizes,"
    yield "                          colours, paper, quantity, address)"
    yield "  contact-sheet.pdf       to be printed, signed and sent back before you print"
    words = ("what is printed", "what is printed for each venue", "the same with text as shapes")
    for folder, said in _folders(files, *words):
        yield f"  {folder:<24}{said}"
    yield "  preflight.txt / .json   what preflight found"
    yield "  SHA256SUMS              in this folder: sha256sum -c SHA256SUMS"
    yield ""
    yield "How to print it"
    yield f"  {_STANDARDS[press.standard]}; printing condition {_condition(campaign)} (embedded)."
    yield f"  Pages have {_bleeds(files)} mm of bleed; {marks}. Trim to the TrimBox."
    yield "  Do not convert colours. Black text, codes and rules are pure K and overprint: keep"
    yield "  overprint (OPM 1)."
    yield f"  At most {press.ink_limit} % ink. Print at 100 %, never fitted to the sheet."
    if any(file.spots for file in files):
        yield f"  {', '.join(_spots(files))}: a die or the like, not printed; overprints the rest."
    if any(file.twin for file in files):
        yield "  The files in outlined are those in press once more, for use where fonts make"
        yield "  trouble. Do not print both."
    if any(one.pages for file in files for one in file.deliveries):
        yield "  Of a file with all venues print the pages of each line (file_pages) as often as"
        yield "  that line says."
    words = ("two sides, flip on the long edge", "two sides, flip on the short edge", "one side")
    for product, said in _turned(files, words):
        yield f"  {product}: {said}"
    yield ""
    yield f"Contact: {order.contact.name}, {order.contact.phone}"


def _folders(
    files: Sequence[PackedFile], press: str, venues: str, outlined: str
) -> Iterator[tuple[str, str]]:
    words = {"press": press, "venues": venues, "outlined": outlined}
    for folder in dict.fromkeys(file.name.partition("/")[0] for file in files):
        yield f"{folder}/", words[folder]


def _turned(files: Sequence[PackedFile], words: tuple[str, str, str]) -> Iterator[tuple[str, str]]:
    """Yield each leaflet with how its second side stands: pages turn like those of a book."""
    products: dict[str, Product] = {}
    for file in files:
        products.setdefault(file.product.job.template, file.product)
    long, short, single = words
    for name, product in products.items():
        page = product.leaflet.pages[0]
        turned = short if page.width > page.height else long
        paper = format_name(page.width / 72 * 25.4, page.height / 72 * 25.4)
        yield f"{name} ({paper})", turned if len(product.leaflet.pages) > 1 else single


def _condition(campaign: Campaign) -> str:
    profile = campaign.press.profile
    return profile.condition if profile else _DEFAULT


def _bleeds(files: Sequence[PackedFile]) -> str:
    return ", ".join(f"{bleed:g}" for bleed in sorted({file.bleed for file in files}))


def _spots(files: Sequence[PackedFile]) -> list[str]:
    return sorted({name for file in files for name in file.spots})
