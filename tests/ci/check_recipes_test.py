#!/usr/bin/env python3
"""The check of the recipes finds what it is for: each mistake in a recipe that is right otherwise."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_recipes  # noqa: E402

RUN = "build/release/bin/wsus-lab run --junit reports/j.xml --html reports/r.html --json reports/r.json"
OPTIONS = {"--junit", "--html", "--json"}
LAB = {"deps", "build"}


def recipe(**changes):
    parts = {"images": ["debian:12.11"], "commands": ["./lab deps && ./lab build", "mkdir -p reports", RUN],
             "junit": ["reports/j.xml"], "kept": ["reports/"], "always": [True]}
    return check_recipes.Recipe(**{**parts, **changes})


def problems(**changes):
    return list(check_recipes.problems_of(recipe(**changes), OPTIONS, LAB))


class Recipes(unittest.TestCase):
    def test_a_right_one_has_no_problem(self):
        self.assertEqual(problems(), [])
        self.assertEqual(problems(kept=["reports/**"]), [])
        self.assertEqual(problems(kept=["reports"]), [])
        self.assertEqual(problems(kept=["reports/j.xml", "reports/r.html", "reports/r.json"]), [])

    def test_images_are_pinned(self):
        for image in ("debian", "debian:12", "debian:bookworm", "debian:latest"):
            self.assertIn("not pinned", problems(images=[image])[0])
        self.assertEqual(problems(images=[]), ["names no image"])

    def test_commands_and_options_exist(self):
        self.assertIn("no command of lab", problems(commands=["./lab make", RUN])[0])
        self.assertIn("has no option --xml", problems(commands=[RUN + " --xml f"])[0])
        self.assertIn("does not run", problems(commands=["wsus-lab check x", RUN])[0])
        self.assertIn("do not have", problems(commands=["curl x", RUN])[0])

    def test_what_is_uploaded_is_what_is_written(self):
        self.assertIn("uploads JUnit from 'x.xml'", problems(junit=["x.xml"])[0])
        self.assertIn("is in no artifact", problems(kept=["other/"])[0])
        self.assertIn("is not asked for --html", problems(commands=[RUN.replace("--html reports/r.html", "")])[0])
        self.assertIn("instead of one", problems(commands=["./lab build"])[0])

    def test_reports_are_kept_after_a_failure(self):
        self.assertEqual(problems(always=[True, False]), ["uploads nothing after a failure"])
        self.assertEqual(problems(always=[]), ["uploads nothing after a failure"])

    def test_a_jenkinsfile_is_read(self):
        text = ("pipeline {\n    agent { docker { image 'debian:12.1' } }\n    sh 'mkdir x'\n    post {\n        always {\n"
                "            junit testResults: 'j.xml'\n            archiveArtifacts artifacts: 'r/**'\n        }\n    }\n}\n")
        read = check_recipes.read_jenkins(text)
        self.assertEqual((read.images, read.commands, read.junit, read.kept, read.always),
                         (["debian:12.1"], ["mkdir x"], ["j.xml"], ["r/**"], [True, True]))
        self.assertEqual(check_recipes.read_jenkins(text.replace("always", "success")).always, [False, False])
        with self.assertRaises(ValueError):
            check_recipes.read_jenkins(text + "{")

    def test_an_azure_pipeline_is_read(self):
        text = ("jobs:\n  - steps:\n      - script: docker run --detach --name c -v $PWD:/lab debian:12.1 sleep infinity\n"
                "      - script: docker exec c ./lab deps && docker exec c ./lab build\n      - script: mkdir x\n"
                "      - {task: PublishTestResults@2, condition: always(), inputs: {testResultsFiles: j.xml}}\n"
                "      - {task: PublishPipelineArtifact@1, condition: always(), inputs: {targetPath: r}}\n"
                "      - script: docker rm --force c\n")
        read = check_recipes.read_azure(text)
        self.assertEqual((read.images, read.commands, read.junit, read.kept, read.always),
                         (["debian:12.1"], ["./lab deps && ./lab build", "mkdir x"], ["j.xml"], ["r"], [True, True]))
        with self.assertRaisesRegex(ValueError, "does not run in the container"):
            check_recipes.read_azure(text.replace("docker exec c ./lab deps", "./lab deps"))
        with self.assertRaisesRegex(ValueError, "not root's"):
            check_recipes.read_azure(text.replace("  - steps:", "  - container: {image: debian:12.1}\n    steps:"))


if __name__ == "__main__":
    unittest.main()
