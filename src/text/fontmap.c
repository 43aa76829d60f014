#include "text/fontmap.h"

#include "base/str.h"

#include <hb.h>
#include <stdlib.h>

/* GLib names types once for the whole process; that register is all that lives beyond a FontMap. */

typedef struct ShuduFont {
    PangoFont parent;
    PangoFontMap *map; /* lent: the map owns its fonts */
    const FontFace *face;
    unsigned index;
} ShuduFont;

typedef struct ShuduFontClass {
    PangoFontClass parent;
} ShuduFontClass;

typedef struct ShuduMap {
    PangoFontMap parent;
    FontMap *owner;
} ShuduMap;

typedef struct ShuduMapClass {
    PangoFontMapClass parent;
} ShuduMapClass;

typedef struct FaceEntry {
    const FontFace *face;
    PangoFont *font;
    PangoFontset *set; /* of this font alone */
    PangoFontDescription *description;
} FaceEntry;

struct FontMap {
    Arena *arena;
    FontSet *fonts;
    PangoFontMap *map;
    PangoContext *context;
    VEC(FaceEntry) faces;
};

GType shudu_font_get_type(void);
GType shudu_map_get_type(void);
G_DEFINE_TYPE(ShuduFont, shudu_font, PANGO_TYPE_FONT)
G_DEFINE_TYPE(ShuduMap, shudu_map, PANGO_TYPE_FONT_MAP)

/* ---- one face as a PangoFont ------------------------------------------------------------------------------------ */

static PangoFontDescription *
face_description(unsigned index)
{
    char name[16];
    g_snprintf(name, sizeof name, "#%u", index);
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description, name);
    pango_font_description_set_absolute_size(description, PANGO_SCALE);
    return description;
}

static PangoFontDescription *
font_describe(PangoFont *font)
{
    return face_description(((ShuduFont *)font)->index);
}

/* Coverage is asked by text/shape.c, before Pango sees the text. */
static PangoCoverage *
font_get_coverage(PangoFont *font, PangoLanguage *language)
{
    (void)font, (void)language;
    return pango_coverage_new();
}

static void
font_get_glyph_extents(PangoFont *font, PangoGlyph glyph, PangoRectangle *ink, PangoRectangle *logical)
{
    const FontFace *face = ((ShuduFont *)font)->face;
    bool real = glyph != PANGO_GLYPH_EMPTY && !(glyph & PANGO_GLYPH_UNKNOWN_FLAG);
    int em = (int)face->units_per_em, ascent = (int)(face->ascent * em), descent = (int)(face->descent * em);
    int width = glyph == PANGO_GLYPH_EMPTY ? 0 : real ? hb_font_get_glyph_h_advance(face->handle, glyph) : em;
    PangoRectangle box = {0, -ascent, width, ascent + descent};
    if (ink)
        *ink = box;
    if (logical)
        *logical = box;
}

static PangoFontMetrics *
font_get_metrics(PangoFont *font, PangoLanguage *language)
{
    (void)font;
    return pango_font_get_metrics(NULL, language); /* nobody asks: lines have the heights of their styles */
}

static PangoFontMap *
font_get_font_map(PangoFont *font)
{
    return ((ShuduFont *)font)->map;
}

static hb_font_t *
font_create_hb_font(PangoFont *font)
{
    return hb_font_reference(((ShuduFont *)font)->face->handle);
}

static void
shudu_font_class_init(ShuduFontClass *klass)
{
    PangoFontClass *font = &klass->parent;
    font->describe = font_describe;
    font->describe_absolute = font_describe;
    font->get_coverage = font_get_coverage;
    font->get_glyph_extents = font_get_glyph_extents;
    font->get_metrics = font_get_metrics;
    font->get_font_map = font_get_font_map;
    font->create_hb_font = font_create_hb_font;
}

static void
shudu_font_init(ShuduFont *font)
{
    (void)font;
}

/* ---- the map -------------------------------------------------------------------------------------------------------- */

static FaceEntry *
entry_of(PangoFontMap *map, const PangoFontDescription *description)
{
    FontMap *owner = ((ShuduMap *)map)->owner;
    const char *name = pango_font_description_get_family(description);
    size_t index = name && name[0] == '#' ? (size_t)strtoul(name + 1, NULL, 10) : 0;
    return index < owner->faces.count ? &owner->faces.items[index] : &owner->faces.items[0];
}

static PangoFont *
map_load_font(PangoFontMap *map, PangoContext *context, const PangoFontDescription *description)
{
    (void)context;
    return g_object_ref(entry_of(map, description)->font);
}

static PangoFontset *
map_load_fontset(PangoFontMap *map, PangoContext *context, const PangoFontDescription *description, PangoLanguage *language)
{
    (void)context, (void)language;
    return g_object_ref(entry_of(map, description)->set);
}

static void
map_list_families(PangoFontMap *map, PangoFontFamily ***families, int *count)
{
    (void)map;
    if (families)
        *families = NULL;
    *count = 0;
}

static void
shudu_map_class_init(ShuduMapClass *klass)
{
    PangoFontMapClass *map = &klass->parent;
    map->load_font = map_load_font;
    map->load_fontset = map_load_fontset;
    map->list_families = map_list_families;
    map->shape_engine_type = "shudu";
}

static void
shudu_map_init(ShuduMap *map)
{
    (void)map;
}

static void
release(void *object)
{
    FontMap *map = object;
    for (size_t i = 0; i < map->faces.count; i++) {
        FaceEntry *entry = &map->faces.items[i];
        g_object_unref(entry->set);
        g_object_unref(entry->font);
        pango_font_description_free(entry->description);
    }
    g_object_unref(map->context);
    g_object_unref(map->map);
}

FontMap *
fontmap_new(Arena *arena, FontSet *fonts)
{
    FontMap *map = ARENA_NEW(arena, FontMap);
    map->arena = arena;
    map->fonts = fonts;
    ShuduMap *object = g_object_new(shudu_map_get_type(), NULL);
    object->owner = map;
    map->map = PANGO_FONT_MAP(object);
    map->context = pango_context_new();
    pango_context_set_font_map(map->context, map->map);
    /* Otherwise the language of the locale. */
    pango_context_set_language(map->context, pango_language_from_string("en"));
    pango_context_set_base_dir(map->context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(map->context, FALSE);
    arena_defer(arena, release, map);
    return map;
}

PangoContext *
fontmap_context(FontMap *map)
{
    return map->context;
}

const PangoFontDescription *
fontmap_description(FontMap *map, const FontFace *face)
{
    for (size_t i = 0; i < map->faces.count; i++)
        if (map->faces.items[i].face == face)
            return map->faces.items[i].description;
    ShuduFont *font = g_object_new(shudu_font_get_type(), NULL);
    font->map = map->map;
    font->face = face;
    font->index = (unsigned)map->faces.count;
    PangoFontsetSimple *set = pango_fontset_simple_new(pango_language_from_string("en"));
    pango_fontset_simple_append(set, PANGO_FONT(g_object_ref(font)));
    FaceEntry entry = {face, PANGO_FONT(font), PANGO_FONTSET(set), face_description(font->index)};
    VEC_PUSH(map->arena, &map->faces, entry);
    return entry.description;
}
