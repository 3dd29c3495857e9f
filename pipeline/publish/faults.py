"""What the platform refuses, as one Chinese line that says what to do.

Codes: https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html and the error tables of the
interfaces used in :mod:`pipeline.publish.client`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pipeline.findings import OutsideFailure

BUSY = -1
STALE_TOKEN = frozenset({40001, 40014, 42001})
UNKNOWN_MEDIA = 40007

_WAITING = "在管理员的微信里确认这次 IP 授权后重新推送"

FAULTS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        BUSY: ("平台繁忙", "过几分钟重新推送，已经完成的步骤不会重做"),
        40001: ("AppSecret 不对，或访问凭证已失效", "核对 AppSecret；若没有错，稍后重新推送"),
        40002: ("凭证类型不对", "升级本工具后重试"),
        40004: ("平台不认这种素材类型", "封面和图片只用 JPG 或 PNG，重新生成后再推送"),
        40005: ("平台不认这种图片格式", "把图片换成 JPG 或 PNG，重新生成后再推送"),
        40006: ("封面文件的大小不合要求", "把封面压到 10 MB 以内，重新生成后再推送"),
        UNKNOWN_MEDIA: (
            "平台上找不到这份素材或草稿",
            "重新推送；仍然如此就删去 source/wechat.yaml 里的 covers 一段再推送",
        ),
        40009: ("图片太大", "把图片压到 1 MB 以内，重新生成后再推送"),
        40013: ("AppID 不对", "在公众号后台“设置与开发→基本配置”里核对 AppID"),
        40014: ("访问凭证不合法", "核对 AppID 和 AppSecret 后重新推送"),
        40114: ("草稿里没有这一篇，篇数在后台被改过", "在后台删除这份草稿后重新推送"),
        40125: ("AppSecret 不对", "在公众号后台“设置与开发→基本配置”里重置并更新 AppSecret"),
        40164: ("本机的 IP 地址 {ip} 不在白名单里", "在公众号后台“设置与开发→基本配置→IP白名单”里加入 {ip}"),
        40243: ("AppSecret 已被冻结", "在公众号后台解冻 AppSecret 后重试"),
        41001: ("请求里缺少访问凭证", "重新推送；仍然如此请告诉维护者"),
        41002: ("缺少 AppID", "填写 AppID"),
        41004: ("缺少 AppSecret", "填写 AppSecret"),
        42001: ("访问凭证已过期", "重新推送"),
        43002: ("请求方式不对", "升级本工具后重试"),
        44002: ("发出的内容是空的", "重新生成后再推送"),
        44003: ("草稿里没有文章", "重新生成后再推送"),
        45001: ("素材太大", "把图片压到 1 MB 以内、封面压到 10 MB 以内，重新生成后再推送"),
        45002: ("正文太长", "正文连标记须少于2万字符：把这一篇的问题分开，重新生成后再推送"),
        45003: ("标题太长", "标题不超过32字：缩短类名或书名，重新生成后再推送"),
        45004: ("摘要太长", "摘要不超过128字：缩短问题标题，重新生成后再推送"),
        45005: ("原文链接太长", "原文链接不超过1 KB"),
        45008: ("一份草稿里的文章太多", "一份草稿最多8篇，升级本工具后重试"),
        45009: ("今天的调用次数已用完", "明天再推送，或在公众平台申请清零；已经完成的步骤不会重做"),
        45011: ("调用太频繁", "过几分钟重新推送"),
        45110: ("作者名太长", "作者不超过16字：改 handbook.yaml 里 wechat 的 author"),
        45166: ("正文里有平台不接受的内容", "运行 baiwen verify 检查文章；无误时请告诉维护者"),
        48001: ("这个公众号没有草稿接口的权限", "在公众号后台“接口权限”里查看；没有权限时用复制页手工粘贴"),
        50002: ("公众号的接口权限被限制", "在公众号后台查看通知，恢复后重试"),
        53402: ("封面裁剪失败", "重新生成封面（900×383）后再推送"),
        53404: ("账号被限制带货", "去掉文章里的商品后再推送"),
        53405: ("文章里的商品信息有误", "去掉文章里的商品后再推送"),
        53406: ("账号没有开通带货", "去掉文章里的商品后再推送"),
        53503: ("草稿没有通过发布检查", "在后台打开草稿，按提示修改"),
        53504: ("发布前须到公众平台官网操作", "在后台打开草稿，按提示操作"),
        53505: ("发布前须手动保存一次", "在后台打开草稿并保存"),
        89503: ("本机的 IP 地址正等待管理员确认", _WAITING),
        89506: ("管理员在24小时内拒绝过本机的 IP 地址两次", "24小时后再推送，或把 IP 加入白名单"),
        89507: ("管理员在1小时内拒绝过本机的 IP 地址", "1小时后再推送，或把 IP 加入白名单"),
        89501: ("本机的 IP 地址正等待管理员确认", _WAITING),
    }
)

_ADDRESS = re.compile(r"(?<![\w.:])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])")


class PlatformRefusal(OutsideFailure):
    """The platform answered with an error ``code``: the request was not carried out."""

    def __init__(self, step: str, code: int, words: str) -> None:
        found = _ADDRESS.search(words)
        ip = found[1] if found else "（见公众号后台的提示）"
        what, hint = FAULTS.get(code, (f"平台没有接受：{words}", "把这一行告诉维护者"))
        super().__init__(f"{step}：{what.format(ip=ip)}，错误码{code}", hint.format(ip=ip))
        self.code = code


class Unanswered(OutsideFailure):
    """No answer that can be read: the request may have been carried out all the same. ``reason`` is a few words."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(
            f"{step}：{reason}", "检查网络，过几分钟重新推送；已经完成的步骤不会重做，也不会多出草稿"
        )
