"""The set-up, step by step: look what is missing, install it or say how, make the virtual environment.

Exit codes: 0 ready, 2 wrong use, 3 something outside failed or a person has to install something.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.setup import environment, needs, packages
from pipeline.setup.needs import Need, Stage, System

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_REASON = 300
_NO_NETWORK = (
    "Temporary failure",
    "Could not resolve",
    "NameResolutionError",
    "NewConnectionError",
    "timed out",
    "ProxyError",
    "SSLError",
)


class Stopped(Exception):
    """The set-up cannot go on. The message is what a person reads: one line, Chinese first, then English."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare this machine for the stage that the command line names."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if len(words) != 1 or words[0] not in Stage.__members__:
        print("用法 / Usage: python3 -m pipeline.setup build|test|oracles", file=sys.stderr)
        return 2
    try:
        prepare(ROOT, Stage[words[0]])
    except Stopped as stop:
        print(f"错误：{stop}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"错误：安装没有完成（set-up failed）：{error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("已中断；再运行一次即可继续（interrupted; run again to go on）。", file=sys.stderr)
        return 130
    return 0


def prepare(root: Path, stage: Stage) -> None:
    """Bring system and environment to the stage; a machine that lacks none of it is left as it is."""
    if not needs.missing(stage) and environment.is_ready(root, stage):
        return
    with environment.alone(root):
        log = Log(root / ".setup.log")
        if lacking := needs.missing(stage):
            get_packages(lacking, stage, log)
        if not environment.is_ready(root, stage):
            environment.make(root, stage, log.run)
        log.path.unlink(missing_ok=True)
    print("环境已就绪（ready）。")


def get_packages(lacking: Sequence[Need], stage: Stage, log: Log) -> None:
    """Install the system packages that bring these needs, or stop with the one command that does."""
    system = needs.this_system()
    rights = packages.rights(system)
    if rights is packages.Rights.NONE:
        raise Stopped(request(lacking, system))
    names = packages.package_names(lacking, system)
    update, install = packages.apt_commands(names, rights)
    trouble: Stopped | None = None
    try:
        log.run(update, "更新软件包目录（apt-get update）")
    except Stopped as stop:
        trouble = stop  # one broken source of many need not matter: let the installing show it
    print(f"缺少的系统软件包：{' '.join(names)}")
    try:
        log.run(install, "装系统软件包（apt-get install）")
    except Stopped as stop:
        raise trouble or stop from None
    still = needs.missing(stage)
    if still:
        raise Stopped(request(still, system, tried=True))


def request(lacking: Sequence[Need], system: System, *, tried: bool = False) -> str:
    """Write what is missing and which one command brings it."""
    things = "、".join(need.name for need in lacking)
    if tried:
        command = " && ".join(need.otherwise[system] for need in lacking if system in need.otherwise)
        lead = f"装完软件包后仍缺（still missing after installing）：{things}。"
    else:
        command = packages.one_command(lacking, system, sudo=shutil.which("sudo") is not None)
        lead = f"缺少（missing）：{things}。"
        alone = "、".join(need.name for need in packages.by_hand(lacking, system))
        if command and alone:
            lead += f"{alone} 没有软件包，请自行安装（no package, please install by hand）。"
    if not command:
        return f"{lead}请自行安装后再运行（please install by hand, then run again）。"
    return f"{lead}请运行下面的命令，然后再来一次（please run this, then try again）：{command}"


class Log:
    """Runs commands, keeps what they say in a file, and turns a failure into one line."""

    def __init__(self, path: Path) -> None:
        """Begin an empty log."""
        self.path = path
        path.write_bytes(b"")

    def run(self, command: tuple[str, ...], purpose: str) -> None:
        """Run a command; raise :class:`Stopped` with the last error that it printed."""
        print(f"{purpose} …", flush=True)
        with self.path.open("ab") as log:
            start = log.tell()
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
        if done.returncode != 0:
            said = self.path.read_bytes()[start:].decode("utf-8", "replace")
            raise Stopped(
                f"{purpose} 没有成功（failed）：{reason(said)}"
                f"　详见 {self.path.name}；排除后再运行一次（mend it and run again）。"
            )


def reason(said: str) -> str:
    """Return the line of a command's output that says why it failed, and whether the network did."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("E:", "ERROR:", "Error:", "error:"))]
    line = errors[0] if errors else (lines or ["-"])[-1]
    network = "连不上网络（no network）：" if any(word in said for word in _NO_NETWORK) else ""
    return network + line[:_LONGEST_REASON]
