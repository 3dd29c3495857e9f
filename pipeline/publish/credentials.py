"""Who pushes: AppID and AppSecret, from the environment or from a file outside the project."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.findings import WrongUse

APPID = "BAIWEN_WECHAT_APPID"
SECRET = "BAIWEN_WECHAT_SECRET"
FILE = "BAIWEN_WECHAT_CREDENTIALS"

_HINT = f"设置环境变量 {APPID} 和 {SECRET}，或用 {FILE} 指出项目之外的文件，里面写 appid 和 secret 两行"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The account's AppID and AppSecret; neither is ever shown."""

    appid: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def account(self) -> str:
        """A digest that is another for each account and does not give the AppID away."""
        return hashlib.sha256(self.appid.encode()).hexdigest()[:12]


def read_credentials(project: Path, environment: Mapping[str, str]) -> Credentials:
    """Read the credentials that ``environment`` holds or points to. Raises :class:`WrongUse`, never with their text."""
    appid, secret = environment.get(APPID, "").strip(), environment.get(SECRET, "").strip()
    if appid and secret:
        return Credentials(appid, secret)
    if not environment.get(FILE):
        raise WrongUse("没有公众号的 AppID 和 AppSecret，不能推送", _HINT)
    path = Path(environment[FILE]).expanduser().resolve()
    if path.is_relative_to(project.resolve()):
        raise WrongUse(f"凭证文件 {path.name} 放在了项目里，可能随项目泄露", "移到项目之外，并重置 AppSecret")
    return _from_file(path)


def _from_file(path: Path) -> Credentials:
    try:
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError):
        raise WrongUse(f"读不懂凭证文件 {path.name}", _HINT) from None  # the cause would quote the file
    fields = data if isinstance(data, dict) else {}
    appid, secret = fields.get("appid"), fields.get("secret")
    if not (isinstance(appid, str) and isinstance(secret, str) and appid.strip() and secret.strip()):
        raise WrongUse(f"凭证文件 {path.name} 里没有 appid 或 secret", _HINT)
    return Credentials(appid.strip(), secret.strip())
