#!/usr/bin/python3
"""The page of `wsus-lab run --html` in headless Chromium. Usage: report_page_test.py CASE WSUS_LAB LIBRARY

Or, for a page that is there:  report_page_test.py measure PAGE [LIMIT_MS]
Exit code 77: there is no chromium, nothing was tested.
"""

import os
import re
import subprocess
import sys
import tempfile

import chromium

MANY = "seeds/too-many-installed-prerequisites-w10.yaml"
LOAD_LIMIT_MS = 1000
HOSTILE = "</script><script>window.pwned=1</script>\\\"'><img src=x onerror=window.pwned=2><!--"


def check(condition, text):
    if not condition:
        sys.exit(f"FAILED: {text}")


def report_of(program, folder, *scenarios):
    page = os.path.join(folder, "report.html")
    done = subprocess.run([program, "run", "--quiet", "--html", page, *scenarios], cwd=folder, text=True,
                          capture_output=True, check=False)
    check(done.returncode == 0, f"wsus-lab ended with {done.returncode}: {done.stdout}{done.stderr}")
    return page


# How soon is for 'measure', on a machine with nothing else to do: tests run beside others.
def opened(browser, page):
    milliseconds = browser.open(page)
    check(milliseconds > 0, f"the load event ended after {milliseconds} ms")
    return milliseconds


def check_quiet(browser):
    check(browser.complaints() == [], f"the console says {browser.complaints()}")
    check(browser.requests() == [], f"the page asked for {browser.requests()}")


def clicks_through(browser, program, library, folder):
    page = report_of(program, folder, os.path.join(library, MANY), os.path.join(library, "network"))
    opened(browser, page)
    link = browser.run("Array.from(document.querySelectorAll('.list a')).find(a => "
                       "a.textContent === 'too-many-installed-prerequisites-w10').getAttribute('href')")
    scenario = link[1:]
    check(not browser.run(f"document.getElementById('{scenario}').open"), "the scenario is open before the click")
    browser.click(f".list a[href='{link}']")
    check(browser.run(f"document.getElementById('{scenario}').open"), "the list's link does not open its scenario")
    height = browser.run(f"document.querySelector('#{scenario} svg.seq').getBoundingClientRect().height")
    check(height > 100, f"the diagram is {height} high")

    # From the diagram's failing call to its bodies.
    browser.click(f"#{scenario} svg a.bad text.op")
    details = browser.run("location.hash.slice(1)")
    check(details.startswith(scenario + "-e"), f"the call's arrow leads to {details}")
    browser.until(f"document.querySelector('#{details} details.call[open] .body')")
    text = browser.run(f"document.querySelector('#{details} details.call[open] .body').textContent")
    check("InvalidParameters" in text, f"the call shows {text[:300]}")
    bodies = browser.run(f"Array.from(document.querySelectorAll('#{details} .bodies pre')).map(one => one.textContent)")
    check(len(bodies) == 2, f"{len(bodies)} bodies")
    check("SyncUpdates" in bodies[0] and "InstalledNonLeafUpdateIDs" in bodies[0], f"the request is {bodies[0][:300]}")
    check("\n" in bodies[1] and "InvalidParameters" in bodies[1], f"the response is {bodies[1][:300]}")
    browser.click(f"#{details} .bodies div:last-child button")
    raw = browser.run(f"document.querySelector('#{details} .bodies div:last-child pre').textContent")
    check("\n" not in raw.strip() and "InvalidParameters" in raw, f"as sent it is {raw[:300]}")

    # Both logs, joined by the fault's ID.
    browser.click(f"#{scenario} .logs > summary")
    browser.until(f"document.querySelector('#{scenario} .logs[open] button.id')")
    ids = browser.run(f"Array.from(document.querySelectorAll('#{scenario} .logs[open] button.id')).map(one => "
                      "[one.textContent, Boolean(one.closest('.pair > div:first-child'))])")
    check({side for _, side in ids} == {True, False}, f"the fault's ID is not in both logs: {ids}")
    check(len({text for text, _ in ids}) == 1, f"one fault, but {ids}")
    browser.click(f"#{scenario} .logs button.id")
    check(browser.run("document.activeElement.classList.contains('now')"), "the ID does not lead to its next place")

    filters(browser)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    check_quiet(browser)


def filters(browser):
    total = browser.run("document.querySelectorAll('.list tbody tr').length")
    check(total > 10, f"only {total} scenarios")
    browser.run("document.activeElement.blur()")
    browser.press("/", "/")
    check(browser.run("document.activeElement.id") == "find", "'/' does not lead to the search")
    browser.call("Input.insertText", text="too-many")
    shown = browser.run("Array.from(document.querySelectorAll('.list tbody tr')).filter(one => !one.hidden).length")
    check(0 < shown < total, f"{shown} of {total} are shown")
    browser.click(".filter input[value=bad]")
    check(browser.run("document.querySelectorAll('.list tbody tr:not([hidden])').length") == 0, "nothing failed")
    check(browser.run("document.getElementById('shown').textContent") == f"0 of {total}", "the count is wrong")


def hostile_text(browser, program, library, folder):
    with open(os.path.join(library, "seeds/baseline-healthy-scan-cold.yaml"), encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"^title:.*$", lambda _: f'title: "{HOSTILE}"', text, flags=re.M)
    text = re.sub(r"^verify:\n", lambda _: "verify:\n  - {at: PC01, run: \"findstr /c:" + HOSTILE.replace('\\"', "") +
                  "\\x01 C:\\\\Windows\\\\none\", exit_code: 1}\n", text, flags=re.M)
    scenario = os.path.join(folder, "baseline-hostile.yaml")
    with open(scenario, "w", encoding="utf-8") as file:
        file.write(text)
    opened(browser, report_of(program, folder, scenario))
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    check(browser.run("typeof window.pwned") == "undefined", "hostile text was run")
    check(browser.run("document.querySelectorAll('img').length") == 0, "hostile text became an element")
    check("<img src=x" in browser.run("document.querySelector('.list').textContent"), "hostile text is not shown")
    check("<img src=x" in browser.run("document.querySelector('.events .cmd').textContent"), "the line is not shown")
    check_quiet(browser)


def prints(browser, program, library, folder):
    page = report_of(program, folder, os.path.join(library, MANY))
    opened(browser, page)
    folded = browser.pdf()
    check(not browser.run("document.querySelector('.scenario').open"), "printing leaves the scenario open")
    browser.run("document.querySelectorAll('.scenario').forEach(one => { one.open = true; })")
    unfolded = browser.pdf()
    pages = [len(re.findall(rb"/Type\s*/Page\b(?!s)", data)) for data in (folded, unfolded)]
    check(pages[0] == pages[1] > 1, f"folded {pages[0]} pages, unfolded {pages[1]}")
    check_quiet(browser)


def measure(page, limit):
    with chromium.Browser() as browser:
        times = sorted(browser.open(page) for _ in range(5))
    print(f"{page}: {os.path.getsize(page)} bytes; load event after {times[0]:.0f} to {times[-1]:.0f} ms "
          f"(median of 5: {times[2]:.0f}, limit {limit})")
    check(times[2] < limit, "the load event is later than the limit")


CASES = {case.__name__: case for case in (clicks_through, hostile_text, prints)}


def main():
    if chromium.find() is None:
        print("SKIPPED: there is no chromium here (Debian: chromium; './lab deps browser' installs it)")
        sys.exit(77)
    if sys.argv[1] == "measure":
        return measure(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else LOAD_LIMIT_MS)
    case, program, library = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, chromium.Browser() as browser:
        CASES[case](browser, program, library, folder)
    return None


if __name__ == "__main__":
    main()
