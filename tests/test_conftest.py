"""What the tests share: what is missing fails them in CI, and is said."""

from collections.abc import Callable
from typing import Any

import pytest


def test_what_is_there_is_given(needed: Callable[..., Any]) -> None:
    assert needed("/usr/bin/java", "Java", "install it") == "/usr/bin/java"


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_what_is_missing_fails_in_ci_and_is_skipped_elsewhere(
    needed: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="^Java is missing: install it$"):
        needed(None, "Java", "install it")


@pytest.mark.parametrize("name", ["browser", "peers"])
def test_the_scripts_that_prepare_are_found(script: Callable[[str], Any], name: str) -> None:
    assert callable(script(name).main)
