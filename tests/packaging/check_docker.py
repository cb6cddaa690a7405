#!/usr/bin/env python3
"""Checks that what docker/ names is there and alike. Standard library only; `docker-compose config` where it is there.

Usage: check_docker.py SOURCE. Prints every finding; ends with 1 if there is one.
"""
import pathlib
import re
import shutil
import subprocess
import sys


def stages_before_the_last(text):
    """From the first ARG to the last FROM: what all Dockerfiles have in common."""
    return text[text.index("\nARG "):text.rindex("\nFROM ")]


def check_dockerfile(path, root, find):
    text = path.read_text(encoding="utf-8")
    last = text[text.rindex("\nFROM "):]
    if not re.search(r"^USER (?!root\b)\w+", last, re.M):
        find(f"{path.name}: the programs run as root")
    for base in re.findall(r"^FROM (debian\S*)", text, re.M):
        if "${DEBIAN_RELEASE}" not in base:
            find(f"{path.name}: {base} is not pinned by DEBIAN_RELEASE")
    if not re.search(r"^ARG DEBIAN_RELEASE=\d+\.\d+$", text, re.M):
        find(f"{path.name}: DEBIAN_RELEASE names no release of Debian")
    for name in re.findall(r"^COPY (docker/\S+)", text, re.M):
        if not (root / name).is_file():
            find(f"{path.name}: {name} is not there")
    if not path.with_name(path.name + ".dockerignore").is_file():
        find(f"{path.name}: no .dockerignore, so builds would be copied in")


def check_compose(path, find):
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"dockerfile: docker/(\S+?)[ }]", text):
        if not path.with_name(name).is_file():
            find(f"{path.name}: docker/{name} is not there")
    for image in re.findall(r"^\s+image: (\S+/\S+)$", text, re.M):
        if not re.search(r":v?\d+\.\d+\.\d+$", image):
            find(f"{path.name}: {image} is not pinned")
    for name in re.findall(r'"\./([^:"]+):', text):
        if not path.with_name(name).is_file():
            find(f"{path.name}: docker/{name} is not there")
    if shutil.which("docker-compose"):
        done = subprocess.run(["docker-compose", "-f", path, "config", "-q"], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            find(f"{path.name}: docker-compose config: {done.stderr.strip()}")


def main():
    root = pathlib.Path(sys.argv[1])
    findings = []
    dockerfiles = sorted(p for p in (root / "docker").glob("Dockerfile.*") if p.suffix != ".dockerignore")
    for path in dockerfiles:
        check_dockerfile(path, root, findings.append)
    if len({stages_before_the_last(p.read_text(encoding="utf-8")) for p in dockerfiles}) != 1:
        findings.append("Dockerfiles: their first stages differ, so the programs are built more than once")
    for path in sorted((root / "docker").glob("compose*.yaml")):
        check_compose(path, findings.append)
    print("\n".join(findings) or f"docker: {len(dockerfiles)} Dockerfiles, all fits")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
