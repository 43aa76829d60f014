/* model/read.h -- the steps of model_read, one file each. Private to the room. */
#ifndef SHUDU_MODEL_READ_H
#define SHUDU_MODEL_READ_H

#include "model/model.h"

typedef struct ModelReader {
    Arena *arena;
    Reader *reader;
    Diags *diags;
    Model *model;
} ModelReader;

/* project.c: shudu.yaml. False when nothing further can be read. */
bool read_project(ModelReader *self);
/* facts.c: tables of role figures, figures-wide, annotations. */
void read_facts(ModelReader *self);
/* rows.c: indicators, targets, records, highlights, sources, glossary, periods; conflicts.yaml. */
void read_rows(ModelReader *self);

/* A row of a table by column names. */
const char *row_text(ModelReader *self, const Table *table, size_t row, const char *column); /* NULL when missing */
const TableCell *row_cell(const Table *table, size_t row, const char *column);               /* NULL when absent */
Texts row_texts(ModelReader *self, const Table *table, size_t row, const char *prefix);      /* label_zh, label_en */
Loc row_loc(const Table *table, size_t row);
const Table *next_table(const ModelReader *self, const char *role, size_t *index);
/* Row ids separated by spaces; unknown ones are reported at loc. NULL-terminated. */
const Fact *const *row_facts(ModelReader *self, Loc loc, const char *ids);

#endif
