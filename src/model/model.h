/* model/model.h -- everything that data/ and shudu.yaml say, and the facts in it.
 *
 *     shudu.yaml      ──> title, edition, languages, outputs         project.c
 *     tables of data/ ──> facts, by the role of each table           roles.c, facts.c
 *                     ──> targets, records, highlights, dictionary   targets.c, records.c, dictionary.c
 *                     ──> corrections of this edition                corrections.c
 *     conflicts.yaml  ──> what to do where sources disagree          conflicts.c
 *     audit: …        ──> names that hold numbers, accepted findings audit_rules.c
 *     all of it       ──> do the parts agree?                        check.c, logic.c
 *     a name          ──> the one figure that it means               lookup.c
 *
 * A Fact is one published statement with its key: indicator × scope × period × as-of × basis × source. Values are decimals
 * as typed. Prose, tables, charts and posters take numbers from here and nowhere else.
 *
 * Row ids are indicator[.scope].period.year.source, with `flow-year` written `flow` and a missing year `undated`. Long tables
 * spell them out, and one that begins with its indicator has to agree with its columns; in wide tables they follow from them.
 *
 * Shape    arrays in the order of the files; look-ups by row id and by indicator
 * Memory   the arena of the run; const after model_read
 * Errors   shudu.yaml: edition-*, lang-*, translation-missing, output-bad-list; rows: row-bad-word, fact-duplicate, fact-id-differs,
 *          fact-no-footnote, fact-conflict, fact-unknown-indicator, fact-unknown-source, fact-unknown-period, target-*, role-unknown;
 *          look-ups: fact-missing, fact-ambiguous, fact-not-published, fact-not-drawable, query-bad-date
 * Tests    tests/unit/model/
 */
#ifndef SHUDU_MODEL_MODEL_H
#define SHUDU_MODEL_MODEL_H

#include "base/use.h"
#include "table/table.h"

typedef enum ChartRule { CHART_YES, CHART_FOOTNOTE, CHART_NO } ChartRule;

typedef struct Fact {
    const char *id;              /* row id */
    const char *indicator;
    const char *scope;           /* code as in the row id; "" is the home scope */
    Texts scope_label;
    const char *period;          /* "stock", "flow-year", "point", "since-2022" … */
    int year;                    /* 0: undated */
    const char *year_basis;
    Date as_of;                  /* year 0: not given */
    Texts as_of_note;
    const char *basis;           /* rows with the same non-empty basis may be joined */
    const char *category;
    const char *source_id;
    bool has_value;              /* rank-only rows have none */
    Decimal value;
    Qualifier qualifier;
    Texts label, unit;
    bool has_share;
    Decimal share;               /* per cent */
    Qualifier share_qualifier;
    Texts share_of;
    int rank;                    /* 0: none */
    const char *rank_scope;      /* "China", "world" */
    char evidence;               /* 'A', 'B', 'C' */
    const char *status;          /* draft, embargoed, published, withdrawn */
    const char *quote, *quote_lang;
    ChartRule chart;
    Texts footnote;
    const char *resource;        /* name of the table */
    Loc loc;                     /* the value cell */
    size_t index;                /* in model->facts */
} Fact;

typedef struct Indicator {
    const char *id, *category;
    Texts label, unit, definition;
    Texts sort;              /* takes the label's place in the order of an index; NULL: the label */
    int digits;
    const char *direction;
    Loc loc;
} Indicator;

typedef enum Comparable { COMPARABLE_YES, COMPARABLE_PARTLY, COMPARABLE_NO } Comparable;

/* Figures added and taken away: "a", "a + b", "a - b". */
typedef struct FactTerm { const Fact *fact; bool minus; } FactTerm;
typedef struct FactSum { const FactTerm *terms; size_t count; Decimal value; } FactSum;

typedef struct Target {
    const char *indicator;
    Texts label, unit, reason;
    Date baseline_date;
    const Fact *baseline;        /* the first of baseline_sum; NULL */
    FactSum baseline_sum;        /* count 0: no row is named */
    bool has_target;
    Decimal target, baseline_value;
    bool has_baseline;
    int target_year;
    const char *kind;            /* new, total */
    const char *source_id, *quote;
    const Fact *latest;          /* the first of latest_sum; NULL: no later figure */
    bool has_latest;
    Decimal latest_value;        /* of the formula where there is one */
    const Fact *latest_minus;    /* formula "a - b": b; NULL */
    FactSum latest_sum;          /* count 1 without a formula */
    const Fact *const *also;     /* NULL-terminated */
    Comparable comparable;
    Date latest_as_of;
    Loc loc;
} Target;

typedef struct Record {
    const char *kind;
    Date date;
    const char *date_text;
    Texts title, detail;         /* with {{ }} */
    const char *source_id;
    Loc loc;
    Loc title_loc[LANG_MAX], detail_loc[LANG_MAX];
} Record;

/* A row of corrections.csv: what an earlier version of this edition said. */
typedef struct Correction {
    Date date;
    const char *version;         /* of the edition that has it right */
    const char *row_id;          /* NULL: a text, not a figure */
    const Fact *fact;
    Texts place, reason;
    const char *was, *now;       /* as typed; now NULL: the figure's value */
    Loc loc;
} Correction;

typedef struct Highlight {
    int order;
    const char *number;          /* "119", "1+3" */
    Texts lead, unit, body;      /* body with {{ }} */
    const char *source_id;
    const Fact *const *facts;    /* NULL-terminated */
    Loc loc;
    Loc body_loc[LANG_MAX];
} Highlight;

typedef struct SourceDoc {       /* a row of sources.csv */
    const char *id;
    Texts title, publisher;
    const char *date, *document_no, *kind, *url;
    char evidence;
    Loc loc;
} SourceDoc;

typedef struct Term { Texts term, also, forbidden; const char *note; Loc loc; } Term; /* others that are right, and wrong: "a; b" */
typedef struct Period { const char *code; Texts label; const char *meaning; } Period;
/* An entry of conflicts.yaml: what to do where sources disagree. */
typedef struct Conflict {
    const char *id;
    Texts title, ruling;
    Texts note;                  /* printed with each of its figures that has no footnote of its own */
    const char *const *rows;
    const char *const *rules;    /* the rules that it accepts; NULL: any */
    const char *declared;        /* why it is kept though no rule finds it; NULL */
    VEC(DiagCode) found;         /* the rules that find it (model/logic.h) */
    VEC(const char *) touched;   /* ids of the figures that they name */
    Loc loc;
    Loc ruling_loc[LANG_MAX];
} Conflict;

/* A sum that holds: parts of a whole, or over time a total, what came since, and a later total. */
typedef struct Sum { const Fact *whole; const Fact *const *parts; bool over_time; Loc loc; } Sum;

/* A row of coverage.csv: where a figure is to be printed. */
typedef struct Coverage { const Fact *fact; const char *chapter, *rule; Loc loc; } Coverage;

typedef struct Edition {
    int year;
    int previous;                /* the year of the edition before, kept in editions/YEAR; 0: none */
    Loc year_loc;
    Date data_until, published;
    const char *version, *state; /* draft, review, submitted, final */
    Texts issuer, contact, licence;
    const char *embargo;         /* not before this time, as typed: "2025-11-14 10:00 +08:00"; NULL */
} Edition;

typedef struct ReportOutput { const char *name; const char *const *modes; Loc loc; } ReportOutput; /* modes: "parallel", "zh", "en" */
typedef struct OutputList {
    ReportOutput *reports; size_t report_count;
    const char *const *infographics; /* file names below layouts/infographics, NULL-terminated */
    const char *const *charts;       /* file names below layouts/charts, NULL-terminated; all of the folder when not given */
    bool press;                      /* the kit for the press: out/press */
} OutputList;

/* A finding that the project accepts: what of it, where, and why. */
typedef struct Accepted {
    const char *code, *path, *text; /* "typed-number"; a glob over paths, NULL any; a part of the line or the message, NULL any */
    const char *reason;
    Loc loc;
} Accepted;

typedef struct AuditRules {
    const char *const *names;       /* numbers that are names: "1+3" */
    size_t name_count;
    VEC(Accepted) accepted;
} AuditRules;

typedef VEC(Fact *) FactList;
typedef VEC(Indicator *) IndicatorList;
typedef VEC(Target *) TargetList;
typedef VEC(Record *) RecordList;
typedef VEC(Highlight *) HighlightList;
typedef VEC(SourceDoc *) SourceDocList;
typedef VEC(Term *) TermList;
typedef VEC(Conflict *) ConflictList;
typedef VEC(Sum *) SumList;
typedef VEC(Correction *) CorrectionList;

typedef struct Questions Questions; /* model/question.h */

/* The lists and tables are for the room model; others ask model_facts() and its like, so that it is known what they used. */
typedef struct Model {
    Texts title;
    Edition edition;
    const char *const *lang_tags;   /* "zh-Hans", "en" */
    const char *const *lang_keys;   /* "zh", "en": used in file names, columns label_zh, maps {zh:, en:} */
    const char *const *lang_labels; /* "中文", "English": the language's own name */
    const Locale *const *locales;
    int lang_count;
    const char *home_scope;
    Texts home_label;               /* its name beside other places; empty where shudu.yaml gives none */
    const char *theme;
    Loc theme_loc;                  /* LOC_NONE where shudu.yaml names none */
    const Node *numbers;            /* `numbers` of shudu.yaml; NULL */
    OutputList outputs;
    AuditRules audit;
    Package package;
    Table *tables;                  /* one a resource; those that were only checked are read when model_table is asked */
    FactList facts;
    Map fact_by_id;
    Map facts_by_indicator;         /* indicator → FactList * */
    IndicatorList indicators;
    TargetList targets;
    RecordList records;
    HighlightList highlights;
    SourceDocList sources;
    TermList terms;
    VEC(Period *) periods;
    ConflictList conflicts;
    SumList sums;
    CorrectionList corrections;
    VEC(Coverage *) coverage;
    char left_out;                  /* grade of evidence that this run does without; 0: none */
    char settings[65];              /* SHA-256 of all that shudu.yaml (but `outputs`) and the files of languages say */
    Arena *arena;
    Reader *reader;                 /* of data/ */
    Questions *questions;           /* where look-ups are written down; NULL: nowhere */
} Model;

/* Reads shudu.yaml and data/. Returns the model even when there were errors (reported), NULL only when there is no project. */
Model *model_read(Arena *arena, Reader *reader);
/* The same for whoever only draws: tables that nothing asks for are not looked at. */
Model *model_read_unchecked(Arena *arena, Reader *reader);
/* The model with a theme's way of writing numbers (`numbers`, as in shudu.yaml, whose own go before): a copy that shares all
 * else; NULL changes nothing. */
Model *model_with_numbers(Arena *arena, Reader *reader, const Model *model, const Node *numbers);
/* Figures of this grade count as not published, and targets do without them (--strict-sources). */
void model_leave_out(Model *model, char grade);
/* Whether a text, as a spec, names a figure that was left out. */
bool model_names_left_out(const Model *model, const char *text, size_t length);
int model_lang(const Model *model, const char *key);     /* "zh", "en", or a full tag; -1 */

/* Texts from a node: a map {zh:, en:} or one string for all languages. Reports translation-missing. */
bool model_texts(const Model *model, Arena *arena, Diags *diags, const Node *node, Texts *out);

/* Everything of one kind, in the order of the files. */
const FactList *model_facts(const Model *model);
const IndicatorList *model_indicators(const Model *model);
const TargetList *model_targets(const Model *model);
const RecordList *model_records(const Model *model);
const HighlightList *model_highlights(const Model *model);
const SourceDocList *model_sources(const Model *model);
const TermList *model_terms(const Model *model);
const ConflictList *model_conflicts(const Model *model);
const CorrectionList *model_corrections(const Model *model);
/* A table by its name, NULL; and the figures that stand in it. */
const Table *model_table(const Model *model, const char *name);
FactList model_table_facts(const Model *model, Arena *arena, const Table *table);

const Fact *model_fact(const Model *model, const char *row_id);            /* NULL */
/* The same, reporting fact-missing with "did you mean" at loc. */
const Fact *model_need_fact(const Model *model, Diags *diags, Loc loc, const char *row_id);
typedef struct FactQuery {
    const char *indicator;
    int year;                    /* 0: any */
    const char *scope, *period, *basis, *source, *as_of; /* NULL: home scope, any … */
} FactQuery;
/* One candidate among the rows that may be drawn and are published; fact-ambiguous lists them, fact-missing says what there is. */
const Fact *model_query(const Model *model, Diags *diags, Loc loc, const FactQuery *query);
bool model_has(const Model *model, const FactQuery *query); /* whether there is a usable figure */
/* The usable figures of a query, one a year, oldest first, NULL-terminated; where sources agree on a year, the best evidence
 * speaks. NULL after fact-missing, or fact-ambiguous where they don't. */
const Fact *const *model_series(const Model *model, Arena *arena, Diags *diags, Loc loc, const FactQuery *query);
const Indicator *model_indicator(const Model *model, const char *id);
const Target *model_target(const Model *model, const char *indicator);
const SourceDoc *model_source(const Model *model, const char *id);
const Period *model_period(const Model *model, const char *code);

bool fact_is_published(const Fact *fact);
/* The place beside other places: home_label for the home scope. */
const Texts *model_place_name(const Model *model, const Fact *fact);
/* What stands behind a printed number. aspect: "value", "share", "rank". */
const FactUse *fact_use(Arena *arena, const Fact *fact, const char *aspect);
/* The same for a number of a target. aspect: "target", "baseline", "latest", "progress" (latest in per cent of the target, six
 * decimals). One figure, or a formula over several; NULL where there is no such number, or no progress may be stated. */
const FactUse *target_number_use(const Model *model, Arena *arena, const Target *target, const char *aspect);
/* "118%", "超过110%": the progress in whole per cent, as labels print it; NULL where none may be stated. */
typedef enum ModelWord {
    WORD_DRAFT, WORD_REVIEW, WORD_SUBMITTED, WORD_FINAL, /* states of an edition */
    WORD_MET, WORD_AHEAD, WORD_ON_TRACK, WORD_BEHIND,     /* of a target */
    WORD_NO_LATER_FIGURE, WORD_PARTLY_COMPARABLE, WORD_NOT_JUDGED,
    WORD_COUNT,
} ModelWord;
const char *model_word(const Model *model, int lang, ModelWord word);
ModelWord edition_state_word(const Edition *edition);
/* How a target stands; the formula is in model/pace.c and docs/functions.md. */
typedef enum TargetState { TARGET_MET, TARGET_AHEAD, TARGET_ON_TRACK, TARGET_BEHIND, TARGET_NO_FIGURE, TARGET_NOT_JUDGED } TargetState;
typedef struct TargetPace {
    TargetState state;
    double done, elapsed;        /* 1 is all */
    Date as_of;                  /* of the latest figure, as far as anyone says */
    bool has_needed;
    Decimal needed;              /* a year, where more than one is left; else in all */
    double years_left;
} TargetPace;
TargetPace target_pace(const Model *model, const Target *target);
const char *target_state_name(TargetState state);                                      /* "on-track" */
const char *target_state_word(const Model *model, const Target *target, int lang);     /* "on track", "符合进度" */
/* What may be said of a target's progress: its per cent, or why there is none. */
const char *target_state_text(const Model *model, Arena *arena, const Target *target, int lang);
const char *target_progress_text(const Model *model, Arena *arena, const Target *target, int lang);
/* "2021-12-31" in words, else the note, else the year: when the figure holds. */
const char *fact_when(const Model *model, Arena *arena, const Fact *fact, int lang);

#endif
