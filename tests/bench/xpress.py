#!/usr/bin/env python3
"""The limits of the xpress coding, from the benchmarks of wsus-bench: pages of a block and more beside zlib level 1.

Each figure is the median of several repetitions, interleaved. Speed counts on every page, size on those of a size that
real pages have. Standard library only; Linux only.
"""
import argparse
import json
import pathlib
import subprocess
import sys

from mock_server import BIN, require_program

PAGES = ("page:30", "page:30/larger", "page:200")
PAGES_OF_REAL_SIZE = ("page:30/larger", "page:200")


def main():
    arguments = parse_arguments()
    medians = measure(require_program(arguments.bin / "wsus-bench"), arguments.repetitions)
    failures = []
    for page in PAGES:
        figures = {
            "encode": (medians[f"BM_ZlibEncode/{page}"]["cpu_time"] / medians[f"BM_XpressEncode/{page}"]["cpu_time"],
                       arguments.encode),
            "decode": (medians[f"BM_Inflate/{page}"]["cpu_time"] / medians[f"BM_XpressDecode/{page}"]["cpu_time"],
                       arguments.decode),
            "size": (medians[f"BM_XpressEncode/{page}"]["size_ratio"],
                     arguments.size if page in PAGES_OF_REAL_SIZE else 0),
        }
        failures += [f"{page} {name}" for name, (value, least) in figures.items() if value < least]
        texts = (f"{name} {value:.2f}" + (f" (least {least})" if least else "") for name, (value, least) in figures.items())
        print(f"xpress, {page} of {medians[f'BM_XpressEncode/{page}']['page_bytes'] / 1000:.0f} KB: {', '.join(texts)}")
    if failures:
        sys.exit(f"under the limit: {', '.join(failures)}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--repetitions", type=int, default=5, help="of each benchmark, 2 to 100 (default: 5)")
    parser.add_argument("--encode", type=float, default=1.0, help="least speed beside zlib level 1 (default: 1.0)")
    parser.add_argument("--decode", type=float, default=1.5, help="least speed beside inflate (default: 1.5)")
    parser.add_argument("--size", type=float, default=4.0, help="least plain size to coded size (default: 4.0)")
    arguments = parser.parse_args()
    if not 2 <= arguments.repetitions <= 100:
        parser.error("--repetitions: allowed are 2 to 100")  # of one there is no median
    return arguments


def measure(bench, repetitions):
    """Name of a benchmark -> its medians."""
    output = subprocess.run([bench, "--benchmark_filter=Xpress|Zlib|Inflate", "--benchmark_format=json",
                             f"--benchmark_repetitions={repetitions}", "--benchmark_min_time=0.1",
                             "--benchmark_enable_random_interleaving=true",
                             "--benchmark_report_aggregates_only=true"],
                            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=600).stdout
    rows = json.loads(output)["benchmarks"]
    return {row["run_name"]: row for row in rows if row.get("aggregate_name") == "median"}


if __name__ == "__main__":
    main()
