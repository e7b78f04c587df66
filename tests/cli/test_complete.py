"""Completion: what a shell is offered, by the script that the program itself prints, run in a real Bash."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

Run = Callable[..., Any]
# What Bash does when the tab key is pressed: the words so far, and the function that the script has registered.
PRESS = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_probation_completion probation
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def bash(needed: Callable[..., Any]) -> str:
    """The path of Bash."""
    path: str = needed(shutil.which("bash"), "Bash", "install it and have it on the search path")
    return path


@pytest.fixture(scope="module")
def completing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The completion script for Bash, as `_PROBATION_COMPLETE=source_bash probation` prints it."""
    program = Path(sys.executable).with_name("probation")
    done = subprocess.run(
        [program], env={"_PROBATION_COMPLETE": "source_bash"}, capture_output=True, text=True, check=True
    )
    path = tmp_path_factory.mktemp("shell") / "probation.bash"
    path.write_text(done.stdout, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("hol",), {"holders"}),
        (("show", "crc-staff"), {"crc-staffordshire-and-west-midlands"}),
        (("holders", "hm-chief"), {"hm-chief-inspector-of-prisons", "hm-chief-inspector-of-probation"}),
        (("holders", "post/hm-chief-inspector-of-pro"), {"post/hm-chief-inspector-of-probation"}),
        (("query", "body_own"), {"body_owners", "body_owners_as_of"}),
        (("query", "body_owners_as_of", "-p", ""), {"body=", "day="}),
        (("query", "body_owners", "-p", "bo"), {"body=", "body=crc-staffordshire-and-west-midlands"}),
        (("query", "body_owners_as_of", "-p", "da"), {"day=", "day=2017-06-01"}),
        (("query", "body_owners", "-p", "body", "=", "crc-es"), {"crc-essex"}),
        (("query", "body_owners", "--param", "=", "body", "=", "crc-es"), {"crc-essex"}),
        (("query", "body_owners_as_of", "-p", "day", "=", "2017", "-p", "body", "=", "crc-es"), {"crc-essex"}),
        (("query", "body_owners", "-p", "no_such_parameter", "=", "crc-es"), {""}),
        (("ratings", "--owner", "=", "sodexo-j"), {"sodexo-justice-services"}),
        (("query", "body_owners", "--param", "body=crc-es"), {"body=crc-essex"}),
        (("query", "no_such_question", "-p", "bo"), {""}),
        (("ratings", "--owner", "sodexo-j"), {"sodexo-justice-services"}),
        (("ratings", "--compare", "o"), {"owner"}),
        (("rank", "most-d"), {"most-disputed"}),
        (("path", "napo", "seetec", "--also-to", "crc-ess"), {"crc-essex"}),
        (("view", "napo", "crc-ess"), {"crc-essex"}),
        (("show", "crc-essex", "--by", "hmip-2018-10-ess"), {"hmip-2018-10-essex-crc"}),
        (("show", "no-such-thing"), {""}),
    ],
)
def test_bash_is_offered_what_starts_like_what_is_typed(
    cache: Path, bash: str, completing: Path, typed: tuple[str, ...], offered: set[str]
) -> None:
    folder = Path(sys.executable).parent
    done = subprocess.run(
        [bash, "-c", PRESS, "bash", str(completing), "probation", *typed],
        env={"PATH": f"{folder}:/usr/bin:/bin", "PROBATION_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.splitlines()) == offered
    assert done.stderr == ""


@pytest.fixture(scope="module")
def pressed(cache: Path, bash: str, completing: Path) -> Iterator[Callable[[str], list[str]]]:
    """Types a line, the tab key and `!` in a Bash on a terminal; gives the words that the program is then called with."""
    folder = Path(sys.executable).parent
    env = {"PATH": f"{folder}:/usr/bin:/bin", "PROBATION_CACHE": str(cache), "TERM": "dumb", "INPUTRC": "/dev/null"}
    shell = pexpect.spawn(
        bash, ["--norc", "--noprofile", "-i"], env=env, encoding="utf-8", timeout=60, dimensions=(50, 400)
    )
    shell.sendline(f"set +o histexpand; source '{completing}'")
    # What is completed is not run: the words of the line are told instead. The script still finds the real program.
    shell.sendline("probation() { printf '<%s>' \"$@\"; printf '\\n'; }")

    def press(typed: str) -> list[str]:
        shell.send(f"{typed}\t!\n")
        shell.expect(r"\r?\n((?:<[^>\r\n]*>)+)\r?\n")
        return re.findall("<(.*?)>", shell.match[1])

    yield press
    shell.sendline("exit")
    shell.expect(pexpect.EOF)
    shell.close()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("show crc-ess", ["show", "crc-essex", "!"]),
        ("query body_owners -p bo", ["query", "body_owners", "-p", "body=!"]),
        ("query body_owners_as_of -p da", ["query", "body_owners_as_of", "-p", "day=!"]),
        ("query body_owners -p body=crc-ess", ["query", "body_owners", "-p", "body=crc-essex", "!"]),
        ("query body_owners -p 'body=crc-ess", ["query", "body_owners", "-p", "body=crc-essex", "!"]),
        ("query body_owners --param=body=crc-ess", ["query", "body_owners", "--param=body=crc-essex", "!"]),
        ("query body_owners -p body=no-such-body", ["query", "body_owners", "-p", "body=no-such-body!"]),
        ("ratings --owner=sodexo-j", ["ratings", "--owner=sodexo-justice-services", "!"]),
    ],
)
def test_the_tab_key_in_bash(pressed: Callable[[str], list[str]], typed: str, words: list[str]) -> None:
    """Bash takes words apart at `=`, and puts a space after a word that is the only one."""
    assert pressed(f"probation {typed}") == words


def test_every_post_offered_is_one_that_holders_knows(run: Run) -> None:
    env = {
        "_PROBATION_COMPLETE": "complete_bash",
        "COMP_WORDS": "probation holders chief-executive-h",
        "COMP_CWORD": "2",
    }
    offered = run(env=env).out.split()
    assert len(offered) > 1
    for post in offered:
        assert run("holders", post, "--format", "json").json()["question"]["arguments"]["post"]["id"] == f"post/{post}"
