/* model/read.h -- the steps of model_read, one file each. Private to the room. */
#ifndef SHUDU_MODEL_READ_H
#define SHUDU_MODEL_READ_H

#include "model/model.h"

typedef struct ModelReader {
    Arena *arena;
    Reader *reader;
    Diags *diags;
    Model *model;
    bool unchecked;
} ModelReader;

/* project.c: shudu.yaml. False when nothing further can be read. */
bool model_read_project(ModelReader *self);
/* locale_file.c: the wording of a language; NULL after a diagnostic. Then what `numbers` of shudu.yaml says of all of them. */
const Locale *read_locale(ModelReader *self, const char *tag, Loc loc);
void read_number_styles(ModelReader *self, const Node *node, const Locale **locales);
/* roles.c: each table by its role, in an order in which rows find what they name. */
void model_read_roles(ModelReader *self);
/* facts.c: all rows of one table. */
void read_long_table(ModelReader *self, const Table *table);
void read_wide_table(ModelReader *self, const Table *table);
void read_annotations(ModelReader *self, const Table *table);
/* dictionary.c, targets.c, records.c: one row. */
typedef void RowReader(ModelReader *self, const Table *table, size_t row);
RowReader read_indicator, read_period, read_source, read_term, read_coverage, read_target, read_record, read_highlight, read_correction;
/* corrections.c: the version on the imprint is that of the last one. */
void check_corrections(ModelReader *self);
/* conflicts.c: data/conflicts.yaml, where there is one. */
void model_read_conflicts(ModelReader *self);
/* check.c: what no table alone can know. */
void check_model(ModelReader *self);

/* row.c: a row of a table by column names. */
const char *row_text(const Table *table, size_t row, const char *column);      /* NULL when missing */
const char *row_text_or_empty(const Table *table, size_t row, const char *column);
const TableCell *row_cell(const Table *table, size_t row, const char *column); /* NULL when absent */
bool row_decimal(const Table *table, size_t row, const char *column, Decimal *out);
int row_int(const Table *table, size_t row, const char *column, int fallback);
Date row_date(const Table *table, size_t row, const char *column);             /* year 0 when missing */
Texts row_texts(ModelReader *self, const Table *table, size_t row, const char *prefix); /* label_zh, label_en */
Loc row_loc(const Table *table, size_t row);
Loc cell_loc(const Table *table, size_t row, const char *column);              /* of the row where the column is absent */
/* Index of the cell's word in `words`; the fallback when it is missing, or unknown (row-bad-word). */
int row_word(ModelReader *self, const Table *table, size_t row, const char *column, const char *const *words, size_t count, int fallback);
Qualifier row_qualifier(ModelReader *self, const Table *table, size_t row, const char *column);
/* Row ids separated by spaces; those that are unknown or not published are reported at loc. NULL-terminated. */
const Fact *const *row_facts(ModelReader *self, Loc loc, const char *ids);

/* lookup.c: the figure of this row id, published or not; fact-missing with "did you mean". */
const Fact *known_fact(const Model *model, Diags *diags, Loc loc, const char *row_id);
/* Whether the query means this figure, and it may be drawn and is published. */
bool query_finds(const Model *model, const FactQuery *query, const Fact *fact);
/* question.c: what is asked, where the model writes it down. */
void ask(const Model *model, const char *kind, const char *key);
void ask_query(const Model *model, const FactQuery *query);
void hint_nearest(Diags *diags, const char *name, const char *const *candidates, size_t count);

/* `audit:` of shudu.yaml; NULL is none. */
void model_read_audit_rules(ModelReader *self, const Node *node);

#endif
