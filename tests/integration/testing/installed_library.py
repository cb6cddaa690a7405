#!/usr/bin/env python3
"""The installed fixtures as a user's project meets them. Standard library only.

  build     installs component `development` below --work, moves it elsewhere, and builds the example against it
  headers   compiles each installed header alone, with warnings as errors
  versions  find_package for versions and components that are there, and that are not
"""
import argparse
import pathlib
import shutil
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wnon-virtual-dtor", "-Werror"]


def run(command, may_fail=False):
    """Output of the command; a failure ends this script with it."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0 and not may_fail:
        print(f"failed: {' '.join(str(word) for word in command)}\n{done.stdout}")
        sys.exit(1)
    return done.returncode, done.stdout


def prefix_of(work):
    return work / "moved" / "prefix"


def build(arguments):
    work = arguments.work
    shutil.rmtree(work, ignore_errors=True)
    first = work / "installed"
    run([arguments.cmake, "--install", arguments.project_build, "--component", "development", "--prefix", first])
    prefix_of(work).parent.mkdir(parents=True)
    first.rename(prefix_of(work))
    files = [path for path in prefix_of(work).rglob("*") if path.is_file()]
    for path in files:
        if path.suffix == ".cmake" and str(first) in path.read_text(encoding="utf-8"):
            print(f"{path}: names the folder that it was installed into, so it cannot be moved")
            sys.exit(1)
    example = work / "example"
    run([arguments.cmake, "-S", arguments.example, "-B", example, "-G", arguments.generator,
         f"-DCMAKE_PREFIX_PATH={prefix_of(work)}", f"-DCMAKE_CXX_COMPILER={arguments.compiler}",
         f"-DCMAKE_CXX_COMPILER_LAUNCHER={arguments.launcher}", f"-DCMAKE_CXX_FLAGS={' '.join(WARNINGS)}"])
    run([arguments.cmake, "--build", example])
    print(f"installed {len(files)} files, example built")


def headers(arguments):
    include = prefix_of(arguments.work) / "include"
    found = sorted((include / "wsuslab").glob("*.hpp"))
    if not found:
        print(f"no headers in {include}")
        sys.exit(1)
    ours = sorted(path.name for path in include.iterdir())
    if ours != ["wsuslab"]:
        print(f"more than the public headers is installed: {ours}")
        sys.exit(1)
    for header in found:
        unit = arguments.work / f"{header.stem}_alone.cpp"
        unit.write_text(f"#include <wsuslab/{header.name}>\n#include <wsuslab/{header.name}>\n", encoding="utf-8")
        run([arguments.compiler, "-std=c++20", "-fsyntax-only", *WARNINGS, "-I", include, unit])
    print(f"{len(found)} headers compile alone")


def find(arguments, package, library):
    """Whether a project that says find_package(wsuslab PACKAGE) and uses the library is configured; and what was said."""
    project = arguments.work / "find"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    (project / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.20)\nproject(find LANGUAGES CXX)\n"
        f"find_package(wsuslab {package})\n"
        f"if(NOT TARGET {library})\n  message(FATAL_ERROR \"no target {library}\")\nendif()\n", encoding="utf-8")
    code, output = run([arguments.cmake, "-S", project, "-B", project / "build", "-G", arguments.generator,
                        f"-DCMAKE_PREFIX_PATH={prefix_of(arguments.work)}",
                        f"-DCMAKE_CXX_COMPILER={arguments.compiler}"], may_fail=True)
    return code == 0, output


def versions(arguments):
    cases = [("REQUIRED", "wsuslab::testing", True), ("REQUIRED COMPONENTS core", "wsuslab::core", True),
             ("REQUIRED COMPONENTS core", "wsuslab::testing", False), ("99.0 REQUIRED", "wsuslab::core", False),
             ("REQUIRED COMPONENTS no_such_part", "wsuslab::core", False)]
    for package, library, wanted in cases:
        found, output = find(arguments, package, library)
        if found != wanted:
            print(f"find_package(wsuslab {package}) with {library}: expected {wanted}, was {found}\n{output}")
            sys.exit(1)
    print(f"{len(cases)} ways to ask")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("step", choices=["build", "headers", "versions"])
    parser.add_argument("--project-build")
    parser.add_argument("--example")
    parser.add_argument("--cmake", default="cmake")
    parser.add_argument("--generator", default="Ninja")
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--launcher", default="")
    arguments = parser.parse_args()
    {"build": build, "headers": headers, "versions": versions}[arguments.step](arguments)


if __name__ == "__main__":
    main()
