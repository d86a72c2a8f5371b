"""Figures of docs/maps.md from what contend_bench_maps measured: maps_figures.py RESULTS.json MAPS.md PICTURES_FOLDER"""

import json
import re
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "contend"
import matplotlib.pyplot as plt  # noqa: E402

ORDER = ["mutexed unordered_map", "mutex_map", "shared_mutex_map", "sync_map", "sharded_map", "tbb::concurrent_hash_map",
         "partitioned_map", "partitioned_map, owned", "actor_map"]
KEYS = {0: "all threads on all keys", 1: "each thread on its own keys", 2: "keys come and go"}
READS = [500, 900, 990, 1000]
THREADS = [1, 2, 4]


def medians(results):
    """(map, reads, keys, threads) → millions of operations a second."""
    rates = {}
    for run in results["benchmarks"]:
        if run.get("aggregate_name") != "median":
            continue
        name, reads, keys, threads = re.match(r"(.*?)/reads:(\d+)/keys:(\d)/real_time/threads:(\d)", run["name"]).groups()
        rates[name, int(reads), int(keys), int(threads)] = run["items_per_second"] / 1e6
    return rates


def table(rates, keys, threads):
    lines = ["| | " + " | ".join(f"{reads / 10:g} % loads" for reads in READS) + " |", "|---|" + "---|" * len(READS)]
    for name in ORDER:
        cells = [rates.get((name, reads, keys, threads)) for reads in READS]
        if any(cell is not None for cell in cells):
            lines.append(f"| `{name}` | " + " | ".join("" if cell is None else f"{cell:.3g}" for cell in cells) + " |")
    return "\n".join(lines)


def tables(rates, context):
    parts = [f"Millions of operations a second, medians of five, on {context['num_cpus']} processors at {context['mhz_per_cpu'] / 1000:.1f} GHz."]
    for keys, title in KEYS.items():
        for threads in THREADS:
            if keys != 0 and threads == 1:
                continue
            parts.append(f"**{title[0].upper() + title[1:]}, {threads} thread{'s' if threads > 1 else ''}**\n\n" + table(rates, keys, threads))
    return "\n\n".join(parts)


def picture(rates, keys, path):
    figure, axes = plt.subplots(1, len(THREADS), figsize=(11, 3.6), sharey=True)
    for axis, threads in zip(axes, THREADS):
        for name in ORDER:
            points = [(reads, rates[name, reads, keys, threads]) for reads in READS if (name, reads, keys, threads) in rates]
            if points:
                # Evenly: between 99 and 100 % lies as much as between 50 and 90.
                axis.plot([READS.index(reads) for reads, _ in points], [rate for _, rate in points], marker="o", markersize=3, label=name)
        axis.set_title(f"{threads} thread{'s' if threads > 1 else ''}", fontsize=10)
        axis.set_xticks(range(len(READS)), [f"{reads / 10:g} %" for reads in READS])
        axis.set_xlabel("loads")
        axis.set_yscale("log")
        axis.grid(True, which="both", linewidth=0.3)
    axes[0].set_ylabel("million operations a second")
    figure.suptitle(KEYS[keys], fontsize=11)
    figure.legend(*axes[-1].get_legend_handles_labels(), loc="center right", fontsize=8)
    figure.tight_layout(rect=(0, 0, 0.82, 1))
    figure.savefig(path, format="svg", metadata={"Date": None}, facecolor="white")
    plt.close(figure)


def main():
    results_path, page_path, folder = sys.argv[1:4]
    with open(results_path, encoding="utf-8") as file:
        results = json.load(file)
    rates = medians(results)
    with open(page_path, encoding="utf-8") as file:
        page = file.read()
    begin, end = "<!-- measured by ci/maps -->", "<!-- end -->"
    before, after = page.split(begin)[0], page.split(end)[1]
    with open(page_path, "w", encoding="utf-8") as file:
        file.write(before + begin + "\n\n" + tables(rates, results["context"]) + "\n\n" + end + after)
    for keys, name in {0: "all-keys", 1: "own-keys", 2: "changing-keys"}.items():
        picture(rates, keys, f"{folder}/maps-{name}.svg")


main()
