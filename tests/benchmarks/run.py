"""How long `check`, `render` and `build` take, as ratios: python -m tests.benchmarks.run [--against CHECKOUT]

A ratio of two programs that are run in turns says more than seconds, which differ from machine to machine. With
`--against`, the other program is another checkout of this project, and what counts is the time of the processor.
Nothing here is asserted; the figures are for whoever changes the pipeline.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
FILES = 1000
EXTENDING = 100
LOAD = """\
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.stt.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
RENDER = """\
import sys
from pathlib import Path
from stt_compile import check, load, plan, render
for path in sorted(Path(sys.argv[1]).glob("*.stt.yaml")):
    compilation = load(path)
    assert not check(compilation)
    for request in plan(compilation):
        render(request)
"""


def profile(number: int) -> str:
    """A profile of 60 lines, one of a kind."""
    requests = [
        f"""\
  {name}-{number}:
    description: Request {name} of profile {number}.
    interface: {interface}
    acoustic_model: call-center
    audio:
      file: calls/{number}-{name}.flac
      content_type: audio/flac
    parameters:
      keywords: [refund, order number]
      keywords_threshold: 0.5
"""
        for name, interface in (("live", "websocket"), ("one", "sync-http"), ("job", "async-http"))
    ]
    return f"""\
version: 1

environments:
  production:
    platform: ibm-cloud
    location: eu-de
    instance_id: {{env: STT_INSTANCE_ID}}
    auth:
      apikey: {{env: STT_APIKEY}}
    service_date: 2020-06-23
    acoustic_models:
      call-center:
        customization_id: 74f4807e-b5ff-4866-824e-{number:012d}
        base_model: en-US_NarrowbandModel
  test:
    platform: ibm-cloud
    location: eu-de
    instance_id: {{env: STT_TEST_INSTANCE_ID}}
    auth:
      apikey: {{env: STT_TEST_APIKEY}}
    service_date: 2020-06-23
    acoustic_models:
      call-center:
        customization_id: 9b2e0c1d-7f3a-4c55-8d21-{number:012d}
        base_model: en-US_NarrowbandModel

defaults:
  learning_opt_out: true

requests:
{"".join(requests)}"""


def repository(folder: Path, files: int) -> Path:
    """A repository of profiles that all extend one file; the path of one of them."""
    Path(folder, ".git").mkdir(parents=True)
    Path(folder, "shared.yaml").write_text("version: 1\n", encoding="utf-8")
    for number in range(files):
        text = profile(number).replace("version: 1\n", "version: 1\nextends: [shared.yaml]\n")
        Path(folder, f"{number:04}.stt.yaml").write_text(text, encoding="utf-8")
    return Path(folder, "0000.stt.yaml")


def seconds(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def processor_seconds(checkout: Path, *paths: str) -> float:
    """What a `check` costs with the package of a checkout, as the user's time of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(
        [sys.executable, "-m", "stt_compile", "check", *paths],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=Path(paths[0]).parent,  # where no package of the same name is
        env={**os.environ, "PYTHONPATH": str(checkout)},
    )
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def build(profiles: Path, folder: Path) -> float:
    """What a `build` takes that writes everything."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    return seconds("-m", "stt_compile", "build", str(profiles), "--out", str(out))


def compare(title: str, ours: Callable[[], float], theirs: Callable[[], float], runs: int) -> None:
    """Prints how many times as long ours takes: the median of runs in turns, after one that warms up."""
    pairs = [(ours(), theirs()) for _ in range(runs + 1)][1:]
    median_ours, median_theirs = (statistics.median(times) for times in zip(*pairs))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"{title}: {ratio:.2f} times ({median_ours * 1000:.0f} ms to {median_theirs * 1000:.0f} ms)", flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="How long it takes, as ratios.")
    parser.add_argument("--against", metavar="CHECKOUT", type=Path, help="compare with this checkout of the project")
    against = parser.parse_args().against
    assert profile(0).count("\n") == 60, profile(0).count("\n")
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder, "single.stt.yaml")
        single.write_text(profile(0), encoding="utf-8")
        many = Path(folder, "many")
        many.mkdir()
        for number in range(FILES):
            (many / f"{number:04}.stt.yaml").write_text(profile(number), encoding="utf-8")
        titles = {single: "check of one profile of 60 lines", many: f"check of {FILES} such files"}
        if against:
            for path, runs in ((single, 25), (many, 5)):
                ours = partial(processor_seconds, HERE, str(path))
                theirs = partial(processor_seconds, against.resolve(), str(path))
                compare(f"{titles[path]}, to that of {against}", ours, theirs, runs)
        else:
            check = partial(seconds, "-m", "stt_compile", "check")
            start, load = partial(seconds, "-c", "pass"), partial(seconds, "-c", LOAD, str(many))
            compare(f"{titles[single]}, to `python -c pass`", partial(check, str(single)), start, 15)
            hook = partial(seconds, "-m", "stt_compile", "check", "--with-dependents")
            for files in (1, EXTENDING):
                changed = repository(Path(folder, f"repository-{files}"), files)
                title = f"the hook on one changed profile, in a repository of {files}"
                compare(f"{title}, to `python -c pass`", partial(hook, str(changed)), start, 15)
            compare(f"{titles[many]}, to yaml.load of them", partial(check, str(many)), load, 5)
            render = partial(seconds, "-m", "stt_compile", "render", str(single), "--environment", "test", "--request")
            compare("render of one of its requests, to `python -c pass`", partial(render, "job-0"), start, 15)
            both = partial(seconds, "-c", RENDER, str(many))
            compare(f"check and render of {FILES} such files, to yaml.load of them", both, load, 3)
            compare(f"build of {FILES} such files, to yaml.load of them", partial(build, many, Path(folder)), load, 3)


if __name__ == "__main__":
    main()
