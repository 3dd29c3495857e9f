"""``print`` of ``handbook.yaml`` → the facts for the press; the shop's colour profile is read and looked at."""

from __future__ import annotations

from pipeline.findings import Finding
from pipeline.handbook import Place, Printing
from pipeline.handbook.names import SOURCE
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.read.settings import Settings
from pipeline.world import World, read_or_none

LARGEST = 20_000_000  # bytes; profiles of presses have one to three million


def read_printing(settings: Settings, world: World) -> Checked[Printing]:
    """Give the facts; the profile is named by its path below ``source/``."""
    form, place = settings.form.print, settings.yaml.place
    profile: bytes | None = None
    findings: tuple[Finding, ...] = ()
    if form.profile is not None:
        read = _profile(form.profile, world, place(["print", "profile"]))
        if isinstance(read, Finding):
            findings = (read,)
        else:
            profile = read
    elif form.condition is not None:
        reason = f"只写了印刷条件“{form.condition}”，没有给色彩文件"
        mend = "同时写 profile，指向印刷厂给的 .icc 文件，或删去 condition"
        findings = (problem("S112", place(["print", "condition"]), reason=reason, mend=mend),)
    printing = Printing(
        paper_gsm=form.paper_gsm,
        binding=form.binding,
        cover_gsm=form.cover_gsm,
        spine=form.spine,
        pictures=form.pictures,
        condition=form.condition or "",
        profile=profile,
        barcode=form.barcode,
        link_addresses=form.link_addresses,
    )
    return Checked(printing, findings)


def _profile(name: str, world: World, at: Place) -> bytes | Finding:
    """Read an ICC profile of a CMYK press (https://www.color.org/specification/ICC.1-2022-05.pdf, 7.2)."""
    data = read_or_none(world, f"{SOURCE}/{name}", LARGEST + 1)
    if data is None:
        mend = "把印刷厂给的 .icc 文件放进 source/，写它在 source/ 里的路径"
        return problem("S112", at, reason=f"色彩文件“{name}”找不到", mend=mend)
    fields = (data[12:16], data[16:20], data[36:40])
    if len(data) > LARGEST or fields != (b"prtr", b"CMYK", b"acsp"):
        mend = "向印刷厂要一个 CMYK 输出用的 .icc 文件"
        return problem("S112", at, reason=f"“{name}”不是印刷机的 CMYK 色彩文件", mend=mend)
    return data
