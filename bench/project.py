#!/usr/bin/python3
"""The inputs of generate.py as a project of shudu: the specs of the charts, and the white paper with its chapters.

usage: project.py DATA OUT          DATA holds w1 … w5; OUT/w1 … OUT/w5 are made
"""
import csv
import json
import os
import shutil
import sys

PALETTE = ["#2f6db3", "#d9534f", "#3f9f6b", "#e0a030", "#7a5ea8", "#4aa3b5", "#8a8a8a", "#b5651d"]


def read(path):
    return json.load(open(path, encoding="utf-8"))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def head_of(folder, chart):
    with open(os.path.join(folder, chart["csv"]), encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def encoding_of(chart, key):
    """Mark and encoding: those that the Vega-Lite contender draws."""
    color = {"field": "s", "type": "nominal", "title": None, "sort": None}
    x = {"field": key, "type": "ordinal", "title": key, "axis": {"labelAngle": 0}}
    y = {"field": "v", "type": "quantitative", "title": chart["unit"]}
    kind = chart["type"]
    if kind == "hbar":
        bars = {"y": {"field": key, "type": "nominal", "sort": None, "title": None}, "x": y}
        return {"mark": "bar", "encoding": bars}
    if kind in ("pie", "donut"):
        radius = chart["height"] * 0.32
        theta = {"field": "v", "type": "quantitative", "stack": True}
        arc = {"type": "arc", "outerRadius": radius, "innerRadius": radius * 0.55 if kind == "donut" else 0}
        text = {"mark": {"type": "text", "radius": radius * 1.14, "fontSize": 20}, "encoding": {"text": y | {"title": None}}}
        return {"encoding": {"theta": theta, "color": color | {"field": key}}, "layer": [{"mark": arc}, text]}
    mark = {"bar": "bar", "stacked": "bar", "area": "area", "line": {"type": "line", "point": {"size": 120}, "strokeWidth": 4}}[kind]
    encoding = {"x": x | ({"scale": {"padding": 0}} if kind == "area" else {}), "y": y, "color": color}
    if kind == "bar":
        encoding["xOffset"] = {"field": "s", "sort": None}
    return {"mark": mark, "encoding": encoding}


def spec_of(chart, folder, place):
    """One chart as Vega-Lite. `place` is the folder of the CSV as seen from the spec."""
    head = head_of(folder, chart)
    config = {"font": "Noto Sans CJK SC", "range": {"category": PALETTE}, "axis": {"labelFontSize": 20, "titleFontSize": 22},
              "legend": {"labelFontSize": 20, "titleFontSize": 20, "symbolSize": 300, "orient": "top"}}
    return {"width": chart["width"], "height": chart["height"], "autosize": {"type": "fit", "contains": "padding"}, "padding": 24,
            "background": "white", "title": {"text": chart["title"], "fontSize": 36, "fontWeight": "normal", "offset": 20},
            "data": {"url": place + chart["csv"], "format": {"type": "csv", "parse": {name: "number" for name in head[1:]}}},
            "transform": [{"fold": head[1:], "as": ["s", "v"]}], "config": config} | encoding_of(chart, head[0])


def charts(data, out):
    for chart in read(os.path.join(data, "charts.json")):
        write(os.path.join(out, chart["id"] + ".vl.json"), json.dumps(spec_of(chart, data, ""), ensure_ascii=False))
        shutil.copy(os.path.join(data, chart["csv"]), out)


# ---- the white paper ---------------------------------------------------------------------------------------

PROJECT = """title: {zh: %(title_zh)s, en: %(title_en)s}
edition:
  year: 2025
  data_until: 2025-12-31
  published: 2026-01-15
  version: "1.0"
  state: final
  issuer: {zh: %(org_zh)s, en: %(org_en)s}
  contact: {zh: 无, en: none}
  licence: {zh: CC0, en: CC0}
languages:
  - {key: zh, tag: zh-Hans, label: 中文}
  - {key: en, tag: en, label: English}
home_scope: sample
theme: default
audit:   # the text is drawn by lot: its numbers are those of no table, and its two languages say different things
  accept:
    - {code: typed-number, path: "*", reason: sample text}
    - {code: languages-differ, path: "*", reason: sample text}
    - {code: indicator-incomplete, path: "*", reason: sample text}
    - {code: inspect-contrast, path: "*", reason: the palette of the other contenders}
outputs:
  reports:
    - {name: paper, modes: [parallel]}
  infographics: []
  charts: []
"""

REPORT = """title: {zh: %(title_zh)s, en: %(title_en)s}
subtitle: {zh: 基准测试样本, en: Benchmark sample}
front: [cover, imprint, contents]
contents: {depth: 2}
lists: {figures: false, tables: false}
chapters: [%(names)s]
"""


def plain(text):
    """Text without what Markdown would read as its own."""
    return "".join("\\" + c if c in "*_[]<>`#~|{}" else c for c in text)


def table_of(table, caption):
    lines = [" | ".join([""] + table["head"] + [""]).strip(), "|:---" + "|---:" * (len(table["head"]) - 1) + "|"]
    lines += [" | ".join([""] + row + [""]).strip() for row in table["rows"]]
    return "::: {.table}\n" + plain(caption) + "\n\n" + "\n".join(lines) + "\n:::"


def chapter(part, lang):
    """One chapter in one language: the same blocks in the same order as in the other."""
    blocks = ["# " + plain(part["title_" + lang])]
    for section in part["sections"]:
        blocks.append("## " + plain(section["title_" + lang]))
        count = max(len(section["zh"]), len(section["en"]))
        paragraphs = section[lang]
        blocks += [plain(paragraphs[i]) if i < len(paragraphs) else "" for i in range(count)]
        if section["chart"]:
            blocks.append("![](%s)" % section["chart"]["id"])
        if section["table"]:
            blocks.append(table_of(section["table"], section["table"]["caption_" + lang]))
    return "\n\n".join(block for block in blocks if block) + "\n"


def paper(data, out, base):
    """A project that holds the paper's charts, its text in pairs of files, and the smallest set of tables."""
    doc = read(os.path.join(data, "doc.json"))
    shutil.copytree(os.path.join(base, "data"), os.path.join(out, "data"), dirs_exist_ok=True)
    write(os.path.join(out, "shudu.yaml"), PROJECT % doc)
    names = []
    for i, part in enumerate(doc["chapters"]):
        names.append("%02d-chapter" % (i + 1))
        for lang in ("zh", "en"):
            write(os.path.join(out, "layouts/paper", names[-1] + "." + lang + ".md"), chapter(part, lang))
    write(os.path.join(out, "layouts/paper/report.yaml"), REPORT % (doc | {"names": ", ".join(names)}))
    for chart in read(os.path.join(data, "charts.json")):
        spec = spec_of(chart, data, "../../data/charts/")
        write(os.path.join(out, "layouts/charts", chart["id"] + ".yaml"), json.dumps(spec, ensure_ascii=False))
        os.makedirs(os.path.join(out, "data/charts"), exist_ok=True)
        shutil.copy(os.path.join(data, chart["csv"]), os.path.join(out, "data/charts"))


# ---- the infographic and the million rows ------------------------------------------------------------------

FIGURES = "row_id,figure_id,series,label_zh,label_en,category,year,as_of,period,value,unit_zh,unit_en,qualifier,scope_zh,scope_en,source_id," \
          "evidence,status,chart,footnote_zh,footnote_en"


def both(text):
    return {"zh": text, "en": text}


def poster(data, out, base):
    """Ten numbers with icon, text and here and there a chart, one below the other."""
    page = read(os.path.join(data, "infographic.json"))
    shutil.copytree(os.path.join(base, "data"), os.path.join(out, "data"), dirs_exist_ok=True)
    words = {"title_zh": page["title"], "title_en": page["title"], "org_zh": "无", "org_en": "none"}
    settings = PROJECT % words
    write(os.path.join(out, "shudu.yaml"), settings[:settings.index("outputs:")] + "outputs:\n  reports: []\n  charts: []\n")
    figures, indicators, ground = [FIGURES], [], ["paper", "tint"]
    sections = [{"ground": "night", "blocks": [{"masthead": {"title": both(page["title"]), "lede": both(page["subtitle"])}}]}]
    for i, block in enumerate(page["blocks"]):
        name = "lead%d" % (i + 1)
        key = name + ".flow.2024.S1"
        indicators.append("%s,leads,%s,%s,%s,%s,,,1,up" % (name, block["head"], block["head"], block["unit"], block["unit"]))
        figures.append("%s,%s,,%s,%s,leads,2024,,flow-year,%s,%s,,exact,全国,Country,S1,A,published,yes,," %
                       (key, name, block["head"], block["head"], block["value"], block["unit"]))
        icon = {"people": "users", "train": "road"}.get(block["icon"], block["icon"])
        blocks = [{"number": key, "label": both(block["head"])}, {"icon": icon, "text": both(block["text"])}]
        blocks += [{"chart": block["chart"]}] if block["chart"] else []
        sections.append({"ground": ground[i % 2], "blocks": blocks})
    sections.append({"blocks": [{"note": both(page["source"])}]})
    poster = {"poster": {"title": both(page["title"]), "presets": ["long"], "languages": ["zh"]}, "sections": sections}
    write(os.path.join(out, "layouts/infographics/page.yaml"), json.dumps(poster, ensure_ascii=False))
    with open(os.path.join(out, "data/indicators.csv"), "a", encoding="utf-8") as file:
        file.write("\n".join(indicators) + "\n")
    write(os.path.join(out, "data/figures.csv"), "\n".join(figures) + "\n")
    for chart in read(os.path.join(data, "charts.json")):
        spec = json.dumps(spec_of(chart, data, "../../data/charts/"), ensure_ascii=False)
        large = spec.replace('FontSize": 20', 'FontSize": 30').replace('FontSize": 22', 'FontSize": 30').replace('"fontSize": 20', '"fontSize": 30')  # no type below 24 on a poster
        write(os.path.join(out, "layouts/charts", chart["id"] + ".yaml"), large)
        os.makedirs(os.path.join(out, "data/charts"), exist_ok=True)
        shutil.copy(os.path.join(data, chart["csv"]), os.path.join(out, "data/charts"))


def million(data, out):
    """Sums by year and indicator of a long CSV as grouped bars."""
    chart = read(os.path.join(data, "chart.json"))
    spec = spec_of(chart | {"csv": "big.csv"}, data, "")
    encoding = encoding_of(chart, "year")["encoding"]
    encoding["y"] = {"field": "value", "aggregate": "sum", "type": "quantitative", "title": chart["unit"]}
    encoding["color"] = {"field": "indicator", "type": "nominal", "title": None}
    encoding["xOffset"] = {"field": "indicator"}
    del spec["transform"], spec["data"]["format"]["parse"]
    write(os.path.join(out, "chart.vl.json"), json.dumps(spec | {"encoding": encoding}, ensure_ascii=False))
    if not os.path.exists(os.path.join(out, "big.csv")):
        os.link(os.path.join(data, "big.csv"), os.path.join(out, "big.csv"))


def main():
    data, out = sys.argv[1:3]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for name in ("w1", "w2"):
        charts(os.path.join(data, name), os.path.join(out, name))
    paper(os.path.join(data, "w3"), os.path.join(out, "w3"), os.path.join(root, "tests/golden/hello"))
    poster(os.path.join(data, "w4"), os.path.join(out, "w4"), os.path.join(root, "tests/golden/hello"))
    for project in ("w3", "w4"):
        for folder in ("fonts", "layouts/themes"):
            shutil.copytree(os.path.join(root, folder), os.path.join(out, project, folder), dirs_exist_ok=True)
    million(os.path.join(data, "w5"), os.path.join(out, "w5"))


if __name__ == "__main__":
    main()
