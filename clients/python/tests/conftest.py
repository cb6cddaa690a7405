import os
import subprocess

import pytest

pytest_plugins = ["pytest_wsus_fault_lab", "pytester"]


@pytest.fixture(scope="session")
def wsus_options(tmp_path_factory):
    """A small catalogue, so that a scan takes milliseconds."""
    catalogue = tmp_path_factory.mktemp("catalogue") / "small.yaml"
    catalogue.write_text("generate: {revisions: 120, seed: 1}\n")
    return ["--catalog", str(catalogue)]


@pytest.fixture
def scan():
    """Scans a server with a simulated machine; gives its exit code and what it printed."""

    def run(url):
        done = subprocess.run([os.environ.get("WUA_SIM", "wua-sim"), "scan", "--server", url], capture_output=True,
                              text=True, timeout=60, check=False)
        return done.returncode, done.stdout + done.stderr

    return run
