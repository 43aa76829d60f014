/* base/locale_keys.c -- a locale by its keys: what a file of the project may say of a language.
 *
 * The keys are flat names with dots; whoever reads the file flattens its tree. The order of KEYS is the order of docs/locales.md.
 */
#include "base/locale_private.h"

#include <stdlib.h>
#include <string.h>

typedef enum KeyKind {
    KEY_TEXT,
    KEY_BOOL,     /* true, false */
    KEY_COUNT,    /* a small whole number */
    KEY_AMOUNT,   /* a number */
    KEY_TEXTS,    /* decimal.1 … `size` texts; the plain key sets all of them */
    KEY_SIZES,    /* grouping: first group, the next ones */
    KEY_SCALES,   /* scales.POWER, scales.POWER.many */
    KEY_WORDING,  /* about.prose, about.label, about.prose_unround, about.label_unround: "rund {n}"; offset is the Qualifier */
    KEY_ORDINALS, /* ordinal.1 … 4, or one for all: "{n}." */
} KeyKind;

typedef struct Key {
    const char *name;
    KeyKind kind;
    size_t offset;
    int size;
    bool needed;
} Key;

#define FIELD(name) offsetof(Locale, name)

static const Key KEYS[] = {
    {"shaping", KEY_TEXT, FIELD(pango), 1, false},
    {"cjk", KEY_BOOL, FIELD(is_cjk), 1, false},
    {"decimal", KEY_TEXT, FIELD(decimal), 1, true},
    {"group", KEY_TEXT, FIELD(group), 1, true},
    {"group_from", KEY_COUNT, FIELD(group_from), 1, false},
    {"group_sizes", KEY_SIZES, 0, 2, false},
    {"minus", KEY_TEXT, FIELD(minus), 1, false},
    {"percent", KEY_TEXT, FIELD(percent), 1, false},
    {"points", KEY_TEXTS, FIELD(points), 2, true},
    {"scales", KEY_SCALES, FIELD(scales), 6, false},
    {"scales_from", KEY_AMOUNT, FIELD(axis_from), 1, false},
    {"about", KEY_WORDING, QUALIFIER_ABOUT, 1, true},
    {"nearly", KEY_WORDING, QUALIFIER_NEARLY, 1, true},
    {"more_than", KEY_WORDING, QUALIFIER_MORE_THAN, 1, true},
    {"at_least", KEY_WORDING, QUALIFIER_AT_LEAST, 1, true},
    {"ordinal", KEY_ORDINALS, 0, 4, true},
    {"range", KEY_TEXT, FIELD(range), 1, false},
    {"range_words", KEY_TEXT, FIELD(range_words), 1, true},
    {"range_repeats", KEY_BOOL, FIELD(range_repeats), 1, false},
    {"unit_gap", KEY_TEXT, FIELD(unit_gap), 1, false},
    {"months", KEY_TEXTS, FIELD(months), 12, true},
    {"months_short", KEY_TEXTS, FIELD(months_short), 12, true},
    {"days", KEY_TEXTS, FIELD(days), 7, true},
    {"days_short", KEY_TEXTS, FIELD(days_short), 7, true},
    {"date_ymd", KEY_TEXT, FIELD(date_ymd), 1, true},
    {"date_ym", KEY_TEXT, FIELD(date_ym), 1, true},
    {"date_y", KEY_TEXT, FIELD(date_y), 1, false},
    {"list_comma", KEY_TEXT, FIELD(list_comma), 1, false},
    {"list_and", KEY_TEXT, FIELD(list_and), 1, true},
    {"stop", KEY_TEXT, FIELD(stop), 1, false},
    {"undated", KEY_TEXT, FIELD(undated), 1, true},
};

Locale
locale_blank(Arena *arena, const char *tag)
{
    const char *copy = arena_strdup(arena, tag);
    return (Locale){
        .tag = copy,
        .pango = copy,
        .group_from = 4,
        .group_size = 3,
        .minus = "−",
        .percent = "%",
        .axis_from = 1e6,
        .range = "–",
        .unit_gap = " ",
        .date_y = "{y}",
        .list_comma = ", ",
        .stop = ".",
    };
}

/* ---- kinds of value ------------------------------------------------------------------------------------------------ */

static void *
field_of(Locale *locale, const Key *key)
{
    return (char *)locale + key->offset;
}

/* A whole number from `low` to `high`, or -1. */
static int
count_of(const char *text, int low, int high)
{
    char *end;
    long number = *text >= '0' && *text <= '9' ? strtol(text, &end, 10) : -1;
    return number >= low && number <= high && *end == '\0' ? (int)number : -1;
}

/* "rund {n}": what stands before the number and what after. */
static bool
split_pattern(Arena *arena, const char *pattern, const char **before, const char **after)
{
    const char *at = strstr(pattern, "{n}");
    if (!at)
        return false;
    *before = at > pattern ? arena_strndup(arena, pattern, (size_t)(at - pattern)) : NULL;
    *after = at[3] ? arena_strdup(arena, at + 3) : NULL;
    return true;
}

static LocalePut
put_wording(Arena *arena, Locale *locale, Qualifier q, const char *rest, const char *value)
{
    const char *before, *after;
    if (!split_pattern(arena, value, &before, &after))
        return LOCALE_PUT_BAD;
    if (strcmp(rest, "prose") == 0) {
        locale->prose_before[q] = before;
        locale->prose_after[q] = after;
    } else if (strcmp(rest, "label") == 0) {
        locale->label_before[q] = before;
        locale->label_after[q] = after;
    } else if (strcmp(rest, "prose_unround") == 0 && !after) {
        locale->prose_instead[q] = before;
    } else if (strcmp(rest, "label_unround") == 0 && !after) {
        locale->label_instead[q] = before;
    } else {
        return LOCALE_PUT_UNKNOWN;
    }
    return LOCALE_PUT_OK;
}

/* Kept in rising order. */
static LocalePut
put_scale(Arena *arena, Locale *locale, const char *rest, const char *value)
{
    size_t digits = strspn(rest, "0123456789");
    int power = count_of(arena_strndup(arena, rest, digits), 1, 15);
    bool many = strcmp(rest + digits, ".many") == 0;
    if (power < 0 || (rest[digits] && !many && strcmp(rest + digits, ".one") != 0))
        return LOCALE_PUT_UNKNOWN;
    size_t at = 0, count = 0;
    while (count < COUNT_OF(locale->scales) && locale->scales[count].power > 0)
        at += locale->scales[count++].power < power;
    LocaleScale *scale = &locale->scales[at];
    if (at == count || scale->power != power) {
        if (count + 1 >= COUNT_OF(locale->scales))
            return LOCALE_PUT_BAD; /* one stays free: it ends the list */
        memmove(scale + 1, scale, (count - at) * sizeof *scale);
        *scale = (LocaleScale){.power = power};
    }
    *(many ? &scale->many : &scale->word) = arena_strdup(arena, value);
    return LOCALE_PUT_OK;
}

static LocalePut
put_texts(Arena *arena, const char **texts, int size, const char *rest, const char *value)
{
    const char *copy = arena_strdup(arena, value);
    int index = *rest ? count_of(rest, 1, size) : 0;
    if (index < 0)
        return LOCALE_PUT_BAD;
    for (int i = 0; i < size; i++)
        if (index == 0 || index == i + 1)
            texts[i] = copy;
    return LOCALE_PUT_OK;
}

static LocalePut
put_ordinal(Arena *arena, Locale *locale, const char *rest, const char *value)
{
    const char *before, *after;
    int index = *rest ? count_of(rest, 1, 4) : 0;
    if (index < 0 || !split_pattern(arena, value, &before, &after))
        return LOCALE_PUT_BAD;
    for (int i = 0; i < 4; i++) {
        if (index != 0 && index != i + 1)
            continue;
        locale->ordinal[i][0] = before;
        locale->ordinal[i][1] = after;
    }
    return LOCALE_PUT_OK;
}

static LocalePut
put_one(Arena *arena, Locale *locale, const Key *key, const char *rest, const char *value)
{
    int count;
    double amount;
    switch (key->kind) {
    case KEY_TEXTS:
        return put_texts(arena, field_of(locale, key), key->size, rest, value);
    case KEY_SCALES:
        return put_scale(arena, locale, rest, value);
    case KEY_WORDING:
        return put_wording(arena, locale, (Qualifier)key->offset, rest, value);
    case KEY_ORDINALS:
        return put_ordinal(arena, locale, rest, value);
    case KEY_SIZES:
        count = count_of(value, 1, 9);
        if (count < 0 || (*rest && count_of(rest, 1, 2) < 0))
            return LOCALE_PUT_BAD;
        *(strcmp(rest, "2") == 0 ? &locale->group_next : &locale->group_size) = count;
        return LOCALE_PUT_OK;
    default:
        break;
    }
    if (*rest)
        return LOCALE_PUT_UNKNOWN;
    if (key->kind == KEY_TEXT) {
        *(const char **)field_of(locale, key) = arena_strdup(arena, value);
    } else if (key->kind == KEY_BOOL) {
        bool yes = strcmp(value, "true") == 0;
        if (!yes && strcmp(value, "false") != 0)
            return LOCALE_PUT_BAD;
        *(bool *)field_of(locale, key) = yes;
    } else if (key->kind == KEY_COUNT) {
        count = count_of(value, 0, 99);
        if (count < 0)
            return LOCALE_PUT_BAD;
        *(int *)field_of(locale, key) = count;
    } else {
        if (!str_to_double(value, &amount) || !(amount >= 0))
            return LOCALE_PUT_BAD;
        *(double *)field_of(locale, key) = amount;
    }
    return LOCALE_PUT_OK;
}

LocalePut
locale_put(Arena *arena, Locale *locale, const char *name, const char *value)
{
    size_t length = strcspn(name, ".");
    for (size_t i = 0; i < COUNT_OF(KEYS); i++)
        if (strlen(KEYS[i].name) == length && strncmp(KEYS[i].name, name, length) == 0)
            return put_one(arena, locale, &KEYS[i], name[length] ? name + length + 1 : "", value);
    return LOCALE_PUT_UNKNOWN;
}

const char *const *
locale_keys(Arena *arena)
{
    const char **names = ARENA_ARRAY(arena, const char *, COUNT_OF(KEYS) + 1);
    for (size_t i = 0; i < COUNT_OF(KEYS); i++)
        names[i] = KEYS[i].name;
    return names;
}

/* ---- completeness ------------------------------------------------------------------------------------------------------ */

static bool
is_given(const Locale *locale, const Key *key)
{
    const void *field = (const char *)locale + key->offset;
    switch (key->kind) {
    case KEY_TEXT:
        return *(const char *const *)field != NULL;
    case KEY_TEXTS:
        for (int i = 0; i < key->size; i++)
            if (!((const char *const *)field)[i])
                return false;
        return true;
    case KEY_WORDING:
        return (locale->prose_before[key->offset] || locale->prose_after[key->offset])
            && (locale->label_before[key->offset] || locale->label_after[key->offset]);
    case KEY_ORDINALS:
        for (int i = 0; i < key->size; i++)
            if (!locale->ordinal[i][0] && !locale->ordinal[i][1])
                return false;
        return true;
    default:
        return true;
    }
}

const char *
locale_missing(const Locale *locale)
{
    for (size_t i = 0; i < COUNT_OF(KEYS); i++)
        if (KEYS[i].needed && !is_given(locale, &KEYS[i]))
            return KEYS[i].name;
    return NULL;
}
