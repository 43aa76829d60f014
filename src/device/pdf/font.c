#include "device/pdf/font.h"

#include "base/utf8.h"
#include "device/pdf/unicode.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <math.h>
#include <string.h>

typedef struct UsedGlyph {
    uint32_t glyph, code;
    int width;        /* thousandths of an em, as the W array has it */
    const char *text; /* for ToUnicode */
} UsedGlyph;

typedef enum Outline { OUTLINE_CID, OUTLINE_CFF, OUTLINE_GLYF } Outline;

struct PdfFont {
    const FontFace *face;
    char key[12];
    PdfRef ref;
    hb_face_t *hb;
    hb_font_t *font;
    unsigned units;
    Outline outline;
    uint32_t space;
    hb_map_t *index; /* glyph → index into glyphs */
    VEC(UsedGlyph) glyphs;
    hb_set_t *set;
    hb_face_t *subset;
};

struct PdfFonts {
    Arena *arena;
    PdfFile *file;
    VEC(PdfFont *) list;
};

/* ---- faces ------------------------------------------------------------------------------------------------ */

static void
release_font(void *object)
{
    PdfFont *font = object;
    hb_map_destroy(font->index);
    hb_set_destroy(font->set);
    hb_font_destroy(font->font);
    hb_face_destroy(font->subset);
    hb_face_destroy(font->hb);
}

/* Skips an INDEX of a CFF table (Adobe Technical Note 5176, 5). Returns the offset behind it, 0 when it does not fit. */
static size_t
skip_index(const uint8_t *cff, size_t size, size_t at, size_t *data)
{
    if (at + 3 > size)
        return 0;
    size_t count = (size_t)cff[at] << 8 | cff[at + 1], width = cff[at + 2], last = 0;
    if (count == 0)
        return at + 2;
    size_t offsets = at + 3, base = offsets + (count + 1) * width - 1;
    if (width < 1 || width > 4 || base >= size)
        return 0;
    for (size_t i = 0; i < width; i++)
        last = last << 8 | cff[offsets + count * width + i];
    *data = base + 1;
    return base + last <= size ? base + last : 0;
}

/* Whether the Top DICT begins with ROS (12 30): a CID-keyed font (Technical Note 5176, 18). */
static bool
cff_is_cid_keyed(hb_face_t *face)
{
    hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    unsigned length = 0;
    const uint8_t *cff = (const uint8_t *)hb_blob_get_data(blob, &length);
    bool found = false;
    size_t data = 0, names = length > 4 ? skip_index(cff, length, cff[2], &data) : 0;
    size_t dicts = names ? skip_index(cff, length, names, &data) : 0;
    for (size_t i = data; dicts && i + 1 < dicts && !found; i++)
        found = cff[i] == 12 && cff[i + 1] == 30;
    hb_blob_destroy(blob);
    return found;
}

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool found = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return found;
}

/* "Restricted License" alone forbids embedding (OpenType, OS/2, fsType bits 0 to 3). */
static bool
may_be_embedded(hb_face_t *face)
{
    enum { FS_TYPE = 8, USAGE = 0xF, RESTRICTED = 2 };
    hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
    unsigned length;
    const uint8_t *os2 = (const uint8_t *)hb_blob_get_data(blob, &length);
    bool allowed = length < FS_TYPE + 2 || (os2[FS_TYPE + 1] & USAGE) != RESTRICTED;
    hb_blob_destroy(blob);
    return allowed;
}

static PdfFont *
open_font(PdfFonts *fonts, const FontFace *face)
{
    PdfFont *font = ARENA_NEW(fonts->arena, PdfFont);
    font->face = face;
    hb_blob_t *blob = hb_blob_create(face->bytes, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    font->hb = hb_face_create(blob, (unsigned)face->index);
    hb_blob_destroy(blob);
    font->units = hb_face_get_upem(font->hb);
    font->font = hb_font_create(font->hb);
    font->index = hb_map_create();
    font->set = hb_set_create();
    font->subset = hb_face_get_empty();
    bool cff = has_table(font->hb, HB_TAG('C', 'F', 'F', ' '));
    font->outline = !cff ? OUTLINE_GLYF : cff_is_cid_keyed(font->hb) ? OUTLINE_CID : OUTLINE_CFF;
    if (!cff && !has_table(font->hb, HB_TAG('g', 'l', 'y', 'f')))
        pdf_refuse(fonts->file, DIAG_DEVICE_FONT_BROKEN, LOC_NONE, face->file ? face->file : face->postscript, "no outlines");
    if (!may_be_embedded(font->hb))
        pdf_refuse(fonts->file, DIAG_PDF_FONT_LICENCE, LOC_NONE, face->postscript);
    hb_codepoint_t space;
    font->space = hb_font_get_nominal_glyph(font->font, ' ', &space) ? space : 0;
    font->ref = pdf_reserve(fonts->file);
    arena_defer(fonts->arena, release_font, font);
    VEC_PUSH(fonts->arena, &fonts->list, font);
    Buf key = BUF_INIT;
    buf_printf(&key, "F%zu", fonts->list.count);
    memcpy(font->key, key.ptr, MIN_OF(key.length + 1, sizeof font->key));
    buf_clear(&key);
    return font;
}

static PdfFont *
find_font(PdfFonts *fonts, const FontFace *face)
{
    for (size_t i = 0; i < fonts->list.count; i++)
        if (fonts->list.items[i]->face == face)
            return fonts->list.items[i];
    return NULL;
}

PdfFont *
pdf_fonts_find(PdfFonts *fonts, const FontFace *face)
{
    return find_font(fonts, face);
}

/* ---- collecting ------------------------------------------------------------------------------------------- */

Cluster
cluster_at(const GlyphRun *run, size_t first)
{
    Cluster cluster = {first, 1, run->glyphs[first].cluster, run->end};
    while (first + cluster.count < run->count && run->glyphs[first + cluster.count].cluster == cluster.start)
        cluster.count++;
    if (first + cluster.count < run->count && run->glyphs[first + cluster.count].cluster > cluster.start)
        cluster.end = run->glyphs[first + cluster.count].cluster;
    if (cluster.end < cluster.start)
        cluster.end = cluster.start;
    return cluster;
}

static const UsedGlyph *
used_glyph(const PdfFont *font, uint32_t glyph)
{
    hb_codepoint_t index = hb_map_get(font->index, glyph);
    return index == HB_MAP_VALUE_INVALID ? NULL : &font->glyphs.items[index];
}

static void
use_glyph(PdfFonts *fonts, PdfFont *font, uint32_t glyph, const char *text)
{
    if (hb_map_has(font->index, glyph))
        return;
    int width = (int)lround(hb_font_get_glyph_h_advance(font->font, glyph) * 1000.0 / font->units);
    hb_map_set(font->index, glyph, (hb_codepoint_t)font->glyphs.count);
    hb_set_add(font->set, glyph);
    VEC_PUSH(fonts->arena, &font->glyphs, (UsedGlyph){glyph, glyph, width, arena_strdup(fonts->arena, text)});
}

/* A private-use character means nothing to a reader: as decoration it reads as a space, and where its element has a
 * replacement text it is not read. */
static const char *
text_of_private(PdfFonts *fonts, const Scene *scene, const Op *op, const char *text)
{
    const char *at = text;
    bool private = false;
    while (*at)
        private |= unicode_is_private(utf8_next(&at));
    if (!private)
        return text;
    const Elem *elem = op->elem ? &scene->elems.items[op->elem] : NULL;
    if (elem && !elem->actual)
        pdf_refuse(fonts->file, DIAG_PDF_PRIVATE_USE, op->loc, op->text.text);
    return " ";
}

static void
collect_run(PdfFonts *fonts, const Scene *scene, const Op *op, const GlyphRun *run, Arena *scratch)
{
    PdfFont *font = find_font(fonts, run->face);
    if (!font)
        font = open_font(fonts, run->face);
    for (size_t i = 0; i < run->count;) {
        Cluster cluster = cluster_at(run, i);
        const char *from = op->text.text + cluster.start;
        size_t length = cluster.end - cluster.start;
        if (cluster.count == 1 && hb_map_has(font->index, run->glyphs[i].id) && unicode_is_plain(from, length)) {
            i++;
            continue;
        }
        const char *text = unicode_for_readers(scratch, from, length);
        text = text_of_private(fonts, scene, op, text);
        /* The hyphen that a line break added stands for no character of the text. */
        if (!text[0] && op->text.join == TEXT_GOES_ON_HYPHEN && i + cluster.count == run->count)
            text = "-";
        for (size_t k = 0; k < cluster.count; k++) {
            uint32_t glyph = run->glyphs[i + k].id;
            if (glyph == 0 && text[0])
                pdf_refuse(fonts->file, DIAG_PDF_MISSING_GLYPH, op->loc, op->text.text, run->face->family);
            else if (glyph != 0)
                use_glyph(fonts, font, glyph, text[0] ? text : " ");
        }
        i += cluster.count;
    }
    if (font->space)
        use_glyph(fonts, font, font->space, " ");
}

static void make_subset(PdfFonts *fonts, PdfFont *font);

PdfFonts *
pdf_fonts_new(Arena *arena, PdfFile *file, const Scene *scene)
{
    PdfFonts *fonts = ARENA_NEW(arena, PdfFonts);
    fonts->arena = arena;
    fonts->file = file;
    Arena *scratch = arena_new();
    for (size_t p = 0; p < scene->pages.count; p++) {
        const Page *page = &scene->pages.items[p];
        for (size_t i = 0; i < page->ops.count; i++) {
            const Op *op = &page->ops.items[i];
            for (size_t r = 0; op->kind == OP_TEXT && r < op->text.run_count; r++)
                collect_run(fonts, scene, op, &op->text.runs[r], scratch);
        }
        arena_reset(scratch);
    }
    arena_free(scratch);
    for (size_t i = 0; i < fonts->list.count; i++)
        make_subset(fonts, fonts->list.items[i]);
    return fonts;
}

/* ---- subsets ---------------------------------------------------------------------------------------------- */

/* Tables that a font program in a PDF needs (ISO 32000-1, 9.9); of a CFF font only the CFF itself is taken. */
static bool
table_is_kept(hb_tag_t tag)
{
    static const hb_tag_t kept[] = {
        HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
        HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
    };
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        if (tag == kept[i])
            return true;
    return false;
}

static hb_blob_t *
kept_table(hb_face_t *face, hb_tag_t tag, void *whole)
{
    (void)face;
    return table_is_kept(tag) ? hb_face_reference_table(whole, tag) : hb_blob_get_empty();
}

static void
make_subset(PdfFonts *fonts, PdfFont *font)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        base_out_of_memory(sizeof(void *));
    hb_set_add(font->set, 0);
    hb_set_union(hb_subset_input_glyph_set(input), font->set);
    /* Glyphs are shaped already: without cmap and GSUB nothing is looked up in them, which takes most of the time. */
    hb_face_t *source = hb_face_create_for_tables(kept_table, font->hb, NULL);
    /* Hints do nothing in print, and without shared subroutines the deflated file is smaller. */
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(source, input);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (subset) {
        font->subset = subset;
        const hb_map_t *renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan);
        for (size_t i = 0; font->outline != OUTLINE_CID && i < font->glyphs.count; i++)
            font->glyphs.items[i].code = hb_map_get(renumbered, font->glyphs.items[i].glyph);
    } else {
        const char *name = font->face->file ? font->face->file : font->face->postscript;
        pdf_refuse(fonts->file, DIAG_DEVICE_FONT_BROKEN, LOC_NONE, name, "it cannot be subset");
    }
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    hb_face_destroy(source);
}

const char *
pdf_font_key(const PdfFont *font)
{
    return font->key;
}

uint32_t
pdf_font_code(const PdfFont *font, uint32_t glyph)
{
    const UsedGlyph *used = used_glyph(font, glyph);
    return used ? used->code : 0;
}

int
pdf_font_width(const PdfFont *font, uint32_t glyph)
{
    const UsedGlyph *used = used_glyph(font, glyph);
    return used ? used->width : 0;
}

const char *
pdf_font_text(const PdfFont *font, uint32_t glyph)
{
    const UsedGlyph *used = used_glyph(font, glyph);
    return used ? used->text : "";
}

uint32_t
pdf_font_space(const PdfFont *font)
{
    return font->space;
}

/* ---- writing ------------------------------------------------------------------------------------------------ */

/* Used glyphs in ascending order of their codes. */
static const UsedGlyph **
sorted_by_code(Arena *arena, const PdfFont *font)
{
    const UsedGlyph **sorted = ARENA_ARRAY(arena, const UsedGlyph *, font->glyphs.count + 1);
    size_t count = 0;
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID; /* subsets keep the order of glyph ids */
    while (hb_set_next(font->set, &glyph)) {
        const UsedGlyph *used = used_glyph(font, glyph);
        if (used)
            sorted[count++] = used;
    }
    return sorted;
}

enum { DEFAULT_WIDTH = 1000 };

static HPDF_Array
widths(PdfFonts *fonts, const PdfFont *font, const UsedGlyph **sorted)
{
    HPDF_Array all = pdf_array(fonts->file), run = NULL;
    uint32_t next = 0;
    for (size_t i = 0; i < font->glyphs.count; i++) {
        if (sorted[i]->width == DEFAULT_WIDTH) {
            run = NULL;
            continue;
        }
        if (!run || sorted[i]->code != next) {
            pdf_push_int(fonts->file, all, sorted[i]->code);
            run = pdf_array(fonts->file);
            pdf_push(fonts->file, all, run);
        }
        pdf_push_int(fonts->file, run, sorted[i]->width);
        next = sorted[i]->code + 1;
    }
    return all;
}

static void
add_utf16(Buf *out, const char *text)
{
    while (*text) {
        uint32_t rune = utf8_next(&text);
        if (rune > 0xFFFF)
            buf_printf(out, "%04X%04X", 0xD800 + ((rune - 0x10000) >> 10), 0xDC00 + ((rune - 0x10000) & 0x3FF));
        else
            buf_printf(out, "%04X", rune);
    }
}

/* ISO 32000-1, 9.10.3. At most 100 entries in a block. */
static PdfRef
write_to_unicode(PdfFonts *fonts, const PdfFont *font, const UsedGlyph **sorted)
{
    enum { BLOCK = 100 };
    Buf map = BUF_INIT;
    buf_add(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                  "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t from = 0; from < font->glyphs.count; from += BLOCK) {
        size_t count = MIN_OF((size_t)BLOCK, font->glyphs.count - from);
        buf_printf(&map, "%zu beginbfchar\n", count);
        for (size_t i = from; i < from + count; i++) {
            buf_printf(&map, "<%04X><", sorted[i]->code);
            add_utf16(&map, sorted[i]->text);
            buf_add(&map, ">\n");
        }
        buf_add(&map, "endbfchar\n");
    }
    buf_add(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    PdfRef ref = pdf_reserve(fonts->file);
    pdf_write_stream(fonts->file, ref, pdf_dict(fonts->file), map.ptr, map.length, true);
    buf_clear(&map);
    return ref;
}

static hb_blob_t *
font_program(const PdfFont *font)
{
    if (font->outline == OUTLINE_GLYF)
        return hb_face_reference_blob(font->subset);
    return hb_face_reference_table(font->subset, HB_TAG('C', 'F', 'F', ' '));
}

/* Six letters that depend on the program alone, then the name (ISO 32000-1, 9.6.4). */
static const char *
base_font(Arena *arena, const PdfFont *font, hb_blob_t *program)
{
    unsigned length;
    const char *bytes = hb_blob_get_data(program, &length);
    uint64_t hash = str_hash(bytes, length);
    char tag[7] = {0};
    for (int i = 0; i < 6; i++, hash /= 26)
        tag[i] = (char)('A' + hash % 26);
    return arena_printf(arena, "%s+%s", tag, font->face->postscript);
}

static PdfRef
write_descriptor(PdfFonts *fonts, const PdfFont *font, const char *name, hb_blob_t *program)
{
    enum { FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };
    PdfFile *file = fonts->file;
    const FontFace *face = font->face;
    unsigned length;
    const char *bytes = hb_blob_get_data(program, &length);
    bool glyf = font->outline == OUTLINE_GLYF;
    HPDF_Dict stream = pdf_dict(file), dict = pdf_dict(file);
    if (glyf)
        pdf_put_int(file, stream, "Length1", length);
    else
        pdf_put_name(file, stream, "Subtype", "CIDFontType0C");
    PdfRef program_ref = pdf_reserve(file), ref = pdf_reserve(file);
    pdf_write_stream(file, program_ref, stream, bytes, length, true);
    const double box[] = {
        round(face->bbox.x * 1000), round(face->bbox.y * 1000),
        round((face->bbox.x + face->bbox.width) * 1000), round((face->bbox.y + face->bbox.height) * 1000),
    };
    bool serif = strstr(face->family, "Serif") != NULL;
    pdf_put_name(file, dict, "Type", "FontDescriptor");
    pdf_put_name(file, dict, "FontName", name);
    pdf_put_int(file, dict, "Flags", FLAG_SYMBOLIC | (serif ? FLAG_SERIF : 0) | (face->italic ? FLAG_ITALIC : 0));
    pdf_put(file, dict, "FontBBox", pdf_numbers(file, 4, box));
    pdf_put_number(file, dict, "ItalicAngle", round(face->italic_angle * 10) / 10);
    pdf_put_int(file, dict, "Ascent", lround(face->ascent * 1000));
    pdf_put_int(file, dict, "Descent", -labs(lround(face->descent * 1000)));
    pdf_put_int(file, dict, "CapHeight", lround(face->cap_height * 1000));
    pdf_put_int(file, dict, "StemV", face->weight / 5); /* no table tells: a regular face has about 80 */
    pdf_put_ref(file, dict, glyf ? "FontFile2" : "FontFile3", program_ref);
    pdf_write(file, ref, dict);
    return ref;
}

static void
write_font(PdfFonts *fonts, const PdfFont *font)
{
    PdfFile *file = fonts->file;
    const UsedGlyph **sorted = sorted_by_code(fonts->arena, font);
    hb_blob_t *program = font_program(font);
    const char *name = base_font(fonts->arena, font, program);
    bool glyf = font->outline == OUTLINE_GLYF;
    HPDF_Dict info = pdf_dict(file), cid = pdf_dict(file), dict = pdf_dict(file);
    pdf_put_text(file, info, "Registry", "Adobe");
    pdf_put_text(file, info, "Ordering", "Identity");
    pdf_put_int(file, info, "Supplement", 0);
    pdf_put_name(file, cid, "Type", "Font");
    pdf_put_name(file, cid, "Subtype", glyf ? "CIDFontType2" : "CIDFontType0");
    pdf_put_name(file, cid, "BaseFont", name);
    pdf_put(file, cid, "CIDSystemInfo", info);
    pdf_put_ref(file, cid, "FontDescriptor", write_descriptor(fonts, font, name, program));
    pdf_put_int(file, cid, "DW", DEFAULT_WIDTH);
    pdf_put(file, cid, "W", widths(fonts, font, sorted));
    if (glyf) /* 6.2.11.3.2 */
        pdf_put_name(file, cid, "CIDToGIDMap", "Identity");
    PdfRef cid_ref = pdf_reserve(file);
    pdf_write(file, cid_ref, cid);
    HPDF_Array descendants = pdf_array(file);
    pdf_push_ref(file, descendants, cid_ref);
    pdf_put_name(file, dict, "Type", "Font");
    pdf_put_name(file, dict, "Subtype", "Type0");
    pdf_put_name(file, dict, "BaseFont", glyf ? name : arena_printf(fonts->arena, "%s-Identity-H", name));
    pdf_put_name(file, dict, "Encoding", "Identity-H");
    pdf_put(file, dict, "DescendantFonts", descendants);
    pdf_put_ref(file, dict, "ToUnicode", write_to_unicode(fonts, font, sorted));
    pdf_write(file, font->ref, dict);
    hb_blob_destroy(program);
}

void
pdf_fonts_write(PdfFonts *fonts, HPDF_Dict resources)
{
    if (fonts->list.count == 0)
        return;
    HPDF_Dict dict = pdf_dict(fonts->file);
    for (size_t i = 0; i < fonts->list.count; i++) {
        write_font(fonts, fonts->list.items[i]);
        pdf_put_ref(fonts->file, dict, fonts->list.items[i]->key, fonts->list.items[i]->ref);
    }
    pdf_put(fonts->file, resources, "Font", dict);
}
