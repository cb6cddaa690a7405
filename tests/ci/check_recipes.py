#!/usr/bin/env python3
"""Checks the pipeline recipes of docs/ci: they are YAML (or a Jenkinsfile), commands and options exist, the JUnit file
that is uploaded is the one that is written, reports are kept after a failure, the image is pinned by a release tag.

Prints `file: what is wrong`; ends with 1 if anything is. Needs python3-yaml.
Usage: check_recipes.py --root DIR --lab WSUS-LAB
"""
import argparse
import pathlib
import re
import shlex
import subprocess
import sys

import yaml

PINNED = re.compile(r"debian:12\.\d+$")
OPTION = re.compile(r"(--[a-z][a-z-]*)")
REPORTS = {"--junit", "--html", "--json"}
LAB_COMMANDS = re.compile(r"^  (\w+) ", re.M)


class Recipe:
    """What the four systems' files have in common."""

    def __init__(self, images, commands, junit, kept, always):
        self.images = images  # containers
        self.commands = commands  # shell lines, in order
        self.junit = junit  # files that the system reads as JUnit; empty: it has no such view
        self.kept = kept  # paths of artifacts
        self.always = always  # for each upload, whether it happens after a failure


def lines_of(scripts):
    return [line.strip() for script in scripts for line in script.splitlines() if line.strip()]


def read_github(text):
    job = next(iter(yaml.safe_load(text)["jobs"].values()))
    uploads = [step for step in job["steps"] if step.get("uses", "").startswith("actions/upload-artifact@")]
    return Recipe([job["container"]], lines_of(step["run"] for step in job["steps"] if "run" in step), [],
                  lines_of(step["with"]["path"] for step in uploads),
                  [step.get("if") == "always()" for step in uploads])


def read_gitlab(text):
    jobs = [job for job in yaml.safe_load(text).values() if isinstance(job, dict) and "script" in job]
    job, = jobs
    artifacts = job["artifacts"]
    return Recipe([job["image"]], lines_of(job.get("before_script", []) + job["script"]),
                  [artifacts["reports"]["junit"]], artifacts["paths"], [artifacts.get("when") == "always"])


def in_container(line):
    """What `docker exec NAME` runs; nothing of a line that starts or removes the container."""
    parts = [part.strip() for part in line.split("&&")]
    for part in parts:
        if part.startswith(("./lab", "build/")):
            raise ValueError(f"'{part}' does not run in the container")
    return " && ".join(re.sub(r"^docker exec \S+ ", "", part) for part in parts
                       if part.startswith("docker exec ") or not part.startswith("docker "))


def read_azure(text):
    """No container job: its steps are not root's (azure-pipelines-agent, issue 2043), so ./lab deps could do nothing."""
    job, = yaml.safe_load(text)["jobs"]
    if "container" in job:
        raise ValueError("steps of a container job are not root's")
    tasks = {step["task"].split("@")[0]: step for step in job["steps"] if "task" in step}
    tests, kept = tasks["PublishTestResults"], tasks["PublishPipelineArtifact"]
    lines = lines_of(step["script"] for step in job["steps"] if "script" in step)
    return Recipe([image for line in lines for image in re.findall(r"^docker run .* (\w+:\S+) sleep infinity$", line)],
                  list(filter(None, map(in_container, lines))), [tests["inputs"]["testResultsFiles"]], [kept["inputs"]["targetPath"]],
                  [step.get("condition") == "always()" for step in (tests, kept)])


def read_jenkins(text):
    """No YAML: a pipeline in Groovy, of which the few forms that the recipe uses are read."""
    if text.count("{") != text.count("}"):
        raise ValueError("braces do not match")
    always = re.search(r"post\s*\{\s*always\s*\{(.*?)\n        \}", text, re.S)
    inside = always.group(1) if always else ""
    return Recipe(re.findall(r"image '([^']+)'", text), re.findall(r"\bsh '([^']+)'", text),
                  re.findall(r"junit testResults: '([^']+)'", text),
                  re.findall(r"archiveArtifacts artifacts: '([^']+)'", text),
                  ["junit testResults" in inside, "archiveArtifacts" in inside])


READERS = {"github-actions.yml": read_github, "gitlab-ci.yml": read_gitlab, "azure-pipelines.yml": read_azure,
           "Jenkinsfile": read_jenkins}


def written_by(command):
    """The report files of a `wsus-lab run` line, by option."""
    words = shlex.split(command)
    return {word: words[i + 1] for i, word in enumerate(words[:-1]) if word in REPORTS}


def is_below(path, kept):
    folder = kept.removesuffix("**").rstrip("/")
    return path == kept or path.startswith(folder + "/")


def commands_of(line):
    """The simple commands of a line, as lists of words."""
    return [shlex.split(part) for part in re.split(r"&&|;|\|\|", line)]


def check_commands(recipe, options, lab_commands):
    for line in recipe.commands:
        for words in commands_of(line):
            program = words[0]
            if program == "./lab" and words[1] not in lab_commands:
                yield f"'./lab {words[1]}' is no command of lab"
            if program.endswith("wsus-lab"):
                if words[1] != "run":
                    yield f"'{line}' does not run scenarios"
                for option in (word for word in words if word.startswith("--")):
                    if option not in options:
                        yield f"wsus-lab run has no option {option}"
            if program not in ("./lab", "mkdir", "apt-get") and not program.endswith("wsus-lab"):
                yield f"'{program}' is a program that the recipes do not have"


def problems_of(recipe, options, lab_commands):
    for image in recipe.images:
        if not PINNED.match(image):
            yield f"the image '{image}' is not pinned by a release tag (debian:12.N)"
    if not recipe.images:
        yield "names no image"
    yield from check_commands(recipe, options, lab_commands)
    runs = [line for line in recipe.commands if "wsus-lab run" in line]
    if len(runs) != 1:
        yield f"has {len(runs)} lines with 'wsus-lab run' instead of one"
        return
    written = written_by(runs[0])
    for option in sorted(REPORTS - set(written)):
        yield f"wsus-lab run is not asked for {option}"
    for junit in recipe.junit:
        if junit != written.get("--junit"):
            yield f"uploads JUnit from '{junit}', but '{written.get('--junit')}' is written"
    for option, path in sorted(written.items()):
        if not any(is_below(path, kept) for kept in recipe.kept):
            yield f"'{path}' of {option} is in no artifact"
    if not recipe.always or not all(recipe.always):
        yield "uploads nothing after a failure"


def options_of(lab):
    text = subprocess.run([lab, "run", "--help"], capture_output=True, text=True, check=True).stdout
    return set(OPTION.findall(text))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--lab", required=True)
    arguments = parser.parse_args()
    options = options_of(arguments.lab)
    lab_help = re.search(r"^help\(\).*?^TEXT", (arguments.root / "lab").read_text(encoding="utf-8"), re.S | re.M).group(0)
    lab_commands = set(LAB_COMMANDS.findall(lab_help))
    folder = arguments.root / "docs" / "ci"
    findings = []
    for name, reader in READERS.items():
        try:
            recipe = reader((folder / name).read_text(encoding="utf-8"))
            findings += [f"{name}: {problem}" for problem in problems_of(recipe, options, lab_commands)]
        except (OSError, KeyError, ValueError, yaml.YAMLError) as error:
            findings.append(f"{name}: cannot be read: {error!r}")
    print("\n".join(findings + [f"recipes: {len(READERS)} files, {len(findings)} findings"]))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
