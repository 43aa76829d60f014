/* The smallest project that has all kinds of tables. A test writes over the file that it is about. */
#ifndef SHUDU_TESTS_PROJECT_H
#define SHUDU_TESTS_PROJECT_H

#include "../table/folder.h"

#include "model/model.h"

#define SHUDU_YAML                                                                                                    \
    "title: {zh: 样例, en: Sample}\n"                                                                                 \
    "edition: {year: 2025, data_until: 2025-10, published: 2025-11-14, version: \"1.0\", state: final, issuer: {zh: 甲, en: A}}\n" \
    "languages:\n- {key: zh, tag: zh-Hans, label: 中文}\n- {key: en, tag: en, label: English}\n"                     \
    "home_scope: city\ntheme: default\n"                                                                              \
    "outputs:\n  reports:\n  - {name: paper, modes: [parallel, zh]}\n  infographics: all\n  charts: [growth]\n"

#define PACKAGE_YAML                                                                                                                                        \
    "resources:\n"                                                                                                                                          \
    "- {name: figures, path: figures.csv, shudu: {role: figures}, schema: {fields: [{name: row_id}, {name: figure_id}, {name: series}, {name: label_zh}, {name: label_en}, " \
    "{name: year, type: year}, {name: as_of, type: date, format: reduced}, {name: period}, {name: value, type: number}, {name: unit_zh}, {name: unit_en}, {name: qualifier}, "        \
    "{name: source_id}, {name: status}, {name: chart}, {name: footnote_zh}, {name: footnote_en}]}}\n"                                                        \
    "- {name: wide, path: wide.csv, shudu: {role: figures-wide, years: \"20??\"}, schema: {fields: [{name: indicator}, {name: scope}, {name: scope_zh}, {name: scope_en}, "  \
    "{name: period}, {name: basis}, {name: source_id}, {name: \"2020\", type: number, format: qualified}, {name: \"2021\", type: number, format: qualified}]}}\n" \
    "- {name: annotations, path: annotations.csv, shudu: {role: annotations}, schema: {primaryKey: row_id, fields: [{name: row_id}, {name: as_of, type: date, format: reduced}, "  \
    "{name: as_of_note}, {name: as_of_note_zh}, {name: share_percent, type: number}, {name: share_qualifier}, {name: share_of}, {name: share_of_zh}, "        \
    "{name: rank, type: integer}, {name: rank_scope}, {name: status}, {name: quote_zh}, {name: chart}, {name: footnote_zh}, {name: footnote_en}]}}\n"       \
    "- {name: indicators, path: indicators.csv, shudu: {role: indicators}, schema: {fields: [{name: id}, {name: label_zh}, {name: label_en}, {name: digits, type: integer}, {name: direction}]}}\n" \
    "- {name: periods, path: periods.csv, shudu: {role: periods}, schema: {fields: [{name: code}, {name: label_zh}, {name: label_en}]}}\n"                  \
    "- {name: sources, path: sources.csv, shudu: {role: sources}, schema: {fields: [{name: source_id}, {name: title_zh}, {name: title_en}, {name: evidence}]}}\n" \
    "- {name: targets, path: targets.csv, shudu: {role: targets}, schema: {fields: [{name: indicator_id}, {name: baseline_value, type: number}, {name: baseline_row_id}, " \
    "{name: target_year, type: year}, {name: target_value, type: number}, {name: kind}, {name: source_id}, {name: latest_row_id}, {name: latest_value, type: number}, "  \
    "{name: latest_formula}, {name: also_row_ids}, {name: comparable}]}}\n"                                                                                  \
    "- {name: records, path: records.csv, shudu: {role: records}, schema: {fields: [{name: kind}, {name: date, type: date, format: reduced}, {name: title_zh}, {name: title_en}, {name: source_id}]}}\n" \
    "- {name: highlights, path: highlights.csv, shudu: {role: highlights}, schema: {fields: [{name: order, type: integer}, {name: number}, {name: lead_zh}, {name: lead_en}, " \
    "{name: body_zh}, {name: body_en}, {name: row_ids}]}}\n"                                                                                                 \
    "- {name: glossary, path: glossary.csv, shudu: {role: glossary}, schema: {fields: [{name: term_zh}, {name: term_en}, {name: also_en}, {name: forbidden_en}]}}\n"          \
    "- {name: coverage, path: coverage.csv, shudu: {role: coverage}, schema: {fields: [{name: row_id}, {name: chapter}, {name: chart_rule}]}}\n"

#define FIGURES_HEAD "row_id,figure_id,series,label_zh,label_en,year,as_of,period,value,unit_zh,unit_en,qualifier,source_id,status,chart,footnote_zh,footnote_en\n"
#define FIGURES                                                                                                  \
    FIGURES_HEAD                                                                                                 \
    "laws.stock.2020.S1,laws,laws.stock,法规,Laws,2020,2020-12-31,stock,12,部,laws,exact,S1,published,yes,,\n"   \
    "laws.stock.2021.S1,laws,laws.stock,法规,Laws,2021,2021-12-31,stock,15,部,laws,exact,S1,published,yes,,\n"   \
    "laws.stock.2021.S2,laws,,法规,Laws,2021,2021-12-31,stock,15,部,laws,exact,S2,published,no,,\n"              \
    "laws.delta.flow.2021.S2,laws,,法规,Laws,2021,,flow-year,3,部,laws,about,S2,published,footnote,注,Note\n"    \
    "laws.flow.2022.S1,laws,,法规,Laws,2022,,flow-year,4,部,laws,exact,S1,embargoed,yes,,\n"                     \
    "laws.stock.undated.S2,laws,,法规,Laws,,,stock,2,部,laws,exact,S2,published,footnote,无日期,Undated\n"

static inline Folder
project_open(void)
{
    Folder f = folder_open();
    folder_write(&f, "shudu.yaml", SHUDU_YAML);
    folder_write(&f, "data/datapackage.yaml", PACKAGE_YAML);
    folder_write(&f, "data/figures.csv", FIGURES);
    folder_write(&f, "data/wide.csv", "indicator,scope,scope_zh,scope_en,period,basis,source_id,2020,2021\nawards,,全市,City,flow-year,awards.flow,S1,90余,108\nawards,city,全市,City,stock,,S2,,3.6万\n");
    folder_write(&f, "data/annotations.csv",
        "row_id,as_of,as_of_note,as_of_note_zh,share_percent,share_qualifier,share_of,share_of_zh,rank,rank_scope,status,quote_zh,chart,footnote_zh,footnote_en\n"
        "awards.flow.2020.S1,,undated,未注明,8.80,about,all,全部,2,China,published,原文,footnote,注,Note\n");
    folder_write(&f, "data/indicators.csv", "id,label_zh,label_en,digits,direction\nlaws,法规,Laws,0,up\nawards,奖项,Awards,1,none\n");
    folder_write(&f, "data/periods.csv", "code,label_zh,label_en\nstock,累计,to date\nflow-year,当年,in the year\n");
    folder_write(&f, "data/sources.csv", "source_id,title_zh,title_en,evidence\nS1,甲,A,A\nS2,乙,B,C\n");
    folder_write(&f, "data/targets.csv",
        "indicator_id,baseline_value,baseline_row_id,target_year,target_value,kind,source_id,latest_row_id,latest_value,latest_formula,also_row_ids,comparable\n"
        "laws,12,laws.stock.2020.S1,2025,5,new,S1,laws.stock.2021.S1,3,laws.stock.2021.S1 - laws.stock.2020.S1,laws.delta.flow.2021.S2,yes\n"
        "seats,27,laws.stock.2020.S1 + laws.stock.2021.S1,2025,40,total,S2,,,,,no\n");
    folder_write(&f, "data/records.csv", "kind,date,title_zh,title_en,source_id\nlaw,2019-07,条例{{laws.stock.2020.S1}},Act,S1\n");
    folder_write(&f, "data/highlights.csv", "order,number,lead_zh,lead_en,body_zh,body_en,row_ids\n1,12,首创,First,正文,Body,laws.stock.2020.S1 laws.stock.2021.S1\n");
    folder_write(&f, "data/glossary.csv", "term_zh,term_en,also_en,forbidden_en\n标准,standard,,\n团体标准,association standard,group,group standard\n标准化,standardization; standards work,,\n");
    folder_write(&f, "data/coverage.csv", "row_id,chapter,chart_rule\nlaws.stock.2020.S1,3,yes\nlaws.flow.2022.S1,3,yes\n");
    folder_write(&f, "data/conflicts.yaml", "conflicts:\n- {id: C1, kind: basis, title: {zh: 甲, en: A}, rows: [laws.stock.2020.S1, laws.flow.2022.S1], ruling: {zh: \"用{{laws.stock.2020.S1}}\", en: Use it}, declared: kept}\n");
    return f;
}

static inline Model *
project_read(const Folder *f)
{
    return model_read(f->arena, f->reader);
}

/* The codes of a project in which one file is another. */
#define ASSERT_PROJECT(path, text, expected)                      \
    do {                                                          \
        Folder f = project_open();                                \
        folder_write(&f, path, text);                             \
        project_read(&f);                                         \
        assert_string_equal(folder_codes(&f), expected);          \
        folder_close(&f);                                         \
    } while (0)

#endif
