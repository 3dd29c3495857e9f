"""``print`` of ``handbook.yaml`` → the facts for the press; the shop's colour profile is read and looked at."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings import Finding, OutsideFailure, disk_trouble
from pipeline.handbook import Place, Printing
from pipeline.read.catalogue import problem
from pipeline.read.schema import PrintForm
from pipeline.read.yaml_file import YamlFile

LARGEST = 20_000_000  # bytes; profiles of presses have one to three million


def printing(form: PrintForm, source: Path, yaml: YamlFile, findings: list[Finding]) -> Printing:
    """The facts of ``form``; the profile is named by its path below ``source``."""
    data = None
    if form.profile is not None:
        read = _profile(form.profile, source, yaml.place(["print", "profile"]))
        if isinstance(read, Finding):
            findings.append(read)
        else:
            data = read
    elif form.condition is not None:
        findings.append(
            problem(
                "S112",
                yaml.place(["print", "condition"]),
                reason=f"只写了印刷条件“{form.condition}”，没有给色彩文件",
                mend="同时写 profile，指向印刷厂给的 .icc 文件，或删去 condition",
            )
        )
    return Printing(
        paper_gsm=form.paper_gsm,
        binding=form.binding,
        cover_gsm=form.cover_gsm,
        spine=form.spine,
        pictures=form.pictures,
        condition=form.condition or "",
        profile=data,
        barcode=form.barcode,
    )


def _profile(name: str, source: Path, at: Place) -> bytes | Finding:
    """The bytes of an ICC profile of a CMYK press (https://www.color.org/specification/ICC.1-2022-05.pdf, 7.2)."""
    path = source / name
    if not path.resolve().is_relative_to(source.resolve()) or not path.is_file():
        mend = "把印刷厂给的 .icc 文件放进 source/，写它在 source/ 里的路径"
        return problem("S112", at, reason=f"色彩文件“{name}”找不到", mend=mend)
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as fault:
        raise OutsideFailure(f"无法读取 source/{name}：{disk_trouble(fault)}") from fault
    if (data[12:16], data[16:20], data[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        mend = "向印刷厂要一个 CMYK 输出用的 .icc 文件"
        return problem("S112", at, reason=f"“{name}”不是印刷机的 CMYK 色彩文件", mend=mend)
    return data
