#!/usr/bin/python3
"""Times this program beside its peers and writes a table of ratios.

usage: run.py --shudu BUILD/shudu [--out DIR] [--peers DIR] [-n 5] [-w w1_png,w3_all] [-c shudu,typst] [--quiet SECONDS]
              [--specs FOLDER] [-- OPTIONS OF generate.py]

Whole processes are timed, from start to reaping, no shell in between. The contenders of a workload run in turn (A B C A B C …), so
that drift hits all alike; one run more than -n warms up. CPU time and peak memory are the kernel's (wait4), of the largest process.
A contender that lacks something is skipped with the command that installs it. DIR gets results.json and results.md.
A contender is contenders/NAME.sh: a function for each workload that sets CMD; NAME_prepare and NAME_reset run untimed before.
Programs that stay are timed by watch.py.
"""
import argparse
import glob
import json
import os
import platform
import re
import statistics
import struct
import subprocess
import sys
import time
import xml.parsers.expat

import watch

HERE = os.path.dirname(os.path.abspath(__file__))
WORKLOADS = {
    "w1_png": "one chart to PNG 1600×1000, fresh process", "w1_svg": "one chart to SVG, fresh process", "w1_pdf": "one chart to PDF, fresh process",
    "w2_png": "120 charts to PNG 1600×1000, one process", "w2_svg": "120 charts to SVG, one process", "w2_pdf": "120 charts to PDF, one process",
    "w3_all": "white paper, 24 charts and 16 tables, from CSV to PDF", "w4_png": "long image 1080 × about 7,000",
    "w5_png": "a million rows of CSV to one chart", "w6_same": "white paper again, nothing changed", "w6_edit": "white paper again, one number changed",
    "w6_watch": "one number changed beside a program that stays, from the save to the new PDF",
    "w7_main": "the shipped project: papers, charts, posters 1080 pixels wide", "w7_all": "the shipped project in all its shapes, with the press kit", "w8_svg": "Vega-Lite's own examples to SVG, one process",
    "w8_png": "Vega-Lite's own examples to PNG, one process", "w8_one": "one Vega-Lite example to SVG, fresh process",
    "w9_own": "check of the shipped project", "w9_rows": "check of a table of a million rows",
    "w10_kit": "the press kit of the shipped project alone",
}


def shell(contender, body, env, folder):
    """Runs a function of a contender; its output."""
    command = ["bash", "-c", 'set -e; . "$BENCH/contenders/_lib.sh"; . "$1"; shift; ' + body, "bash", contender]
    done = subprocess.run(command, env=env, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-800:])
    return done.stdout


def once(command, env, folder, timeout):
    """One timed run. Children count by their own rusage, once reaped: CPU is the tree's, memory that of the largest."""
    with open(os.path.join(folder, "..", os.path.basename(folder) + ".log"), "wb") as log:
        start = time.monotonic()
        process = subprocess.Popen(command, env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.kill()
            raise
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if wall > timeout:
        raise RuntimeError("took %.0f s" % wall)
    return {"rc": process.returncode, "wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss / 1024}


def png_size(path):
    with open(path, "rb") as file:
        head = file.read(33)
    assert head[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG: " + path
    return struct.unpack(">II", head[16:24])


def pixels_of(out):
    """Pixels of all PNG files that a run has left: of a project, those of its outputs."""
    built = os.path.join(out, "project/out")
    paths = glob.glob(os.path.join(built if os.path.isdir(built) else out, "**/*.png"), recursive=True)
    return sum(width * height for width, height in map(png_size, paths))


def check_charts(workload, out, data):
    name, ending = workload.split("_")
    charts = json.load(open(os.path.join(data, name, "charts.json"), encoding="utf-8"))
    size = 0
    for chart in charts:
        found = glob.glob(os.path.join(out, chart["id"] + "*." + ending))
        assert found, "no " + chart["id"]
        size += os.path.getsize(found[0])
        if ending == "png":
            assert png_size(found[0]) == (chart["width"], chart["height"]), png_size(found[0])
        elif ending == "svg":
            xml.parsers.expat.ParserCreate().Parse(open(found[0], "rb").read(), True)
    return size


def check_paper(out, data):
    path = os.path.join(out, "doc.pdf")
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True).stdout.decode("utf-8", "replace")
    doc = json.load(open(os.path.join(data, "w3", "doc.json"), encoding="utf-8"))
    flat = re.sub(r"\s", "", text)
    missing = [part["title_zh"] for part in doc["chapters"] if part["title_zh"] not in flat]
    assert not missing, "not in the text: " + missing[0]
    return os.path.getsize(path)


def check(workload, out, data):
    """What a right output must show mechanically; its size. The eye is still needed once for each contender."""
    if workload.startswith(("w1_", "w2_")):
        return check_charts(workload, out, data)
    if workload.startswith(("w3", "w6")):
        return check_paper(out, data)
    if workload == "w4_png":
        path = os.path.join(out, "infographic.png")
        assert png_size(path)[0] == 1080, png_size(path)
        return os.path.getsize(path)
    if workload == "w5_png" and os.path.exists(os.path.join(out, "chart.png")):
        assert png_size(os.path.join(out, "chart.png")) == (1600, 1000)
        return os.path.getsize(os.path.join(out, "chart.png"))
    return sum(os.path.getsize(path) for path in glob.glob(os.path.join(out, "**/*.*"), recursive=True) if path.endswith((".svg", ".png")))


def busy():
    values = [int(word) for word in open("/proc/stat").readline().split()[1:9]]
    return sum(values) - values[3] - values[4], sum(values)


def wait_quiet(limit):
    """Until the machine is 90 % idle for a quarter of a second, at most `limit` seconds."""
    end = time.monotonic() + limit
    while limit and time.monotonic() < end:
        before = busy()
        time.sleep(0.25)
        after = busy()
        if after[0] - before[0] <= 0.1 * (after[1] - before[1]):
            return


def prepare(workload, name, path, env, out):
    folder = os.path.join(out, "run", workload, name)
    os.makedirs(folder, exist_ok=True)
    env = dict(env, OUT=folder)
    functions = shell(path, 'declare -F | sed "s/declare -f //"', env, folder).decode().split()
    if workload not in functions:
        return None
    missing = shell(path, "needs", env, folder).decode().strip() if "needs" in functions else ""
    if missing:
        print("%-8s %-14s skipped: %s" % (workload, name, missing), flush=True)
        return None
    if workload + "_prepare" in functions:
        shell(path, workload + "_prepare", env, folder)
    words = shell(path, "CMD=(); %s >&2; printf '%%s\\0' \"${CMD[@]}\"" % workload, env, folder).split(b"\0")[:-1]
    version = shell(path, "version", env, folder).decode().strip() if "version" in functions else ""
    return {"name": name, "path": path, "folder": folder, "env": env, "command": [word.decode() for word in words], "version": version,
            "reset": workload + "_reset" in functions, "runs": [], "first": 0, "workload": workload}


def clear_charts(entry):
    """Charts are written anew in every run: a file system takes its time over files that take the place of others."""
    if entry["workload"].startswith(("w1_", "w2_", "w8_")):
        for path in glob.glob(os.path.join(entry["folder"], "*")):
            if path.endswith((".png", ".svg", ".pdf")):
                os.remove(path)


def run_round(entry, number, options):
    slow = entry["first"] > 12
    if number > (options.n if not slow else 1):
        return
    if entry["reset"]:
        shell(entry["path"], entry["workload"] + "_reset", dict(entry["env"], RUN=str(number)), entry["folder"])
    clear_charts(entry)
    wait_quiet(options.quiet)
    run = once(entry["command"], entry["env"], entry["folder"], options.timeout)
    if run["rc"]:
        log = open(entry["folder"] + ".log", errors="replace").read()[-600:]
        raise RuntimeError("ended with %d: %s" % (run["rc"], log))
    entry["first"] = entry["first"] or run["wall"]
    if number > 0:
        entry["runs"].append(run)


def time_workload(workload, contenders, env, options):
    entries = []
    for name, path in contenders.items():
        try:
            entry = prepare(workload, name, path, env, options.out)
            if entry:
                entries.append(entry)
        except RuntimeError as error:
            print("%-8s %-14s could not be prepared: %s" % (workload, name, error), flush=True)
    for number in range(options.n + 1):
        for entry in list(entries):
            try:
                if not workload.endswith("_watch"):
                    run_round(entry, number, options)
                elif number == 0:
                    watch.time_saves(entry, shell, options)
            except RuntimeError as error:
                print("%-8s %-14s %s" % (workload, entry["name"], error), flush=True)
                entries.remove(entry)
    rows = []
    for entry in entries:
        try:
            size = check(workload, entry["folder"], env["DATA"])
            pixels = pixels_of(entry["folder"])
        except (AssertionError, OSError) as error:
            print("%-8s %-14s wrong output: %s" % (workload, entry["name"], error), flush=True)
            continue
        median = {key: statistics.median(run[key] for run in entry["runs"]) for key in ("wall", "cpu", "rss")}
        rows.append({"workload": workload, "contender": entry["name"], "version": entry["version"], "runs": len(entry["runs"]), "bytes": size, "pixels": pixels,
                     "least": min(run["wall"] for run in entry["runs"]), **median})
    return sorted(rows, key=lambda row: row["wall"])


def rest_of_kit(rows):
    """What the shipped project takes beyond its papers, charts and long images, by its pixels."""
    whole, base = (next((row for row in rows if row["workload"] == name and row["contender"] == "shudu"), None) for name in ("w7_all", "w7_main"))
    if not whole or not base:
        return []
    cpu, pixels = whole["cpu"] - base["cpu"], whole["pixels"] - base["pixels"]
    return ["\nThe rest of the kit (`w7_all` without `w7_main`): %.2f s of CPU for %.0f million pixels, %.1f ns per pixel and core." % (cpu, pixels / 1e6, cpu * 1e9 / pixels)]


def table(rows, machine):
    lines = ["Machine: %s. Medians; × is the time beside that of shudu in the same run.\n" % machine]
    for workload, title in WORKLOADS.items():
        these = [row for row in rows if row["workload"] == workload]
        if not these:
            continue
        own = next((row["wall"] for row in these if row["contender"] == "shudu"), None)
        lines += ["\n### %s (`%s`)\n" % (title, workload), "| | s | × | CPU s | MB | output KB | ns per pixel and core |", "|---|--:|--:|--:|--:|--:|--:|"]
        for row in these:
            ratio = "%.1f" % (row["wall"] / own) if own else ""
            each = "%.1f" % (row["cpu"] * 1e9 / row["pixels"]) if row["pixels"] else ""
            lines.append("| %s | %.3f | %s | %.3f | %.0f | %.0f | %s |" % (row["contender"], row["wall"], ratio, row["cpu"], row["rss"], row["bytes"] / 1024, each))
    lines += rest_of_kit(rows)
    lines += ["\n### Versions\n"] + ["- %s: %s" % pair for pair in sorted({(row["contender"], row["version"]) for row in rows})]
    return "\n".join(lines) + "\n"


def machine_name():
    model = re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())
    return "%s, %d processors, %s" % (model.group(1) if model else platform.machine(), os.cpu_count(), platform.platform())


def specs_of(folder):
    """The examples of Vega-Lite where they are, else the specs of the gallery; and one of them."""
    listed = os.path.join(folder, "tier1.txt")
    if os.path.exists(listed):
        named = (os.path.join(folder, "specs", name.strip() + ".vl.json") for name in open(listed))
        paths = [path for path in named if os.path.exists(path)]
        return paths, paths[0]
    paths = sorted(glob.glob(os.path.join(os.path.dirname(HERE), "docs/gallery/marks/*.json")))
    return paths, paths[0]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shudu", required=True)
    options.add_argument("--out", default="build/bench")
    options.add_argument("--peers", default=os.environ.get("PEERS_DIR", "/opt/shudu-bench-peers"))
    options.add_argument("--specs", default=os.path.join(HERE, "../../shared/vega-examples"))
    options.add_argument("-n", type=int, default=5)
    options.add_argument("-w", default="")
    options.add_argument("-c", default="")
    options.add_argument("--quiet", type=float, default=0)
    options.add_argument("--timeout", type=float, default=300)
    options.add_argument("generate", nargs="*")
    options = options.parse_args()
    options.out = os.path.abspath(options.out)
    data, made, build = (os.path.join(options.out, name) for name in ("data", "in", "build"))
    if not os.path.exists(os.path.join(made, "w5")) or options.generate:
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), data, *options.generate], check=True)
        subprocess.run([sys.executable, os.path.join(HERE, "project.py"), data, made], check=True)
    subprocess.run(["sh", os.path.join(HERE, "floor/build.sh"), build], check=True)
    specs, one = specs_of(os.path.abspath(options.specs))
    env = dict(os.environ, BENCH=HERE, ROOT=os.path.dirname(HERE), SHUDU=os.path.abspath(options.shudu), DATA=data, IN=made, BENCH_BUILD=build,
               PEERS_DIR=options.peers, NODE_PATH=os.path.join(options.peers, "node_modules"), LC_ALL="C.UTF-8", SPECS=" ".join(specs), ONE_SPEC=one)
    paths = sorted(path for path in glob.glob(os.path.join(HERE, "contenders", "*.sh")) if not os.path.basename(path).startswith("_"))
    wanted = options.c.split(",") if options.c else None
    contenders = {name: path for name, path in ((os.path.basename(path)[:-3], path) for path in paths) if not wanted or name in wanted}
    rows = []
    for workload in WORKLOADS:
        if options.w and not any(workload == word or workload.startswith(word + "_") for word in options.w.split(",")):
            continue
        these = time_workload(workload, contenders, env, options)
        for row in these:
            print("%-8s %-14s %8.3f s  cpu %7.3f  %5.0f MB  %9d bytes" % (workload, row["contender"], row["wall"], row["cpu"], row["rss"], row["bytes"]), flush=True)
        rows += these
    with open(os.path.join(options.out, "results.json"), "w", encoding="utf-8") as file:
        json.dump({"machine": machine_name(), "rows": rows}, file, ensure_ascii=False, indent=1)
    with open(os.path.join(options.out, "results.md"), "w", encoding="utf-8") as file:
        file.write(table(rows, machine_name()))
    print("\n" + table(rows, machine_name()))


if __name__ == "__main__":
    main()
