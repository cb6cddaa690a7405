#!/usr/bin/env python3
"""Installs the component `programs` into an empty folder and uses what is there. Standard library only.

Usage: check_install.py CMAKE BUILD SOURCE. Prints every finding; ends with 1 if there is one.
"""
import gzip
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAMS = ("wsus-mock", "wua-sim", "wsus-lab")


class Checker:
    def __init__(self, prefix, source):
        self.prefix = prefix
        self.source = source
        self.findings = []

    def expect(self, good, text):
        if not good:
            self.findings.append(text)

    def run(self, command, **more):
        # From '/', with no scenarios/library in sight: what is found is found from the program's own place.
        return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **more)

    def programs(self):
        for name in PROGRAMS:
            done = self.run([self.prefix / "bin" / name, "--version"])
            self.expect(done.returncode == 0 and done.stdout.startswith(name), f"{name} --version: {done}")

    def library(self):
        listed = self.run([self.prefix / "bin/wsus-lab", "list", "--names"])
        self.expect(listed.returncode == 0, f"wsus-lab list: {listed.stderr}")
        shipped = {p.relative_to(self.source / "scenarios/library") for p in files(self.source / "scenarios/library")}
        there = {p.relative_to(self.prefix / "share/wsus-fault-lab/scenarios")
                 for p in files(self.prefix / "share/wsus-fault-lab/scenarios")}
        self.expect(shipped == there, f"scenarios: {shipped ^ there} are not in both the sources and the installation")
        self.expect((self.prefix / "share/wsus-fault-lab/scenario.schema.json").is_file(), "the schema is missing")

    def pages(self):
        for name in PROGRAMS:
            page = gzip.decompress((self.prefix / f"share/man/man1/{name}.1.gz").read_bytes()).decode("ascii")
            self.expect(page == self.run([self.prefix / "bin" / name, "--man-page"]).stdout, f"{name}.1 is another page")
            completion = self.prefix / "share/bash-completion/completions" / name
            registered = self.run(["bash", "-c", '. "$1" && complete -p "$2"', "bash", completion, name])
            self.expect(registered.stdout.startswith("complete -F"), f"completion of {name}: {registered}")

    def service(self):
        unit = self.prefix / "lib/systemd/system/wsus-mock.service"
        text = unit.read_text(encoding="utf-8")
        self.expect("@" not in text.replace("@system-service", "").replace("@privileged", "").replace("@resources", ""),
                    "wsus-mock.service: a variable was not replaced")
        self.expect("DynamicUser=yes" in text and "StateDirectory=wsus-mock" in text, "wsus-mock.service: no user, no folder")
        self.expect((self.prefix / "etc/default/wsus-mock").is_file(), "etc/default/wsus-mock is missing")
        self.expect(not list(self.prefix.rglob("*.wants")), "a unit is enabled")

    def documentation(self):
        doc = self.prefix / "share/doc/wsus-fault-lab"
        for name in ("copyright", "changelog.gz", "README.md", "docs/INSTALL.md", "docs/SCENARIOS.md"):
            self.expect((doc / name).is_file(), f"{doc / name} is missing")


def files(folder):
    return [p for p in folder.rglob("*") if p.is_file()]


def main():
    cmake, build, source = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    prefix = pathlib.Path(tempfile.mkdtemp(prefix="wsus-install-"))
    try:
        subprocess.run([cmake, "--install", build, "--component", "programs", "--prefix", prefix], check=True,
                       stdout=subprocess.DEVNULL)
        checker = Checker(prefix, source)
        for check in (checker.programs, checker.library, checker.pages, checker.service, checker.documentation):
            check()
    finally:
        shutil.rmtree(prefix)
    print("\n".join(checker.findings) or "installed: all is there and works")
    return 1 if checker.findings else 0


if __name__ == "__main__":
    sys.exit(main())
