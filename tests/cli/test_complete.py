"""Completion: what a shell is offered, by the script that the program itself prints, run in a real Bash."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BASH = shutil.which("bash")
# What Bash does when the tab key is pressed: the words so far, and the function that the script has registered.
PRESS = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_probation_completion probation
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The completion script for Bash, as `_PROBATION_COMPLETE=source_bash probation` prints it."""
    program = Path(sys.executable).with_name("probation")
    done = subprocess.run(
        [program], env={"_PROBATION_COMPLETE": "source_bash"}, capture_output=True, text=True, check=True
    )
    path = tmp_path_factory.mktemp("shell") / "probation.bash"
    path.write_text(done.stdout, encoding="utf-8")
    return path


@pytest.mark.skipif(BASH is None and not os.environ.get("CI"), reason="there is no Bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("hol",), {"holders"}),
        (("show", "crc-staff"), {"crc-staffordshire-and-west-midlands"}),
        (("holders", "hm-chief"), {"hm-chief-inspector-of-prisons", "hm-chief-inspector-of-probation"}),
        (("holders", "post/hm-chief-inspector-of-pro"), {"post/hm-chief-inspector-of-probation"}),
        (("query", "body_own"), {"body_owners", "body_owners_as_of"}),
        (("query", "body_owners_as_of", "-p", ""), {"body=", "day="}),
        (("query", "body_owners", "-p", "bo"), {"body="}),
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
    cache: Path, script: Path, typed: tuple[str, ...], offered: set[str]
) -> None:
    folder = Path(sys.executable).parent
    done = subprocess.run(
        [str(BASH), "-c", PRESS, "bash", str(script), "probation", *typed],
        env={"PATH": f"{folder}:/usr/bin:/bin", "PROBATION_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.splitlines()) == offered
    assert done.stderr == ""


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
