/* base/locale_private.h -- what the files of the number engine share. */
#ifndef SHUDU_BASE_LOCALE_PRIVATE_H
#define SHUDU_BASE_LOCALE_PRIVATE_H

#include "base/locale.h"
#include "base/str.h"

/* Integer digits with the language's separators: "1,234". */
void locale_add_grouped(Buf *out, const Locale *locale, const char *digits, size_t count);
/* value / 10^power with its typed digits: 31,0000 in units of 10^4 is 31, 12,3000 is 12.3. */
Decimal locale_scaled_down(const Locale *locale, Decimal value, int power);

#endif
