/* base/base.h -- what every file of the house may take for granted.
 *
 * Strings are NUL-terminated UTF-8, `const char *`, owned by an Arena unless a
 * comment says otherwise.  Languages are small integers: the index of a
 * language in the project's list (shudu.yaml `languages: [zh, en]`); nothing in
 * src/ knows which languages those are.
 */
#ifndef SHUDU_BASE_BASE_H
#define SHUDU_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))
#define MIN_OF(a, b) ((a) < (b) ? (a) : (b))
#define MAX_OF(a, b) ((a) > (b) ? (a) : (b))

#ifdef __GNUC__
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define NORETURN __attribute__((noreturn))
#else
#define PRINTF_LIKE(fmt, args)
#define NORETURN
#endif

/* At most so many languages in one project. */
enum { LANG_MAX = 4 };

/* Text in each language of the project; NULL where a language has none. */
typedef struct Texts {
    const char *in[LANG_MAX];
} Texts;

/* The one place where the program stops because memory ran out. */
NORETURN void base_out_of_memory(size_t wanted);

/* malloc and realloc that do not return NULL. */
void *base_alloc(size_t size);
void *base_realloc(void *ptr, size_t size);

#endif
