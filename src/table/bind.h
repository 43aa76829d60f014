/* table/bind.h -- one cell of a grid to a typed cell, by its field. Private to the room. */
#ifndef SHUDU_TABLE_BIND_H
#define SHUDU_TABLE_BIND_H

#include "table/table.h"

/* field NULL: an unknown column, kept as text. Reports and leaves the cell missing when it is bad. The cell lends its text. */
bool bind_cell(Arena *arena, Diags *diags, const Grid *grid, const Cell *cell, const Resource *resource, const Field *field, TableCell *out);

/* quantity.c: digits as the field writes them: decimalChar, groupChar, bareNumber. field NULL: plain. */
bool number_parse(const Field *field, const char *text, size_t length, Decimal *out);
/* quantity.c: "90余", "nearly 900", "3.6万": a number and the word about it. False where it is no such text. */
bool quantity_parse(const Field *field, const TableLanguages *languages, const char *text, Decimal *number, Qualifier *qualifier);
/* hints.c: what may help whoever typed `text` where digits, or a date, belong; replaces the hint of the last diagnostic. */
void quantity_hint(Arena *arena, Diags *diags, const TableLanguages *languages, const Field *field, const char *text);
void moment_hint(Arena *arena, Diags *diags, const Field *field, const char *text);
/* hints.c: "Oct-20", "1-Feb": what a spreadsheet makes of 2020-10, 1-2 and 2020/10. */
bool is_spreadsheet_date(const char *text);

/* moment.c: a date, yearmonth, time or datetime in the field's format. */
bool moment_parse(const Field *field, const char *text, Date *out);
/* moment.c: 2025/10/30, 2025.10, 2025年10月30日, as well as ISO; the year comes first. */
bool date_parse_any(const char *text, Date *out);
/* moment.c: whether a pattern is one of strptime that we know. */
bool moment_is_pattern(const char *pattern);
/* yyyymmdd, for bounds. */
double moment_rank(Date date);

/* keys.c: primary key and unique fields of one table, row after row. */
typedef struct KeyWatch KeyWatch;
KeyWatch *key_watch_new(Arena *arena, Diags *diags, const Table *table);
void key_watch_row(KeyWatch *watch, const TableCell *cells);
void key_watch_free(KeyWatch *watch);
/* keys.c: foreign keys of one table into others that are read, row after row. */
typedef struct ReferenceWatch ReferenceWatch;
ReferenceWatch *reference_watch_new(Arena *arena, Diags *diags, const Table *table, const Table *tables, size_t count);
void reference_watch_row(ReferenceWatch *watch, const TableCell *cells);
void reference_watch_free(ReferenceWatch *watch);

/* schema.c: "did you mean", for a name among the fields of a resource. */
void hint_field(Arena *arena, Diags *diags, const Resource *resource, const char *name);

#endif
