/* layout/number.c -- numbers of chapters, sections, figures and tables as the theme writes them.
 *
 * paper.numbering: decimal (3, 3.1, 3.1.2) or chinese (第三章, 一、, （一）, after GB/T 9704-2012, 7.3.3; other languages keep
 * decimals). Figures and tables are 3-1 in both.
 */
#include "base/str.h"
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

static bool
is_chinese(const Flow *flow, int lang)
{
    return flow->context->model->locales[lang]->is_cjk && str_equal(theme_string(flow->context->theme, "paper.numbering", "decimal"), "chinese");
}

static bool
is_appendix(const char *number)
{
    return number[0] >= 'A' && number[0] <= 'Z';
}

static const char *
last_part(const char *number)
{
    const char *dot = strrchr(number, '.');
    return dot ? dot + 1 : number;
}

static const char *
han(const Flow *flow, const char *number)
{
    return locale_ordinal_words(flow->context->arena, locale_builtin("zh"), atol(number));
}

const char *
heading_number(const Flow *flow, const DocBlock *block, int lang)
{
    Arena *arena = flow->context->arena;
    const Block *heading = block->in[lang];
    if (!block->number || !heading || !is_chinese(flow, lang))
        return block->number;
    if (heading->level == 1)
        return is_appendix(block->number) ? arena_printf(arena, "附录%s", block->number) : arena_printf(arena, "第%s章", han(flow, block->number));
    if (is_appendix(block->number))
        return block->number;
    return arena_printf(arena, heading->level == 2 ? "%s、" : "（%s）", han(flow, last_part(block->number)));
}

const char *
heading_gap(const Flow *flow, const DocBlock *block, int lang)
{
    const Block *heading = block->in[lang];
    bool closed = heading && heading->level > 1 && is_chinese(flow, lang) && block->number && !is_appendix(block->number);
    return closed ? "" : "\u2002";
}

static const char *
chapter_text(Flow *flow, const DocLabel *label, int lang)
{
    Arena *arena = flow->context->arena;
    const Block *heading = label->block->in[lang];
    if (!label->number)
        return heading ? inlines_text(arena, &heading->inlines) : "";
    bool chapter = heading && heading->level == 1, cjk = flow->context->model->locales[lang]->is_cjk;
    if (is_appendix(label->number))
        return arena_printf(arena, cjk ? "附录%s" : "Appendix %s", label->number);
    if (!cjk)
        return arena_printf(arena, chapter ? "Chapter %s" : "Section %s", label->number);
    if (!is_chinese(flow, lang))
        return arena_printf(arena, chapter ? "第%s章" : "%s节", label->number);
    const char *whole = arena_printf(arena, "第%s章", han(flow, label->number));
    return chapter ? whole : arena_printf(arena, "%s第%s节", whole, han(flow, strchr(label->number, '.') ? strchr(label->number, '.') + 1 : label->number));
}

const char *
label_text(Flow *flow, const DocLabel *label, int lang)
{
    Arena *arena = flow->context->arena;
    switch (label->kind) {
    case LABEL_SECTION: return chapter_text(flow, label, lang);
    case LABEL_FIGURE: return arena_printf(arena, word(flow, lang, "图%s", "Figure %s"), label->number);
    case LABEL_TABLE: return arena_printf(arena, word(flow, lang, "表%s", "Table %s"), label->number);
    }
    return "";
}
