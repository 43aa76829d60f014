/* table/table.h -- typed tables: a grid bound to the schema that datapackage.yaml gives it.
 *
 * Shape    columns by name; rows × columns of TableCell with the place of each
 * Missing  cell.missing; the text is ""
 * Errors   csv-ragged, csv-bad-number, csv-bad-integer, csv-bad-year, csv-bad-date, csv-bad-boolean, csv-required, csv-not-unique, csv-enum,
 *          csv-pattern, csv-out-of-range, table-unknown-column, table-missing-column, table-foreign-key, table-bad-type, table-empty: every bad cell is reported, becomes missing, and reading goes on
 * Tests    tests/unit/table/
 */
#ifndef SHUDU_TABLE_TABLE_H
#define SHUDU_TABLE_TABLE_H

#include "base/decimal.h"
#include "base/locale.h"
#include "base/map.h"
#include "input/grid.h"
#include "input/node.h"

typedef enum FieldType { FIELD_STRING, FIELD_NUMBER, FIELD_INTEGER, FIELD_YEAR, FIELD_DATE, FIELD_BOOLEAN } FieldType;

typedef struct Field {
    const char *name;
    FieldType type;
    Texts title, description;
    bool required, unique;
    bool qualified;                /* format: qualified -- a number with a word about it: 90余, 近900 */
    const char *pattern;           /* POSIX extended regular expression, whole match */
    const char *const *enums;      /* NULL-terminated, or NULL */
    bool has_min, has_max;
    double min, max;
    Loc loc;                       /* in datapackage.yaml */
} Field;

typedef struct ForeignKey {
    const char *field, *resource, *reference;
} ForeignKey;

typedef struct Resource {          /* one entry of datapackage.yaml */
    const char *name, *path;
    const char *role;              /* shudu.role: "figures", "figures-wide", "targets", … or NULL */
    const char *years;             /* figures-wide: glob of the year columns */
    char delimiter;
    Field *fields;
    size_t field_count;
    const char *primary_key;       /* NULL */
    ForeignKey *foreign_keys;
    size_t foreign_key_count;
    const char *const *missing_values;
    Loc loc, path_loc;
} Resource;

typedef struct TableCell {
    const char *text;
    bool missing;
    Decimal number;                /* number, integer, year */
    Qualifier qualifier;           /* "90余" in a wide table */
    Date date;
    Loc loc;
} TableCell;

typedef struct Table {
    const Resource *resource;
    const char *const *columns;
    size_t column_count;
    TableCell *cells;              /* row-major */
    size_t row_count;
    const Source *source;
} Table;

typedef struct Package {
    Resource *resources;
    size_t resource_count;
    const Source *source;
} Package;

bool package_read(Arena *arena, Reader *reader, const char *path, const char *const *lang_tags, int lang_count, Package *out);
const Resource *package_find(const Package *package, const char *name);
/* Reads and checks one table; false when there was an error, `out` still holds what could be read. */
bool table_read(Arena *arena, Reader *reader, const Resource *resource, Table *out);
/* foreignKeys of all tables, once they are read. */
bool tables_check_foreign_keys(Arena *arena, Diags *diags, const Package *package, const Table *tables, size_t count);
ptrdiff_t table_column(const Table *table, const char *name);   /* -1 */
const Field *table_field(const Table *table, const char *column); /* NULL */
const TableCell *table_at(const Table *table, size_t row, size_t column);
const char *table_text(const Table *table, size_t row, const char *column); /* "" when absent or missing */

#endif
