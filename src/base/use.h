/* base/use.h -- what stands behind one printed number.
 *
 * A FactUse travels with the text from the expression that made it, through
 * paragraph and scene, into PDF, SVG and provenance.json. It is plain data, made
 * by the rooms model and expr, owned by the document's arena, never changed.
 */
#ifndef SHUDU_BASE_USE_H
#define SHUDU_BASE_USE_H

#include "base/locale.h"
#include "base/source.h"

typedef enum UseKind {
    USE_FACT,    /* one published figure */
    USE_FORMULA, /* computed from figures: growth, progress, a sum */
    USE_LITERAL, /* a declared kind of number that is no figure: see literal */
} UseKind;

typedef struct FactUse {
    UseKind kind;
    const char *key;         /* row id of the figure; the formula ("a - b"); NULL for literals */
    const char *aspect;      /* "value", "share", "rank", "target", "baseline", … */
    const char *literal;     /* "date", "document", "tick", "page", "chapter", "figure", "name", "ordinal" */
    Decimal value;           /* before rounding for print */
    int digits;              /* decimals printed; -1 as typed */
    int power;               /* printed in units of 10^power, with the language's word for it; 0 plain */
    Qualifier qualifier;
    Texts unit;
    const char *source_id;   /* of sources.csv; several are joined by a space */
    char evidence;           /* 'A', 'B', 'C'; the weakest of a formula's; 0 for literals */
    const char *status;      /* "published" … */
    const char *quote;       /* words of the source */
    Loc loc;                 /* the cell */
    const struct FactUse *const *inputs; /* of a formula; NULL-terminated, or NULL */
} FactUse;

/* Whether the number is one of per cent: a share, a growth, a progress. */
bool use_is_percent(const FactUse *use);
/* How the number of a use prints: its digits, per cent or points by its aspect, no grouping in years and other names.
 * `qualified`: with the qualifier's words. */
NumberStyle use_style(const FactUse *use, bool qualified);

#endif
