/* base/decimal.h -- decimal numbers as they were typed.
 *
 * value = mantissa / 10^scale, "1446", "8.80", "-0.5" keep their digits. Sums,
 * differences and products are exact; a quotient is rounded to the scale asked.
 * overflow of 18 digits gives ok = false in the checked functions.
 */
#ifndef SHUDU_BASE_DECIMAL_H
#define SHUDU_BASE_DECIMAL_H

#include "base/arena.h"

typedef struct Decimal {
    int64_t mantissa;
    int scale; /* digits after the point, 0 to 18 */
} Decimal;

typedef enum Rounding {
    ROUND_HALF_UP,   /* away from zero */
    ROUND_HALF_EVEN, /* GB/T 8170 */
} Rounding;

/* "-?digits[.digits]" and nothing else. */
bool decimal_parse(const char *text, size_t length, Decimal *out);
Decimal decimal_from_int(int64_t value);
/* The shortest decimal that reads back as `value`, at most 15 significant digits. */
Decimal decimal_from_double(double value);
double decimal_to_double(Decimal value);
bool decimal_add(Decimal a, Decimal b, Decimal *out);
bool decimal_sub(Decimal a, Decimal b, Decimal *out);
bool decimal_mul(Decimal a, Decimal b, Decimal *out);
bool decimal_div(Decimal a, Decimal b, int scale, Rounding rounding, Decimal *out); /* false for b = 0 */
Decimal decimal_round(Decimal value, int scale, Rounding rounding);
int decimal_compare(Decimal a, Decimal b);
bool decimal_is_zero(Decimal value);
/* Plain text: "1446", "8.80". */
const char *decimal_text(Arena *arena, Decimal value);

#endif
