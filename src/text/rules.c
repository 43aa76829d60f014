/* text/rules.c -- classes of characters, and where a line may end.
 *
 * Unicode's opportunities (UAX 14, by Pango) hold between Western characters; beside full-width ones CLREQ decides.
 * On top come what both want: nothing inside figures, none between a figure and its unit or classifier, document
 * numbers whole.
 */
#include "text/box.h"

#include "base/str.h"
#include "base/utf8.h"

#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

/* ---- characters --------------------------------------------------------------------------------------------------- */

static bool
is_one_of(uint32_t rune, const char *set)
{
    while (*set)
        if (utf8_next(&set) == rune)
            return true;
    return false;
}

static bool
is_digit(uint32_t rune)
{
    return rune >= '0' && rune <= '9';
}

static bool
is_capital(uint32_t rune)
{
    return rune >= 'A' && rune <= 'Z';
}

/* Letters of the Latin, Greek and Cyrillic scripts. */
static bool
is_letter(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || is_capital(rune) || (rune >= 0xC0 && rune <= 0x24F && rune != 0xD7 && rune != 0xF7)
        || (rune >= 0x370 && rune <= 0x52F) || (rune >= 0x1E00 && rune <= 0x1EFF);
}

bool
is_shared_mark(uint32_t rune)
{
    switch (rune) {
    case 0x2018: case 0x2019: case 0x201C: case 0x201D: /* ‘ ’ “ ” */
    case 0x2014: case 0x2026: case 0x00B7: case 0x2027: /* — … · ‧ */
        return true;
    default:
        return false;
    }
}

BoxClass
class_of(uint32_t rune, uint32_t before, uint32_t after, bool cjk)
{
    switch (rune) {
    case '\n': case 0x2028: case 0x2029:
        return BOX_BREAK;
    case ' ': case '\t': case '\r': case 0xA0: case 0x202F: case 0x2009: case 0x200A:
        return BOX_SPACE;
    case 0x2019: /* in China’s it is an apostrophe, whatever the language around */
        return cjk && !(is_letter(before) && is_letter(after)) ? BOX_CLOSE : BOX_LATIN;
    case 0x201D:
        return cjk ? BOX_CLOSE : BOX_LATIN;
    case 0x2018: case 0x201C:
        return cjk ? BOX_OPEN : BOX_LATIN;
    case 0x2014: case 0x2026: case 0x2E3A:
        return cjk ? BOX_DASH : BOX_LATIN;
    case 0xB7: case 0x2027: /* in kW·h it is a product */
        return cjk && !(is_letter(before) && is_letter(after)) ? BOX_MIDDLE : BOX_LATIN;
    case 0x30FB:
        return BOX_MIDDLE;
    case 0xFF5E: case 0x301C: /* ～ */
        return BOX_DASH;
    default:
        break;
    }
    if (rune < 0x2E80)
        return BOX_LATIN;
    if (rune >= 0x4E00 && rune <= 0x9FFF)
        return BOX_HAN; /* the common case; no mark stands there */
    return utf8_is_cjk_open(rune) ? BOX_OPEN : utf8_is_cjk_close(rune) ? BOX_CLOSE : utf8_is_cjk(rune) ? BOX_HAN : BOX_LATIN;
}

/* ---- words that belong to a figure ---------------------------------------------------------------------------------- */

/* Classifiers and units behind a figure: 996 项, 2025 年, 3.2 万, 10 个百分点. */
static bool
is_classifier(uint32_t rune)
{
    return is_one_of(rune, "年月日号项个件家名位人次种类级批届期条章节款页篇份套条台辆户所处座场国省市区县元万亿千百余多倍成度米克吨升里亩分秒时天周后世％℃");
}

/* What a figure follows: 第 3, 图 2, 表 1, 附录 A. */
static bool
takes_number(uint32_t rune)
{
    return is_one_of(rune, "第图表式录约");
}

static bool
word_in(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static const char *const units[] = {
    "million", "billion", "trillion", "thousand", "hundred", "per", "percent", "percentage", "yuan", "km", "m", "cm", "mm", "nm", "kg", "g",
    "t", "ha", "kW", "MW", "GW", "TW", "kWh", "MWh", "GWh", "TWh", "V", "kV", "A", "W", "Hz", "kHz", "MHz", "GHz", "s", "ms", "h", "min", "°C", "%",
    "pt", "px", "MB", "GB", "TB", NULL,
};
static const char *const months[] = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", NULL,
};
static const char *const heads[] = { /* in small letters */
    "no.", "nos.", "figure", "figures", "fig.", "table", "tables", "section", "chapter", "part", "annex", "appendix", "article", "clause",
    "page", "p.", "pp.", "vol.", "edition", "version", "level", "phase", "stage", "class", "grade", NULL,
};

enum { WORD_MAX = 16 };

static bool
ends_word(const Box *box)
{
    return box->box_class != BOX_LATIN || box->end - box->start > 4;
}

/* The Western word that begins at box `from`, without marks behind it; "" when it is none or too long. */
static void
word_after(const Boxes *boxes, size_t from, char word[WORD_MAX])
{
    size_t length = 0;
    for (size_t i = from; i < boxes->count && !ends_word(&boxes->items[i]); i++) {
        const Box *box = &boxes->items[i];
        if (is_one_of(box->rune, ",.;:)!?"))
            break;
        if (length + (box->end - box->start) >= WORD_MAX) {
            length = 0;
            break;
        }
        memcpy(word + length, boxes->text + box->start, box->end - box->start);
        length += box->end - box->start;
    }
    word[length] = '\0';
}

/* The one that ends before box `to`, with its full stop. */
static void
word_before(const Boxes *boxes, size_t to, char word[WORD_MAX])
{
    size_t from = to;
    while (from > 0 && !ends_word(&boxes->items[from - 1]) && boxes->items[from - 1].rune != '(')
        from--;
    size_t start = from < to ? boxes->items[from].start : 0, length = from < to ? boxes->items[to - 1].end - start : 0;
    if (length >= WORD_MAX)
        length = 0;
    memcpy(word, boxes->text + start, length);
    word[length] = '\0';
}

/* Letters, digits and solidi only, at least one capital, no small letter: ISO/TC, GB/T, JTC, DB31/T. */
static bool
is_code(const char *word)
{
    bool capital = false;
    for (; *word; word++) {
        capital |= is_capital((unsigned char)*word);
        if (!is_capital((unsigned char)*word) && !is_digit((unsigned char)*word) && !strchr("/-.$", *word))
            return false;
    }
    return capital;
}

/* Whether the space at `space` holds together what stands on its two sides. */
static bool
is_tight_space(const Boxes *boxes, size_t space)
{
    if (space == 0 || space + 1 >= boxes->count)
        return false;
    const Box *left = &boxes->items[space - 1], *right = &boxes->items[space + 1];
    char before[WORD_MAX], after[WORD_MAX];
    word_before(boxes, space, before);
    word_after(boxes, space + 1, after);
    bool figure = is_digit(left->last_rune) || (box_range(boxes, left)->use && left->box_class == BOX_LATIN);
    if (figure && (word_in(after, units) || (word_in(after, months) && strlen(before) <= 2)))
        return true;
    if (left->box_class == BOX_HAN ? takes_number(left->rune) && is_digit(right->rune) : figure && right->box_class == BOX_HAN && is_classifier(right->rune))
        return true;
    bool number = is_digit(right->rune) || (is_capital(right->rune) && strlen(after) == 1);
    if (!number)
        return false;
    if (is_code(before) && is_digit(right->rune))
        return true;
    for (char *c = before; *c; c++)
        if (is_capital((unsigned char)*c))
            *c += 'a' - 'A';
    return word_in(before, heads);
}

/* ---- kinsoku ------------------------------------------------------------------------------------------------------------ */

/* What the levels of CLREQ 3.1.4 add to closing marks at line starts and opening ones at line ends. */
static bool
may_not_start(const Box *box, const Box *before, Kinsoku kinsoku)
{
    switch (box->rune) {
    case 0xB7: case 0x2027: case 0x30FB:                               /* 间隔号 */
    case '/': case 0xFF0F:                                             /* 分隔号 */
    case '-': case 0x2010: case 0x2013: case '~': case 0xFF5E: case 0x301C: /* 连接号 */
        return kinsoku >= KINSOKU_GB;
    case 0x2014: /* one is a 连接号, two are a dash */
        return kinsoku >= KINSOKU_STRICT || (kinsoku >= KINSOKU_GB && !(before && before->rune == 0x2014) && box->last_rune == 0x2014 && box->end - box->start == 3);
    case 0x2026: case 0x2E3A:
        return kinsoku >= KINSOKU_STRICT;
    default:
        return false;
    }
}

/* The minus of a figure: behind Han or a mark, before a digit. */
bool
is_sign(const Boxes *boxes, size_t index)
{
    const Box *box = &boxes->items[index];
    bool minus = box->rune == '-' || box->rune == 0x2212, figure = index + 1 < boxes->count && is_digit(box[1].rune);
    return minus && figure && (index == 0 || box[-1].box_class != BOX_LATIN);
}

static bool
is_double_dash(const Boxes *boxes, size_t index)
{
    const Box *box = &boxes->items[index];
    return box->rune == 0x2014 && (box->end - box->start > 3 || (index + 1 < boxes->count && boxes->items[index + 1].rune == 0x2014));
}

/* Beside a full-width character, where Unicode's rules know nothing of composition. */
static BreakKind
beside_wide(const Boxes *boxes, size_t index, Kinsoku kinsoku)
{
    const Box *box = &boxes->items[index], *next = box + 1;
    bool first_of_dash = is_double_dash(boxes, index + 1);
    if (!first_of_dash && !is_sign(boxes, index + 1) && may_not_start(next, box, kinsoku))
        return BREAK_NONE;
    if (first_of_dash && kinsoku >= KINSOKU_STRICT)
        return BREAK_NONE;
    if ((box->rune == '/' || box->rune == 0xFF0F) && kinsoku >= KINSOKU_GB)
        return BREAK_NONE;
    if (next->box_class == BOX_LATIN && is_one_of(next->rune, ")]},.;:!?%‰°′″’”»"))
        return BREAK_NONE;
    if (box->box_class == BOX_LATIN && is_one_of(box->rune, "([{‘“«$¥€£#"))
        return BREAK_NONE;
    return BREAK_ALLOWED;
}

/* Addresses may part behind their marks. */
static bool
is_in_url(const Boxes *boxes, size_t index)
{
    size_t from = index, to = index;
    while (from > 0 && boxes->items[from - 1].box_class == BOX_LATIN)
        from--;
    while (to + 1 < boxes->count && boxes->items[to + 1].box_class == BOX_LATIN)
        to++;
    const char *text = boxes->text + boxes->items[from].start;
    size_t length = boxes->items[to].end - boxes->items[from].start;
    for (size_t i = 0; i + 4 <= length; i++)
        if (memcmp(text + i, "://", 3) == 0 || memcmp(text + i, "www.", 4) == 0)
            return true;
    return false;
}

/* Unicode's line break opportunities, asked for where our own rules leave it to them: most Chinese paragraphs never do. */
typedef struct Unicode {
    const Boxes *boxes;
    const char *lang;
    PangoLogAttr *attributes; /* of each character, NULL until they are asked for */
    const char *at;           /* boxes are asked about in order: */
    int rune;                 /* so many characters stand before this byte */
} Unicode;

static bool
unicode_breaks_after(Unicode *self, const Box *box)
{
    const Boxes *boxes = self->boxes;
    if (!self->attributes) {
        size_t count = utf8_count(boxes->text) + 1;
        self->attributes = base_alloc(sizeof(PangoLogAttr) * count);
        memset(self->attributes, 0, sizeof(PangoLogAttr) * count);
        pango_get_log_attrs(boxes->text, (int)boxes->length, 0, pango_language_from_string(self->lang), self->attributes, (int)count);
        self->at = boxes->text;
    }
    for (; self->at < boxes->text + box->end && *self->at; self->rune++)
        utf8_next(&self->at);
    return self->attributes[self->rune].is_line_break;
}

static bool
is_plain_letter(uint32_t rune)
{
    return is_digit(rune) || is_capital(rune) || (rune >= 'a' && rune <= 'z');
}

static BreakKind
between_western(const Boxes *boxes, size_t index, Unicode *unicode)
{
    const Box *box = &boxes->items[index], *next = box + 1, *before = index ? box - 1 : NULL;
    if (is_plain_letter(box->rune) && is_plain_letter(box->last_rune) && is_plain_letter(next->rune))
        return BREAK_NONE; /* UAX 14, LB23, LB25, LB28 */
    if (strchr("/?&=_-.", (int)(box->rune < 0x80 ? box->rune : 'x')) && box->rune && is_in_url(boxes, index))
        return (is_letter(next->rune) || is_digit(next->rune)) && !(before && before->rune == ':') ? BREAK_ALLOWED : BREAK_NONE;
    bool digits = before && is_digit(before->last_rune) && is_digit(next->rune);
    switch (box->rune) {
    case '-': case 0x2010: case 0x2013: case 0x2014: case '~': /* 2019–2025, COVID-19, e-government */
        if (digits || is_digit(next->rune) || (box->rune == '-' && index >= 1 && !is_letter(index >= 2 ? boxes->items[index - 2].rune : 0)))
            return BREAK_NONE;
        break;
    case '.': case ',': /* 12.5, 1,260 */
        if (digits)
            return BREAK_NONE;
        break;
    case '/': /* ISO/TC, PDF/A, 2019/20; but: and/or */
        if (!before || !is_letter(before->rune) || !is_letter(next->rune) || is_capital(before->rune) || is_capital(next->rune))
            return BREAK_NONE;
        break;
    default:
        break;
    }
    if (is_digit(box->last_rune) && is_one_of(next->rune, "-–—~/.,:%‰°"))
        return BREAK_NONE;
    return unicode_breaks_after(unicode, box) ? BREAK_ALLOWED : BREAK_NONE;
}

static bool
held_together(const Boxes *boxes, const Box *box, const Box *next)
{
    const TextRange *a = box_range(boxes, box), *b = box_range(boxes, next);
    if (box->range == next->range && a->no_break)
        return true;
    if (a->use && a->use == b->use)
        return true;
    return b->style.rise > 0 && a->style.rise <= 0; /* the mark of a note stays with its word */
}

static BreakKind
break_after(const Boxes *boxes, size_t index, Unicode *unicode, Kinsoku kinsoku)
{
    const Box *box = &boxes->items[index], *next = box + 1;
    if (box->box_class == BOX_BREAK || index + 1 >= boxes->count)
        return BREAK_FORCED;
    if (next->box_class == BOX_BREAK || next->box_class == BOX_SPACE || held_together(boxes, box, next))
        return BREAK_NONE;
    if (box->rune == 0xAD)
        return BREAK_HYPHEN;
    if (box->rune == 0x200B)
        return BREAK_ALLOWED;
    if (box->rune == 0x2060 || next->rune == 0x2060 || next->rune == 0x200B)
        return BREAK_NONE;
    bool wide = box_is_wide(box) || box_is_wide(next);
    if (kinsoku != KINSOKU_NONE && (next->box_class == BOX_CLOSE || box->box_class == BOX_OPEN))
        return BREAK_NONE;
    if (box->box_class == BOX_SPACE) {
        bool glued = box->rune == 0xA0 || box->rune == 0x202F || is_tight_space(boxes, index);
        return glued || !(wide || unicode_breaks_after(unicode, box)) ? BREAK_NONE : BREAK_ALLOWED;
    }
    if (box->box_class == BOX_DASH && next->box_class == BOX_DASH && box->rune == next->rune)
        return BREAK_NONE;
    /* 2019—2025, 10～20 */
    if (box->box_class == BOX_DASH && is_digit(next->rune) && index > 0 && is_digit(boxes->items[index - 1].last_rune))
        return BREAK_NONE;
    if (next->box_class == BOX_DASH && is_digit(box->last_rune) && index + 2 < boxes->count && is_digit(boxes->items[index + 2].rune))
        return BREAK_NONE;
    bool figure = is_digit(box->last_rune) || (box->box_class == BOX_LATIN && box_range(boxes, box)->use);
    if (figure && next->box_class == BOX_HAN && is_classifier(next->rune))
        return BREAK_NONE;
    if (box->box_class == BOX_HAN && takes_number(box->rune) && is_digit(next->rune))
        return BREAK_NONE;
    if (!wide)
        return between_western(boxes, index, unicode);
    return kinsoku == KINSOKU_NONE ? BREAK_ALLOWED : beside_wide(boxes, index, kinsoku);
}

void
boxes_set_breaks(Boxes *boxes, TextContext *context, Kinsoku kinsoku)
{
    if (!boxes->count)
        return;
    Unicode unicode = {.boxes = boxes, .lang = context->locales[box_range(boxes, &boxes->items[0])->style.lang]->pango};
    for (size_t i = 0; i < boxes->count; i++)
        boxes->items[i].after = (uint8_t)break_after(boxes, i, &unicode, kinsoku);
    free(unicode.attributes);
}
