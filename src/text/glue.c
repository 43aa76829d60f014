/* text/glue.c -- the space between boxes: punctuation, the quarter em between Han and Western, word spaces. */
#include "text/box.h"

#include "base/utf8.h"

#include <hb.h>
#include <math.h>
#include <string.h>

/* How far each kind of space gives, in em. CLREQ 3.1.5 and 3.2.3: punctuation may be squeezed to half its width, the
 * quarter em between Han and Western to an eighth and widened to a half; what remains goes between the Han. */
static const double MARK_SHRINK = 0.25, STOP_SHRINK = 0.125, MARK_STRETCH = 0.08;
static const double WESTERN_SPACE = 0.25, WESTERN_SHRINK = 0.125, WESTERN_STRETCH = 0.125;
static const double HAN_STRETCH = 0.05;
static const double WORD_SHRINK = 0.3, WORD_STRETCH = 0.65; /* of the space itself, a quarter em in Noto */

static double
em_of(const Boxes *boxes, const Box *box)
{
    return box_range(boxes, box)->style.size;
}

/* Characters of a Western run that ask for space before Han: letters, digits, and signs that belong to a figure.
 * Western marks ( ) , . / bring none, as in CSS Text 4, 8.4. */
static bool
asks_for_space(uint32_t rune)
{
    if ((rune >= '0' && rune <= '9') || (rune >= 'A' && rune <= 'Z') || (rune >= 'a' && rune <= 'z'))
        return true;
    if (rune < 0x80)
        return rune == '%' || rune == '+' || rune == '#' || rune == '&' || rune == '@' || rune == '$' || rune == '~' || rune == '<' || rune == '>'
            || rune == '=';
    if (rune >= 0xC0)
        return rune < 0x2000 || rune == 0x2030 || (rune >= 0x20A0 && rune <= 0x2BFF);
    return rune == 0xA3 || rune == 0xA5 || rune == 0xB0 || rune == 0xB1 || rune == 0xB2 || rune == 0xB3;
}

static bool
has_blank_half(const Boxes *boxes, const Box *box)
{
    return box->width > em_of(boxes, box) * 0.9;
}

static bool
is_stop(uint32_t rune)
{
    return rune == 0x3002 || rune == 0xFF01 || rune == 0xFF1F; /* 。！？ */
}

/* Fonts of Hong Kong and Taiwan, and some of the mainland, set ，。 in the middle of the em: a quarter at each side. */
static bool
is_centred(const Box *box)
{
    hb_glyph_extents_t extents;
    if (box->glyph_count != 1 || !hb_font_get_glyph_extents(box->face->handle, box->glyphs[0].id, &extents))
        return false;
    double middle = (extents.x_bearing + extents.width / 2.0) / box->face->units_per_em;
    return middle > 0.4 && middle < 0.6;
}

/* The blank side of a mark. ‘ and ’ have little ink: nested quotation marks “‘ would gape. */
static double
blank_of(uint32_t mark)
{
    return mark == 0x2018 || mark == 0x2019 ? 0.65 : 0.5;
}

static void
add_mark_space(Box *box, double em, uint32_t mark)
{
    box->glue += blank_of(mark) * em;
    box->shrink += (is_stop(mark) ? STOP_SHRINK : MARK_SHRINK) * em;
    box->stretch[0] += MARK_STRETCH * em;
}

/* Marks keep their inked half; the blank one goes to the glue before or behind. A middle dot has half an em and no glue
 * (CLREQ 3.1.2), however wide the font makes it. */
static void
trim_marks(Boxes *boxes)
{
    for (size_t i = 0; i < boxes->count; i++) {
        Box *box = &boxes->items[i];
        double em = em_of(boxes, box);
        if (box->box_class == BOX_MIDDLE) {
            box->lead = (box->width - em / 2) / 2;
            box->width = em / 2;
        }
        if (!has_blank_half(boxes, box))
            continue;
        double blank = blank_of(box->rune) * em;
        if (box->box_class == BOX_CLOSE) {
            box->width -= blank;
            box->lead = is_centred(box) ? blank / 2 : 0;
        } else if (box->box_class == BOX_OPEN) {
            box->width -= blank;
            box->lead = blank;
        }
    }
}

/* Space between two neighbours. Where marks meet (CLREQ 3.1.5.2) only what parts a closing mark from an opening one
 * stays: ，（ half an em instead of one; ），  and （“ none. */
static void
set_between(const Boxes *boxes, Box *box, const Box *next, bool trimmed_close, bool trimmed_open)
{
    double em = em_of(boxes, box), next_em = em_of(boxes, next);
    bool next_is_mark = next->box_class == BOX_CLOSE || next->box_class == BOX_OPEN || next->box_class == BOX_MIDDLE;
    if (box->box_class == BOX_CLOSE && trimmed_close && !next_is_mark && next->box_class != BOX_SPACE && next->box_class != BOX_BREAK)
        add_mark_space(box, em, box->rune);
    if (next->box_class == BOX_OPEN && trimmed_open && box->box_class != BOX_OPEN && box->box_class != BOX_SPACE && box->box_class != BOX_BREAK)
        add_mark_space(box, next_em, next->rune);
    const TextRange *range = box_range(boxes, box), *next_range = box_range(boxes, next);
    if (range->style.rise != 0 || next_range->style.rise != 0)
        return;
    bool meet = (box->box_class == BOX_HAN && next->box_class == BOX_LATIN && (asks_for_space(next->rune) || is_sign(boxes, (size_t)(next - boxes->items))))
        || (box->box_class == BOX_LATIN && next->box_class == BOX_HAN && asks_for_space(box->last_rune));
    if (meet) {
        double unit = fmin(em, next_em);
        box->glue += WESTERN_SPACE * unit;
        /* Inside one figure with its unit the space is there, but does not give. */
        if (!range->use || range->use != next_range->use) {
            box->shrink += WESTERN_SHRINK * unit;
            box->stretch[1] += WESTERN_STRETCH * unit;
        }
    }
    bool dashes = box->box_class == BOX_DASH && next->box_class == BOX_DASH;
    if (box_is_wide(box) && box_is_wide(next) && !dashes && !(range->use && range->use == next_range->use))
        box->stretch[2] += HAN_STRETCH * em;
}

/* A typed space is glue. Between Han and Western it is the quarter em that stands there anyway, never both; beside a
 * full-width mark, which brings its own, it adds nothing. */
static void
set_space(const Boxes *boxes, size_t index)
{
    Box *box = &boxes->items[index];
    const Box *before = index ? box - 1 : NULL, *next = index + 1 < boxes->count ? box + 1 : NULL;
    double em = em_of(boxes, box), width = box->width;
    box->width = 0;
    box->glyph_count = 0;
    bool han = (before && box_is_wide(before)) || (next && box_is_wide(next));
    bool thin = box->rune == 0x202F || box->rune == 0x2009 || box->rune == 0x200A;
    bool fixed = thin || (before && next && box_range(boxes, before)->use && box_range(boxes, before)->use == box_range(boxes, next)->use);
    if (!han || thin) {
        box->glue = width;
        if (!fixed) {
            box->shrink = width * WORD_SHRINK;
            box->stretch[0] = width * WORD_STRETCH;
        }
        return;
    }
    bool closed = before && before->box_class == BOX_CLOSE, opened = next && next->box_class == BOX_OPEN;
    if (closed)
        add_mark_space(box, em, before->rune);
    if (opened && !closed)
        add_mark_space(box, em, next->rune);
    if (closed || opened)
        return;
    box->glue = WESTERN_SPACE * em;
    if (!fixed) {
        box->shrink = WESTERN_SHRINK * em;
        box->stretch[1] = WESTERN_STRETCH * em;
    }
}

void
boxes_set_glue(Boxes *boxes)
{
    trim_marks(boxes);
    for (size_t i = 0; i < boxes->count; i++) {
        Box *box = &boxes->items[i];
        Box *next = i + 1 < boxes->count ? box + 1 : NULL;
        bool trimmed_close = box->width < em_of(boxes, box) * 0.9;
        if (box->box_class == BOX_SPACE)
            set_space(boxes, i);
        else if (next && box->box_class != BOX_BREAK)
            set_between(boxes, box, next, trimmed_close, next->lead > 0);
        if (next && box->box_class != BOX_BREAK)
            box->glue += box_range(boxes, box)->style.tracking * em_of(boxes, box);
    }
}
