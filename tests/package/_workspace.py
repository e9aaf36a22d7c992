"""A small campaign that has been built and merged, to be packed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from leaflets.cli import main

ROOT = Path(__file__).parents[2]
ORDER = """
order:
  contact: {name: Li 李, phone: "+86 20 0000 0000"}
  paper: 双铜纸 coated
  weight: 157
  deliver_to: office
  addresses: {office: {name: District office, address: 9 Road, phone: "020-9"}}
  venues: {name: venue_name, address: address, phone: phone, quantity: quantity}
  leaflets:
    know-the-law-trifold: {quantity: {zh_Hans_CN: 2000, ar: 0}, fold: C-fold, weight: 128}
    help-door-hanger: {deliver_to: venues, finishing: die-cut}
    venue-notice: {deliver_to: venues}
"""
TABLE = """\
serial,venue_name,venue_name.zh_Hans_CN,address,contact,phone,quantity,quantity.ar
YX-1,Hotel,宾馆,1 Road,Desk,020-1,200,20
张/2,School,=学校,2 Road,Desk,+86 2,300,0
"""


def make(folder: Path) -> Path:
    """Return a workspace with two leaflets for all and one for each of two venues."""
    for name in ("campaigns", "locales", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    campaign = folder / "campaigns/yuexiu/campaign.yaml"
    text = campaign.read_text(encoding="utf-8").partition("\norder:")[0]
    listed = "templates: [know-the-law-trifold, help-door-hanger]"
    text = re.sub(r"^templates: .*", listed, text, flags=re.M)
    text = re.sub(r"^languages: .*", "languages: [zh_Hans_CN, ar]", text, flags=re.M)
    text = re.sub(r"^editions: .*", "editions: [press]", text, flags=re.M)
    campaign.write_text(text + ORDER, encoding="utf-8")
    (folder / "campaigns/yuexiu/records.csv").write_text(TABLE, encoding="utf-8")
    return folder


def build(workspace: Path) -> None:
    """Make all files of the campaign."""
    assert main(["-C", str(workspace), "build"]) == 0
    assert main(["-C", str(workspace), "merge", "yuexiu", "--jobs", "1"]) == 0


def pack(workspace: Path, *options: str) -> int:
    """Return the exit status of packing."""
    return main(["-C", str(workspace), "package", "yuexiu", *options])
