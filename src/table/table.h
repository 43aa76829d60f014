/* table/table.h -- typed tables: a grid bound to the schema that datapackage.yaml gives it.
 *
 *     datapackage.yaml --package_read--> Package of Resources (fields, keys, constraints)
 *     data/x.csv + Resource --table_read--> Table of typed cells
 *     all tables --tables_check_foreign_keys--> every reference is there
 *
 * The schema is a Frictionless Data Package with Table Schemas (docs/tables.md has all keys):
 * - types string number integer boolean date time datetime year yearmonth any. `decimalChar`, `groupChar`, `bareNumber`,
 *   `trueValues`, `falseValues`; formats email uri uuid binary of strings, `any` and strptime patterns of dates.
 *   Ours: `format: reduced` for dates (2025, 2025-10, 2025-10-30); `format: qualified` for numbers with a word about them:
 *   90余, 近900, 约10, 超过31, 3.6万, "nearly 900". The words are those that the project's locales print, and some more (quantity.c).
 * - constraints required unique enum pattern minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength;
 *   missingValues of a table or a field; primaryKey, foreignKeys
 * - `encoding` (input/charset.h), `dialect: {delimiter}`
 * - `shudu: {role, years}` says what a table is for; the room model reads it
 * Keys that are not understood are errors, never ignored.
 *
 * Shape    columns by name; rows × columns of TableCell with the place of each; unknown columns stay as text. Blank columns at the
 *          right, which spreadsheets leave behind, are left out
 * Missing  cell.missing; the text is ""
 * Memory   the arena; cells borrow their texts from it, and places from the Source
 * Limits   TABLE_CELLS_MAX cells a table (table-too-large); TABLE_FAULTS_MAX faults, then reading ends (table-too-many-faults)
 * Errors   csv-*: cells (every bad one is reported, becomes missing, and reading goes on); table-*: schema, header, references
 * Tests    tests/unit/table/
 */
#ifndef SHUDU_TABLE_TABLE_H
#define SHUDU_TABLE_TABLE_H

#include "base/decimal.h"
#include "base/locale.h"
#include "base/map.h"
#include "input/grid.h"
#include "input/node.h"

enum { TABLE_CELLS_MAX = 16 * 1000 * 1000, TABLE_FAULTS_MAX = 1000 };

typedef enum FieldType {
    FIELD_STRING,
    FIELD_NUMBER,
    FIELD_INTEGER,
    FIELD_BOOLEAN,
    FIELD_DATE,
    FIELD_TIME,
    FIELD_DATETIME,
    FIELD_YEAR,
    FIELD_YEARMONTH,
    FIELD_ANY,
    FIELD_TYPE_COUNT,
} FieldType;

typedef enum FieldFormat {
    FORMAT_DEFAULT,
    FORMAT_QUALIFIED,              /* numbers with a word about them: 90余, 近900 */
    FORMAT_REDUCED,                /* dates that may be a year or a month */
    FORMAT_ANY,                    /* dates in any order that begins with the year */
    FORMAT_PATTERN,                /* dates and times as strptime has them: Field.moment */
    FORMAT_EMAIL,
    FORMAT_URI,
    FORMAT_UUID,
    FORMAT_BINARY,                 /* base64 */
} FieldFormat;

typedef struct Bound {
    bool given, exclusive;
    double value;                  /* of dates: yyyymmdd */
    const char *text;              /* as declared */
} Bound;

typedef struct Field {
    const char *name;
    FieldType type;
    FieldFormat format;
    Texts title, description;
    bool required, unique;
    const char *decimal_char;      /* "." */
    const char *group_char;        /* NULL: digits are not grouped */
    bool bare;                     /* false: "95%", "￥95" */
    const char *moment;            /* FORMAT_PATTERN */
    const char *const *true_values, *const *false_values;   /* NULL-terminated */
    const char *const *missing_values;                      /* NULL: those of the table */
    const char *pattern;           /* POSIX extended regular expression, whole match; NULL */
    const void *matcher;           /* the compiled pattern; private */
    const char *const *enums;      /* NULL-terminated, or NULL */
    Bound min, max;                /* numbers, integers, years, yearmonths, dates */
    bool has_min_length, has_max_length;
    size_t min_length, max_length; /* strings, in code points */
    Loc loc;                       /* in datapackage.yaml */
} Field;

typedef struct ForeignKey {        /* lists are NULL-terminated and of one length */
    const char *const *fields;
    const char *resource;          /* "" is the table itself */
    const char *const *reference;
    Loc loc;
} ForeignKey;

/* What number cells may say besides digits. */
typedef struct TableLanguages {
    const char *const *keys;       /* "zh", "en": of titles {zh: …, en: …} */
    const Locale *const *locales;
    int count;
} TableLanguages;

typedef struct Resource {          /* one entry of datapackage.yaml */
    const char *name;
    const char *path;              /* from the project's root: "data/standards.csv" */
    Texts title;
    const char *role;              /* shudu.role: "figures", "figures-wide", "targets", … or NULL */
    const char *years;             /* shudu.years of figures-wide: shell pattern of the year columns; NULL: any four digits */
    char delimiter;
    Charset charset;
    Field *fields;
    size_t field_count;
    const char *const *primary_key; /* NULL-terminated; NULL: none */
    ForeignKey *foreign_keys;
    size_t foreign_key_count;
    const char *const *missing_values;
    TableLanguages languages;
    Loc loc, path_loc, role_loc;
} Resource;

typedef struct TableCell {
    const char *text;              /* as in the file; "" when missing */
    union {                        /* by the type of the field */
        Decimal number;            /* number, integer, year */
        Date date;                 /* date, yearmonth; of a datetime its day */
        bool boolean;
    };
    Qualifier qualifier;           /* "90余" in a wide table */
    bool missing;
    Loc loc;
} TableCell;

typedef struct Table {
    const Resource *resource;      /* NULL: the file could not be read at all */
    const char *const *columns;
    const Field *const *fields;    /* of each column; NULL where it is unknown */
    size_t column_count;
    TableCell *cells;              /* row-major */
    size_t row_count;
    bool unread;                   /* table_check: no cells were kept */
    const Source *source;          /* as in the file */
} Table;

typedef struct Package {
    Resource *resources;
    size_t resource_count;
    const Source *source;
} Package;

/* False after diagnostics; `out` still holds the resources that could be read. languages outlive the package. */
bool package_read(Arena *arena, Reader *reader, const char *path, const TableLanguages *languages, Package *out);
const Resource *package_find(const Package *package, const char *name); /* NULL */
const Field *resource_field(const Resource *resource, const char *name); /* NULL */
/* Whether a column of this name holds the figures of a year: four digits that shudu.years allows. */
bool resource_is_year(const Resource *resource, const char *column);

/* Reads and checks one table; false when there was an error, `out` still holds what could be read. */
bool table_read(Arena *arena, Reader *reader, const Resource *resource, Table *out);
/* foreignKeys of all tables, once they are read. */
bool tables_check_foreign_keys(Arena *arena, Diags *diags, const Table *tables, size_t count);

/* Whether a table can be checked row by row: it has no role, and no key leads to it. */
bool package_is_leaf(const Package *package, const Resource *resource);
/* table_read that keeps no cell, for large tables; its foreignKeys lead into `tables`, which are read. */
bool table_check(Arena *arena, Reader *reader, const Resource *resource, const Table *tables, size_t count, Table *out);

ptrdiff_t table_column(const Table *table, const char *name);     /* -1 */
const Field *table_field(const Table *table, const char *column); /* as declared, in the file or not; NULL */
const TableCell *table_at(const Table *table, size_t row, size_t column);
const char *table_text(const Table *table, size_t row, const char *column); /* "" when absent or missing */

#endif
