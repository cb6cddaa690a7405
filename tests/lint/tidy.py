#!/usr/bin/env python3
"""clang-tidy over every compiled file of ours, leaving out what was clean before and has not changed since.

Usage: tidy.py BUILD [--jobs N]

A file counts as unchanged when the compiler's command, the checks, clang-tidy's version, its own text and that of every
header of ours that it includes (as ninja noted them when it was compiled) are the same as in a run that found nothing.
Needs a finished build. Prints what clang-tidy finds; exit code 1 when there is a finding, 2 when it cannot run.
"""
import argparse
import concurrent.futures
import functools
import hashlib
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


@functools.lru_cache(maxsize=None)
def digest_of(path):
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "missing"


def own_headers(build):
    """From each object file to the files below ROOT that it was made of."""
    listing = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    found, current = {}, None
    for line in listing.splitlines():
        if line and not line[0].isspace():
            current = found.setdefault(line.split(":", 1)[0], [])
        elif line.strip():
            path = (build / line.strip()).resolve()
            if path.is_relative_to(ROOT):
                current.append(path)
    return found


def key_of(entry, headers, common):
    """What the verdict on this file depends on."""
    output = entry.get("output") or entry["command"].split(" -o ", 1)[1].split(" ", 1)[0]
    parts = [common, entry["command"], digest_of(pathlib.Path(entry["file"]))]
    parts += [f"{path}:{digest_of(path)}" for path in sorted(headers.get(output, []))]
    # Where the checkout lies changes no verdict.
    return hashlib.sha256("\n".join(parts).replace(f"{ROOT}/", "").replace(str(ROOT), ".").encode()).hexdigest()


def own_files(build):
    entries = json.loads((build / "compile_commands.json").read_text())
    for entry in entries:
        path = pathlib.Path(entry["file"]).resolve()
        if path.is_relative_to(ROOT) and not path.is_relative_to(build):
            yield entry


def check(build, path):
    """None when clean, else what was found."""
    run = subprocess.run(["clang-tidy", "--quiet", "-p", build, path], capture_output=True, text=True)
    if run.returncode == 0 and not run.stdout.strip():
        return None
    # Warnings of system headers are counted on stderr; what is wrong with the run itself stands there too.
    return run.stdout + "".join(line for line in run.stderr.splitlines(True) if line.startswith(("Error", "LLVM", "PLEASE")))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, text=True).stdout
    if not version:
        print("tidy: clang-tidy cannot be run", file=sys.stderr)
        return 2
    common = version + digest_of(ROOT / ".clang-tidy")
    headers = own_headers(options.build)
    clean = options.build / "tidy"
    clean.mkdir(exist_ok=True)
    wanted = {pathlib.Path(entry["file"]): clean / key_of(entry, headers, common) for entry in own_files(options.build)}
    todo = {path: stamp for path, stamp in wanted.items() if not stamp.exists()}
    findings = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (path, stamp), found in zip(todo.items(), pool.map(lambda path: check(options.build, path), todo)):
            if found is None:
                stamp.touch()
            else:
                findings += 1
                print(f"{path}:\n{found}", flush=True)
    for stale in set(clean.iterdir()) - set(wanted.values()):
        stale.unlink()
    print(f"tidy: {len(todo)} files checked, {len(wanted) - len(todo)} unchanged, {findings} with findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
