/* expr/expr.h -- one expression language: Vega's, for chart transforms, and for {{ }} with functions over the model.
 *
 *     parse once  --expr_parse-->  Expr  --expr_eval(env)-->  Value
 *
 * Values follow JavaScript (null, boolean, number, string, array, object, date as a number with a flag). A number that comes from a
 * Fact keeps its Decimal and its FactUse through arithmetic: fact("a") - fact("b") is a formula over both, and prints as one.
 *
 * In {{ }} a text that is, as a whole, a row id names that figure: {{local_standards.stock.2021.S1}}, {{…|share}}, {{…|rank}}.
 *
 * Members  fact(…) and target(…) are numbers with members: .value .share .rank .unit .label .year .when …; see docs
 * Strings  indexes and lengths count code points, where JavaScript counts UTF-16 units
 * Dates    there is one time zone, UTC: year() and utcyear() agree
 * Errors   expr-syntax, expr-unknown-name, expr-unknown-function, expr-unknown-member, expr-arguments, expr-not-offered,
 *          expr-regexp, expr-too-complex, expr-basis, fact-missing, fact-ambiguous
 * Limits   EXPR_DEPTH_MAX levels, EXPR_WORK_MAX steps an evaluation
 * Tests    tests/unit/expr/
 */
#ifndef SHUDU_EXPR_EXPR_H
#define SHUDU_EXPR_EXPR_H

#include "base/map.h"
#include "model/model.h"

enum { EXPR_DEPTH_MAX = 200, EXPR_WORK_MAX = 10000000 };

typedef enum ValueKind {
    VALUE_UNDEFINED,
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_DATE,
    VALUE_ARRAY,
    VALUE_OBJECT,
    VALUE_REGEXP,
} ValueKind;

typedef struct Value Value;
typedef struct ValueList { Value *items; size_t count; } ValueList;
/* An object: parallel arrays; rows of a data set share their key array. */
typedef struct ValueObject { const char *const *keys; Value *values; size_t count; } ValueObject;

struct Value {
    ValueKind kind;
    bool boolean;
    bool has_decimal;          /* `decimal` is exact and use says where it is from */
    double number;             /* NUMBER; DATE: milliseconds since 1970 UTC */
    union {                    /* by kind */
        const char *string;
        ValueList *list;
        ValueObject *object;   /* OBJECT; NUMBER: NULL, or the members of a figure: fact("a").unit, target("b").latest */
        const struct Regexp *regexp;
    };
    Decimal decimal;
    const FactUse *use;        /* NULL: no figure behind it. A string made from a figure keeps the figure's */
};

typedef struct Expr Expr;

typedef struct ExprEnv {
    Arena *arena;
    Diags *diags;
    const Model *model;        /* NULL outside a project */
    int lang;                  /* language that {{ }} prints in */
    const Value *datum;        /* chart transforms; NULL in prose */
    const Map *params;         /* name → Value *; NULL */
    bool print_labels;         /* qualifiers in short form */
    /* Functions that only a drawn chart can answer: scale, domain, range, bandwidth, data … NULL: there are none.
     * False: not answered (reported as expr-unknown-function). */
    bool (*host)(void *host_data, const char *name, const Value *args, size_t count, Value *out);
    void *host_data;
} ExprEnv;

/* text is a part of loc.source where loc is known. NULL after expr-syntax. */
Expr *expr_parse(Arena *arena, Diags *diags, Loc loc, const char *text);
/* False after a diagnostic. */
bool expr_eval(const Expr *expr, const ExprEnv *env, Value *out);

/* A whole {{ }} text: row id with aspect, or expression. */
bool binding_eval(const ExprEnv *env, Loc loc, const char *text, Value *out);
/* How a value prints in env->lang: figures by the locale (years ungrouped), strings as they are. */
const char *value_print(const ExprEnv *env, Value value);

/* A run of text with {{ }} resolved: pieces of plain text and printed numbers. */
typedef struct BoundPiece { const char *text; const FactUse *use; } BoundPiece;
typedef VEC(BoundPiece) BoundText;
bool bound_text(const ExprEnv *env, Loc loc, const char *text, BoundText *out);
const char *bound_plain(Arena *arena, const BoundText *text);

/* JavaScript's conversions and comparisons, for transforms and scales. */
Value value_null(void);
Value value_number(double number);
Value value_string(const char *string);
Value value_bool(bool boolean);
Value value_date(double milliseconds);
double value_to_number(Value value);              /* NaN where JavaScript gives NaN */
const char *value_to_string(Arena *arena, Value value);
bool value_to_bool(Value value);
bool value_is_valid_number(Value value);          /* a finite number or date */
bool value_equal(Value a, Value b);               /* === */
int value_compare(Value a, Value b);              /* d3.ascending with null first, as Vega sorts */
/* The sum of two numbers; where one is a figure, a formula over both. */
Value value_add(Arena *arena, Value a, Value b);
/* Member by name; a dotted or bracketed path as Vega-Lite field ("a.b", "a[0]", "a\\.b"). */
Value value_member(Value object, const char *name);
Value value_field(Value object, const char *path);
/* The parts of such a path, NULL-terminated; NULL where brackets or quotes are open. */
const char *const *value_field_parts(Arena *arena, const char *path);
/* The column name a field has once it is flat: "a\\.b" and "['a.b']" are "a.b", and so is "a.b". */
const char *value_field_name(Arena *arena, const char *path);
Value value_list(Arena *arena, const Value *items, size_t count);   /* copies */
Value value_object(Arena *arena, const char *const *keys, const Value *values, size_t count); /* keys are borrowed */
Value value_from_node(Arena *arena, const Node *node);

/* d3-time-format patterns (UTC); d3-format's are format_number of base/locale.h. NULL for a pattern that is not understood. A NULL
 * locale is en-US as in Vega; without a pattern, Vega's label of an axis: the year at a year's start, "April", "Mon 08", "03 PM" … */
const char *format_time(Arena *arena, const Locale *locale, const char *pattern, double milliseconds);
/* The reverse of format_time; false where the text does not follow the pattern. */
bool format_time_parse(const Locale *locale, const char *pattern, const char *text, double *milliseconds);
/* JavaScript's Date.parse, local time being UTC: ISO 8601 and the usual free forms ("Jun 12 1998", "1/2/2000"); NaN. */
double date_parse_free(const char *text);
/* toNumber, toDate, toBoolean, toString of Vega: null for null, undefined and "". */
Value value_coerce(Arena *arena, const char *type /* number date boolean string */, Value value);

#endif
